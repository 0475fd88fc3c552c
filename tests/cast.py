"""The cast: the demo accounts under short names, and browsers signed in as each."""

from functools import cached_property
from typing import Any

from django.test import Client

from motcua.kernel.actors import Actor
from motcua.people import queries
from motcua.people.models import Account
from motcua.people.rules import Grant

NAMES = (
    "lan", "tu", "bien", "minh", "hoa", "dung", "son", "van", "quang", "kiem", "thanh", "quan", "an", "phuc", "thuy",
)  # fmt: skip
ANONYMOUS = "anonymous"
BACKEND = "motcua.people.backends.AccountBackend"
PASSWORD = "motcua-demo"


class Cast:
    """`cast.lan` (citizen), `tu` (stranger), `bien` (company), `minh` (reception), `hoa` (case officer), `dung` (unit
    head), `son` (signatory), `van` (clerk), `quang` (case officer elsewhere), `kiem` (control officer), `thanh`
    (inspector), `quan` (administrator), `an` (auditor); of another agency `phuc` (receives, handles, issues) and `thuy`
    (reviews, signs)."""

    @cached_property
    def _accounts(self) -> dict[str, Account]:
        return {account.username: account for account in queries.demo_accounts()}

    def __getattr__(self, name: str) -> Account:
        if name in NAMES:
            return self._accounts[name]
        raise AttributeError(f"nobody in the cast is called {name}")

    def actor(self, name: str, role: str | None = None) -> Actor:
        """What services take as `by=` when this account acts."""
        return queries.actor_of(self._accounts[name], role)

    def grants(self, name: str) -> list[Grant]:
        """The roles this account holds now."""
        return queries.grants(self._accounts[name])

    def client(self, name: str = ANONYMOUS, **options: Any) -> Client:
        """A browser signed in as `name`; not signed in for "anonymous"."""
        client = Client(**options)
        if name != ANONYMOUS:
            client.force_login(self._accounts[name], backend=BACKEND)
        return client
