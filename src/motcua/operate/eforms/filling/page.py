"""A section ready to be shown: controls with what was typed, errors of the evaluator, groups, what is not asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.kernel.ui.templatetags.ui import first_id
from motcua.operate.eforms.filling.items import Item, View, items_of
from motcua.operate.eforms.filling.pasting import Pasted
from motcua.operate.eforms.rules import Definition, Evaluation, Lookup, Section, evaluate, path_of
from motcua.operate.eforms.rules.lookups import nothing
from motcua.operate.eforms.rules.values import is_blank

MOST_MOVED = 60  # longer lists are put in order in a spreadsheet


@dataclass(frozen=True, slots=True)
class Group:
    """The questions of a plain section, or one numbered group of a repeated one."""

    title: str
    index: int
    items: tuple[Item, ...]
    may_remove: bool = False
    may_rise: bool = False
    may_sink: bool = False


@dataclass(frozen=True, slots=True)
class Paste:
    """The table a person pasted, what was understood of it, and how many rows may still be added. `table_url`: where
    the rows can be fetched as a table."""

    text: str
    read: Pasted | None
    room: int
    has_rows: bool
    table_url: str = ""


@dataclass(frozen=True, slots=True)
class SectionPage:
    """What `eforms/_section.html` shows. `done`: saved, nothing wrong, no new question; go on to the next step.

    `errors`: (id of the control, message) for `ui/_error_summary.html`. `fresh`: answers brought up new questions.
    """

    section: Section
    groups: tuple[Group, ...]
    errors: tuple[tuple[str, str], ...]
    shown: str
    version: int
    done: bool
    fresh: bool = False
    may_add: bool = False
    paste: Paste | None = None
    whole: bool = True  # every question of the section is on this page

    @property
    def status(self) -> int:
        """The HTTP status to answer with: 422 when something is to be corrected."""
        return 422 if self.errors else 200

    @property
    def in_table(self) -> bool:
        """Whether the groups are shown as rows of a table."""
        return self.section.repeat is not None and self.section.layout == "table"

    @property
    def has_buttons(self) -> bool:
        """Whether a control on it has a button of its own."""
        return any(item.bound.widget_type == "pick" or item.files for item in self._asked_items if item.bound)

    @property
    def _asked_items(self) -> list[Item]:
        return [item for group in self.groups for item in group.items]

    @property
    def asks_files(self) -> bool:
        """Whether the form around it must be able to send files."""
        return any(item.bound is not None and item.bound.widget_type == "files" for item in self._asked_items)


def section_page(
    definition: Definition,
    section: Section,
    answers: Mapping[str, Any],
    *,
    today: date,
    version: int = 0,
    judged: bool = False,
    shown: frozenset[str] | None = None,
    lookup: Lookup = nothing,
    view: View | None = None,
    paste: str = "",
    pasted: Pasted | None = None,
) -> SectionPage:
    """The page of `section` for a draft's raw `answers`. `judged`: say what is wrong (after "save"; not on a first
    visit or after adding a group). `shown`: what the previous page asked; questions that appeared since are not called
    wrong before they were seen. `view`: code lists, known answers, files and the questions to ask; `paste`, `pasted`:
    a table that waits to be taken.
    """
    view = view or View(today)
    answers = {**answers, section.key: _rows(section, answers)} if section.repeat else answers
    evaluation = evaluate(definition, answers, today=today, lookup=lookup)
    asked = _asked(section, answers, evaluation, view)
    fresh = judged and shown is not None and not asked <= shown
    found = _errors(section, evaluation, asked, view)
    seen = {path: text for path, text in found.items() if shown is None or path in shown or path == section.key}
    wrong = seen if judged else {}
    groups = tuple(_groups(section, answers, evaluation, wrong, view))
    return SectionPage(
        section=section,
        groups=groups,
        errors=tuple(_links(section, groups, wrong)),
        shown=" ".join(sorted(asked)),
        version=version,
        done=judged and not fresh and not found,
        fresh=fresh,
        may_add=section.repeat is not None and len(groups) < section.repeat.max,
        paste=_paste(section, answers, paste, pasted, view),
        whole=not view.only,
    )


def _errors(section: Section, evaluation: Evaluation, asked: frozenset[str], view: View) -> dict[str, str]:
    """What is wrong on this page: of the whole section, or of the questions it asks."""
    found = {error.path: error.message for error in evaluation.errors_in(section)}
    return found if not view.only else {path: text for path, text in found.items() if path in asked}


def _rows(section: Section, answers: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The groups to show: those that were typed, at least the least number, one to begin with."""
    if section.repeat is None:
        return []
    raw = answers.get(section.key)
    least = section.repeat.min if isinstance(raw, list) else max(1, section.repeat.min)
    rows = [row if isinstance(row, dict) else {} for row in raw] if isinstance(raw, list) else []
    return (rows + [{} for _ in range(least - len(rows))])[: section.repeat.max]


def _paste(section: Section, answers: Mapping[str, Any], text: str, read: Pasted | None, view: View) -> Paste | None:
    if section.repeat is None or section.repeat.max < 2:
        return None
    rows = [row for row in answers[section.key] if not all(is_blank(value) for value in row.values())]
    url = view.table_url(section.key) if view.table_url else ""
    return Paste(text, read, section.repeat.max - len(rows), bool(rows), url)


def _asked(section: Section, answers: Mapping[str, Any], evaluation: Evaluation, view: View) -> frozenset[str]:
    indices: list[int | None] = list(range(len(answers[section.key]))) if section.repeat else [None]
    return frozenset(
        path
        for index in indices
        for field in section.fields
        if not field.compute and view.asks(field) and (path := path_of(section, field, index)) in evaluation.visible
    )


def _groups(
    section: Section, answers: Mapping[str, Any], evaluation: Evaluation, wrong: Mapping[str, str], view: View
) -> list[Group]:
    if section.repeat is None:
        return [Group("", 0, items_of(section, None, answers, evaluation.values, evaluation, wrong, view))]
    clean = dict(zip(evaluation.groups.get(section.key, ()), evaluation.values.get(section.key, []), strict=True))
    rows = answers[section.key]
    movable = len(rows) <= MOST_MOVED
    return [
        Group(
            f"{section.repeat.item} {index + 1}",
            index,
            items_of(section, index, row, clean.get(index, {}), evaluation, wrong, view),
            may_remove=len(rows) > max(1, section.repeat.min),
            may_rise=movable and index > 0,
            may_sink=movable and index + 1 < len(rows),
        )
        for index, row in enumerate(rows)
    ]


def _links(section: Section, groups: tuple[Group, ...], wrong: Mapping[str, str]) -> list[tuple[str, str]]:
    links = [(f"muc-{section.key}", wrong[section.key])] if section.key in wrong else []
    for group in groups:
        for item in group.items:
            if item.bound is not None and item.bound.name in wrong:
                where = f"{group.title}: " if group.title else ""
                links.append((first_id(item.bound), where + wrong[item.bound.name]))
    return links
