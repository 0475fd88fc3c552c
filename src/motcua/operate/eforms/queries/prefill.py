"""What is known of a person beyond their account: their earlier dossier of the same form, and partners' data."""

from collections.abc import Callable, Mapping
from typing import Any

from motcua.kernel.plugins import Port
from motcua.operate.eforms.models import Answers, FormVersion

Source = Callable[[Any, frozenset[str]], Mapping[str, Any]]
"""(account, names wanted) → what is known of them, under the same names."""

# Filled by whoever speaks with the population database, and by whoever keeps papers and results of the person.
population: Port[Source] = Port("eforms.population")
store: Port[Source] = Port("eforms.store")
PORTS = {"population": population, "store": store}


def unconnected(prefill: str) -> bool:
    """Whether a source of prefill has nobody behind it on this instance ("nguồn chưa kết nối")."""
    port = PORTS.get(prefill.partition(".")[0])
    return port is not None and port.get() is None


def outside_facts(version: FormVersion, account: Any) -> dict[str, Any]:
    """What the form asks for from `earlier.*`, `population.*` and `store.*`, as far as it is known of `account`."""
    wanted: dict[str, set[str]] = {}
    for _, field in version.parsed.fields():
        head, _, name = field.prefill.partition(".")
        if head == "earlier" or head in PORTS:
            wanted.setdefault(head, set()).add(name)
    if not wanted or account is None or account.pk is None:
        return {}
    facts: dict[str, Any] = {}
    for head, names in wanted.items():
        known = _earlier(version, account) if head == "earlier" else _asked(head, account, frozenset(names))
        facts |= {f"{head}.{name}": known[name] for name in names if known.get(name) is not None}
    return facts


def _earlier(version: FormVersion, account: Any) -> Mapping[str, Any]:
    rows = Answers.objects.filter(account=account, form_version__form_id=version.form_id, erased_at=None)
    last = rows.order_by("-frozen_at").first()
    return last.answers if last is not None else {}


def _asked(head: str, account: Any, names: frozenset[str]) -> Mapping[str, Any]:
    source = PORTS[head].get()
    return source(account, names) if source is not None else {}
