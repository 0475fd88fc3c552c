"""What every test stands on: a database with the reference data in it, its own folders, and mistakes made loud.

- The law, the agencies and the cast are loaded once per run; each test works inside a transaction that is rolled back.
- Tests of `law` and `people` that do not ask for `cast` find those tables empty, because they test the loaders.
- A template that uses an unknown variable fails, warnings are errors, a query without an order comes shuffled.
- `now` is a Tuesday morning in 2024. Everything written at run time goes to a folder that is thrown away.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from motcua.kernel.recall import forget_everything
from motcua.kernel.time import TZ
from tests.cast import Cast
from tests.shuffle import shuffle_unordered

os.environ["FAIL_INVALID_TEMPLATE_VARS"] = "true"

LOADED_AT = datetime(2024, 1, 2, 8, 0, tzinfo=TZ)
_EMPTY_UNLESS_CAST = ("src/motcua/law/", "src/motcua/people/")

# The quick run asks the same questions each time, so that a red run is the fault of a change; the soak asks new ones.
hypothesis_settings.register_profile(
    "quick",
    max_examples=25,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
hypothesis_settings.register_profile(
    "soak", hypothesis_settings.get_profile("quick"), max_examples=2000, derandomize=False
)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


def pytest_configure(config: pytest.Config) -> None:
    """Give this process its own folder and quick passwords before anything reads the settings."""
    from django.conf import settings

    home = Path(tempfile.mkdtemp(prefix="motcua-test-"))
    config.stash[_HOME] = home
    os.environ["MOTCUA_HOME"] = str(home)  # for the commands that tests start as processes
    settings.MOTCUA_HOME = home
    settings.FILES_ROOT = home / "files"
    settings.STATIC_ROOT = home / "static"
    settings.WHITENOISE_AUTOREFRESH = True  # no scan of all static files for every browser a test opens
    settings.STORAGES["default"]["OPTIONS"]["location"] = home / "media"
    settings.MOTCUA_DEMO = "auto"
    settings.MOTCUA_BLIND_KEY = "b" * 64
    settings.MOTCUA_CHAIN_KEY = "c" * 64
    settings.SHIPPED_PASSWORD_HASHERS = settings.PASSWORD_HASHERS
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(config.stash[_HOME], ignore_errors=True)


_HOME = pytest.StashKey[Path]()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, pytestconfig: pytest.Config
) -> None:
    """A database of this process alone: a file for SQLite, so that threads meet as they do in earnest."""
    from django.db import connections

    default = connections.databases["default"]
    if default["ENGINE"].endswith("sqlite3"):
        default["TEST"]["NAME"] = str(pytestconfig.stash[_HOME] / "test.sqlite3")
        default["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
    else:
        default["TEST"]["NAME"] = f"test_motcua_{os.getpid()}"
        default["CONN_MAX_AGE"] = 0


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Load the reference data once, committed, before the first test that uses the database."""
    with django_db_blocker.unblock(), shuffle_unordered(), _flushable_log():
        load_reference()
        yield


def load_reference() -> None:
    """Law, agencies and cast, as far as they are not there yet."""
    from django.core.cache import cache

    from motcua.law import services as law
    from motcua.people import services as people

    cache.clear()
    forget_everything()
    assert not law.load(LOADED_AT).refused
    people.load(LOADED_AT)
    people.load_cast(LOADED_AT)


_EMPTIED: list[str] = []  # tests with real transactions that emptied the tables since the reference data was loaded


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Load the reference data again before an ordinary test, when one with real transactions came before it.

    Within one process such tests come last, but a process that has nothing left to do takes tests from another.
    """
    if not _EMPTIED or _is_real(item):
        return
    if "db" not in getattr(item, "fixturenames", ()) and not item.get_closest_marker("django_db"):
        return
    from pytest_django.plugin import blocking_manager_key

    with item.config.stash[blocking_manager_key].unblock():
        load_reference()
    _EMPTIED.clear()


def _is_real(item: Any) -> bool:
    """Whether a test works with real transactions."""
    marker = item.get_closest_marker("django_db")
    return "transactional_db" in getattr(item, "fixturenames", ()) or bool(marker and marker.kwargs.get("transaction"))


def _flushable_log() -> Any:
    """Let a test with real transactions empty the tables afterwards, although the logs cannot be deleted."""
    from django.test import TransactionTestCase

    from motcua.kernel.audit import triggers
    from motcua.kernel.readings import triggers as of_readings

    patch = pytest.MonkeyPatch()
    empty = TransactionTestCase._fixture_teardown

    def teardown(self: TransactionTestCase) -> None:
        with triggers.lifted(), of_readings.lifted():
            empty(self)
        _EMPTIED.append(str(self))

    patch.setattr(TransactionTestCase, "_fixture_teardown", teardown)
    return _Undo(patch)


class _Undo:
    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.patch = patch

    def __enter__(self) -> None: ...

    def __exit__(self, *error: object) -> None:
        self.patch.undo()


@pytest.fixture(autouse=True)
def forgetful() -> None:
    """No test remembers what another one cached."""
    from django.core.cache import cache

    cache.clear()
    forget_everything()


@pytest.fixture(autouse=True)
def bare(request: pytest.FixtureRequest) -> None:
    """Tests of the loaders start from empty tables of law and people."""
    path = request.node.path.as_posix()
    uses_database = {"db", "transactional_db"} & set(request.fixturenames) or request.node.get_closest_marker(
        "django_db"
    )
    if "cast" in request.fixturenames or not uses_database or not any(part in path for part in _EMPTY_UNLESS_CAST):
        return
    request.getfixturevalue("transactional_db" if _is_real(request.node) else "db")
    _empty("people", "law")


def _empty(*labels: str) -> None:
    from django.apps import apps
    from django.core.cache import cache
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        for label in labels:
            for model in reversed(list(apps.get_app_config(label).get_models(include_auto_created=True))):
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")
    cache.clear()
    forget_everything()


@pytest.fixture
def now() -> datetime:
    """Tuesday 5 March 2024, 09:00 in Việt Nam."""
    return datetime(2024, 3, 5, 9, 0, tzinfo=TZ)


@pytest.fixture
def cast(db: None) -> Cast:
    """The demo accounts, with the law and the agencies: `cast.lan`, `cast.client("lan")`."""
    from motcua.people.models import Account

    if not Account.objects.filter(is_demo=True).exists():  # a test with real transactions has emptied the tables
        load_reference()
    return Cast()
