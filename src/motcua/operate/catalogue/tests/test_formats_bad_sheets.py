"""A workbook that a person broke: each wrong cell is told by its place, and only its procedure is refused."""

import io
from datetime import date, datetime

import pytest
from openpyxl import Workbook, load_workbook

from motcua.operate.catalogue import rules
from motcua.operate.catalogue.formats import BadFile, Entry, sheets
from motcua.operate.catalogue.formats.sheets import opening
from motcua.operate.catalogue.rules import content as c

CONTENT = rules.ProcedureContent(
    "Cấp bản sao",
    sets=1,
    steps=(c.Step("Nộp hồ sơ"), c.Step("Nhận kết quả")),
    channels=(
        c.Channel("direct", c.TimeLimit(5, "working_day", ""), fees=(c.Fee("charge", 9000),)),
        c.Channel("online"),
    ),
    components=(c.Component("TP1", "Đơn", originals=1),),
    fees=(),
    legal_bases=(c.LegalBasis("19/2015/TT-BGDĐT", effective_from="2015-10-23"),),
)
CODES = ("1.000001", "1.000002")


def book():
    entries = [Entry(code, CONTENT, era="2026", completeness="full") for code in CODES]
    return load_workbook(io.BytesIO(sheets.dump(entries)))


def saved(workbook):
    data = io.BytesIO()
    workbook.save(data)
    return data.getvalue()


def cell(workbook, sheet, row, heading):
    columns = {head.value: head.column for head in workbook[sheet][1]}
    return workbook[sheet].cell(row, columns[heading])


def test_a_workbook_saved_by_another_program_reads_the_same():
    assert [item.value.content for item in sheets.read(saved(book())).items] == [CONTENT, CONTENT]


@pytest.mark.parametrize(
    ("sheet", "heading", "value", "said"),
    [
        ("Thủ tục", "Số bộ hồ sơ", "1", "lưu dạng chữ"),
        ("Thủ tục", "Số bộ hồ sơ", "một", "không phải số nguyên"),
        ("Thủ tục", "Số bộ hồ sơ", 1.5, "không phải số nguyên"),
        ("Thủ tục", "Số bộ hồ sơ", -1, "từ 0 trở lên"),
        ("Thủ tục", "Số bộ hồ sơ", True, "không phải số nguyên"),
        ("Thủ tục", "Số bộ hồ sơ", "=1+1", "công thức"),
        ("Thủ tục", "Tên thủ tục", "Cấp bản sao ", "thừa khoảng trắng"),
        ("Thủ tục", "Tên thủ tục", None, "bắt buộc"),
        ("Thủ tục", "Tên thủ tục", 5, "kiểu số"),
        ("Thủ tục", "Tên thủ tục", "a" * 1001, "dài hơn 1.000"),
        ("Thủ tục", "Tên thủ tục", 'json:"', "chuỗi JSON"),
        ("Thủ tục", "Tên thủ tục", "→ Chữ dài 7", "không có số này"),
        ("Thủ tục", "Hiệu lực từ", "01/02/2024", "không phải ô kiểu ngày"),
        ("Thủ tục", "Hiệu lực từ", "2024-02-01", "không phải ô kiểu ngày"),
        ("Thủ tục", "Hiệu lực từ", datetime(2024, 2, 1, 8, 30), "có cả giờ"),  # noqa: DTZ001
        ("Thủ tục", "Thời kỳ", "năm nay", "không hiểu thời kỳ"),
        ("Thủ tục", "Tình trạng", "mới", "chỉ nhận: đang áp dụng"),
        ("Thủ tục", "Được thay bằng", "1.000002", "chỉ ghi khi thủ tục đã bãi bỏ"),
        ("Thủ tục", "Thời hạn: số", 5, "phải là"),
        ("Thủ tục", "Cấp thực hiện", "cấp tỉnh; cấp sao", "không hiểu “cấp sao”"),
        ("Thành phần", "Phải số hoá", "x", "chỉ nhận: có, không"),
        ("Trình tự", "STT", 2, "lặp lại"),
        ("Trình tự", "STT", None, "phải là số 1, 2, 3"),
        ("Trình tự", "STT", "không có", "không có dòng hoặc ô nào khác"),
        ("Cách thức", "Kênh", "fax", "không hiểu “fax”"),
        ("Cách thức", "Thời hạn: số", 5000, "quá dài"),
        ("Phí, lệ phí", "Cách thức số", 9, "không có STT 9"),
        ("Phí, lệ phí", "Mức thu (đồng)", "9.000", "không phải số nguyên"),
        ("Căn cứ pháp lý", "Có hiệu lực từ", "tháng 10", "không phải ô kiểu ngày"),
    ],
)
def test_a_wrong_cell_refuses_its_procedure_with_the_place_and_no_other(sheet, heading, value, said):
    workbook = book()
    rows = [row for row in range(2, 9) if workbook[sheet].cell(row, 1).value == CODES[0]]
    row = rows[-1] if sheet == "Phí, lệ phí" else rows[0]
    cell(workbook, sheet, row, heading).value = value
    first, second = sheets.read(saved(workbook)).items
    assert first.value is None
    assert second.value is not None
    told = [wrong for wrong in first.wrong if said in wrong.reason]
    assert told, [str(wrong) for wrong in first.wrong]
    assert f"trang “{sheet}”, dòng" in told[0].place
    assert "cột" in told[0].place


def test_a_code_that_excel_made_a_number_is_told_and_named_by_its_row():
    workbook = book()
    cell(workbook, "Thủ tục", 2, "Mã thủ tục").value = 1.000001
    items = {item.id: item for item in sheets.read(saved(workbook)).items}
    assert "đổi thành số" in items["Thủ tục, dòng 2"].wrong[0].reason
    assert items["1.000002"].value is not None
    assert "không có ở trang “Thủ tục”" in str(items["1.000001"].wrong[0])


def test_a_code_twice_refuses_the_procedure():
    workbook = book()
    cell(workbook, "Thủ tục", 3, "Mã thủ tục").value = CODES[0]
    item = next(item for item in sheets.read(saved(workbook)).items if item.id == CODES[0])
    assert item.value is None
    assert "lặp lại, đã có ở dòng 2" in str(item.wrong[0])


def test_a_code_with_a_blank_behind_it_is_told_at_its_procedure():
    workbook = book()
    cell(workbook, "Trình tự", 2, "Mã thủ tục").value = f"{CODES[0]} "
    first, second = sheets.read(saved(workbook)).items
    assert "thừa khoảng trắng ở đầu hoặc cuối mã" in first.wrong[0].reason
    assert second.value is not None


def test_merged_cells_refuse_the_procedures_they_touch():
    workbook = book()
    workbook["Trình tự"].merge_cells("C2:C3")
    first, second = sheets.read(saved(workbook)).items
    assert "ô gộp C2:C3" in first.wrong[0].reason
    assert "trang “Trình tự”, dòng 2, cột C" in first.wrong[0].place
    assert second.value is not None


def test_data_under_no_heading_is_told():
    workbook = book()
    workbook["Trình tự"].cell(2, 9).value = "ghi thêm"
    assert "cột không có tiêu đề" in sheets.read(saved(workbook)).items[0].wrong[0].reason


def test_two_papers_of_one_code_are_told_at_the_sheet_of_the_procedure():
    workbook = book()
    for column, value in enumerate((CODES[0], 2, "TP1", "Đơn khác"), 1):
        workbook["Thành phần"].cell(4, column).value = value
    item = sheets.read(saved(workbook)).items[0]
    assert "trùng mã" in str(item.wrong[0])


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda book: book.remove(book["Kết quả"]), "thiếu trang tính “Kết quả”"),
        (lambda book: book["Kết quả"].delete_cols(3), "trang “Kết quả”, dòng 1: thiếu cột “Tên kết quả”"),
        (lambda book: cell(book, "Kết quả", 1, "STT").__setattr__("value", "Số"), "không có cột “Số” trong mẫu"),
        (lambda book: book["Kết quả"].cell(1, 12, "STT"), "cột “STT” lặp lại"),
        (lambda book: book["Kết quả"].cell(1, 12, "Cột riêng"), "cột L: không có cột “Cột riêng”"),
        (lambda book: book["Kết quả"].merge_cells("A1:A2"), "ô gộp A1:A2"),
        (lambda book: book["Kết quả"].cell(1, 101, None).__setattr__("value", "x"), "quá 200000 dòng hoặc 100 cột"),
    ],
)
def test_a_workbook_of_another_build_is_refused_whole_with_the_place(spoil, said):
    workbook = book()
    spoil(workbook)
    with pytest.raises(BadFile) as error:
        sheets.read(saved(workbook))
    assert said in str(error.value)


def test_columns_and_rows_may_stand_in_another_order_and_spare_sheets_are_named():
    workbook = book()
    sheet = workbook["Trình tự"]
    rows = [[cell.value for cell in row][::-1] for row in sheet.iter_rows()]
    for number, row in enumerate([rows[0], *rows[:0:-1]], 1):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column).value = value
    workbook.create_sheet("Nháp của tôi")
    read = sheets.read(saved(workbook))
    assert [item.value.content for item in read.items] == [CONTENT, CONTENT]
    assert read.ignored == ("Nháp của tôi",)


def test_a_workbook_with_far_too_many_rows_is_refused_before_they_are_read(monkeypatch):
    monkeypatch.setattr(opening, "MOST_ROWS", 3)
    with pytest.raises(BadFile, match="quá 3 dòng"):
        sheets.read(saved(book()))


def test_a_workbook_of_something_else_is_refused():
    with pytest.raises(BadFile, match="thiếu trang tính “Thủ tục”"):
        sheets.read(saved(Workbook()))


def test_blank_zero_and_nothing_are_three_statements():
    workbook = book()
    cell(workbook, "Thủ tục", 2, "Số bộ hồ sơ").value = 0
    cell(workbook, "Thủ tục", 3, "Số bộ hồ sơ").value = None
    first, second = (item.value.content for item in sheets.read(saved(workbook)).items)
    assert (first.sets, second.sets) == (0, None)
    assert (first.fees, first.conditions) == ((), None)
    assert first.legal_bases[0].effective_from == date(2015, 10, 23).isoformat()
