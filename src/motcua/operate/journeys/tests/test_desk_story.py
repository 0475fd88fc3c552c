"""One dossier from the counter's screen to the hand of the person, each official at their own page."""

import pytest

from motcua.operate.dossiers import queries
from motcua.operate.dossiers.rules import State
from motcua.operate.journeys.tests.desk_stage import Stage, form_to, page, send, stating, url, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(cast):
    return Stage(cast)


def do(stage, name, dossier, slug, **typed):
    """Press the primary button of the dossier page."""
    client = stage.cast.client(name)
    soup = page(client.get(url("work", dossier)))
    response = send(client, soup, url("work-act", dossier, slug=slug), **typed)
    assert response.status_code == 302, words(page(response, response.status_code))
    return page(client.get(response["Location"]))


def test_a_dossier_goes_from_desk_to_desk_until_the_result_is_in_the_persons_hand(stage):
    dossier = stage.submit()
    soup = page(stage.cast.client("minh").get(url("inbox")))
    assert str(dossier) in words(soup)
    assert "Đã tiếp nhận" in words(do(stage, "minh", dossier, "tiep-nhan"))
    do(stage, "hoa", dossier, "phan-cong")

    hoa = stage.cast.client("hoa")
    soup = page(hoa.get(url("work", dossier)))
    assert soup.find("a", href=url("work-act", dossier, slug="du-thao"), class_="button").text == "Soạn dự thảo"
    soup = page(hoa.get(url("work-act", dossier, slug="du-thao")))
    typed = {"title": "Cấp bản sao", "body": "Điều 1. Cấp 02 bản sao.\nĐiều 2. Có hiệu lực từ ngày ký."}
    assert send(hoa, soup, url("work-act", dossier, slug="du-thao"), **typed).status_code == 302
    assert "Điều 2." in words(page(hoa.get(url("work", dossier))))
    do(stage, "hoa", dossier, "chuyen-buoc", note="Đủ căn cứ")

    soup = page(stage.cast.client("dung").get(url("work", dossier)))
    button = form_to(soup, url("work-act", dossier, slug="chuyen-buoc")).find("button")
    assert button.text == "Chuyển trình ký"
    do(stage, "dung", dossier, "chuyen-buoc")
    do(stage, "son", dossier, "ky")
    do(stage, "van", dossier, "phat-hanh")

    soup = page(stage.cast.client("minh").get(url("returns")))
    assert str(queries.find(dossier.pk)) in words(soup)
    do(stage, "minh", dossier, "tra-ket-qua", how="electronic")
    done = queries.find(dossier.pk)
    assert done.state == State.RETURNED
    seen = words(page(stage.cast.client("lan").get(url("dossier", dossier))))
    assert "Đã trả kết quả" in seen
    assert "Dự thảo kết quả" not in seen
    assert queries.orphans() == []


def test_the_page_shows_steps_clocks_with_proof_and_who_has_the_dossier(stage):
    dossier = stage.at("assigned")
    soup = page(stage.cast.client("minh").get(url("work", dossier)))
    text = words(soup)
    assert "Chưa tới lượt bạn" in text
    assert "Phạm Thu Hoa" in text
    assert soup.select_one(".steps__step--now").find(class_="steps__title").text.startswith("Thẩm định hồ sơ")
    proof = words(soup.find("details"))
    assert "Ngày được tính" in proof
    assert "lịch vn-civil" in proof or "lịch" in proof


@pytest.mark.parametrize("tab", ["dien-bien", "tai-lieu", "nhat-ky", "gi-do"])
def test_every_tab_below_the_dossier_opens(stage, tab):
    dossier = stage.at("returned")
    soup = page(stating(stage.cast.client("kiem"), dossier).get(url("work", dossier) + f"?xem={tab}"))
    assert "Hồ sơ đã kết thúc" in words(soup)


def test_the_head_sends_back_and_the_officer_reads_why(stage):
    dossier = stage.at("review")
    dung = stage.cast.client("dung")
    soup = page(dung.get(url("work-act", dossier, slug="tra-lai")))
    assert "chữ ký đã có trên dự thảo bị huỷ" in words(soup)
    response = send(dung, soup, url("work-act", dossier, slug="tra-lai"), reason="Thiếu căn cứ ở Điều 1")
    assert response.status_code == 302
    text = words(page(stage.cast.client("hoa").get(url("work", dossier))))
    assert "Thiếu căn cứ ở Điều 1" in text
    assert "Bị trả lại" in words(page(stage.cast.client("hoa").get(url("inbox"))))


def test_documents_open_as_pdf(stage):
    dossier = stage.at("returned")
    client = stage.cast.client("hoa")
    for address in (
        url("work-slip", dossier, form="01"),
        url("work-result", dossier, part="draft"),
        url("work-result", dossier, part="issued"),
    ):
        response = client.get(address)
        assert response.status_code == 200
        assert response["Content-Type"] == "application/pdf"
        assert b"".join(response).startswith(b"%PDF")
    assert client.get(url("work-slip", dossier, form="03")).status_code == 404
    assert client.get(url("work-slip", dossier, form="99")).status_code == 404
    assert client.get(url("work-result", dossier, part="khac")).status_code == 404


def test_the_draft_is_previewed_without_being_kept(stage):
    dossier = stage.at("assigned")
    typed = {"kind": "approval", "title": "Cấp bản sao", "body": "Một đoạn."}
    response = stage.cast.client("hoa").post(url("work-preview", dossier), typed)
    assert response.status_code == 200
    assert response.content.startswith(b"%PDF")
    assert getattr(queries.find(dossier.pk), "result", None) is None
    assert stage.cast.client("hoa").post(url("work-preview", dossier), {"title": "x"}).status_code == 422
