"""What came back from a page of a form: raw answers as typed, and which button was pressed."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from motcua.operate.eforms.filling.codes import NO_CODES, Codes
from motcua.operate.eforms.filling.controls import reading
from motcua.operate.eforms.filling.pasting import LONGEST, read_paste
from motcua.operate.eforms.filling.picking import typed_words
from motcua.operate.eforms.rules import Field, Section, path_of
from motcua.operate.eforms.rules.values import is_blank

VERBS = {"add", "remove", "up", "down", "refresh", "paste", "take", "swap", "find", "drop"}
STAYING = VERBS - {"remove"}
NO_FILES: MultiValueDict[str, Any] = MultiValueDict()  # files are attached by themselves, never part of an answer
_ACTION = re.compile(r"(?P<verb>[a-z]+)(?:-(?P<section>[A-Za-z]\w*))?(?:-(?P<index>[0-9]{1,9}))?(?:-\w+)?")


@dataclass(frozen=True, slots=True)
class Posted:
    """`action`: "save" or one of `VERBS`, about the group `index` where it is about one. `shown`: paths the page had
    asked; None when it did not say. `finds`: words typed to search a code, by path. `paste`: the table typed."""

    action: str
    answers: dict[str, Any]
    shown: frozenset[str] | None
    base_version: int | None
    index: int | None = None
    finds: dict[str, str] = field(default_factory=dict)
    paste: str = ""
    taken: int = 0


def read_posted(
    section: Section,
    data: QueryDict,
    stored: Mapping[str, Any],
    *,
    only: Collection[str] = (),
    codes: Codes = NO_CODES,
    today: date = date.min,
) -> Posted:
    """Read a POST of `section`'s page. Questions that were not on the page are left out, so they keep their answers.

    `stored`: the draft's answers, for the hidden questions of repeated groups. `only`: keys of the questions the page
    asked, all when empty. Nothing here judges.
    """
    told = data.get(f"_shown-{section.key}", data.get("_shown"))
    shown = None if told is None else frozenset(str(told).split())
    verb, index = _pressed(section, str(data.get("_action", "save")))
    fields = [one for one in section.fields if one.typed and (not only or one.key in only)]
    reader = _Reader(section, fields, data, shown, codes, today)
    paste = str(data.get(f"_paste-{section.key}", ""))[:LONGEST]
    taken = 0
    if section.repeat is None:
        answers = reader.read(None)
    else:
        rows = _rows(section, reader, data, stored.get(section.key))
        before = sum(not _blank(row) for row in rows)
        rows = _changed(section, rows, verb, index, paste, today)
        taken = max(len(rows) - before * (verb == "take"), 0) if verb in {"take", "swap"} else 0
        answers = {section.key: rows[: section.repeat.max]}
    if verb == "save" and reader.fresh:
        verb = "find"  # who typed words to search and pressed "save" wants to choose first
    return Posted(verb, answers, shown, _whole(data.get("_version")), index, reader.finds, paste, taken)


def _pressed(section: Section, action: str) -> tuple[str, int | None]:
    """The verb of the button when it is meant for this section ("remove-0", "remove-mon-0"), else "refresh"."""
    found = _ACTION.fullmatch(action)
    if found is None or found["verb"] not in VERBS:
        return "save", None
    index = int(found["index"]) if found["index"] else None
    if found["verb"] in {"find", "drop", "refresh"}:
        return found["verb"], index
    if found["section"] is not None and found["section"] != section.key:
        return "refresh", None
    return found["verb"], index


@dataclass(slots=True)
class _Reader:
    """Reads the questions of one page; what was typed into search boxes is kept beside."""

    section: Section
    fields: list[Field]
    data: QueryDict
    shown: frozenset[str] | None
    codes: Codes
    today: date
    finds: dict[str, str] = field(default_factory=dict)
    fresh: bool = False

    def read(self, index: int | None) -> dict[str, Any]:
        found = {}
        for one in self.fields:
            path = path_of(self.section, one, index)
            widget = reading(one, self.codes, self.today)
            omitted = widget.value_omitted_from_data(self.data, NO_FILES, path)
            if (self.shown is not None and path in self.shown) or (self.shown is None and not omitted):
                value = widget.value_from_datadict(self.data, NO_FILES, path)
                found[one.key] = "" if value is None else value
                self._search(one, path, found)
        return found

    def _search(self, one: Field, path: str, found: dict[str, Any]) -> None:
        """Words that name exactly one code choose it; others wait for the person to choose, once."""
        words = typed_words(self.data, path) if one.code_list else ""
        if not words:
            return
        known = words == str(self.data.get(f"{path}_found", ""))
        hits = [] if known else self.codes.search(one.code_list, words, self.today)
        if len(hits) == 1:
            code = hits[0][0]
            found[one.key] = {**found[one.key], "unit": code} if isinstance(found[one.key], dict) else code
        else:
            self.finds[path] = words
            self.fresh = self.fresh or not known


def _rows(section: Section, reader: _Reader, data: QueryDict, stored: Any) -> list[dict[str, Any]]:
    most = section.repeat.max if section.repeat else 0
    posted = data.get(f"_rows-{section.key}", data.get("_rows"))
    count = min(_whole(posted) or 0, most)
    before = [row if isinstance(row, dict) else {} for row in stored] if isinstance(stored, list) else []
    before += [{}] * (count - len(before))
    return [{**before[index], **reader.read(index)} for index in range(count)]


def _changed(
    section: Section, rows: list[dict[str, Any]], verb: str, index: int | None, paste: str, today: date
) -> list[dict[str, Any]]:
    """The rows after the button."""
    most = section.repeat.max if section.repeat else 0
    here = index is not None and index < len(rows)
    if verb == "add":
        rows.append({})
    elif verb == "remove" and index is not None:
        del rows[index : index + 1]
    elif verb in {"up", "down"} and here and index is not None:
        other = index - 1 if verb == "up" else index + 1
        if 0 <= other < len(rows):
            rows[index], rows[other] = rows[other], rows[index]
    elif verb in {"take", "swap"}:
        kept = [] if verb == "swap" else [row for row in rows if not _blank(row)]
        taken = read_paste(section, paste, today=today, room=most - len(kept)).answers
        return [*kept, *taken] if taken else rows
    return rows


def _blank(row: Mapping[str, Any]) -> bool:
    return all(is_blank(value) for value in row.values())


def _whole(text: Any) -> int | None:
    text = str(text or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
