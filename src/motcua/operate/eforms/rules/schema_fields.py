"""One property of a JSON Schema as one question: its type, its answers, what an answer may look like."""

import math
from collections.abc import Mapping
from typing import Any

from motcua.operate.eforms.rules.expressions import MAX_PATTERN, matches
from motcua.operate.eforms.rules.schema_reading import Reader, kind_of, pointer, unused

MOST_OPTIONS = 500
_FORMATS = {"date": "date", "email": "email", "idn-email": "email"}
_KNOWN = {
    "string": frozenset({"enum", "oneOf", "const", "format", "pattern", "maxLength", "minLength"}),
    "number": frozenset({"enum", "const", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"}),
    "boolean": frozenset({"const"}),
    "array": frozenset({"items", "minItems", "maxItems", "uniqueItems"}),
}
_KNOWN["integer"] = _KNOWN["number"]


def field_of(reader: Reader, schema: Mapping[str, Any], at: str, trail: tuple[str, ...]) -> dict[str, Any] | None:
    """Type, help, answers and limits of a question; None when it cannot be asked, which is told to `reader`."""
    kind = kind_of(schema)
    if kind not in _KNOWN:
        said = "nhiều loại" if not kind else f"loại «{kind[:40]}»"
        reader.skip(at, f"{said}: không hỏi được bằng một ô")
        return None
    for word in unused(schema, _KNOWN[kind]):
        reader.skip(pointer(at, word), "từ khoá này không đổi được thành điều kiện của biểu mẫu")
    if "const" in schema:
        found = _constant(schema["const"])
    elif kind == "array":
        items, _ = reader.resolved(schema["items"], pointer(at, "items"), trail)
        found = _chosen(reader, items, pointer(at, "items"), "multi")
    elif "enum" in schema or "oneOf" in schema:
        found = _chosen(reader, schema, at, "choice")
    elif kind == "boolean":
        found = {"type": "checkbox"}
    elif kind == "string":
        found = _string(reader, schema, at)
    else:
        found = _number(reader, schema, at, whole=kind == "integer")
    if found is None:
        reader.skip(at, "giá trị hoặc các câu trả lời không phải chữ, số: không hỏi được")
        return None
    return {**found, **_more(reader, schema, at, found)}


def _more(reader: Reader, schema: Mapping[str, Any], at: str, found: Mapping[str, Any]) -> dict[str, Any]:
    more: dict[str, Any] = {}
    if help := reader.words(schema, "description", at):
        more["help"] = help
    default = schema.get("default")
    if default is None or "compute" in found:
        return more
    values = {option["value"] for option in found.get("options", ())}
    fits = {"checkbox": bool, "number": int, "text": str, "long_text": str, "choice": str, "date": str, "email": str}
    right = type(default) is fits.get(found["type"]) and (not values or default in values)
    if right and len(str(default)) <= 500:
        more["default"] = default
    else:
        reader.skip(pointer(at, "default"), "giá trị sẵn không hợp với loại ô")
    return more


def _constant(value: Any) -> dict[str, Any] | None:
    """A question with one answer is not asked: it is computed."""
    if isinstance(value, bool):
        return {"type": "checkbox", "compute": "true" if value else "false"}
    if isinstance(value, int) and abs(value) < 10**15:
        return {"type": "number", "compute": str(value)}
    if isinstance(value, str) and value.strip() and len(value) <= 300 and value.isprintable():
        return {"type": "text", "compute": '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'}
    return None


def _chosen(reader: Reader, schema: Mapping[str, Any], at: str, kind: str) -> dict[str, Any] | None:
    """Answers of `enum` (each its own words) or of `oneOf` with `const` and `title`."""
    pairs: list[tuple[Any, str]] = []
    if isinstance(schema.get("enum"), list):
        pairs = [(value, "") for value in schema["enum"]]
    elif isinstance(schema.get("oneOf"), list):
        for number, one in enumerate(schema["oneOf"]):
            if not isinstance(one, Mapping) or "const" not in one:
                return None
            pairs.append((one["const"], reader.words(one, "title", pointer(at, "oneOf", str(number)))))
    if len(pairs) > MOST_OPTIONS:
        reader.skip(at, f"{len(pairs)} câu trả lời, tối đa {MOST_OPTIONS}: hãy lập thành danh mục dùng chung")
        return None
    options: dict[str, str] = {}
    for value, label in pairs:
        text = str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
        if not text or len(text) > 300 or not text.isprintable():
            if value is not None:
                reader.skip(at, f"câu trả lời {str(value)[:40]!r} không phải chữ hoặc số")
            continue
        options.setdefault(text, label or text)
    if not options:
        return None
    return {"type": kind, "options": [{"value": value, "label": label} for value, label in options.items()]}


def _string(reader: Reader, schema: Mapping[str, Any], at: str) -> dict[str, Any]:
    said = schema.get("format")
    kind = _FORMATS.get(said, "") if isinstance(said, str) else ""
    if said is not None and not kind:
        reader.skip(pointer(at, "format"), f"định dạng «{str(said)[:40]}» không có: hỏi bằng ô chữ")
    if schema.get("minLength") not in (None, 0, 1):
        reader.skip(pointer(at, "minLength"), "biểu mẫu không đòi độ dài ít nhất")
    longest = schema.get("maxLength")
    if kind:
        return {"type": kind}
    found: dict[str, Any] = {"type": "text"}
    if isinstance(longest, int) and not isinstance(longest, bool) and longest >= 1:
        found = {"type": "text" if longest <= 500 else "long_text", "max_length": min(longest, 20_000)}
    elif longest is not None:
        reader.skip(pointer(at, "maxLength"), "độ dài không phải số nguyên dương")
    pattern = schema.get("pattern")
    if pattern is None:
        return found
    if isinstance(pattern, str) and pattern and len(pattern) <= MAX_PATTERN:
        # A pattern of JSON Schema may match anywhere; one of a form must match the whole.
        whole = pattern.removeprefix("^").removesuffix("$")
        whole = f"{'' if pattern.startswith('^') else '.*'}(?:{whole}){'' if pattern.endswith('$') else '.*'}"
        if len(whole) <= MAX_PATTERN and matches(whole, "x").status == "ok":
            return {**found, "pattern": whole}
    reader.skip(pointer(at, "pattern"), "mẫu so khớp quá dài hoặc dùng cú pháp không có")
    return found


def _number(reader: Reader, schema: Mapping[str, Any], at: str, *, whole: bool) -> dict[str, Any]:
    found: dict[str, Any] = {"type": "number"}
    if not whole:
        found["decimals"] = _decimals(schema.get("multipleOf"))
    step = 1 if whole else 0
    for word, name, shift in (
        ("minimum", "min", 0),
        ("exclusiveMinimum", "min", step),
        ("maximum", "max", 0),
        ("exclusiveMaximum", "max", -step),
    ):
        value = schema.get(word)
        if (
            isinstance(value, int | float)
            and not isinstance(value, bool)
            and math.isfinite(value)
            and abs(value) < 1e15
        ):
            found[name] = value + shift
            if word.startswith("exclusive") and not whole:
                reader.skip(pointer(at, word), f"giới hạn không kể {value}: biểu mẫu kể cả {value}")
        elif value is not None:
            reader.skip(pointer(at, word), "giới hạn không phải một số dùng được")
    if schema.get("multipleOf") not in (None, 1, 0.1, 0.01, 0.001):
        reader.skip(pointer(at, "multipleOf"), "biểu mẫu không đòi bội số")
    return found


def _decimals(step: Any) -> int:
    return {0.1: 1, 0.01: 2, 0.001: 3, 1: 0}.get(step, 2) if isinstance(step, int | float) else 2
