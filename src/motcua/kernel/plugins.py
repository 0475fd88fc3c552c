"""The registries by which a lower storey uses a higher one without importing it.

Filled in `AppConfig.ready()`, read while serving. Registering the same thing twice changes nothing; registering
something else under a name that is taken is a mistake in the program and raises.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from motcua.kernel.audit.models import Event
    from motcua.kernel.outbox.rules import Delivery
    from motcua.kernel.statements import Statement

T = TypeVar("T")
Projector = Callable[["Event"], "Sequence[Statement] | None"]
ManyProjector = Callable[["Sequence[Sequence[Event]]"], None]


class Taken(Exception):
    """Two different things were registered under one name."""


@dataclass(slots=True)
class Projectors:
    """Functions that follow the events of one kind of stream, inside the transaction of the event.

    What a projector writes it does itself, or returns as statements that are carried out together with the log's own.
    A projector writes rows of its own module and depends on nothing but the event and the rows the event refers
    to, so that the log can be replayed through it. It must be quick and never reach outside the database.
    """

    _by_kind: dict[str, list[Projector]] = field(default_factory=dict)
    _many: dict[Projector, ManyProjector] = field(default_factory=dict)

    def register(self, stream_kind: str, func: Projector, *, many: ManyProjector | None = None) -> None:
        """Let `func` see every event of streams of `stream_kind`, after those registered before it.

        `many` does the same for the new events of many streams at once, when histories come in from elsewhere.
        """
        funcs = self._by_kind.setdefault(stream_kind, [])
        if func not in funcs:
            funcs.append(func)
        if many is not None:
            self._many[func] = many

    def many_of(self, func: Projector) -> ManyProjector | None:
        """What does the work of `func` for many streams at once; None when nothing does."""
        return self._many.get(func)

    def remove(self, stream_kind: str, func: Projector) -> None:
        """Take `func` out again."""
        self._by_kind[stream_kind].remove(func)

    def of(self, stream_kind: str) -> tuple[Projector, ...]:
        return tuple(self._by_kind.get(stream_kind, ()))

    def kinds(self) -> tuple[str, ...]:
        """The kinds of streams somebody follows."""
        return tuple(sorted(kind for kind, funcs in self._by_kind.items() if funcs))


@dataclass(slots=True)
class Port(Generic[T]):
    """A typed opening that one higher module fills: `Port[Signer]("signatures.signer")`."""

    name: str
    _impl: T | None = None

    def fill(self, impl: T) -> None:
        if self._impl is not None and self._impl is not impl:
            raise Taken(f"port {self.name} is already filled")
        self._impl = impl

    def get(self) -> T | None:
        """What fills the port; None when nothing does."""
        return self._impl

    def clear(self) -> None:
        """Empty the port again."""
        self._impl = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the officials' rail. `counter(request)` is the number shown beside it; None: no number."""

    key: str
    label: str
    url_name: str
    roles: frozenset[str]
    order: int = 100
    counter: Callable[[Any], int | None] | None = None


GUEST = "guest"  # an official of another agency, who sees only the entries of the rail that name it


@dataclass(slots=True)
class Navigation:
    """What the officials' rail offers. An entry without roles is for every signed-in official but guests."""

    _entries: dict[str, Entry] = field(default_factory=dict)

    def add(
        self,
        key: str,
        label: str,
        url_name: str,
        roles: Collection[str] = (),
        order: int = 100,
        counter: Callable[[Any], int | None] | None = None,
    ) -> None:
        entry = Entry(key, label, url_name, frozenset(roles), order, counter)
        if self._entries.setdefault(key, entry) != entry:
            raise Taken(f"navigation entry {key} is already there")

    def items(self) -> tuple[Entry, ...]:
        """All entries, in the order shown."""
        return tuple(sorted(self._entries.values(), key=lambda entry: (entry.order, entry.key)))

    def visible(self, roles: Collection[str]) -> tuple[Entry, ...]:
        """The entries somebody with `roles` may use."""
        mine = set(roles)
        own = mine != {GUEST}
        return tuple(entry for entry in self.items() if entry.roles & mine or (own and not entry.roles))


@dataclass(frozen=True, slots=True)
class Subscription:
    """`handler` is called with every delivered message whose topic starts with `prefix`; `name` is its identity."""

    name: str
    prefix: str
    handler: Callable[["Delivery"], None]


@dataclass(slots=True)
class Subscribers:
    """Who is told of outbox messages after commit."""

    _by_name: dict[str, Subscription] = field(default_factory=dict)

    def deliver(self, topic_prefix: str, handler: Callable[["Delivery"], None], *, name: str = "") -> None:
        """Send messages whose topic starts with `topic_prefix` to `handler`.

        At least once and in order per stream: the handler must recognise `delivery.key` when it comes again.
        `name` is kept with the message to know who has had it; it must not change between releases.
        """
        name = name or f"{handler.__module__}.{handler.__qualname__}"
        entry = Subscription(name, topic_prefix, handler)
        if self._by_name.setdefault(name, entry) != entry:
            raise Taken(f"outbox subscriber {name} is already there")

    def remove(self, name: str) -> None:
        """Take the subscriber `name` out again."""
        del self._by_name[name]

    def of(self, topic: str) -> tuple[Subscription, ...]:
        return tuple(entry for entry in self._by_name.values() if topic.startswith(entry.prefix))

    def items(self) -> tuple[Subscription, ...]:
        """Everybody who is told, by name."""
        return tuple(sorted(self._by_name.values(), key=lambda entry: entry.name))


@dataclass(frozen=True, slots=True)
class Recurring:
    """Work that the worker does every `every`; `path` names a function `f(now: datetime) -> None`."""

    name: str
    every: timedelta
    path: str


@dataclass(slots=True)
class Schedule:
    """All recurring work."""

    _by_name: dict[str, Recurring] = field(default_factory=dict)

    def recurring(self, name: str, every: timedelta, func_path: str) -> None:
        """Call the function at the dotted path `func_path` with the instant, every `every`, on one worker at a time."""
        if every <= timedelta(0):
            raise ValueError(f"{name}: recurs every {every}")
        entry = Recurring(name, every, func_path)
        if self._by_name.setdefault(name, entry) != entry:
            raise Taken(f"recurring work {name} is already there")

    def remove(self, name: str) -> None:
        """Take the work `name` out again."""
        del self._by_name[name]

    def items(self) -> tuple[Recurring, ...]:
        return tuple(sorted(self._by_name.values(), key=lambda entry: entry.name))


@dataclass(frozen=True, slots=True)
class Subcommand:
    """One more action of a `motcua` command; `path` names a class with `add_options(parser)` and
    `run(command, options) -> int | None`, both static."""

    command: str
    name: str
    help: str
    path: str


@dataclass(slots=True)
class Subcommands:
    """Actions that higher modules add to a command of a lower one, so that people find them under one word."""

    _by_name: dict[tuple[str, str], Subcommand] = field(default_factory=dict)

    def add(self, command: str, name: str, help: str, path: str) -> None:
        entry = Subcommand(command, name, help, path)
        if self._by_name.setdefault((command, name), entry) != entry:
            raise Taken(f"{command} {name} is already there")

    def of(self, command: str) -> tuple[Subcommand, ...]:
        return tuple(one for key, one in sorted(self._by_name.items()) if key[0] == command)


Work = Callable[[datetime], None]
projectors = Projectors()
navigation = Navigation()
subscribers = Subscribers()
schedule = Schedule()
subcommands = Subcommands()
