"""Templates, data, fonts and the archive form."""

import io
import threading
from dataclasses import dataclass
from datetime import datetime

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ImageFont

from motcua.kernel.documents import archive, engine, payload, services

from .printed import AT, SLIP, text_of

BASE = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
VIETNAMESE = "".join(sorted({payload.unicodedata.normalize("NFC", b + t) for b in BASE for t in TONES})) + "đĐ₫"
TEXT = {"text": "Xin chào", "width": 300, "height": 20, "size": 12, "italic": False, "align": 0}


def drawn(text: str, **more: object) -> str:
    data = {**TEXT, "text": text, "width": 2000, **more}
    return text_of(services.render("documents/field_text", data, title="Thử", at=AT))


def test_the_same_data_and_date_give_the_same_bytes():
    first = services.render("paperwork/slip", SLIP, title="Phiếu", at=AT)
    assert first == services.render("paperwork/slip", SLIP, title="Phiếu", at=AT)


def test_a_missing_key_is_named():
    data = {key: value for key, value in SLIP.items() if key != "heading"}
    with pytest.raises(services.MissingData, match=r"paperwork/slip: the data has no key 'heading'"):
        services.render("paperwork/slip", data, title="Phiếu", at=AT)


@pytest.mark.parametrize("template", ["dossiers/none", "nobody/slip", "dossiers/../slip", "dossiers", ""])
def test_an_unknown_template_is_named(template):
    with pytest.raises(services.DocumentError, match="there is no"):
        services.render(template, {}, title="x", at=AT)


def test_data_is_never_read_as_code():
    text = '#panic("x") $x^2$ *đậm* \\ #import "/etc/passwd" <nhãn> @a // chú thích'
    assert drawn(text) == text


def test_every_vietnamese_letter_is_in_every_shipped_face():
    for path in sorted(engine.FONTS.glob("*.ttf")):
        font = ImageFont.truetype(str(path), 24)
        unknown = bytes(font.getmask("\uffff"))
        missing = [letter for letter in VIETNAMESE if bytes(font.getmask(letter)) == unknown]
        assert not missing, path.name
    assert len(list(engine.FONTS.glob("*.ttf"))) == 7


def test_every_vietnamese_letter_is_printed_as_itself():
    assert drawn(VIETNAMESE).replace(" ", "") == VIETNAMESE


def test_letters_of_the_minority_languages_are_there():
    names = "Y Blĭm Ƀuôn Êñuôl Č’Rao Kpă Klơng Rơ Ô"
    assert drawn(names) == names


def test_only_the_shipped_fonts_are_used():
    with pikepdf.open(io.BytesIO(services.render("paperwork/slip", SLIP, title="Phiếu", at=AT))) as pdf:
        used = {
            str(item.BaseFont) for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/BaseFont" in item
        }
    assert used
    assert all("+NotoSerif-" in name or "+NotoSans-" in name for name in used)


def test_a_letter_no_font_has_does_not_stop_the_printing():
    assert drawn("Lan 😀 漢\x00\u202e\u200b!") == "Lan ? ?!"


def test_decomposed_text_is_printed_composed():
    assert drawn("Nguye\u0302\u0303n") == "Nguyễn"


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=80))
def test_any_text_can_be_printed(text):
    assert services.render("documents/field_text", {**TEXT, "text": text}, title=text, at=AT).startswith(b"%PDF-")


@dataclass
class Slip:
    text: str
    width: int = 200
    height: int = 20
    size: float = 12
    italic: bool = True
    align: int = 2


def test_a_dataclass_can_be_the_data():
    assert payload.plain(Slip("a"))["text"] == "a"
    assert payload.plain({"slip": Slip("a"), "days": (AT.date(),)})["days"] == ["2024-02-06"]


def test_instants_are_printed_in_local_time():
    assert payload.plain(datetime.fromisoformat("2024-02-06T18:00:00+00:00")) == "2024-02-07T01:00:00"


def test_an_instant_without_a_zone_and_a_strange_value_are_named():
    with pytest.raises(TypeError, match=r"data\.a: an instant without a time zone"):
        payload.plain({"a": datetime.fromisoformat("2024-02-06T18:00:00")})
    with pytest.raises(TypeError, match=r"data.a\[1\]: set cannot be printed"):
        payload.plain({"a": [1, {2}]})


def test_many_threads_print_at_once():
    results: dict[int, str] = {}

    def one(number: int) -> None:
        results[number] = drawn(f"Tờ số {number}")

    threads = [threading.Thread(target=one, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == {number: f"Tờ số {number}" for number in range(8)}


def test_the_qr_code_is_an_svg_without_style_and_differs_by_text():
    svg = services.qr_svg("https://motcua.example.vn/tra-cuu/ABCDE-12345")
    assert svg.startswith("<svg ")
    assert "style" not in svg
    assert svg != services.qr_svg("https://motcua.example.vn/tra-cuu/ABCDE-12346")


def test_a_printed_form_passes_the_archive_check_or_cannot_be_checked():
    state = services.pdfa_state(services.render("paperwork/slip", SLIP, title="Phiếu", at=AT))
    assert state == ("proven" if archive.checker() else "not_proven")


def test_what_is_no_archive_pdf_is_not_proven_and_rubbish_is_broken():
    out = io.BytesIO()
    with pikepdf.new() as plain:
        plain.add_blank_page()
        plain.save(out)
    assert services.pdfa_state(out.getvalue()) == ("broken" if archive.checker() else "not_proven")
    assert services.pdfa_state(b"%PDF-1.7 rubbish") == "broken"


def test_the_file_says_what_it_claims_to_be():
    pdf = services.render("paperwork/slip", SLIP, title="Phiếu <từ chối> & giải thích", at=AT)
    with pikepdf.open(io.BytesIO(pdf)) as document, document.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "B")
        assert metadata["dc:title"] == "Phiếu <từ chối> & giải thích"
        assert metadata["xmp:CreateDate"].startswith("2024-02-06T08:20:00")
        assert str(document.Root.Lang) == "vi"


def test_a_day_is_written_with_a_zero_only_where_the_decree_wants_one():
    assert services.long_day(AT.date()) == "ngày 06 tháng 02 năm 2024"
    assert services.long_day(AT.date().replace(month=3, day=15)) == "ngày 15 tháng 3 năm 2024"
    assert services.long_day(AT.date().replace(month=12, day=1)) == "ngày 01 tháng 12 năm 2024"
