"""Papers and fees at the desk: digitising one paper in each way, asking for a published fee, who reads what."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.kernel.files import services as files
from motcua.kernel.files.tests.samples import pdf
from motcua.operate.catalogue.rules import Component, Fee, TimeLimit
from motcua.operate.catalogue.tests.building import keep
from motcua.operate.dossiers import queries
from motcua.operate.dossiers.rules import PaperIn, State
from motcua.operate.journeys.tests.desk_stage import LAN, Stage, fields, form_to, page, send, stating, url, words
from motcua.operate.processes import services as processes

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(cast):
    return Stage(cast)


@pytest.fixture
def marking(stage):
    """An assigned dossier, its paper, and the page on which the paper is digitised."""
    dossier = stage.at("assigned")
    paper = dossier.papers.get()
    return dossier, paper, url("work-act", dossier, slug="giay-to") + f"?giay-to={paper.pk}"


def test_a_paper_is_scanned_at_the_desk(stage, marking):
    dossier, paper, address = marking
    hoa = stage.cast.client("hoa")
    assert address in [link["href"] for link in page(hoa.get(url("work", dossier))).find_all("a")]
    soup = page(hoa.get(address))
    assert paper.name in words(soup)
    soup = page(hoa.post(address, fields(form_to(soup, address.split("?")[0])) | {"way": "scan"}), 422)
    assert "Hãy chọn tệp đã quét" in words(soup)
    upload = SimpleUploadedFile("don.pdf", pdf(), "application/pdf")
    form = fields(form_to(soup, address.split("?")[0]))
    assert hoa.post(address, form | {"way": "scan", "file": upload}).status_code == 302
    response = hoa.get(url("work-file", dossier, paper_id=paper.pk))
    assert response["Content-Type"] == "application/pdf"
    assert "don.pdf" in response["Content-Disposition"]
    assert stage.cast.client("quang").get(url("work-file", dossier, paper_id=paper.pk)).status_code == 403
    assert hoa.get(url("work-file", dossier, paper_id=dossier.pk)).status_code == 404


def test_a_file_that_is_not_what_its_name_says_is_refused_in_words(stage, marking):
    _, paper, address = marking
    hoa = stage.cast.client("hoa")
    upload = SimpleUploadedFile("don.pdf", b"MZ not a pdf", "application/pdf")
    form = fields(form_to(page(hoa.get(address)), address.split("?")[0]))
    soup = page(hoa.post(address, form | {"way": "scan", "file": upload}), 422)
    assert "don.pdf" in words(soup.find(class_="error-summary"))
    paper.refresh_from_db()
    assert not paper.digital


def test_a_paper_is_linked_to_one_the_office_holds_or_left_undigitised_with_a_reason(stage):
    stored = files.store(data=pdf(), name="cu.pdf", now=stage.now)
    old = stage.submit(papers=(PaperIn(component_code="TP2", name="Thẻ căn cước", sha256=stored.pk),)).papers.get()
    dossier = stage.at("assigned")
    paper = dossier.papers.get()
    address = url("work-act", dossier, slug="giay-to") + f"?giay-to={paper.pk}"
    hoa = stage.cast.client("hoa")
    form = fields(form_to(page(hoa.get(address)), address.split("?")[0]))
    assert "Hãy chọn giấy tờ đã có" in words(page(hoa.post(address, form | {"way": "reuse"}), 422))
    assert hoa.post(address, form | {"way": "reuse", "reused_from": str(old.pk)}).status_code == 302
    paper.refresh_from_db()
    assert paper.reused_from_id == old.pk
    assert hoa.get(url("work-file", dossier, paper_id=paper.pk)).status_code == 200
    form = fields(form_to(page(hoa.get(address)), address.split("?")[0]))
    assert "Hãy ghi lý do" in words(page(hoa.post(address, form | {"way": "none"}), 422))
    assert hoa.post(address, form | {"way": "none", "reason": "Sách dày 300 trang"}).status_code == 302
    paper.refresh_from_db()
    assert paper.digitise is False


def test_a_paper_of_another_dossier_is_not_found(stage, marking):
    dossier, _, _ = marking
    other = stage.submit().papers.get()
    address = url("work-act", dossier, slug="giay-to")
    hoa = stage.cast.client("hoa")
    assert hoa.get(f"{address}?giay-to={other.pk}").status_code == 404
    assert hoa.get(f"{address}?giay-to=rac").status_code == 404
    assert hoa.get(address).status_code == 404


def test_only_a_published_fee_is_asked_for_and_its_payment_confirmed(stage):
    free = stage.submit()
    assert "Yêu cầu nộp phí" not in words(page(stage.cast.client("minh").get(url("work", free))))
    keep(
        "9.000009", "2026", name="Cấp lại bằng", fees=(Fee("fee", 50000),),
        time_limit=TimeLimit(5, "working_day", "5 ngày làm việc"), components=(Component("TP1", "Đơn"),),
    )  # fmt: skip
    processes.assign_unit(procedure_code="9.000009", unit_key="sgddt-qlcl", by="thử", now=stage.now)
    dossier = stage.at("accepted", code="9.000009")
    minh = stage.cast.client("minh")
    soup = page(minh.get(url("work", dossier)))
    assert "50.000 đ" in words(soup)
    action = url("work-act", dossier, slug="yeu-cau-nop-phi")
    assert send(minh, page(minh.get(action)), action).status_code == 302
    assert queries.find(dossier.pk).state == State.PAYMENT_REQUESTED
    soup = page(minh.get(url("work", dossier)))
    assert "Số tiền đã yêu cầu: 50.000 đ" in words(soup)
    response = send(minh, soup, url("work-act", dossier, slug="da-nop-phi"), channel="counter")
    assert response.status_code == 302
    assert queries.find(dossier.pk).state != State.PAYMENT_REQUESTED


def test_identity_numbers_are_shown_in_full_only_to_those_who_handle(stage):
    dossier = stage.at("assigned")
    assert LAN in words(page(stage.cast.client("hoa").get(url("work", dossier))))
    watched = words(page(stating(stage.cast.client("an"), dossier, "audit").get(url("work", dossier))))
    assert LAN not in watched
    assert LAN[-4:] in watched


def test_lists_do_not_ask_more_for_more_rows(stage, django_assert_max_num_queries):
    hoa = stage.cast.client("hoa")
    stage.at("assigned")
    hoa.get(url("inbox"))
    for _ in range(5):
        stage.at("assigned")
    with django_assert_max_num_queries(30):
        hoa.get(url("inbox"))
    with django_assert_max_num_queries(20):
        hoa.get(url("list"))
    dossier = stage.at("sign")
    with django_assert_max_num_queries(62):  # with a draft: who initialled it, level by level
        hoa.get(url("work", dossier))
