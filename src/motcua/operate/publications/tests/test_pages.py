"""The pages: a control officer enters and follows decisions, others read, everybody sees what was published."""

from datetime import date
from io import StringIO
from json import loads

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from motcua.kernel.documents.services import pdfa_state
from motcua.operate.publications import queries, services
from motcua.operate.publications.models import Decision
from motcua.operate.publications.rules import Step
from motcua.operate.publications.tests.office import FIRST, SECOND, at, drafted, entry, pdf, procedures, signed, walk

pytestmark = pytest.mark.django_db
ENTER = "/lam-viec/cong-bo/quyet-dinh/moi/{}/"


@pytest.fixture
def kiem(cast):
    procedures()
    return cast.client("kiem")


def day(name: str, on: date) -> dict[str, str]:
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


def rows(*lines: dict[str, str], total: int = 4) -> dict[str, str]:
    data = {"dong-TOTAL_FORMS": str(total), "dong-INITIAL_FORMS": "0"}
    for n, line in enumerate(lines):
        data |= {f"dong-{n}-{key}": value for key, value in line.items()}
    return data


DRAFT = {"issuer": "Chủ tịch tỉnh", "summary": "Công bố thủ tục thử", "scope": "public", "follows": ""}
LINE = {"code": FIRST, "change": "amended", "texts": "29/2021/TT-BGDĐT; 1/2024/TT", "effective_on": "15/04/2024"}


def test_the_control_officer_drafts_and_walks_the_chain(kiem):
    sent = kiem.post(ENTER.format("du-thao"), {**DRAFT, **day("drafted_on", date(2024, 4, 1)), **rows(LINE)})
    assert sent.status_code == 302
    decision = Decision.objects.get()
    found = queries.entries(decision.pk)[0]
    assert (found.texts, found.effective_on) == (["29/2021/TT-BGDĐT", "1/2024/TT"], date(2024, 4, 15))
    step = reverse("publications:step", kwargs={"pk": decision.pk, "step": "control"})
    assert kiem.get(step).status_code == 200
    answer = kiem.post(step, {**day("on", date(2024, 4, 3)), "reference": "12/VP-KSTT", "version": "1"})
    assert answer.status_code == 302
    step = step.replace("control", "decide")
    file = SimpleUploadedFile("qd.pdf", pdf(), "application/pdf")
    said = {**day("on", date(2024, 4, 9)), **day("effective_on", date(2024, 4, 15)), "number": "125/QĐ-UBND"}
    assert kiem.post(step, {**said, "file": file, "version": "2"}).status_code == 302
    page = kiem.get(reverse("publications:decision", kwargs={"pk": decision.pk})).content.decode()
    assert "đúng hạn, ngày 09/04/2024" in page
    assert "muộn, ngày 09/04/2024" in page  # the portal's reading asks for the 8th
    assert "Thiếu minh chứng" in page


def test_wrong_lines_come_back_with_what_was_typed_and_where(kiem):
    wrong = {"code": "9.999999", "change": "amended", "effective_on": "31/02/2024"}
    answer = kiem.post(ENTER.format("du-thao"), {**DRAFT, **rows(LINE, wrong)})
    soup = BeautifulSoup(answer.content, "html.parser")
    assert answer.status_code == 422
    assert "Dòng 2" in soup.find(class_="error-summary").get_text()
    assert soup.find(id="id_dong-1-code")["value"] == "9.999999"
    answer = kiem.post(ENTER.format("du-thao"), {**DRAFT, **rows(LINE, {**wrong, "effective_on": ""})})
    assert "danh mục không có thủ tục mã 9.999999" in answer.content.decode()
    assert not Decision.objects.exists()


def test_more_rows_keep_what_was_typed(kiem):
    answer = kiem.post(ENTER.format("bo"), {**DRAFT, **rows(LINE), "them": "1"})
    soup = BeautifulSoup(answer.content, "html.parser")
    assert answer.status_code == 200
    assert len(soup.select("tbody tr")) == 9
    assert soup.find(id="id_dong-0-code")["value"] == FIRST


def test_a_ministrys_decision_appears_on_the_watch_list_and_its_lines_are_taken_over(kiem):
    file = SimpleUploadedFile("qd.pdf", pdf(), "application/pdf")
    head = {"issuer": "Bộ Thử", "summary": "Công bố", "number": "77/QĐ-BT", "file": file}
    days = {**day("signed_on", date(2024, 3, 4)), **day("effective_on", date(2024, 4, 15)),
            **day("seen_on", date(2024, 3, 6))}  # fmt: skip
    assert kiem.post(ENTER.format("bo"), {**head, **days, **rows(LINE)}).status_code == 302
    page = kiem.get("/lam-viec/cong-bo/theo-doi/").content.decode()
    assert FIRST in page
    ministry = Decision.objects.get()
    soup = BeautifulSoup(kiem.get(f"{ENTER.format('du-thao')}?bo={ministry.pk}").content, "html.parser")
    assert soup.find(id="id_dong-0-code")["value"] == FIRST
    due = kiem.get("/lam-viec/cong-bo/").content.decode()
    assert "bộ đã công bố, chưa có dự thảo" in due


def test_everybody_sees_signed_decisions_and_nobody_a_draft(kiem, cast):
    actor = cast.actor("kiem")
    decision, draft = signed(actor), drafted(actor, entry(SECOND))
    visitor = cast.client()
    assert "125/QĐ-UBND" in visitor.get("/quyet-dinh-cong-bo/").content.decode()
    page = visitor.get(f"/quyet-dinh-cong-bo/{decision.pk}/")
    assert FIRST in page.content.decode()
    assert len(page.content) < 100_000
    assert visitor.get(f"/quyet-dinh-cong-bo/{decision.pk}/tep/")["Content-Type"] == "application/pdf"
    assert visitor.get(f"/quyet-dinh-cong-bo/{draft.pk}/").status_code == 404


def test_readers_see_no_buttons(kiem, cast):
    decision = signed(cast.actor("kiem"))
    page = cast.client("thanh").get(reverse("publications:decision", kwargs={"pk": decision.pk})).content.decode()
    assert "/buoc/" not in page
    assert "/noi/" not in page


def test_a_proof_is_recorded_from_its_page(kiem, cast):
    decision, on = signed(cast.actor("kiem")), date(2024, 3, 21)
    walk(decision, cast.actor("kiem"), (Step.ENTER, on), (Step.POST, on))
    page = reverse("publications:proof", kwargs={"pk": decision.pk, "place": "csdlqg"})
    bad = kiem.post(page, {**day("on", on), "url": "csdl.vn"})
    assert bad.status_code == 422
    assert "https://" in bad.content.decode()
    assert kiem.post(page, {**day("on", on), "url": "https://csdl.example.vn/1"}).status_code == 302
    assert "Bảng niêm yết" in kiem.get("/lam-viec/cong-bo/noi-cong-khai/").content.decode()


def test_the_own_rule_is_entered_with_its_source(kiem):
    page = "/lam-viec/cong-bo/quy-tac/"
    assert "Chưa có nội dung" in kiem.get(page).content.decode()
    said = {"source": "1/UBND-KSTT", **day("effective_from", date(2024, 1, 1)), "decide_days": "10",
            "decide_unit": "working_day", "post_days": "3", "post_unit": "working_day", "enabled": "on"}  # fmt: skip
    assert kiem.post(page, {**said, "source": ""}).status_code == 422
    assert kiem.post(page, said).status_code == 302
    assert "publication_own" in kiem.get(page).content.decode()


def test_the_notice_board_list_is_a_pdf_with_every_procedure(kiem, cast):
    decision = signed(cast.actor("kiem"), entries=(entry(), entry(SECOND, "abolished")))
    assert "1 thủ tục" in kiem.get(f"/lam-viec/cong-bo/niem-yet/?quyet-dinh={decision.pk}").content.decode()
    sheet = services.printable()
    data = services.notice_board(sheet, origin="https://motcua.example.vn", now=at(date(2024, 3, 22)))
    assert pdfa_state(data) is not None
    from io import BytesIO

    from pypdf import PdfReader

    reader = PdfReader(BytesIO(data))
    text = " ".join(page.extract_text() for page in reader.pages)
    assert all(row["code"] in text for row in sheet.rows)
    assert "Trang 1" in text
    assert (float(reader.pages[0].mediabox.width), float(reader.pages[0].mediabox.height)) == pytest.approx(
        (595.28, 841.89), abs=0.5
    )


def run(*args: str) -> tuple[int, str]:
    out, err = StringIO(), StringIO()
    try:
        call_command("publication", *args, stdout=out, stderr=err)
    except SystemExit as stop:
        return int(stop.code or 0), out.getvalue() + err.getvalue()
    return 0, out.getvalue()


def test_the_command_lists_running_clocks(cast):
    procedures()
    drafted(cast.actor("kiem"), entry(effective_on=date(2024, 4, 15)))
    code, out = run("due", "--json", "--at", "2024-04-09")
    rows = [row for row in loads(out) if row["procedure"]]
    assert code == 0
    assert set(rows[0]) >= {
        "procedure", "decision", "step", "due_at", "rule_set", "variant", "days_left", "late",
    }  # fmt: skip
    assert [(row["variant"], row["due_at"], row["days_left"], row["late"]) for row in rows] == [
        ("portal", "2024-04-08T17:00:00+07:00", -1, True),
        ("law", "2024-04-10T17:00:00+07:00", 1, False),
    ]
    code, out = run("due", "--json", "--variant", "law", "--at", "2024-04-09")
    assert {row["variant"] for row in loads(out)} == {"law", "plan"}
    assert run("due", "--at", "hôm qua")[0] == 2


def test_a_decision_from_a_file_is_taken_whole_or_refused_with_places(tmp_path):
    procedures()
    (tmp_path / "qd.pdf").write_bytes(pdf())
    text = (
        '{"level": "province", "issuer": "Chủ tịch tỉnh", "summary": "Công bố", "number": "9/QĐ", "file": "qd.pdf",'
        ' "signed_on": "2024-03-04", "effective_on": "%s", "procedures": [{"code": "%s", "change": "new"}]}'
    )
    path = tmp_path / "d.json"
    path.write_text(text % ("2024-03-01", FIRST))
    code, out = run("add", str(path), "--json")
    assert code == 1
    assert loads(out)["refused"][0]["place"] == "ngày hiệu lực"
    path.write_text(text % ("2024-03-20", FIRST))
    assert run("add", str(path))[0] == 0
    path.write_text("{")
    assert run("add", str(path))[0] == 2
    assert run("watch", "--json")[1].strip() == "[]"
    assert run("proofs")[0] == 0
