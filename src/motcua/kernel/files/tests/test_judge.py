"""What an uploaded file really is, and in which words it is turned down."""

import io
import time
import zipfile

import pikepdf
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from motcua.kernel.files import guard, services, verdict

from . import samples


def codes(data: bytes, name: str = "giay.pdf") -> list[str]:
    return [problem.code for problem in services.judge(data, name).problems]


def zipped(name: str = "a.txt") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, "xin chào")
    return out.getvalue()


def test_a_sound_pdf_is_accepted_with_its_pages():
    judgement = services.judge(samples.pdf(3), "đơn đề nghị.pdf")
    assert (judgement.kind, judgement.pages, judgement.problems, judgement.accepted) == ("pdf", 3, (), True)


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (samples.image("JPEG"), "anh.JPG", "jpeg"),
        (samples.image("JPEG", progressive=True), "anh.jpeg", "jpeg"),
        (samples.image("JPEG", mode="CMYK"), "anh.jpg", "jpeg"),
        (samples.image("PNG"), "anh.png", "png"),
        (samples.image("PNG", mode="L"), "khong_duoi", "png"),
        (b"\xef\xbb\xbf\r\n" + samples.pdf(), "co dau.pdf", "pdf"),
    ],
)
def test_sound_images_and_pdf_are_accepted(data, name, kind):
    judgement = services.judge(data, name)
    assert (judgement.kind, judgement.problems, judgement.pages) == (kind, (), 1)


def test_a_file_object_is_judged_and_left_at_its_start():
    file = io.BytesIO(samples.pdf())
    assert services.judge(file, "a.pdf").accepted
    assert file.tell() == 0


def test_an_empty_file_is_named_empty():
    assert codes(b"") == ["empty"]


def test_a_file_over_the_limit_says_its_size_and_the_limit(settings):
    settings.MOTCUA_UPLOAD_MB = 1
    [problem] = services.judge(io.BytesIO(bytes(1024 * 1024 + 1)), "to.pdf").problems
    assert problem.code == "too_big"
    assert "1,1 MB" in problem.message_vi
    assert "1 MB" in problem.message_vi


def test_the_name_does_not_make_the_kind_and_the_message_names_both():
    [problem] = services.judge(samples.image("JPEG"), "bang.pdf").problems
    assert problem.code == "misnamed"
    assert ".pdf" in problem.message_vi
    assert "ảnh JPEG" in problem.message_vi


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (zipped("word/document.xml"), "văn bản Word"),
        (zipped("xl/workbook.xml"), "bảng tính Excel"),
        (zipped(), "tệp nén ZIP"),
        (b"MZ\x90\x00" * 200, "chương trình máy tính"),
        (b"GIF89a" + bytes(60), "ảnh GIF"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(60), "ảnh HEIC"),
        (b"<!DOCTYPE html><html><body>", "trang web"),
        ("Đơn đề nghị".encode() * 1000, "tệp chữ thuần"),
        (bytes(5000), "một loại tệp khác"),
    ],
)
def test_another_kind_is_named_with_advice(data, words):
    [problem] = services.judge(data, "don.pdf").problems
    assert problem.code == "wrong_kind"
    assert words in problem.message_vi


def test_a_pdf_with_a_password_is_refused_and_the_other_papers_are_said_to_be_kept():
    locked = samples.pdf(encryption=pikepdf.Encryption(user="mat khau", owner="chu"))
    [problem] = services.judge(locked, "bang.pdf").problems
    assert problem.code == "encrypted"
    assert problem.message_vi == (
        "Tệp “bang.pdf” được bảo vệ bằng mật khẩu nên chúng tôi không đọc được. Các giấy tờ khác đã lưu. "
        "Hãy bỏ mật khẩu rồi tải lại tệp này."
    )


def test_a_pdf_that_anybody_can_open_but_not_print_is_accepted():
    assert codes(samples.pdf(encryption=pikepdf.Encryption(user="", owner="chu"))) == []


@pytest.mark.parametrize("part", [0.3, 0.5, 0.9, 0.97])
def test_a_cut_pdf_is_broken(part):
    data = samples.pdf(5)
    assert codes(data[: int(len(data) * part)]) == ["broken"]


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("part", [0.1, 0.5, 0.99])
def test_a_cut_image_is_broken(kind, part):
    data = samples.image(kind)
    assert codes(data[: int(len(data) * part)], f"a.{kind.lower()}") == ["broken"]


def test_a_changed_png_is_broken():
    data = bytearray(samples.image("PNG"))
    data[len(data) // 2] ^= 1
    assert codes(bytes(data), "a.png") == ["broken"]


def test_a_pdf_without_pages_is_refused():
    assert codes(samples.pdf(0)) == ["no_pages"]


def test_a_pdf_with_too_many_pages_says_how_many():
    assert codes(samples.pdf(2000)) == []
    [problem] = services.judge(samples.pdf(2001), "so.pdf").problems
    assert problem.code == "too_many_pages"
    assert "2001 trang" in problem.message_vi


@pytest.mark.parametrize(
    ("root", "more"),
    [
        (b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>", b"null"),
        (b"/OpenAction 4 0 R", b"<</S/Launch/F(cmd.exe)>>"),
        (b"/Names<</JavaScript<</Names[(a) 4 0 R]>>>>", b"<<>>"),
        (b"/AA<</WC 4 0 R>>", b"<</S/URI/URI(x)/Next[<</S/SubmitForm/F(http:x)>>]>>"),
        (b"/AcroForm<</Fields[]/XFA 4 0 R>>", b"<<>>"),
        (b"", b"<</Type/Annot/Subtype/RichMedia/Rect[0 0 1 1]>>"),
        (b"", b"[[[<</Kept[<</S/J#61vaScript/JS(1)>>]>>]]]"),
    ],
)
def test_a_pdf_that_acts_on_its_own_is_refused_wherever_the_action_hides(root, more):
    assert codes(samples.one_page(more, root=root)) == ["script"]


def test_links_and_jumps_are_no_actions_to_fear():
    links = b"[<</S/URI/URI(https://example.vn)>> <</S/GoTo/D[3 0 R/Fit]>> <</S/Named/N/NextPage>>]"
    assert codes(samples.one_page(links, root=b"/OpenAction[3 0 R/Fit]")) == []


def test_a_pdf_with_a_file_inside_is_refused():
    def attach(document: pikepdf.Pdf) -> None:
        document.attachments["hoa_don.xml"] = b"<a/>"

    assert codes(samples.pdf(1, attach)) == ["attachment"]


def test_two_kinds_in_one_file_are_refused():
    assert codes(samples.pdf() + zipped()) == ["two_kinds"]
    assert codes(samples.image("JPEG") + zipped(), "a.jpg") == ["two_kinds"]
    assert codes(b"GIF89a=1;" + samples.pdf()) == ["two_kinds"]
    png_and_pdf = samples.image("PNG")[:33] + b"\0\0\0\x40tEXt%PDF-1.7" + bytes(60) + samples.image("PNG")[33:]
    assert "two_kinds" in codes(png_and_pdf, "a.png")


def test_a_picture_that_unfolds_to_hundreds_of_megabytes_is_refused_unopened():
    [problem] = services.judge(samples.plain("PNG", (12_000, 12_000)), "a.png").problems
    assert problem.code == "too_large_image"
    assert "12000 × 12000" in problem.message_vi


def test_a_pdf_that_unfolds_to_hundreds_of_megabytes_is_refused():
    assert codes(samples.bomb(400)) == ["too_complex"]


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n1 0 obj\n" + b"[" * 500_000 + b"]" * 500_000 + b"\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF",
        b"%PDF-1.7\n" + b"1 0 obj\n" * 300_000 + b"trailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF",
        samples.assembled(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 1>>"),
        b"%PDF-1.7\ntrailer<</Root 1 0 R/Size 2000000000/Prev 9>>\nstartxref\n9\n%%EOF",
        samples.one_page(*[b"[4 0 R]"] * 160_000),
    ],
    ids=["nested", "objects without end", "page tree in a circle", "table in a circle", "too many objects"],
)
def test_a_crafted_pdf_gets_an_answer_in_time(data):
    start = time.monotonic()
    assert codes(data) in (["broken"], ["no_pages"], ["too_complex"])
    assert time.monotonic() - start < 2 * guard.SECONDS


def test_a_helper_that_does_not_answer_is_replaced():
    slow = samples.one_page(*[b"[<</A 1>>]"] * 50_000)
    assert guard.inspect(slow, "pdf", seconds=0.01)["code"] == "too_complex"
    assert guard.inspect(samples.pdf(), "pdf")["code"] is None


def test_a_helper_that_died_is_replaced():
    guard.inspect(samples.pdf(), "pdf")
    guard._idle[-1].process.kill()
    guard._idle[-1].process.wait()
    assert guard.inspect(samples.pdf(), "pdf")["code"] is None


def test_a_helper_without_memory_is_an_answer_not_a_crash():
    helper = guard.Helper.start(memory=220 * 1024 * 1024)
    try:
        answer = helper.ask(samples.plain("PNG", (11_000, 10_000)) + bytes(0), "png")
        assert answer is None or answer["code"] in (None, "too_complex")
    finally:
        helper.stop()


class Bad:
    def scan(self, data: bytes) -> str | None:
        return "EICAR" if b"EICAR" in data else None


class Away:
    def scan(self, data: bytes) -> str | None:
        raise ConnectionRefusedError


@pytest.mark.parametrize(("scanner", "expected"), [(Bad(), ["infected"]), (Away(), ["not_scanned"])])
def test_a_scanner_that_is_there_has_the_last_word(scanner, expected):
    services.scanner.fill(scanner)
    try:
        assert codes(samples.one_page(b"(EICAR)")) == expected
    finally:
        services.scanner.clear()


def test_every_sentence_says_what_was_kept_and_what_to_do():
    for code, sentence in verdict.SENTENCES.items():
        assert "{kept}" in sentence, code
        assert "Hãy" in sentence or "{advice}" in sentence, code


def test_a_strange_name_is_shown_harmlessly():
    [problem] = services.judge(b"", "..\\..\\a\x00\n\u202e" + "b" * 300 + ".pdf").problems
    assert "\n" not in problem.message_vi
    assert "\u202e" not in problem.message_vi
    assert len(problem.message_vi) < 300


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    start=st.sampled_from(
        [b"", b"%PDF-1.7\n", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"]
    ),
    rest=st.binary(max_size=3000),
    name=st.text(max_size=60),
)
@example(start=b"\xff\xd8\xff", rest=b"", name="a.jpg")
def test_random_bytes_never_crash_the_judge(start, rest, name):
    judgement = services.judge(start + rest, name)
    assert judgement.problems
    assert all(problem.message_vi for problem in judgement.problems)


SOUND = (samples.pdf(2), samples.image("PNG", (20, 20)), samples.image("JPEG", (20, 20)))


@settings(max_examples=100, deadline=None)
@given(
    which=st.integers(0, 2),
    changes=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=8),
)
def test_a_damaged_sound_file_gets_an_answer_whatever_is_damaged(which, changes):
    data = bytearray(SOUND[which])
    for place, value in changes:
        data[int(place * len(data))] = value
    judgement = services.judge(bytes(data), "a")
    assert judgement.size == len(data)
    assert judgement.accepted == (not judgement.problems)
