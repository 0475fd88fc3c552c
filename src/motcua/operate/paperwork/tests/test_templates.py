"""Templates of decisions: what is taken in, what is refused and why, how they are filled and put back."""

import io
import zipfile
from uuid import uuid4

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.documents import services as documents
from motcua.operate.dossiers import services as dossier_services
from motcua.operate.paperwork import queries, services
from motcua.operate.paperwork.models import DecisionTemplate, WorkingCopy
from motcua.operate.paperwork.rules import PLACEHOLDERS
from motcua.operate.paperwork.services.checking import check_document, check_template
from motcua.operate.paperwork.tests.conftest import docx_words, pdf_words
from motcua.operate.paperwork.tests.samples import changed, docx

LETTER = {"text": "Điều 1. Cấp bản sao.", "width": 400, "height": 60, "size": 13, "italic": False, "align": 0}


@pytest.fixture
def take(office):
    def make(data=None, **changes):
        values = {
            "name": "Quyết định cấp bản sao", "procedure_code": "", "kind": "approval", "file_name": "mau.docx",
            "data": data or docx("Cấp cho {{chu_ho_so}}, hồ sơ {{ma_ho_so}}."),
        }  # fmt: skip
        return services.take_template(**(values | changes), by=office.cast.actor("kiem"), now=office.tick())

    return make


@pytest.fixture
def assigned(office):
    return office.act(office.act(office.file(), "minh", "accept"), "hoa", "assign")


def codes(data):
    return [fault.code for fault in check_template(data)[1]]


def letter(now):
    return documents.render("documents/field_text", LETTER, title="Quyết định", at=now)


def test_a_template_is_filled_with_the_facts_of_the_dossier(office, take, assigned):
    data = docx("Kính gửi {{ chu_ho_so }}", ["Mã {{ma", "_ho_", "so}} tại {{co_quan}}"], header="Số: …/{{ky_hieu}}")
    made = services.fill_template(template=take(data), dossier=assigned, now=office.now)
    text = docx_words(made.data)
    assert "Kính gửi Nguyễn Thị Lan" in text
    assert f"Mã {assigned.code} tại" in text
    assert "{{" not in text
    assert made.missing == ()


def test_a_missing_fact_is_dots_and_its_reason_is_told(office, take, assigned):
    made = services.fill_template(
        template=take(docx("Sinh ngày {{ngay_sinh_chu_ho_so}}")), dossier=assigned, now=office.now
    )
    assert "Sinh ngày ......" in docx_words(made.data)
    assert made.missing == ("Ngày sinh của chủ hồ sơ (chủ hồ sơ không khai)",)


@pytest.mark.parametrize("name", ["{{ 7*7 }} {% x %}", "<w:p/>&amp;<b>", "Ông\nBà", "Ẵm Ỵ 한글 🙂", "x" * 5000])
def test_facts_are_text_and_never_markup_or_code(office, take, assigned, name):
    assigned.owner.full_name = name
    made = services.fill_template(template=take(docx("Cấp cho {{chu_ho_so}}.")), dossier=assigned, now=office.now)
    assert " ".join(name.split()) in docx_words(made.data)


def test_every_placeholder_has_a_value_or_a_reason(office, take, assigned):
    data = docx(*(f"{key}: {{{{{key}}}}}" for key in PLACEHOLDERS))
    template = take(data)
    assert sorted(template.placeholders) == sorted(PLACEHOLDERS)
    made = services.fill_template(template=template, dossier=assigned, now=office.now)
    assert "{{" not in docx_words(made.data)
    assert all("(" in reason for reason in made.missing)


def test_unknown_words_are_named():
    names, faults = check_template(docx("{{chu_ho_so}} {{ten_me}} {{password}}"))
    assert names == ["chu_ho_so"]
    assert "{{ten_me}}, {{password}}" in faults[0].message


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{% for x in y %}", "command"),
        ("{{ chu_ho_so.__class__ }}", "expression"),
        ("{{ cycler.__init__.__globals__ }}", "expression"),
        ("{{ chu_ho_so|attr('x') }}", "expression"),
        ("{{r chu_ho_so}}", "expression"),
        ("{{chu_ho_so}} }}", "loose"),
        ("{# ẩn #} {{chu_ho_so}}", "command"),
        ("Không có gì", "no_placeholder"),
        (["{", "{ ten", "_me }", "}"], "unknown"),
    ],
)
def test_only_plain_names_may_stand_in_braces(text, code):
    assert code in codes(docx(text))


def test_braces_hidden_in_markup_are_found():
    data = docx("{{chu_ho_so}}")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        xml = package.read("word/document.xml").decode()
    hidden = xml.replace("<w:body>", "<w:body><!-- {{ x }} -->")
    assert "loose" in codes(changed(data, {"word/document.xml": hidden.encode()}))


def test_macros_links_entities_and_fields_are_refused():
    plain = docx("{{chu_ho_so}}")
    link = '<Relationship Id="r9" Type="http://x/attachedTemplate" Target="http://evil/x.dotm" TargetMode="External"/>'
    with zipfile.ZipFile(io.BytesIO(plain)) as package:
        rels = package.read("word/_rels/document.xml.rels").decode()
        body = package.read("word/document.xml").decode()
    cases = {
        "macros": changed(plain, {"word/vbaProject.bin": b"x"}),
        "external": changed(plain, {"word/_rels/document.xml.rels": rels.replace("</Rel", f"{link}</Rel").encode()}),
        "entities": changed(plain, {"word/document.xml": ("<!DOCTYPE x [<!ENTITY a 'b'>]>" + body).encode()}),
        "field": docx("{{chu_ho_so}} DDEAUTO c:\\\\x"),
    }
    assert {name: name in codes(data) for name, data in cases.items()} == dict.fromkeys(cases, True)
    macro = docx(
        "{{chu_ho_so}}", types=lambda text: text.replace("document.main+xml", "document.macroEnabled.main+xml")
    )
    assert "macros" in codes(macro)


def test_what_is_no_document_is_refused_with_words():
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"0" * (41 * 1024 * 1024))
    for data, code in ((b"", "not_docx"), (b"PK\x03\x04", "not_docx"), (b"%PDF-1.7", "not_docx"),
                       (bomb.getvalue(), "bomb"), (b"x" * (5 * 1024 * 1024 + 1), "too_big")):  # fmt: skip
        assert [fault.code for fault in check_document(data)] == [code]


@given(st.binary(max_size=400))
def test_any_bytes_are_answered_and_never_raise(data):
    assert check_document(data)


def test_a_template_needs_a_name_a_kind_and_a_procedure_that_exists(take):
    faults = take(name=" ", kind="khac", procedure_code="9.999999")
    assert [fault.code for fault in faults] == ["name", "kind", "procedure"]
    assert DecisionTemplate.objects.count() == 0


def test_templates_of_the_procedure_come_before_those_for_all_and_withdrawn_ones_not_at_all(office, take):
    everywhere, own = take(name="Chung"), take(name="Riêng", procedure_code="3.000465")
    take(name="Khác", procedure_code="1.000270")
    assert [row.name for row in queries.fitting("3.000465")] == ["Riêng", "Chung"]
    for _ in range(2):
        services.withdraw_template(template=own, by=office.cast.actor("kiem"), now=office.tick())
    assert queries.fitting("3.000465") == [everywhere]


def test_an_edited_docx_is_kept_beside_the_dossier_and_changes_no_draft(office, assigned):
    by = office.cast.actor("hoa")
    kept = services.put_docx(dossier=assigned, data=docx("Bản sửa"), file_name="../sua.docx", by=by, now=office.now)
    assert isinstance(kept, WorkingCopy)
    assert kept.file_name == "sua.docx"
    assert services.put_docx(dossier=assigned, data=b"x", file_name="x", by=by, now=office.now).code == "not_docx"
    stranger = office.cast.actor("quang")
    refused = services.put_docx(dossier=assigned, data=docx("x"), file_name="x.docx", by=stranger, now=office.now)
    assert refused.code == "not_yours"
    assert not hasattr(assigned, "result") or assigned.result is None


def test_an_edited_pdf_is_reviewed_signed_numbered_and_returned(office, assigned):
    dossier = services.put_pdf(
        dossier=assigned, data=letter(office.now), file_name="qd.pdf", kind="approval", title="Cấp bản sao",
        by=office.cast.actor("hoa"), now=office.tick(), command_id=str(uuid4()),
    )  # fmt: skip
    text = pdf_words(dossier.result.draft_file.read())
    assert "Điều 1. Cấp bản sao." in text
    assert "TRANG KÝ SỐ" in text
    office.act(dossier, "hoa", "forward")
    office.act(dossier, "dung", "forward")
    dossier_services.sign_now(**office.who(dossier, "son"))
    issued = dossier_services.issue(**office.who(dossier, "van"))
    reports = dossier_services.signature_reports(issued.result.issued_file)
    assert [report.valid for report in reports] == [True, True]
    assert issued.result.number_symbol.startswith("01/")


def test_a_pdf_with_fields_rubbish_or_no_title_is_refused(office, assigned):
    def put(data, title="Cấp bản sao"):
        return services.put_pdf(
            dossier=assigned, data=data, file_name="qd.pdf", kind="approval", title=title,
            by=office.cast.actor("hoa"), now=office.now, command_id=str(uuid4()),
        )  # fmt: skip

    with pikepdf.open(io.BytesIO(letter(office.now))) as document:
        document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([]))
        out = io.BytesIO()
        document.save(out)
    assert put(out.getvalue()).code == "has_fields"
    assert put(b"rubbish").code == "bad_file"
    assert put(letter(office.now), title=" ").code == "draft_incomplete"
