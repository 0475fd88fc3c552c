"""A slip that was given stays what it was."""

import hashlib

import pytest

from motcua.kernel.audit import queries as log
from motcua.kernel.audit.services import StreamRef
from motcua.kernel.documents import services as documents
from motcua.operate.dossiers import queries as dossiers
from motcua.operate.paperwork import queries, services
from motcua.operate.paperwork.models import Slip
from motcua.operate.paperwork.tests.conftest import ORIGIN, pdf_words


@pytest.fixture
def give(office):
    def make(dossier, purpose="receipt_slip", kind="pdf", **more):
        offer = queries.offer(dossier, purpose=purpose, **more)
        return services.slip(
            dossier=dossier, offer=offer, kind=kind, by=office.cast.actor("minh"), now=office.tick(), origin=ORIGIN
        )

    return make


def test_printing_again_gives_the_same_bytes_though_the_facts_have_changed(office, give):
    dossier = office.act(office.file(), "minh", "accept")
    first = give(dossier)
    owner = dossier.owner
    owner.full_name, owner.phone = "Tên Khác", ""
    owner.save()
    again = give(dossiers.for_work(dossier.pk))
    assert again.data == first.data
    assert "Tên Khác" not in pdf_words(again.data)
    assert Slip.objects.count() == 1


def test_what_was_given_is_in_the_log_with_its_hash(office, give):
    made = give(office.act(office.file(), "minh", "accept"))
    (event,) = log.events(StreamRef("slip", str(made.slip.pk)))
    assert event.payload["pdf"] == hashlib.sha256(made.data).hexdigest()
    assert event.payload["number"] == "01"
    assert "Lan" not in str(event.payload)


def test_a_slip_given_again_keeps_number_and_first_edition_and_says_why(office, give):
    dossier = office.act(office.file(), "minh", "accept")
    first = give(dossier)
    offer = queries.offer(dossier, purpose="receipt_slip")
    common = {"dossier": dossier, "offer": offer, "by": office.cast.actor("minh"), "now": office.tick()}
    assert services.reissue(**common, reason="  ").code == "reason_missing"
    assert services.reissue(**common, reason="x" * 301).code == "reason_too_long"
    second = services.reissue(**common, reason="Ghi sai số điện thoại")
    assert (second.edition, second.number) == (2, first.slip.number)
    assert "Cấp lại lần 1: Ghi sai số điện thoại" in pdf_words(give(dossier).data)
    assert first.slip.pdf.read() == first.data
    assert [row.edition for row in queries.kept(dossier.pk)] == [1, 2]


def test_what_was_never_given_cannot_be_given_again(office):
    dossier = office.act(office.file(), "minh", "accept")
    outcome = services.reissue(
        dossier=dossier, offer=queries.offer(dossier, purpose="receipt_slip"), reason="x",
        by=office.cast.actor("minh"), now=office.now,
    )  # fmt: skip
    assert outcome.code == "not_given"


def test_two_requests_to_supplement_are_two_slips_with_their_own_numbers(office, give):
    dossier = office.act(office.file(), "minh", "accept")
    for who, what, more in (("hoa", "Thiếu bằng", {}), ("dung", "Thiếu ảnh", {"repeat_reason": "Luật đổi"})):
        items = [{"component_code": "", "what": what}]
        dossier = office.act(dossier, who, "request_supplement", reason="Thiếu", items=items, **more)
        if who == "hoa":
            dossier = office.act(dossier, "lan", "supplement", answer="Đã gửi")
    texts = [pdf_words(give(dossier, "supplement_slip", occasion=f"lan-{n}").data) for n in (1, 2)]
    assert ["Thiếu bằng" in text for text in texts] == [True, False]
    assert ["Số: 01/HDHS" in texts[0], "Số: 02/HDHS" in texts[1]] == [True, True]


def test_the_control_slip_of_a_running_dossier_is_not_kept_and_that_of_a_finished_one_is(office, give):
    dossier = office.act(office.file(), "minh", "accept")
    running = give(dossier, "control_slip")
    assert running.slip is None
    assert "Hồ sơ đang giải quyết; in từ nhật ký lúc" in pdf_words(running.data)
    dossier = office.finished(office.file())
    kept = give(dossier, "control_slip")
    assert kept.slip is not None
    assert give(dossier, "control_slip").data == kept.data


def test_a_kept_slip_is_an_archive_pdf(office, give):
    made = give(office.act(office.file(), "minh", "accept"))
    assert documents.pdfa_state(made.data) in {"proven", "not_proven"}
    assert made.data.startswith(b"%PDF-1.7")


@pytest.mark.parametrize(
    "name",
    [
        '#panic("x") $x$ *đậm* \\ <b>&amp;{{ code }}',
        "Trường Trung học phổ thông chuyên " * 8,
        "Nguyễn Hữu Ượng Ẵm Ỵ Ðỗ",
        "한글 🙂 \u202egnad\x00",
        "=HYPERLINK(1)",
    ],
)
def test_hostile_long_and_foreign_names_are_printed_as_text(office, give, name):
    dossier = office.file()
    dossier.owner.full_name = name.replace("\x00", "")
    dossier.owner.save()
    dossier = office.act(dossier, "minh", "accept")
    for kind in ("pdf", "docx"):
        assert give(dossier, kind=kind).data
    text = pdf_words(give(dossier).data)
    if name.isprintable() and "한" not in name and "Ð" not in name:
        assert " ".join(name.split())[:60] in text


def test_a_missing_fact_is_dots_and_the_foot_says_why(office, give):
    text = pdf_words(give(office.act(office.file(), "minh", "accept")).data)
    assert "số định danh (người nộp không khai)" in text
    assert "giai đoạn hai, nhận hồ sơ (dữ liệu thủ tục không ghi giai đoạn hai)" in text
    assert "None" not in text


def test_an_unknown_kind_is_refused(office):
    dossier = office.act(office.file(), "minh", "accept")
    offer = queries.offer(dossier, purpose="receipt_slip")
    made = services.slip(dossier=dossier, offer=offer, kind="xls", by=office.cast.actor("minh"), now=office.now)
    assert made.code == "no_such_kind"
