"""Open data: the columns with their meaning, and the rows of an edition."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from motcua.measure.disclosure.queries.published import Published
from motcua.measure.disclosure.rules import TOTAL, Shown
from motcua.measure.indicators import queries as indicators
from motcua.people import queries as people

HIDDEN: Final = "an"
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its type ("string", "integer", "decimal") and what it means."""

    name: str
    type: str
    words: str


@dataclass(frozen=True, slots=True)
class Dataset:
    """One kind of file that every edition has. `name` is in addresses and stays."""

    name: str
    title: str
    words: str
    columns: tuple[Column, ...]


def _columns(text: str) -> tuple[Column, ...]:
    """ "name | type | meaning", one a line."""
    return tuple(Column(*(part.strip() for part in line.split("|"))) for line in text.strip().splitlines())


UNIT = "don_vi | string | mã đơn vị\nten_don_vi | string | tên đơn vị\n"
HIDES = "\nan | string | tên các cột bị ẩn ở dòng này, cách nhau bằng dấu cách; ô bị ẩn để trống, không phải là 0"
DATASETS: Final[Mapping[str, Dataset]] = {
    one.name: one
    for one in (
        Dataset("chi-tieu", "Mười hai chỉ tiêu cải cách thủ tục hành chính", "Mỗi dòng là một chỉ tiêu.", _columns("""
            ma | string | mã chỉ tiêu trong kế hoạch
            ten | string | tên ngắn của chỉ tiêu
            tu_so | integer | số được tính; trống khi chưa có nguồn dữ liệu
            mau_so | integer | tổng số; 0 khi không phát sinh, trống khi chưa có nguồn dữ liệu
            ty_le | decimal | phần trăm, hai chữ số thập phân; trống khi không có tỷ lệ
            muc_tieu | decimal | chỉ tiêu giao, phần trăm
            dat | string | co, khong, hoặc trống khi chưa có tỷ lệ
            tinh_trang | string | value: có số; not_applicable: không phát sinh; no_source: chưa có nguồn dữ liệu
            cong_thuc | string | mã và phiên bản của công thức
        """)),
        Dataset("don-vi", "Tiến độ giải quyết theo đơn vị", "Mỗi dòng là một đơn vị.", _columns(UNIT + """
            tiep_nhan | integer | hồ sơ tiếp nhận trong kỳ
            da_xong | integer | hồ sơ có kết quả trong kỳ
            dung_han | integer | trong số đó, đúng hạn theo luật
            tre_han | integer | trong số đó, trễ hạn theo luật
            khong_han | integer | trong số đó, không có ngày hẹn trả
        """.strip() + HIDES)),
        Dataset("danh-gia", "Đánh giá của người dân theo đơn vị", "Mỗi dòng là một đơn vị.", _columns(UNIT + """
            da_tra | integer | kết quả đã trả trong kỳ
            hai_long | integer | trong số đó, được đánh giá mức 4 hoặc 5
            binh_thuong | integer | mức 3
            khong_hai_long | integer | mức 1 hoặc 2
            chua_danh_gia | integer | chưa có đánh giá
        """.strip() + HIDES)),
        Dataset("chi-so-766", "Bộ chỉ số phục vụ người dân, doanh nghiệp", "Mỗi dòng là một chỉ số.", _columns("""
            ma | string | mã chỉ số trên Cổng Dịch vụ công Quốc gia
            so | string | số thứ tự trong Quyết định 766/QĐ-TTg
            ten | string | tên chỉ số
            nhom | string | mã nhóm
            tu_so | decimal | số được tính; trống khi chưa có nguồn dữ liệu
            mau_so | decimal | tổng số
            ty_le | decimal | phần trăm
            diem | decimal | điểm đạt được; trống khi chưa tính được, không phải là 0
            diem_toi_da | decimal | điểm tối đa; trống khi chưa đọc được
            tinh_trang | string | counted: đếm được; missing: chưa có nguồn; not_applicable: không phải tính
            ly_do | string | vì sao không có điểm
        """)),
    )
}  # fmt: skip


def dataset_rows(name: str, found: Published) -> list[Row] | None:
    """The rows of a dataset; None when this edition does not have it. Raises KeyError for an unknown name."""
    rows = _MAKERS[name](found)
    return None if rows is None else list(rows)


def _figures(found: Published) -> Iterator[Row]:
    names = {item.code: item.short_name for item in indicators.definitions()}
    for row in found.figures:
        yield {
            "ma": row["code"], "ten": names.get(row["code"], ""), "tu_so": row["numerator"],
            "mau_so": row["denominator"], "ty_le": row["value"], "muc_tieu": row["target"],
            "dat": {True: "co", False: "khong"}.get(row["met"], ""), "tinh_trang": row["status"],
            "cong_thuc": f"{row['formula']}/{row['version']}",
        }  # fmt: skip


def _progress(found: Published) -> list[Row] | None:
    received, progress = found.tables.get("received"), found.tables.get("progress")
    if received is None and progress is None:
        return None
    names = {"da_xong": TOTAL, "dung_han": "on_time", "tre_han": "late", "khong_han": "undated"}
    return _by_unit([(received, {"tiep_nhan": TOTAL}), (progress, names)])


def _ratings(found: Published) -> list[Row] | None:
    shown = found.tables.get("ratings")
    names = {"da_tra": TOTAL, "hai_long": "satisfied", "binh_thuong": "neutral", "khong_hai_long": "dissatisfied",
             "chua_danh_gia": "unrated"}  # fmt: skip
    return None if shown is None else _by_unit([(shown, names)])


def _by_unit(tables: Sequence[tuple[Shown | None, Mapping[str, str]]]) -> list[Row]:
    """Lines of units; a count is None where it is hidden or its whole table withheld, and the line says which."""
    units = sorted({row for shown, _ in tables if shown for row in shown.table.rows})
    words = {unit.key: unit.name for unit in people.units()}
    found = []
    for unit in units:
        counts = {
            name: shown.value((unit, kind)) if shown else None
            for shown, names in tables
            for name, kind in names.items()
        }
        hidden = " ".join(name for name, count in counts.items() if count is None)
        found.append({"don_vi": unit, "ten_don_vi": words.get(unit, unit), **counts, HIDDEN: hidden})
    return found


def _index(found: Published) -> list[Row] | None:
    if found.index is None:
        return None
    names = {
        "code": "ma", "number": "so", "name": "ten", "group": "nhom", "numerator": "tu_so", "denominator": "mau_so",
        "ratio": "ty_le", "score": "diem", "most": "diem_toi_da", "status": "tinh_trang", "why": "ly_do",
    }  # fmt: skip
    return [{name: row[key] for key, name in names.items()} for row in found.index["metrics"]]


_MAKERS: Final[Mapping[str, Callable[[Published], Any]]] = {
    "chi-tieu": _figures, "don-vi": _progress, "danh-gia": _ratings, "chi-so-766": _index,
}  # fmt: skip
