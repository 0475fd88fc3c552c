"""Life events and the question path of data/catalogue, with the procedures of this instance behind their codes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from motcua.operate.catalogue.models import Procedure
from motcua.operate.catalogue.queries.data import data_file
from motcua.operate.catalogue.rules.guiding import Guide, LifeEvent
from motcua.operate.catalogue.rules.guiding import events as read_events
from motcua.operate.catalogue.rules.guiding import guide as read_guide


@dataclass(frozen=True, slots=True)
class Named:
    """A code with its name. `procedure` None: the catalogue of this instance has no such procedure."""

    code: str
    name: str
    procedure: Procedure | None


@lru_cache(maxsize=1)
def full_names() -> Mapping[str, str]:
    """Code → newest name, of the whole public catalogue (data/catalogue/names.json)."""
    rows = data_file("names.json")["procedures"]
    return {row["code"] or row["id"].split("@")[0]: row["name"] for row in sorted(rows, key=lambda row: row["era"])}


@lru_cache(maxsize=1)
def life_events() -> tuple[LifeEvent, ...]:
    """Checked when they are read; BadGuide says what is wrong."""
    return read_events(data_file("events.json"), full_names())


@lru_cache(maxsize=1)
def which() -> Guide:
    """The path "which procedure is mine", checked when it is read; BadGuide says what is wrong."""
    return read_guide(data_file("paths.json"), full_names())


def life_event(key: str) -> LifeEvent | None:
    return next((event for event in life_events() if event.key == key), None)


def events_of(code: str) -> list[LifeEvent]:
    """The life events in which a procedure stands."""
    return [event for event in life_events() if code in event.codes]


def named(codes: Sequence[str]) -> list[Named]:
    """The procedures under `codes`, in their order; one that was replaced gives way to its successor."""
    rows = {row.code: row for row in Procedure.objects.select_related("successor").filter(code__in=codes)}
    found: dict[str, Named] = {}
    for code in codes:
        row = rows.get(code)
        row = row.successor if row and row.is_repealed and row.successor else row
        shown = row.code if row else code
        found.setdefault(shown, Named(shown, row.name if row else full_names()[code], row))
    return sorted(found.values(), key=lambda one: one.procedure is None)
