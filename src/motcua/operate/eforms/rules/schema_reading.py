"""A JSON Schema as something that can be walked safely: local references followed, everything endless refused."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from motcua.kernel.text import clean
from motcua.operate.eforms.rules.shape import LONGEST_LABEL, LONGEST_TEXT, is_markup

MOST_NODES = 5_000
DEEPEST = 12


class Unreadable(Exception):
    """The schema cannot be used at all: `place` (a JSON pointer) and the reason, in Vietnamese."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place or '#'}: {reason}")
        self.place, self.reason = place or "#", reason


@dataclass(slots=True)
class Reader:
    """Follows `$ref`, counts what it has read, and keeps what was taken and what was left out, with its place."""

    root: Mapping[str, Any]
    taken: list[tuple[str, str]] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    nodes: int = 0

    def resolved(
        self, schema: Any, place: str, trail: tuple[str, ...] = ()
    ) -> tuple[Mapping[str, Any], tuple[str, ...]]:
        """The schema itself behind `$ref`, with what stands beside the reference; and the references on the way.

        `trail`: references already followed from the top down to here. Unreadable for a remote or unknown one, and
        for one that leads back to itself.
        """
        self.nodes += 1
        if self.nodes > MOST_NODES or len(trail) > DEEPEST or place.count("/") > 4 * DEEPEST:
            raise Unreadable(place, f"lược đồ quá lớn hoặc quá sâu (tối đa {MOST_NODES} nút)")
        if isinstance(schema, bool):
            return {}, trail
        if not isinstance(schema, Mapping):
            raise Unreadable(place, "phải là một nhóm thuộc tính (JSON object)")
        target = schema.get("$ref")
        if target is None:
            return schema, trail
        if not isinstance(target, str) or not target.startswith("#"):
            raise Unreadable(f"{place}/$ref", f"chỉ nhận tham chiếu trong cùng tệp, không nhận «{str(target)[:80]}»")
        if target in trail:
            raise Unreadable(f"{place}/$ref", f"tham chiếu vòng tròn: {' → '.join([*trail, target])[:300]}")
        found, trail = self.resolved(self._at(target, place), place, (*trail, target))
        return {**found, **{name: value for name, value in schema.items() if name != "$ref"}}, trail

    def _at(self, target: str, place: str) -> Any:
        found: Any = self.root
        for step in target.removeprefix("#").split("/")[1:]:
            step = step.replace("~1", "/").replace("~0", "~")
            if isinstance(found, list) and step.isascii() and step.isdigit() and int(step) < len(found):
                found = found[int(step)]
            elif isinstance(found, Mapping) and step in found:
                found = found[step]
            else:
                raise Unreadable(f"{place}/$ref", f"không có «{target[:80]}» trong tệp")
        return found

    def skip(self, place: str, reason: str) -> None:
        self.left_out.append((place or "#", reason))

    def words(self, schema: Mapping[str, Any], name: str, place: str, fallback: str = "") -> str:
        """A title or description as plain words; markup is never taken over."""
        value = schema.get(name)
        if value is None:
            return fallback
        longest = LONGEST_LABEL if name == "title" else LONGEST_TEXT
        text = clean(value[:20_000], lines=name == "description") if isinstance(value, str) else ""
        if not text or is_markup(text) or len(text) > longest:
            self.skip(f"{place}/{name}", f"không phải chữ thường đọc được, hoặc dài quá {longest} ký tự")
            return fallback
        return text


def pointer(place: str, *steps: str) -> str:
    """`place` one or more steps further down."""
    return "/".join([place, *(step.replace("~", "~0").replace("/", "~1") for step in steps)])


def kind_of(schema: Mapping[str, Any]) -> str:
    """The one type of a schema, null left aside; guessed from its keywords when it says none; "": several, or none."""
    said = schema.get("type")
    kinds = [said] if isinstance(said, str) else [k for k in said if k != "null"] if isinstance(said, list) else []
    if len(kinds) == 1 and isinstance(kinds[0], str):
        return kinds[0]
    if kinds:
        return ""
    if "properties" in schema:
        return "object"
    if "items" in schema:
        return "array"
    return "string" if schema.keys() & {"enum", "oneOf", "const", "pattern", "format", "maxLength"} else ""


def unused(schema: Mapping[str, Any], known: frozenset[str]) -> Iterator[str]:
    """Keywords that say something about answers and that nothing here understands."""
    silent = {
        "$schema",
        "$id",
        "$defs",
        "definitions",
        "$comment",
        "examples",
        "title",
        "description",
        "type",
        "$anchor",
    }
    yield from sorted(set(schema) - known - silent - {"default", "deprecated", "readOnly", "writeOnly", "$ref"})
