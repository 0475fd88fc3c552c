"""Computed values as a choice from a short list ("tổng một cột", "số năm giữa hai ngày"), and back."""

from dataclasses import dataclass

from motcua.operate.eforms.rules.tokens import tokens

SUM, COUNT, YEARS, PRODUCT, SAME, TODAY, ROW, FREE = "sum", "count", "years", "product", "same", "today", "row", "free"
RECIPES: dict[str, str] = {
    SUM: "Tổng một cột của một bảng",
    COUNT: "Số dòng của một bảng",
    YEARS: "Số năm tròn giữa hai ngày (ví dụ tuổi)",
    PRODUCT: "Tích của hai ô số",
    SAME: "Chép từ một ô khác",
    TODAY: "Ngày hôm nay",
    ROW: "Số thứ tự của dòng trong bảng",
    FREE: "Công thức tự viết",
}
_LOOP = "dong"


@dataclass(frozen=True, slots=True)
class Computation:
    """`first` and `second` are keys: of a section and its column, of two dates, of two numbers; `source` is free."""

    recipe: str
    first: str = ""
    second: str = ""
    source: str = ""


def build(computation: Computation) -> str:
    """The expression of a recipe."""
    one, two = computation.first, computation.second
    loop = _LOOP if _LOOP not in {one, two} else f"{_LOOP}_"
    return {
        SUM: f"sum({one}.map({loop}, {loop}.{two}))",
        COUNT: f"size({one})",
        YEARS: f"years({one}, {two or 'today'})",
        PRODUCT: f"double({one}) * double({two})",  # whole numbers and decimals do not multiply each other
        SAME: one,
        TODAY: "today",
        ROW: "row",
    }.get(computation.recipe, computation.source.strip())


def read(source: str) -> Computation | None:
    """The recipe an expression follows, a free one when none of the others; None when nothing is computed."""
    if not source.strip():
        return None
    match [word.text for word in tokens(source)]:
        case ["sum", "(", section, ".", "map", "(", loop, ",", again, ".", column, ")", ")"] if loop == again:
            return Computation(SUM, section, column)
        case ["size", "(", section, ")"] if section.isidentifier():
            return Computation(COUNT, section)
        case ["years", "(", one, ",", two, ")"] if one.isidentifier() and two.isidentifier():
            return Computation(YEARS, one, two)
        case ["double", "(", one, ")", "*", "double", "(", two, ")"] if one.isidentifier() and two.isidentifier():
            return Computation(PRODUCT, one, two)
        case ["today"]:
            return Computation(TODAY)
        case ["row"]:
            return Computation(ROW)
        case [one] if one.isidentifier() and one not in {"true", "false", "null"}:
            return Computation(SAME, one)
    return Computation(FREE, source=source)
