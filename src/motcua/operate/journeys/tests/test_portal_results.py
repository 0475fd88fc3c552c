"""What a person reads about the result: the one that counts, those it replaced and why, and where the post has it."""

from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from motcua.operate.dossiers.rules import Refusal
from motcua.operate.dossiers.services import replacing
from motcua.operate.journeys.tests import scenes
from motcua.operate.journeys.tests.desk_stage import Stage, page, url, words

pytestmark = pytest.mark.django_db
WHY = "Cán bộ ghi nhầm ngày sinh khi soạn kết quả"
WAYBILL = "EE123456785VN"


@pytest.fixture
def stage(office, clock):
    return Stage(office)


def section(soup: BeautifulSoup, heading: str) -> str:
    return " ".join(soup.find(attrs={"aria-labelledby": heading}).get_text(" ").split())


def replaced(cast, dossier, now):
    """The result of `dossier` issued anew, because the office had erred."""
    new = {"kind": "approval", "title": "Bản sao bằng tốt nghiệp", "body": ["Sinh ngày 12/05/1980."]}
    dossier = scenes.act(cast, dossier, "hoa", "propose_correction", kind="result", reason=WHY, new=new)
    correction = dossier.corrections.get().pk
    ids = {"dossier_id": dossier.pk, "correction_id": correction, "now": now}
    approved = replacing.approve(by=cast.actor("son"), note="", command_id=str(uuid4()), **ids)
    assert not isinstance(approved, Refusal), approved
    done = replacing.issue(by=cast.actor("van"), command_id=str(uuid4()), **ids)
    assert not isinstance(done, Refusal), done
    return done


def test_the_result_that_counts_stands_above_the_one_it_replaced(office, clock):
    dossier = scenes.returned(office)
    old = dossier.result.number_symbol
    done = replaced(office, dossier, clock)
    lan = office.client("lan")
    soup = page(lan.get(url("dossier", dossier)))
    assert "Kết quả đang có hiệu lực" in section(soup, "ket-qua")
    counts = section(soup, "ket-qua").index(done.result.number_symbol)
    assert counts < section(soup, "ket-qua").index("Kết quả đã bị thay thế")
    before = section(soup, "ket-qua-cu")
    assert old in before
    assert WHY in before
    assert "Thay lúc" in before
    assert done.result.number_symbol not in before.replace(old, "")
    link = soup.find(attrs={"aria-labelledby": "ket-qua-cu"}).find("a")["href"]
    assert lan.get(link)["Content-Type"] == "application/pdf"
    assert b"".join(lan.get(link)) != b"".join(lan.get(reverse("journeys:result", args=[dossier.pk])))


def test_a_replaced_result_is_opened_by_its_owner_only_and_by_no_guess(office, clock):
    dossier = scenes.returned(office)
    done = replaced(office, dossier, clock)
    address = reverse("journeys:result", args=[dossier.pk])
    key = done.former_results.get().pk
    assert office.client("lan").get(address, {"truoc": str(key)}).status_code == 200
    assert office.client("tu").get(address, {"truoc": str(key)}).status_code in {403, 404}
    for guess in (str(uuid4()), "", "x\x00"):
        assert office.client("lan").get(address, {"truoc": guess}).status_code in {400, 404}


def test_a_dossier_without_errors_says_nothing_of_replacing(office):
    soup = page(office.client("lan").get(url("dossier", scenes.returned(office))))
    assert soup.find(id="ket-qua-cu") is None
    assert "hiệu lực" not in words(soup)


def test_the_waybill_stands_beside_the_delivery_until_the_result_arrives(stage):
    dossier = stage.at("processed", delivery="post")
    lan = stage.cast.client("lan")
    assert WAYBILL not in words(page(lan.get(url("dossier", dossier))))
    stage.act(dossier, "minh", "return_result", how="post", waybill=WAYBILL)
    shown = section(page(lan.get(url("dossier", dossier))), "ket-qua")
    assert "Bưu chính công ích" in shown
    assert "Bưu chính đang chuyển" in shown
    assert WAYBILL in shown
    stage.act(dossier, "minh", "track_delivery", what="came_back", why="Sai địa chỉ")
    shown = section(page(lan.get(url("dossier", dossier))), "ket-qua")
    assert "chưa giao được" in shown
    assert "để nhận, hoặc nhắn cán bộ" in shown
    stage.act(dossier, "minh", "track_delivery", what="posted", waybill="EE999999999VN")
    stage.act(dossier, "minh", "track_delivery", what="delivered")
    shown = section(page(lan.get(url("dossier", dossier))), "ket-qua")
    assert "Bưu chính đã giao" in shown
    assert WAYBILL not in shown
