"""Altered copies of the document: the same items come out, or the reading says what it could not understand."""

import re
import textwrap
import unicodedata

import pytest

from .seed import GOLDEN, LINES, SEED, ids, in_body, in_table, read, split_at_table, unaccounted, without

SAME = ids(GOLDEN)
BEFORE, ANNEX = split_at_table()
ROWS = [line for line in ANNEX if "\t" in line]
III = next(index for index, line in enumerate(BEFORE) if line.startswith("III. "))
MIDDLE = 63  # between two dashed items of II.2


def arabic() -> str:
    """1., 1.1., a) instead of I., 1., a)."""
    lines, section = [], 0
    for line in LINES:
        found = re.match(r"(III|II|I)\. ", line)
        if found and "\t" not in line:
            section = len(found[1])
            line = line.replace(found[1], str(section), 1)
        elif re.match(r"\d\. ", line) and "\t" not in line:
            line = f"{section}.{line}"
        lines.append(line)
    return "\n".join(lines)


def aligned(widths: tuple[int, ...] = (6, 130, 85, 42, 18, 10)) -> str:
    return in_table(
        lambda row: "".join(cell.ljust(width) for cell, width in zip(row.split("\t"), widths, strict=False))
    )


def in_columns(widths: tuple[int, ...] = (5, 30, 30, 16, 14, 40)) -> str:
    """The table as a page shows it: every cell wrapped in its own column."""
    lines = []
    for line in LINES:
        cells = [textwrap.wrap(cell, width - 2) or [""] for cell, width in zip(line.split("\t"), widths, strict=False)]
        height = max(map(len, cells)) if "\t" in line else 0
        for at in range(height):
            pieces = (cell[at] if at < len(cell) else "" for cell in cells)
            lines.append("".join(piece.ljust(width) for piece, width in zip(pieces, widths, strict=False)).rstrip())
        lines += [] if "\t" in line else [line]
    return "\n".join(lines)


ROMAN = r"^(III|II|I)\. "
COPIES = {
    "another year": SEED.replace("2024", "2025"),
    "a.": in_body(r"^([a-zđ])\) ", r"\1. "),
    "(a)": in_body(r"^([a-zđ])\) ", r"(\1) "),
    "a/": in_body(r"^([a-zđ])\) ", r"\1/ "),
    "a) without a blank": in_body(r"^([a-zđ])\) ", r"\1)"),
    "A)": in_body(r"^([a-zđ])\) ", lambda found: found[1].upper() + ") "),
    "1)": in_body(r"^(\d+)\. ", r"\1) "),
    "(1)": in_body(r"^(\d+)\. ", r"(\1) "),
    "1/": in_body(r"^(\d+)\. ", r"\1/ "),
    "1. without a blank": in_body(r"^(\d+)\. ", r"\1."),
    **{f"dash {glyph}": in_body(r"^- ", f"{glyph} ") for glyph in "–+*•−"},
    "dash without a blank": in_body(r"^- ", "-"),
    "1.1.": arabic(),
    "A. B. C.": in_body(ROMAN, lambda found: "ABC"[len(found[1]) - 1] + ". "),
    "parts named": in_body(ROMAN, r"Phần \1. "),
    "parts without numbers": in_body(ROMAN, ""),
    "parts without points": in_body(ROMAN, r"\1 "),
    "headings in small letters": "\n".join(line.lower() if re.match(ROMAN, line) else line for line in LINES),
    "headings in bold": in_body(r"^((?:III|II|I|\d)\. .{0,80})$", r"**\1**"),
    "headings of markdown": in_body(r"^((?:III|II|I|\d)\. .{0,80})$", r"## \1"),
    "line ends of Windows": SEED.replace("\n", "\r\n"),
    "line ends of old Mac": SEED.replace("\n", "\r"),
    "decomposed letters": unicodedata.normalize("NFD", SEED),
    "blanks that do not break": SEED.replace(" ", "\u00a0"),
    "a byte order mark": "\ufeff" + SEED,
    "indented": "\n".join(f"    {line}" if line and "\t" not in line else line for line in LINES),
    "no empty lines": "\n".join(line for line in LINES if line.strip()),
    "wrapped at 80": "\n".join(line if "\t" in line else textwrap.fill(line, 80) for line in LINES),
    "wrapped, no empty lines": "\n".join(
        line if "\t" in line else textwrap.fill(line, 80) for line in LINES if line.strip()
    ),
    "annex before III": "\n".join([*BEFORE[:III], *ANNEX, "", *BEFORE[III:]]),
    "annex at the start": "\n".join([*ANNEX, "", *BEFORE]),
    "annex inside II.2": "\n".join([*BEFORE[:MIDDLE], *ANNEX, "", *BEFORE[MIDDLE:]]),
    "bare rows before III": "\n".join([*BEFORE[:III], *ROWS, "", *BEFORE[III:]]),
    "bare rows inside II.2": "\n".join([*BEFORE[:MIDDLE], *ROWS, "", *BEFORE[MIDDLE:]]),
    "bare rows at the start": "\n".join([*ROWS, "", *BEFORE]),
    "bars": in_table(lambda row: "| " + row.replace("\t", " | ") + " |"),
    "bars between": in_table(lambda row: row.replace("\t", " | ")),
    "bars with rules": in_table(
        lambda row: "| " + row.replace("\t", " | ") + " |" + ("\n|---|---|---|---|---|---|" if "TT" in row[:3] else "")
    ),
    "gaps of two": in_table(lambda row: row.replace("\t", "  ")),
    "gaps of four": in_table(lambda row: row.replace("\t", "    ")),
    "aligned": aligned(),
    "in columns": in_columns(),
    "rows without empty cells": in_table(lambda row: row.rstrip("\t")),
    "no heading of the table": in_table(lambda row: "" if row.startswith("TT\t") else row),
    "no word Phụ lục": without("Phụ lục"),
    "no word Nơi nhận": without("Nơi nhận"),
    "no number and day": without("Số:"),
    "no title": without("KẾ HOẠCH"),
    "no grounds": without("Thực hiện Quyết"),
    "no closing": without("Sở GDĐT yêu"),
    "numbered and dated": SEED.replace("Số: /KH", "Số: 321/KH").replace("ngày tháng 02", "ngày 15 tháng 02"),
}


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_written_in_another_way_gives_the_same_items(name: str):
    reading = read(COPIES[name])
    assert ids(reading) == SAME
    assert reading["not_understood"] == []
    assert unaccounted(COPIES[name]) == []


@pytest.mark.parametrize("name", [name for name in COPIES if name not in {"another year", "decomposed letters"}])
def test_a_copy_written_in_another_way_keeps_every_word(name: str):
    reading, golden = read(COPIES[name]), read(SEED)
    for part in ("purposes", "requirements", "tasks"):
        assert [entry["text"] for entry in reading[part]] == [entry["text"] for entry in golden[part]]
    keys = ("name", "owner", "coordinators", "period", "operator", "value", "legal_basis")
    assert [[row[key] for key in keys] for row in reading["indicators"]] == [
        [row[key] for key in keys] for row in golden["indicators"]
    ]


def test_another_year_moves_the_deadlines():
    reading = read(COPIES["another year"])
    assert reading["year"] == 2025
    assert next(task for task in reading["tasks"] if task["id"] == "II.1.b-2")["deadline"] == "2025-09-30"


def test_number_and_day_of_issue_are_read_when_they_are_there():
    reading = read(COPIES["numbered and dated"])
    assert (reading["number"], reading["date"]) == ("321/KH-SGDĐT", "2024-02-15")


# A lost line: the other items keep their ids; the reading says which heading it missed.
LOST = {
    "I. MỤC": ("I.", {}),
    "1. Mục đích": ("I.1", {}),
    "2. Chỉ tiêu": ("I.2", {}),
    "3. Yêu": ("I.3", {}),
    "II. NỘI": ("II", {}),
    "III. TỔ": ("III", {}),
    "1. Cải cách": ("II.1", {"II.1"}),
    "a) Rà soát": ("II.1.a", {"II.1.a"}),
    "2. Đổi mới": ("II.2", {"II.2"}),
    "1. Văn phòng": ("III.1", {"III.1"}),
    "2. Các phòng": ("số 2", {"III.2"}),
    "I.\t": ("nhóm", {}),
    "II.\t": ("nhóm II", {}),
    "III\t": ("nhóm III", {}),
}


@pytest.mark.parametrize("start", LOST)
def test_a_lost_heading_is_named_and_the_items_below_keep_their_ids(start: str):
    words, gone = LOST[start]
    reading = read(without(start))
    expected = {part: [code for code in codes if code not in gone or part != "tasks"] for part, codes in SAME.items()}
    assert ids(reading) == expected
    assert any(words.rstrip(".") in remark["why"] for remark in reading["warnings"])


def test_a_row_more_is_an_indicator_more():
    row = "2.\tTỷ lệ mới\t- Đơn vị chủ trì: Văn phòng Sở\tTrước 30/6/2024\tKhông quá 5,5%\tQuyết định số 1/QĐ-X"
    last = read(f"{SEED}\n{row}")["indicators"][-1]
    assert (last["code"], last["owner"], last["deadline"]) == ("III.2", ["Văn phòng Sở"], "2024-06-29")
    assert (last["operator"], last["value"]) == ("<=", 5.5)


def test_a_target_that_is_no_number_is_named():
    reading = read(SEED.replace("Tối thiểu 45%", "Càng cao càng tốt"))
    assert [(remark["line"], "Càng cao" in remark["why"]) for remark in reading["not_understood"]] == [(126, True)]
    assert reading["indicators"][1]["value"] is None


def test_a_line_typed_twice_is_named_and_changes_nothing():
    twice = SEED.replace(LINES[52], f"{LINES[52]}\n\n{LINES[52]}")
    reading = read(twice)
    assert ids(reading) == SAME
    assert [remark["why"] for remark in reading["not_understood"]] == ["trùng với ý II.1.b-2"]


def test_the_whole_document_twice_gives_its_items_once():
    reading = read(f"{SEED}\n{SEED}")
    assert set(SAME["tasks"]) <= set(ids(reading)["tasks"])
    assert ids(reading)["indicators"] == SAME["indicators"]
    assert len(reading["not_understood"]) > 40


def test_labelled_lines_fill_owner_deadline_and_product():
    labelled = ("Đơn vị chủ trì: Thanh tra Sở", "Thời gian hoàn thành: trước ngày 30/6/2024", "Sản phẩm: Báo cáo.")
    more = "\n".join([LINES[46], *(f"+ {label}" for label in labelled)])
    task = next(task for task in read(SEED.replace(LINES[46], more))["tasks"] if task["id"] == "II.1.a-2")
    assert (task["owner"], task["deadline"], task["expected_product"]) == (["Thanh tra Sở"], "2024-06-29", "Báo cáo")
    assert task["missing"] == []
