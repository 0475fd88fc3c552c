"""JSON Schema into forms: what can be asked is taken, the rest is told with its place, the endless is refused."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.operate.eforms import rules
from motcua.operate.eforms.tests.strategies import JSON


def take(schema: Any) -> rules.Imported:
    return rules.from_json_schema(schema, key="thu", name="thu.json")


def form(**properties: Any) -> dict[str, Any]:
    return {"$schema": "http://json-schema.org/draft-07/schema#", "type": "object", "properties": properties}


def only(schema: Any) -> dict[str, Any]:
    """The one question a property became."""
    found = take(form(x=schema))
    assert found.definition, found.problems
    return found.definition["sections"][0]["fields"][0]


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": "string"}, {"type": "text"}),
        ({"type": ["string", "null"], "maxLength": 2000}, {"type": "long_text", "max_length": 2000}),
        ({"type": "string", "format": "date"}, {"type": "date"}),
        ({"type": "string", "format": "email"}, {"type": "email"}),
        ({"type": "string", "pattern": "^[0-9]{2}$"}, {"type": "text", "pattern": "(?:[0-9]{2})"}),
        ({"type": "integer", "minimum": 1, "exclusiveMaximum": 10}, {"type": "number", "min": 1, "max": 9}),
        ({"type": "number", "multipleOf": 0.1}, {"type": "number", "decimals": 1}),
        ({"type": "boolean", "default": True}, {"type": "checkbox", "default": True}),
        ({"const": "A"}, {"type": "text", "compute": '"A"'}),
        (
            {"enum": ["a", 1]},
            {"type": "choice", "options": [{"value": "a", "label": "a"}, {"value": "1", "label": "1"}]},
        ),
        ({"oneOf": [{"const": "m", "title": "Một"}]}, {"type": "choice", "options": [{"value": "m", "label": "Một"}]}),
        (
            {"type": "array", "items": {"enum": ["a"]}},
            {"type": "multi", "options": [{"value": "a", "label": "a"}]},
        ),
        ({"type": "string", "description": "Ghi rõ."}, {"type": "text", "help": "Ghi rõ."}),
    ],
)
def test_each_kind_of_property_becomes_its_question(schema: Any, expected: dict[str, Any]) -> None:
    assert only(schema) == {"key": "x", "label": "X", **expected}


def test_objects_become_sections_and_lists_of_objects_repeat() -> None:
    row = {"type": "object", "properties": {"ten": {"type": "string"}, "noi": {"$ref": "#/$defs/noi"}}}
    schema = form(
        ho_ten={"type": "string", "title": "Họ và tên"},
        noi_o={"$ref": "#/$defs/noi", "title": "Nơi ở"},
        con={"type": "array", "title": "Các con", "minItems": 1, "maxItems": 5, "items": row},
    )
    schema |= {"title": "Đơn", "required": ["ho_ten"], "$defs": {"noi": form(xa={"type": "string"})}}
    found = take(schema)
    assert found.definition
    first, home, children = found.definition["sections"]
    assert (found.definition["title"], first["fields"][0]["required"]) == ("Đơn", True)
    assert (home["title"], [one["label"] for one in home["fields"]]) == ("Nơi ở", ["Xa"])
    assert children["repeat"] == {"min": 1, "max": 5, "item": "Dòng"}
    assert [one["label"] for one in children["fields"]] == ["Ten", "Noi: Xa"]
    keys = [one["key"] for part in found.definition["sections"] for one in part["fields"]]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("schema", "place", "reason"),
    [
        ({"type": "string", "format": "uri"}, "#/properties/x/format", "«uri»"),
        ({"type": "string", "minLength": 5}, "#/properties/x/minLength", "độ dài ít nhất"),
        ({"type": "string", "pattern": "("}, "#/properties/x/pattern", "mẫu so khớp"),
        ({"type": "string", "pattern": "(?=a)b"}, "#/properties/x/pattern", "mẫu so khớp"),
        ({"type": "string", "title": "<script>"}, "#/properties/x/title", "chữ thường"),
        ({"type": "string", "if": {}}, "#/properties/x/if", "từ khoá"),
        ({"type": "string", "default": 5}, "#/properties/x/default", "giá trị sẵn"),
        ({"type": ["string", "integer"]}, "#/properties/x", "nhiều loại"),
        ({"type": "lạ"}, "#/properties/x", "loại «lạ»"),
        ({"oneOf": [{"type": "string"}]}, "#/properties/x", "không hỏi được"),
        ({"enum": [str(number) for number in range(600)]}, "#/properties/x", "danh mục dùng chung"),
        ({"type": "number", "exclusiveMinimum": 0}, "#/properties/x/exclusiveMinimum", "không kể"),
    ],
)
def test_what_is_left_out_is_told_with_its_place(schema: Any, place: str, reason: str) -> None:
    found = take(form(x=schema, y={"type": "string"}))
    assert found.definition, found.problems
    assert any(at == place and reason in why for at, why in found.left_out), found.left_out
    assert found.definition["completeness"] == "partial"


LOOP = {"type": "object", "properties": {"con": {"$ref": "#"}, "ten": {"type": "string"}}}
DEEP: dict[str, Any] = {"type": "string"}
for _ in range(60):
    DEEP = {"type": "object", "properties": {"x": DEEP}}


@pytest.mark.parametrize(
    ("schema", "reason"),
    [
        ([], "nhóm thuộc tính"),
        ({"type": "string"}, "object có properties"),
        (form(), "không có gì hỏi được"),
        (form(x={"$ref": "https://example.com/a.json"}), "trong cùng tệp"),
        (form(x={"$ref": "#/$defs/khong"}), "không có «#/$defs/khong»"),
        (LOOP, "vòng tròn"),
        (form(x={"$ref": "#/properties/y"}, y={"$ref": "#/properties/x"}), "vòng tròn"),
        (DEEP, "quá sâu"),
        (form(**{f"x{number}": {"type": "string"} for number in range(700)}), "quá 600 câu hỏi"),
        (form(**{f"x{number}": {} for number in range(6000)}), "quá lớn"),
    ],
)
def test_what_has_no_end_or_nothing_to_ask_is_refused(schema: Any, reason: str) -> None:
    found = take(schema)
    assert found.definition is None
    assert reason in found.problems[0].message


KEYWORDS = st.sampled_from([
    "type", "properties", "items", "enum", "oneOf", "const", "title", "description", "format", "pattern", "minimum",
    "maximum", "maxLength", "minLength", "maxItems", "minItems", "required", "default", "$ref", "multipleOf",
])  # fmt: skip
VALUES = st.one_of(
    JSON, st.sampled_from(["string", "object", "array", "integer", "number", "boolean", "date", "#", "#/properties/a"])
)
SCHEMAS = st.recursive(
    st.dictionaries(KEYWORDS, VALUES, max_size=5),
    lambda inner: st.fixed_dictionaries(
        {"type": st.sampled_from(["object", "array", "string"])},
        optional={"properties": st.dictionaries(st.text(max_size=8), inner, max_size=4), "items": inner},
    ),
    max_leaves=8,
)


@given(st.one_of(SCHEMAS, st.dictionaries(st.text(max_size=8), SCHEMAS, max_size=6).map(lambda some: form(**some))))
@settings(max_examples=300, deadline=None)
def test_no_schema_whatever_crashes_and_what_is_taken_can_be_used(schema: Any) -> None:
    found = take(schema)
    if found.definition is None:
        assert found.problems
        return
    assert rules.check_definition(found.definition) == []
    assert found == take(json.loads(json.dumps(schema)))
