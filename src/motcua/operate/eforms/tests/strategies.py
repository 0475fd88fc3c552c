"""Random form definitions and random answers, lawful and unlawful, for the properties of the evaluator."""

from typing import Any

from hypothesis import strategies as st

TYPES = (
    "text", "long_text", "number", "money", "date", "year", "choice", "checkbox", "multi", "identity", "tax_code",
    "phone", "email", "address", "school", "file", "official_only", "signature",
)  # fmt: skip
WORDS = st.text(alphabet="abcđêơư ABC", min_size=1, max_size=12).map(lambda text: f"Ô {text}".strip())

DAYS = ["", "2024-02-06", "2024-02-30", "hôm nay", 5]

# What a person, a script or a broken client may send. PostgreSQL cannot keep NUL, so it must be part of it.
ENDLESS = st.sampled_from([("9", 5000), ("x", 30_000)]).map(lambda pair: pair[0] * pair[1])
TYPED = st.one_of(
    st.text(max_size=40),
    ENDLESS,
    st.sampled_from(
        [
            "\x00",
            "a\x00b",
            "\ud800",
            "1/2/2024",
            "31/02/2024",
            "2024-02-29",
            "8,25",
            "50.000",
            "079203001234",
            "0905 123 456",
            "ten@example.vn",
            "on",
            "A",
            "-1",
            "NaN",
            "∞",
            "１２",
            "a@b",
            "0312345678-001",
            "9900000016",
            "ma1",
        ]
    ),
)
PAPER = st.fixed_dictionaries({"sha256": st.sampled_from(["0" * 64, "x", "f" * 64]), "name": st.text(max_size=8)})
PLACE = st.fixed_dictionaries(
    {}, optional={"line": TYPED, "unit": st.sampled_from(["ma1", "ma2", "", "\x00"]), "on": st.sampled_from(DAYS)}
)
RAW = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), TYPED, st.lists(PAPER, max_size=2), PLACE),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.sampled_from("abcdxyz"), inner, max_size=3)
    ),
    max_leaves=6,
)
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20)),
    lambda inner: st.one_of(st.lists(inner, max_size=5), st.dictionaries(st.text(max_size=10), inner, max_size=5)),
    max_leaves=20,
)


def _expressions(key: str, kind: str) -> tuple[str, ...]:
    """Conditions over one earlier field."""
    own = {
        "checkbox": (key, f"!{key}"),
        "number": (f"{key} > 3", f"{key} != null && {key} < 10"),
        "money": (f"{key} >= 50000",),
        "year": (f"{key} > 2000",),
        "date": (f"{key} < today", f"years({key}, today) >= 18"),
        "multi": (f"size({key}) > 0", f'"A" in {key}'),
        "choice": (f'{key} == "A"', f'{key} in ["A", "B"]'),
        "file": (f"size({key}) > 0", f"size({key}) == 0"),
    }
    return own.get(kind, (f"{key} != null", f"{key} == null || size({key}) > 2"))


@st.composite
def fields(draw: st.DrawFn, key: str, earlier: list[tuple[str, str]]) -> dict[str, Any]:
    """One field that reads only fields before it."""
    kind = draw(st.sampled_from(TYPES))
    field: dict[str, Any] = {"key": key, "label": draw(WORDS), "type": kind, "required": draw(st.booleans())}
    if kind in {"choice", "multi"}:
        field["options"] = [{"value": value, "label": f"Ý {value}"} for value in "ABC"]
    if kind in {"choice", "multi", "address"} and draw(st.integers(0, 2)) == 0:
        field.pop("options", None)
        field["codelist"] = "ds"
        field["on"] = draw(st.sampled_from(["", "2024-07-01"]))
    if kind == "number":
        field["decimals"] = draw(st.integers(0, 3))
    if kind == "date":
        field["not_future"] = draw(st.booleans())
    if earlier and draw(st.booleans()):
        field["when"] = draw(st.sampled_from(_expressions(*draw(st.sampled_from(earlier)))))
    if kind == "text" and earlier and draw(st.integers(0, 3)) == 0:
        other, other_kind = draw(st.sampled_from(earlier))
        field["compute"] = f'{_expressions(other, other_kind)[0]} ? "có" : "không"'
    if earlier and draw(st.integers(0, 3)) == 0:
        condition = draw(st.sampled_from(_expressions(*draw(st.sampled_from(earlier)))))
        field["checks"] = [{"expr": condition, "message": "Hai câu trả lời không khớp nhau."}]
    return field


@st.composite
def definitions(draw: st.DrawFn) -> dict[str, Any]:
    """A lawful definition of one to four sections, some repeated, with conditions and computed values."""
    sections = []
    earlier: list[tuple[str, str]] = []
    for number in range(draw(st.integers(1, 4))):
        repeated = draw(st.integers(0, 3)) == 0
        known = list(earlier)
        questions = []
        for position in range(draw(st.integers(1, 6))):
            field = draw(fields(f"o{number}_{position}", known))
            if field["type"] == "file" and repeated:
                field["type"] = "text"  # files have no place in a row
            questions.append(field)
            if field["type"] not in {"official_only", "signature"}:
                known.append((field["key"], field["type"]))
        section: dict[str, Any] = {"key": f"muc{number}", "title": f"Mục {number}", "fields": questions}
        if repeated:
            least = draw(st.integers(0, 2))
            section["layout"] = draw(st.sampled_from(["cards", "table"]))
            section["repeat"] = {"min": least, "max": draw(st.integers(max(1, least), 4)), "item": "Dòng"}
        else:
            earlier = known
        if number and earlier and draw(st.integers(0, 3)) == 0:
            before = [pair for pair in earlier if not pair[0].startswith(f"o{number}_")]
            if before:
                section["when"] = draw(st.sampled_from(_expressions(*draw(st.sampled_from(before)))))
        sections.append(section)
        rows = [field["key"] for field in questions if field["type"] in {"number", "money"}]
        if repeated and rows:
            total = {"key": f"tong{number}", "label": "Tổng", "type": "number", "decimals": 3}
            total["compute"] = f"sum(muc{number}.map(d, d.{rows[0]}))"
            sections.append({"key": f"cong{number}", "title": "Cộng", "fields": [total]})
    head = {"key": "thu", "version": "1", "title": "Biểu mẫu thử", "procedures": [], "source": ["thử"]}
    return {**head, "sections": sections}


def lookup(list_key: str, code: str, on: Any) -> str | None:
    """A code list «ds» (and units «xa») of two codes, one of which ended with June 2024."""
    names = {"ma1": "Mục một", "ma2": "Mục hai" if str(on) < "2024-07-01" else None}
    return names.get(code) if list_key in {"ds", "xa"} else None


@st.composite
def answers(draw: st.DrawFn, definition: dict[str, Any]) -> dict[str, Any]:
    """Raw answers to a definition: some right, some wrong, some to questions that do not exist."""
    given: dict[str, Any] = draw(st.dictionaries(st.sampled_from(["la", "muc0", "today"]), RAW, max_size=2))
    for section in definition["sections"]:
        keys = [field["key"] for field in section["fields"]] or ["la"]
        row = st.dictionaries(st.sampled_from(keys), RAW, max_size=len(keys))
        if "repeat" in section:
            given[section["key"]] = draw(st.one_of(st.lists(st.one_of(row, RAW), max_size=6), RAW))
        else:
            given |= draw(row)
    return given
