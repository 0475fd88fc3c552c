"""Reads: the pages on which a draft's form is filled in, and what was posted from them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.http import QueryDict

from motcua.kernel.time import local_date
from motcua.operate.codelists import queries as codelists
from motcua.operate.eforms.filling import Posted, SectionPage, read_posted, section_page
from motcua.operate.eforms.filling.codes import Codes, Pairs
from motcua.operate.eforms.filling.items import View
from motcua.operate.eforms.filling.pasting import read_paste, write_paste
from motcua.operate.eforms.filling.screens import WHOLE, Part, Screen, screen_called, screens
from motcua.operate.eforms.models import Draft
from motcua.operate.eforms.queries.drafts import SectionState, evaluation, files_of, progress, raw_answers
from motcua.operate.eforms.queries.lookups import choices, lookup

JUDGED = {"save", "take", "swap"}


@dataclass(frozen=True, slots=True)
class ScreenPosted:
    """What came back from one page: for each section on it what was typed, and the button that was pressed."""

    parts: tuple[tuple[Part, Posted], ...]

    @property
    def action(self) -> str:
        """ "save", or what keeps the person on the page."""
        return next((posted.action for _, posted in self.parts if posted.action not in {"save", "refresh"}), self._all)

    @property
    def _all(self) -> str:
        return "save" if all(posted.action == "save" for _, posted in self.parts) else "refresh"

    @property
    def taken(self) -> int:
        """How many pasted rows were taken."""
        return sum(posted.taken for _, posted in self.parts)


@dataclass(frozen=True, slots=True)
class ScreenPage:
    """One page of a form, ready to be shown: `step` of `steps`, its sections, and what is wrong."""

    screen: Screen
    pages: tuple[SectionPage, ...]
    step: int
    steps: int
    next_key: str = ""
    previous_key: str = ""

    @property
    def errors(self) -> tuple[tuple[str, str], ...]:
        """(id of the control, message) of the whole page."""
        return tuple(error for page in self.pages for error in page.errors)

    @property
    def done(self) -> bool:
        """Saved, nothing wrong, no new question: go on."""
        return all(page.done for page in self.pages)

    @property
    def status(self) -> int:
        """The HTTP status to answer a POST with."""
        return 422 if self.errors else 200

    @property
    def asks_files(self) -> bool:
        """Whether files can be sent from it."""
        return any(page.asks_files for page in self.pages)


def codes() -> Codes:
    """The shared code lists for the pages of one request."""
    name = lookup()

    def search(list_key: str, text: str, on: date) -> Pairs:
        rows = codelists.search(list_key, text, on, limit=15)
        return [(row.code, name(list_key, row.code, on) or row.name) for row in rows]

    return Codes(menu=choices, search=search, name=name)


def screen_page(
    draft: Draft,
    key: str,
    now: datetime,
    *,
    posted: ScreenPosted | None = None,
    known: Mapping[str, Any] | None = None,
    table_url: Callable[[str], str] | None = None,
) -> ScreenPage | None:
    """One page of a draft's form; None when the form has no such page. `posted`: what was just saved from it.

    A page that was saved before shows its mistakes again; one never seen blames nobody.
    """
    judged = evaluation(draft, now)
    if judged is None or draft.form_version is None:
        return None
    definition = draft.form_version.parsed
    screen = screen_called(definition, judged, key)
    if screen is None:
        return None
    there = screens(definition, judged)
    place = next((number for number, one in enumerate(there) if one.key == screen.key), 0)
    view = View(local_date(now), codes(), known or {}, files=_attached(draft), table_url=table_url)
    told = {part.section.key: one for part, one in posted.parts} if posted else {}
    pages = tuple(_section(draft, part, view, told.get(part.section.key), now) for part in screen.parts)
    return ScreenPage(
        screen,
        pages,
        place + 1,
        len(there),
        next_key=there[place + 1].key if place + 1 < len(there) else "",
        previous_key=there[place - 1].key if place else "",
    )


def _section(draft: Draft, part: Part, view: View, posted: Posted | None, now: datetime) -> SectionPage:
    form = draft.form_version
    assert form is not None, "a page belongs to a form"
    today = local_date(now)
    judged = _seen(draft, part) if posted is None else posted.action in JUDGED
    pasted = None
    if posted is not None and posted.action == "paste" and part.section.repeat is not None:
        most = part.section.repeat.max
        pasted = read_paste(part.section, posted.paste, today=today, room=most, lookup=view.codes.name)
    return section_page(
        form.parsed,
        part.section,
        raw_answers(draft),
        today=today,
        version=draft.version,
        judged=judged,
        # Rows that were just taken were looked at in the preview: what is wrong with them is said at once.
        shown=posted.shown if posted and not posted.taken else None,
        lookup=view.codes.name,
        view=replace(view, only=part.only, finds=posted.finds if posted else {}),
        paste=posted.paste if posted and posted.action not in {"take", "swap"} else "",
        pasted=pasted,
    )


def _seen(draft: Draft, part: Part) -> bool:
    """Whether a page was saved before: the section was, and of a single question there is an answer or a blank."""
    if part.section.key not in draft.section_versions:
        return False
    typed = [field.key for field in part.section.fields if field.key in part.only and field.typed]
    return all(key in draft.answers for key in typed)


def _attached(draft: Draft) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    if draft.form_version is not None and draft.form_version.parsed.asks_files:
        for file in files_of(draft):
            found.setdefault(file.component_code, []).append(file)
    return found


def posted_screen(draft: Draft, key: str, data: QueryDict, now: datetime) -> ScreenPosted | None:
    """What was posted from one page; None when the form has no such page."""
    judged = evaluation(draft, now)
    if judged is None or draft.form_version is None:
        return None
    screen = screen_called(draft.form_version.parsed, judged, key)
    if screen is None:
        return None
    lists, today = codes(), local_date(now)
    read = [
        (part, read_posted(part.section, data, draft.answers, only=part.only, codes=lists, today=today))
        for part in screen.parts
    ]
    return ScreenPosted(tuple(read))


def form_tasks(draft: Draft, now: datetime) -> list[SectionState]:
    """The parts of the form as rows of a task list: one for each section, or one for a form on a single page.

    With one question a page a section is done when each of its questions was seen.
    """
    rows = [row for row in progress(draft, now) if row.state != "hidden"]
    judged = evaluation(draft, now)
    if draft.form_version is None or judged is None or not rows:
        return rows
    definition = draft.form_version.parsed
    if definition.pages == "single":
        states = {row.state for row in rows}
        state = states.pop() if len(states) == 1 else "started"
        return [SectionState(WHOLE, definition.title, state, sum(row.errors for row in rows))]
    if definition.pages == "questions":
        unseen = {screen.home for screen in screens(definition, judged) if not _seen(draft, screen.parts[0])}
        return [replace(row, state="started") if row.state == "done" and row.key in unseen else row for row in rows]
    return rows


def first_screen(draft: Draft, section: str, now: datetime) -> str:
    """Where to go on in a section: its first page that was not seen yet, else its first page."""
    judged = evaluation(draft, now)
    if judged is None or draft.form_version is None:
        return section
    own = [screen for screen in screens(draft.form_version.parsed, judged) if screen.home == section]
    waiting = [screen for screen in own if not _seen(draft, screen.parts[0])]
    return (waiting or own)[0].key if own and section != WHOLE else section


def screen_of_path(draft: Draft, now: datetime) -> dict[str, str]:
    """For the check of the answers: on which page a section, and each question asked alone, is answered."""
    judged = evaluation(draft, now)
    if judged is None or draft.form_version is None:
        return {}
    found: dict[str, str] = {}
    for screen in screens(draft.form_version.parsed, judged):
        for part in screen.parts:
            found.setdefault(part.section.key, screen.key)
            found |= dict.fromkeys(part.only, screen.key)
    return found


def rows_as_table(draft: Draft, section: str) -> str | None:
    """The rows of a repeated section as a table for a spreadsheet; None when there is no such section."""
    part = draft.form_version.parsed.section(section) if draft.form_version else None
    if part is None or part.repeat is None or part.given:
        return None
    rows = draft.answers.get(section)
    return write_paste(part, rows if isinstance(rows, list) else [])


__all__ = [
    "WHOLE", "Codes", "ScreenPage", "ScreenPosted", "codes", "first_screen", "form_tasks", "posted_screen",
    "rows_as_table",
    "screen_of_path", "screen_page",
]  # fmt: skip
