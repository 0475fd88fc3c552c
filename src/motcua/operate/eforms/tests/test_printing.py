"""The printed form carries every answer as it was shown, whatever somebody typed, as PDF/A and as DOCX."""

import io
import json
import zipfile
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.conf import settings
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from motcua.kernel.documents.services import pdfa_state
from motcua.kernel.documents.word import writable
from motcua.operate.eforms import rules
from motcua.operate.eforms.models import FormVersion
from motcua.operate.eforms.printing.layout import LayoutError, layout_of
from motcua.operate.eforms.printing.sheet import sheet_of
from motcua.operate.eforms.services.printing import Context, print_docx, print_pdf
from motcua.operate.eforms.tests.samples import field, form, subjects

NOW = datetime(2024, 3, 5, 2, tzinfo=UTC)
CONTEXT = Context(
    agency="Sở Minh hoạ",
    place="Minh Hoạ",
    procedure="Thủ tục thử",
    code="9.000001",
    at=NOW,
    reference="7KQ2M-XH4TB",
    qr="https://motcua.example.vn/tra-cuu/?ma=7KQ2M-XH4TB",
    signer="Nguyễn Thị Phương Thảo",
)
HOSTILE = '#panic("x") $a^b$ *đậm* _nghiêng_ <b>&amp;</b> {{ 7*7 }} [@nhãn] \\u{41} {% raw %} ]]> "nháy" #{1}'


def version(data: dict[str, Any]) -> FormVersion:
    return FormVersion(definition=data, title=data["title"], sha256=json.dumps(data, sort_keys=True))


def shown(of: FormVersion, answers: dict[str, Any]) -> list[dict[str, Any]]:
    judged = rules.evaluate(of.parsed, answers, today=date(2024, 3, 5))
    return [asdict(section) for section in rules.summary(of.parsed, judged)]


def pdf_of(of: FormVersion, answers: dict[str, Any], **changes: Any) -> bytes:
    context = replace(CONTEXT, **changes)
    return print_pdf(form_version=of, shown=shown(of, answers), context=context, now=NOW)


def words(text: str) -> str:
    """Text without any space: a line may break anywhere."""
    return "".join(text.replace("\u200b", "").split())


def text_of(pdf: bytes) -> str:
    return words("".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages))


def docx_of(of: FormVersion, answers: dict[str, Any]) -> str:
    data = print_docx(form_version=of, shown=shown(of, answers), context=CONTEXT, now=NOW)
    document = Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return words("".join([*(paragraph.text for paragraph in document.paragraphs), *cells]))


def every_value(of: FormVersion, answers: dict[str, Any]) -> list[str]:
    return [row["value"] for section in shown(of, answers) for row in section["rows"] if row["value"]]


@pytest.mark.parametrize("path", sorted((settings.DATA_DIR / "eforms").glob("*.json")), ids=lambda path: path.stem)
def test_every_shipped_form_is_printed_with_all_its_questions(path):
    of = version(json.loads(path.read_text(encoding="utf-8")))
    text = text_of(pdf_of(of, {}))
    for section in shown(of, {}):
        for row in section["rows"]:
            counts = any(one.label == row["label"] and one.compute == "row" for _, one in of.parsed.fields())
            assert counts or words(row["label"]) in text, row["label"]
    assert words("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") in text
    assert words("Độc lập - Tự do - Hạnh phúc") in text
    addressed = any(field.label.lower().startswith("kính gửi") for _, field in of.parsed.fields())
    assert (words("Kính gửi: Sở Minh hoạ") in text) is not addressed
    assert words("Minh Hoạ, ngày 05 tháng 3 năm 2024") in text


def test_the_printed_form_is_proven_pdf_a_and_the_same_each_time():
    of = version(form(field("ten")))
    pdf = pdf_of(of, {"ten": "Lan"})
    assert pdfa_state(pdf) == "proven"
    assert pdf == pdf_of(of, {"ten": "Lan"})


def test_groups_become_a_table_and_wide_groups_are_printed_one_by_one():
    of = version(form(sections=[subjects(1, 9)]))
    answers: dict[str, Any] = {
        "mon": [{"ten": "Toán", "diem": "8,25"}, {"ten": "Ngữ văn", "diem": "3", "vi_sao": "ốm"}]
    }
    table = sheet_of(of.parsed, shown(of, answers), layout_of(of.parsed, settings.DATA_DIR), CONTEXT).blocks[0]
    assert table.columns == ("Ten", "Diem", "Vi sao")
    assert table.rows == (("Toán", "8,25", ""), ("Ngữ văn", "3", "ốm"))
    answers["mon"][0]["ten"] = "Một môn có tên rất dài " * 8
    answers["mon"][1]["vi_sao"] = "Một lý do rất dài " * 8
    blocks = sheet_of(of.parsed, shown(of, answers), layout_of(of.parsed, settings.DATA_DIR), CONTEXT).blocks
    assert [block.title for block in blocks] == ["Các môn: Môn 1", "Các môn: Môn 2"]
    assert text_of(pdf_of(of, answers)).count(words("Một lý do rất dài")) == 8


def test_what_somebody_typed_is_printed_literally():
    of = version(form(field("mo_ta", "long_text"), field("ten")))
    answers = {"mo_ta": f"{HOSTILE}\ndòng hai\x00\x07", "ten": HOSTILE}
    for text in (text_of(pdf_of(of, answers)), docx_of(of, answers)):
        assert text.count(words(HOSTILE)) == 2
        assert "dònghai" in text


def test_a_word_longer_than_the_line_stays_on_the_page():
    of = version(form(field("mo_ta", "long_text"), sections=None))
    pdf = pdf_of(of, {"mo_ta": "ă" * 700})
    assert text_of(pdf).count("ă") >= 700
    page = PdfReader(io.BytesIO(pdf)).pages[0]
    right = []
    page.extract_text(visitor_text=lambda text, cm, tm, font, size: right.append(tm[4]) if "ă" in text else None)
    assert max(right) < float(page.mediabox.width)


def test_three_hundred_questions_fill_pages_with_numbers():
    of = version(form(*[field(f"o{number}") for number in range(300)]))
    pdf = pdf_of(of, {f"o{number}": f"giá trị {number}" for number in range(300)})
    pages = PdfReader(io.BytesIO(pdf)).pages
    assert len(pages) > 3
    assert f"Trang {len(pages)}/{len(pages)}" in pages[-1].extract_text()
    assert all(words(f"giá trị {number}") in text_of(pdf) for number in range(300))


def test_a_draft_says_that_it_is_one_and_has_no_date_yet():
    text = text_of(pdf_of(version(form(field("ten"))), {"ten": "Lan"}, at=None, reference="", qr=""))
    assert words("Bản nháp, chưa nộp") in text
    assert words("(Ký và ghi rõ họ tên)") in text
    assert words("ngày 05 tháng 3") not in text


def test_two_people_sign_when_the_form_asks_for_it():
    data = form(field("ten"), cosign={"who": "Cha, mẹ hoặc người giám hộ", "reason": "Người nộp chưa đủ tuổi"})
    text = text_of(pdf_of(version(data), {"ten": "Lan"}, second_signer="Trần Văn Tú", agreed_at=NOW))
    assert words("CHA, MẸ HOẶC NGƯỜI GIÁM HỘ") in text
    assert words("Trần Văn Tú") in text


def test_the_title_gives_its_source_to_the_line_above():
    of = version(form(field("ten"), title="Đơn đề nghị (Mẫu số 02, Thông tư số 1/2024/TT-BGDĐT)"))
    layout = layout_of(of.parsed, settings.DATA_DIR)
    assert (layout.title, layout.issued_with) == ("Đơn đề nghị", "Mẫu số 02, Thông tư số 1/2024/TT-BGDĐT")
    other = version(form(field("ten"), title="Đơn xin chuyển trường (học sinh tiểu học)"))
    assert layout_of(other.parsed, settings.DATA_DIR).under_title == "Học sinh tiểu học"


def test_a_layout_file_changes_the_words_around_the_answers(tmp_path):
    of = version(form(field("ten")))
    told = {"title": "ĐƠN RIÊNG", "to": "Hiệu trưởng", "opening": "Tên tôi là:", "closing": "", "signature": "Học sinh"}
    (tmp_path / "thu.json").write_text(json.dumps(told), encoding="utf-8")
    layout = layout_of(of.parsed, tmp_path)
    assert (layout.title, layout.to, layout.signature, layout.closing) == ("ĐƠN RIÊNG", "Hiệu trưởng", "Học sinh", "")


@pytest.mark.parametrize("text", ["[]", "{", '{"titel": "x"}', '{"title": 3}', json.dumps({"title": "x" * 3000})])
def test_a_wrong_layout_file_is_named(tmp_path, text):
    (tmp_path / "thu.json").write_text(text, encoding="utf-8")
    with pytest.raises(LayoutError, match=r"thu\.json"):
        layout_of(version(form(field("ten"))).parsed, tmp_path)


def test_the_docx_has_every_answer_and_no_macro():
    of = version(form(field("ten"), field("ngay", "date"), sections=[
        {"key": "muc", "title": "Mục", "fields": [field("ten"), field("ngay", "date")]}, subjects(1, 3),
    ]))  # fmt: skip
    answers = {"ten": "Nguyễn Thị Lan", "ngay": "1/2/2024", "mon": [{"ten": "Toán", "diem": "9"}]}
    text = docx_of(of, answers)
    assert all(words(value) in text for value in every_value(of, answers))
    data = print_docx(form_version=of, shown=shown(of, answers), context=CONTEXT, now=NOW)
    assert not [name for name in zipfile.ZipFile(io.BytesIO(data)).namelist() if "vba" in name.lower()]


@given(st.text(max_size=300))
def test_any_text_can_be_written_into_a_docx(text):
    of = version(form(field("mo_ta", "long_text")))
    rows = [{"section": "muc", "title": "Mục", "rows": [{"path": "mo_ta", "label": "Mô tả", "value": text}]}]
    data = print_docx(form_version=of, shown=rows, context=CONTEXT, now=NOW)
    document = Document(io.BytesIO(data))
    assert words(writable(text)) in words("".join(paragraph.text for paragraph in document.paragraphs))


@given(st.text(max_size=300))
def test_any_text_can_be_printed(text):
    of = version(form(field("mo_ta", "long_text")))
    rows = [{"section": "muc", "title": text, "rows": [{"path": "mo_ta", "label": text or "x", "value": text}]}]
    assert print_pdf(form_version=of, shown=rows, context=CONTEXT, now=NOW).startswith(b"%PDF")
