"""A set of printed forms as the law data tells it: which forms there are, their words, and what is not verified."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

RECEIPT: Final = "receipt_slip"
SUPPLEMENT: Final = "supplement_slip"
REFUSAL: Final = "refusal_slip"
APOLOGY: Final = "apology_slip"
STOP: Final = "stop_notice"
CONTROL: Final = "control_slip"
REGISTER: Final = "register"


@dataclass(frozen=True, slots=True)
class FormSpec:
    """One form. `events`: the types of events it is given for; `symbol` follows the number ("27/TNHS");
    `recalled`: the keys whose words nobody has compared."""

    number: str
    name: str
    purpose: str
    events: tuple[str, ...]
    heading: tuple[str, ...]
    paper: str
    symbol: str
    status: str
    recalled: frozenset[str]
    labels: Mapping[str, str]

    def label(self, key: str) -> str:
        """The words of a field; KeyError when the data does not know it."""
        return self.labels[key]


@dataclass(frozen=True, slots=True)
class FormSet:
    """The forms that hold together. `book_number` names the register book of a year."""

    id: str
    source: str
    status: str
    book_number: str
    forms: tuple[FormSpec, ...]

    def by_purpose(self, purpose: str) -> FormSpec | None:
        return next((form for form in self.forms if form.purpose == purpose), None)

    def by_event(self, kind: str) -> FormSpec | None:
        """The form that is given for events of this type."""
        return next((form for form in self.forms if kind in form.events), None)

    def by_number(self, number: str) -> FormSpec | None:
        return next((form for form in self.forms if form.number == number), None)

    def book(self, year: int) -> str:
        """The number of the register book of a year."""
        return self.book_number.format(year=year)


def read(set_id: str, source: str, status: str, content: Mapping[str, Any]) -> FormSet:
    """The set of a rule set's content; KeyError names what is missing."""
    forms = tuple(
        FormSpec(
            number=form["number"],
            name=form["name"],
            purpose=form["purpose"],
            events=tuple(form["events"]),
            heading=tuple(form["heading"]),
            paper=form["paper"],
            symbol=form["symbol"],
            status=form["status"],
            recalled=frozenset(form["recalled"]),
            labels=dict(form["labels"]),
        )
        for form in content["forms"]
    )
    return FormSet(set_id, source, status, content["book_number"], forms)
