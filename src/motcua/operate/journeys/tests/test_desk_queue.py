"""The counter's queue, its scanner and its numbers for a day without the server, as used without script."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from motcua.operate.dossiers.queries import Dossier
from motcua.operate.intake.models import NumberBlock, Proposal, Ticket
from motcua.operate.journeys.tests.desk_stage import LAN, Stage, fields, form_to, page, send, url, words

pytestmark = pytest.mark.django_db
CARD = f"{LAN}|191234567|Nguyễn Thị Lan Anh|12051980|Nữ|Số 7, Phường Minh Hoạ|01062021"


@pytest.fixture
def minh(cast):
    return cast.client("minh")


def queue(client):
    return page(client.get(url("queue")))


def test_a_person_takes_a_number_is_called_and_served(minh, cast):
    soup = page(minh.post(url("kiosk"), {"cap": "file"}))
    assert "A001" in words(soup)
    assert "Bạn là người tiếp theo" in words(soup)
    minh.post(url("queue"), {"cap": "priority"})
    assert "2 người đang chờ" in words(queue(minh))
    assert page(minh.post(url("queue"), {"goi": "1", "quay": "3"}, follow=True))
    assert "Đang phục vụ U002" in words(queue(minh))  # who is old, ill or with child comes first
    assert "U002" in words(page(minh.get(reverse("journeys:board", args=["sgddt-mc"]))))
    ticket = Ticket.objects.get(kind="priority")
    act = reverse("journeys:queue-act", args=[ticket.pk])
    assert "Đã ghi không có mặt U002" in words(page(minh.post(act, {"viec": "absent"}, follow=True)))
    assert "Đã gọi lại U002" in words(page(minh.post(act, {"viec": "again"}, follow=True)))
    assert "Đã xong U002" in words(page(minh.post(act, {"viec": "served"}, follow=True)))
    assert "Số này vừa được quầy khác gọi" in words(page(minh.post(act, {"viec": "served"}, follow=True)))
    minh.post(url("queue"), {"goi": "1"})
    assert "Đang phục vụ A001" in words(queue(minh))
    minh.post(url("queue"), {"goi": "1"})
    assert Ticket.objects.get(kind="file").state == "called"  # nobody else waits, so nobody is sent away


def test_the_board_asks_again_by_itself_and_names_nobody(client, cast):
    response = client.get(reverse("journeys:board", args=["sgddt-mc"]))
    assert response["Refresh"] == "10"
    assert client.get(reverse("journeys:board", args=["khong-co"])).status_code == 404


def test_a_scanned_receipt_opens_its_dossier(minh, cast):
    dossier = Stage(cast).at("accepted")
    for text in (f"https://x.vn/tra-cuu/?ma={dossier.tracking_code}", dossier.code.lower()):
        response = minh.post(url("scan"), {"ma": text})
        assert response["Location"] == url("work", dossier)
    assert "Không có hồ sơ nào mang mã" in words(page(minh.post(url("scan"), {"ma": "AAAAA-AAAAA"}, follow=True)))
    assert "không phải của thẻ căn cước" in words(page(minh.post(url("scan"), {"ma": "a|b"}, follow=True)))


def test_a_scanned_card_fills_in_the_person_on_either_page(minh, cast):
    Stage(cast).submit()
    first = page(minh.post(url("scan"), {"ma": CARD}))
    typed = page(minh.post(url("counter"), {"number": CARD}))
    for soup in (first, typed):
        found = fields(form_to(soup, url("counter")))
        assert found["number"] == LAN
        assert found["full_name"] == "Nguyễn Thị Lan Anh"
        assert (found["date_of_birth_day"], found["date_of_birth_year"]) == ("12", "1980")
        assert found["address"] == "Số 7, Phường Minh Hoạ"
        assert found["phone"] == "0912345678"  # what the card does not say stays as it was known
        assert soup.find("input", {"name": "q"}).has_attr("autofocus")


def test_a_block_is_taken_kept_outside_and_brought_back(minh, cast):
    Stage(cast)
    listing = page(minh.get(url("blocks")))
    response = send(minh, listing, url("blocks"), count="3")
    block = NumberBlock.objects.get()
    assert response["Location"] == reverse("journeys:block", args=[block.pk])
    codes = list(block.numbers.order_by("code").values_list("code", flat=True))
    offline = minh.get(reverse("journeys:block-offline", args=[block.pk]))
    assert "attachment" in offline["Content-Disposition"]
    text = offline.content.decode()
    assert all(code in text for code in codes)
    assert "http://" not in text  # it asks nobody anything
    assert "https://" not in text
    sheet = words(page(minh.get(reverse("journeys:block-sheet", args=[block.pk]))))
    assert codes[2] in sheet
    here = reverse("journeys:block", args=[block.pk])
    table = f"Mã hồ sơ;Mã thủ tục;Họ tên chủ hồ sơ\n{codes[0]};3.000465;Lan\n{codes[0]};3.000465;Bình\n"
    upload = SimpleUploadedFile("a.csv", b"\xef\xbb\xbf" + table.encode())
    soup = page(minh.post(here, {"text": "", "file": upload}), 422)
    assert "Đã tạo 1 hồ sơ" in words(soup)
    assert "Dòng 3" in words(soup)
    assert Dossier.objects.get().code == codes[0]
    close = reverse("journeys:block-close", args=[block.pk])
    assert "Đã đóng dải số" in words(page(minh.post(close, {"reason": "Có mạng lại"}, follow=True)))
    assert "Có mạng lại" in words(page(minh.get(here)))
    assert page(minh.post(here, {"text": ""}), 422)


def test_a_day_long_past_is_refused_with_the_form_as_it_was(minh, cast):
    Stage(cast)
    day = timezone.localdate() - timedelta(days=3)
    typed = {"on_day": day.day, "on_month": day.month, "on_year": day.year, "count": "3"}
    assert "7 ngày tới" in words(page(minh.post(url("blocks"), typed), 422))


def test_an_officer_proposes_to_ask_again_and_the_head_decides(cast):
    stage = Stage(cast)
    dossier = stage.at("assigned")
    hoa, action = cast.client("hoa"), url("work-act", dossier, slug="yeu-cau-bo-sung")
    first = page(hoa.get(action))
    assert first.find("textarea", {"name": "repeat_reason"}) is None
    assert "Hãy nói rõ lỗi khác" in words(page(send(hoa, first, action, kind0="other", reason="Thiếu"), 422))
    send(hoa, first, action, kind0="unsigned", kind1="unreadable", what1="Trang hai mờ", reason="Chưa đủ")
    asked = dossier.supplement_requests.get()
    assert [(one["component_code"], one["kind"], one["what"]) for one in asked.items] == [
        ("TP1", "unsigned", "Chưa ký hoặc chưa đóng dấu"), ("TP2", "unreadable", "Trang hai mờ"),
    ]  # fmt: skip
    lan = cast.client("lan")
    seen = words(page(lan.get(url("dossier", dossier))))
    assert "Chưa bổ sung Chưa ký hoặc chưa đóng dấu" in seen
    assert "Quét hoặc chụp lại rõ từng trang" in seen
    stage.now = timezone.now() - timedelta(seconds=29)  # the page above asked now, not when the stage was set
    stage.act(dossier, "lan", "supplement", answer="Đã có")
    again = page(hoa.get(action))
    refused = send(hoa, again, action, kind0="unsigned", reason="Vẫn thiếu")
    assert "muốn yêu cầu lại phải có trưởng phòng duyệt" in words(page(refused, 422))
    sent = send(hoa, again, action, kind0="unsigned", reason="Vẫn thiếu", repeat_reason="Bản ký lại sai người")
    assert sent["Location"] == url("work", dossier)
    made = Proposal.objects.get()
    assert "đang chờ trưởng phòng" in words(
        page(send(hoa, page(hoa.get(action)), action, kind0="unsigned", reason="A", repeat_reason="B"), 422)
    )
    _decided(cast, made)
    asked = dossier.supplement_requests.order_by("-number").first()
    assert (asked.number, str(asked.requested_by_id)) == (2, str(cast.dung.pk))


def _decided(cast, made):
    head, decide = cast.client("dung"), reverse("journeys:proposal-decide", args=[made.pk])
    assert "Bản ký lại sai người" in words(page(head.get(url("proposals"))))
    assert "Hãy ghi lý do không đồng ý" in words(page(head.post(decide, {"quyet": "khong"}, follow=True)))
    assert "Đã gửi yêu cầu" in words(page(head.post(decide, {"quyet": "dong-y"}, follow=True)))
    assert "đã được quyết định" in words(page(head.post(decide, {"quyet": "dong-y"}, follow=True)))
    made.refresh_from_db()
    assert made.agreed is True
