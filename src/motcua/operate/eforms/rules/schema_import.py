"""From a JSON Schema (2020-12, 07) to a form: what can be asked is taken, everything else is told with its place."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from motcua.operate.eforms.rules.check import check_definition
from motcua.operate.eforms.rules.editing import key_for
from motcua.operate.eforms.rules.schema_fields import field_of
from motcua.operate.eforms.rules.schema_reading import Reader, Unreadable, kind_of, pointer, unused
from motcua.operate.eforms.rules.shape import MAX_FIELDS, MAX_REPEAT, Problem

MOST_ROWS = 20  # of a list that does not say how long it may be
_OBJECT = frozenset({"properties", "required", "additionalProperties", "minProperties"})
_ARRAY = frozenset({"items", "minItems", "maxItems", "uniqueItems"})


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a schema. `definition` is None when it was refused, with its `problems`.

    `taken` and `left_out`: (JSON pointer, what it became / why it was left out).
    """

    definition: dict[str, Any] | None
    taken: tuple[tuple[str, str], ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    problems: tuple[Problem, ...] = ()


def from_json_schema(data: Any, *, key: str, name: str) -> Imported:
    """A form called `key` from the schema `data`, which came as the file `name`. Never raises.

    Objects become sections, arrays of objects groups that repeat, everything else questions. Refused as a whole:
    references that are remote or lead back to themselves, schemas without an end in sight, nothing to ask.
    """
    if not isinstance(data, Mapping):
        return _refused(Problem("#", "lược đồ phải là một nhóm thuộc tính (JSON object)"))
    reader = Reader(data)
    try:
        definition = _Build(reader, key, name).definition()
    except Unreadable as error:
        return _refused(Problem(error.place, error.reason))
    problems = tuple(check_definition(definition))
    if problems:
        return Imported(None, tuple(reader.taken), tuple(reader.left_out), problems)
    return Imported(definition, tuple(reader.taken), tuple(reader.left_out))


def _refused(problem: Problem) -> Imported:
    return Imported(None, problems=(problem,))


class _Build:
    """Gathers sections while the schema is walked; keys of questions and sections share one set of names."""

    def __init__(self, reader: Reader, key: str, name: str) -> None:
        self.reader, self.key, self.name = reader, key, name
        self.sections: list[dict[str, Any]] = []
        self.keys: set[str] = set()
        self.count = 0

    def definition(self) -> dict[str, Any]:
        schema, trail = self.reader.resolved(self.reader.root, "#")
        if kind_of(schema) != "object" or not isinstance(schema.get("properties"), Mapping):
            raise Unreadable("#", "lược đồ phải mô tả một object có properties")
        title = self.reader.words(schema, "title", "#", "Biểu mẫu nhập từ JSON Schema")
        self._object(schema, "#", title, self.reader.words(schema, "description", "#"), trail)
        if not any(section["fields"] for section in self.sections):
            raise Unreadable("#/properties", "không có gì hỏi được")
        return {
            "key": self.key,
            "version": "1",
            "title": title,
            "procedures": [],
            "source": [f"Nhập từ JSON Schema «{self.name}»"],
            "completeness": "partial" if self.reader.left_out else "full",
            "sections": [section for section in self.sections if section["fields"]],
        }

    def _object(self, schema: Mapping[str, Any], place: str, title: str, intro: str, trail: tuple[str, ...]) -> None:
        """A section of the plain properties; objects and lists inside become sections after it."""
        section = self._section(title, intro)
        self._properties(schema, place, section, "", trail)

    def _properties(
        self, schema: Mapping[str, Any], place: str, section: dict[str, Any], prefix: str, trail: tuple[str, ...]
    ) -> None:
        for word in unused(schema, _OBJECT):
            self.reader.skip(pointer(place, word), "từ khoá này không đổi được thành điều kiện của biểu mẫu")
        properties = schema.get("properties")
        required = schema.get("required")
        needed = {name for name in required if isinstance(name, str)} if isinstance(required, list) else set()
        for name, part in (properties if isinstance(properties, Mapping) else {}).items():
            at = pointer(place, "properties", name)
            inner, way = self.reader.resolved(part, at, trail)
            self._property(inner, at, name, name in needed, section, prefix, way)

    def _property(
        self,
        schema: Mapping[str, Any],
        at: str,
        name: str,
        needed: bool,
        section: dict[str, Any],
        prefix: str,
        trail: tuple[str, ...],
    ) -> None:
        label = self.reader.words(schema, "title", at, _named(name))
        kind = kind_of(schema)
        if kind == "object" and "repeat" in section:
            self._properties(schema, at, section, f"{prefix}{label}: ", trail)  # a row has no room for a section
        elif kind == "object":
            self._object(schema, at, f"{prefix}{label}", self.reader.words(schema, "description", at), trail)
        elif kind == "array" and not self._answers_of(schema, at, trail):
            self._list(schema, at, label, section, trail)
        else:
            self._question(schema, at, name, f"{prefix}{label}", needed, section, trail)

    def _answers_of(self, schema: Mapping[str, Any], at: str, trail: tuple[str, ...]) -> bool:
        """Whether a list is a choice of several among given answers."""
        items, _ = self.reader.resolved(schema.get("items", {}), pointer(at, "items"), trail)
        return kind_of(items) == "string" and bool(items.keys() & {"enum", "oneOf"})

    def _list(
        self, schema: Mapping[str, Any], at: str, label: str, section: dict[str, Any], trail: tuple[str, ...]
    ) -> None:
        """A list of rows becomes a section that repeats."""
        if "repeat" in section:
            self.reader.skip(at, "danh sách nằm trong danh sách: biểu mẫu chỉ lặp một tầng")
            return
        for word in unused(schema, _ARRAY):
            self.reader.skip(pointer(at, word), "từ khoá này không đổi được thành điều kiện của biểu mẫu")
        if schema.get("uniqueItems") is True:
            self.reader.skip(pointer(at, "uniqueItems"), "biểu mẫu không kiểm tra các dòng trùng nhau")
        items, way = self.reader.resolved(schema.get("items", {}), pointer(at, "items"), trail)
        rows = self._section(label, self.reader.words(schema, "description", at))
        rows["repeat"] = self._repeat(schema, at)
        inside = pointer(at, "items")
        if kind_of(items) == "object":
            self._properties(items, inside, rows, "", way)
        else:
            self._property(items, inside, label, False, rows, "", way)
        self.reader.taken.append((at, f"mục lặp «{rows['title']}»"))

    def _repeat(self, schema: Mapping[str, Any], at: str) -> dict[str, Any]:
        least, most = _whole(schema.get("minItems")) or 0, _whole(schema.get("maxItems"))
        if most is None:
            self.reader.skip(pointer(at, "maxItems"), f"không ghi số dòng nhiều nhất: lấy {MOST_ROWS}")
            most = max(MOST_ROWS, least)
        if most > MAX_REPEAT:
            self.reader.skip(pointer(at, "maxItems"), f"nhiều nhất {most} dòng: biểu mẫu nhận tối đa {MAX_REPEAT}")
            most = MAX_REPEAT
        return {"min": min(least, most), "max": max(most, 1), "item": "Dòng"}

    def _question(
        self,
        schema: Mapping[str, Any],
        at: str,
        name: str,
        label: str,
        needed: bool,
        section: dict[str, Any],
        trail: tuple[str, ...],
    ) -> None:
        found = field_of(self.reader, schema, at, trail)
        if found is None:
            return
        self.count += 1
        if self.count > MAX_FIELDS:
            raise Unreadable(at, f"quá {MAX_FIELDS} câu hỏi")
        question = {"key": self._key(name), "label": label, **found}
        if needed and question["type"] != "checkbox" and "compute" not in question:
            question["required"] = True
        section["fields"].append(question)
        self.reader.taken.append((at, f"ô «{question['label']}» loại {question['type']}"))

    def _section(self, title: str, intro: str) -> dict[str, Any]:
        section: dict[str, Any] = {"key": self._key(f"muc {title}"), "title": title, "fields": []}
        if intro:
            section["intro"] = intro
        self.sections.append(section)
        return section

    def _key(self, words: str) -> str:
        key = key_for(words, frozenset(self.keys))
        self.keys.add(key)
        return key


def _named(name: str) -> str:
    """ "ho_ten" → "Ho ten": the words of a property that has no title."""
    words = " ".join(name.replace("_", " ").replace("-", " ").split())[:200]
    return words[:1].upper() + words[1:] if words else "Câu hỏi"


def _whole(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
