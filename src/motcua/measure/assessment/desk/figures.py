"""Figures and totals in words: a value, "chưa có nguồn dữ liệu" and "không áp dụng" never look alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from motcua.measure.assessment.queries import Result
from motcua.measure.assessment.rules import NO_SOURCE, IndexFigure, Scheme


@dataclass(frozen=True, slots=True)
class Line:
    """One index as a row; `url` leads to the dossiers behind it, "" when there are none."""

    number: int
    name: str
    figure: IndexFigure
    value: str
    behind: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class TotalWords:
    """The total as a text and the class, or the classes it may be."""

    value: str
    most: str
    band: str
    possible: str
    unknown: str


def words(value: Decimal) -> str:
    """A figure with a decimal comma."""
    return f"{value:.1f}".replace(".", ",")


def value_words(figure: IndexFigure) -> str:
    if figure.value is not None:
        return words(figure.value)
    return "chưa có nguồn dữ liệu" if figure.status == NO_SOURCE else "không áp dụng"


def lines(scheme: Scheme, figures: Sequence[IndexFigure], url: str = "") -> list[Line]:
    """A row for each figure; `url` + its number leads to its dossiers."""
    return [
        Line(
            figure.number,
            scheme.index(figure.number).name,
            figure,
            value_words(figure),
            _behind(figure),
            f"{url}&chiso={figure.number}" if url and figure.counted + figure.unknown + figure.left_out else "",
        )
        for figure in figures
    ]


def total_words(result: Result) -> TotalWords | None:
    """The total of a result that has one."""
    total = result.total
    if total is None:
        return None
    span = words(total.low) if total.exact else f"{words(total.low)} – {words(total.high)}"
    return TotalWords(
        value="chưa có" if total.nothing else span,
        most=words(total.most),
        band="" if total.nothing else total.band or "",
        possible="" if total.nothing or total.band else " hoặc ".join(total.possible),
        unknown=", ".join(str(number) for number in total.unknown),
    )


def table(results: Sequence[Result], urls: Sequence[str], heading: str) -> dict[str, Any]:
    """Columns and rows for ui/_table.html: name, dossiers, each index, and the total where there is one."""
    numbers = [figure.number for figure in results[0].figures] if results else []
    with_total = any(result.total for result in results)
    columns = [{"label": heading, "kind": ""}, {"label": "Hồ sơ", "kind": "num"}]
    columns += [{"label": f"CS {number}", "kind": "num"} for number in numbers]
    columns += [{"label": "Tổng", "kind": "num"}, {"label": "Mức", "kind": ""}] if with_total else []
    rows: list[list[Any]] = []
    for result, url in zip(results, urls, strict=True):
        row: list[Any] = [{"text": result.name or "(không rõ)", "href": url}, str(result.dossiers)]
        row += [words(figure.value) if figure.value is not None else "–" for figure in result.figures]
        total = total_words(result)
        row += [total.value, total.band or total.possible or "–"] if total else []
        rows.append(row)
    return {"columns": columns, "rows": rows}


def _behind(figure: IndexFigure) -> str:
    if figure.why:
        return figure.why
    parts = [f"{figure.earned} điểm trên {figure.counted} hồ sơ"]
    parts += [f"{figure.left_out} hồ sơ không áp dụng"] if figure.left_out else []
    parts += [f"{figure.unknown} hồ sơ chưa có dữ liệu"] if figure.unknown else []
    return "; ".join(parts)
