"""Rating on the screen: by link, by code and PIN, at the counter; inviting; reading."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from motcua.measure.satisfaction import services
from motcua.measure.satisfaction.models import Invitation
from motcua.measure.satisfaction.tests.stage import returned_dossier
from motcua.operate.dossiers import queries as dossiers

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier(cast):
    return returned_dossier(cast)


def link(cast, dossier, way="link"):
    token = services.invite(dossier_id=dossier.pk, way=way, by=cast.actor("minh"), now=timezone.now())
    return reverse("satisfaction:rate", kwargs={"token": token})


def test_somebody_without_an_account_rates_by_the_link(cast, dossier):
    address, anyone = link(cast, dossier), cast.client()
    page = anyone.get(address)
    assert "Gửi đánh giá" in page.text
    assert "Lan" not in page.text
    empty = anyone.post(address, {"score": ""})
    assert (empty.status_code, "Hãy chọn một mức" in empty.text) == (422, True)
    done = anyone.post(address, {"score": "4", "comment": "Nhanh"}, follow=True)
    assert "Cảm ơn bạn" in done.text
    again = anyone.get(address)
    assert again.status_code == 409
    assert "đã được đánh giá" in again.text
    assert anyone.post(address, {"score": "1"}).status_code == 409
    dossier.refresh_from_db()
    assert dossier.rating == 4


@pytest.mark.parametrize("token", ["x", "a" * 32, "đánh-giá", "%00"])
def test_a_forged_link_is_told_so(cast, token):
    page = cast.client().get(f"/danh-gia/{token}/")
    assert page.status_code == 404


def test_an_expired_link_says_what_to_do_instead(cast, dossier):
    address = link(cast, dossier)
    long_ago = timezone.now() - timedelta(days=60)
    Invitation.objects.update(made_at=long_ago, expires_at=long_ago + timedelta(days=30))
    page = cast.client().get(address)
    assert page.status_code == 410
    assert "hết hạn" in page.text
    assert reverse("satisfaction:enter") in page.text
    assert cast.client().post(address, {"score": "5"}).status_code == 410


def test_code_and_pin_lead_to_the_rating_and_a_wrong_pin_does_not(cast, dossier):
    anyone, address = cast.client(), reverse("satisfaction:enter")
    pin = dossiers.pin_of(dossier.pk)
    wrong = anyone.post(address, {"ma": dossier.tracking_code, "pin": "000000" if pin != "000000" else "111111"})
    assert wrong.status_code == 404
    assert "không đúng" in wrong.text
    asked = anyone.post(address, {"ma": dossier.tracking_code, "pin": pin})
    assert anyone.post(asked["Location"], {"score": "5"}, follow=True).status_code == 200
    assert anyone.post(address, {"ma": dossier.tracking_code, "pin": pin}).status_code == 409


def test_the_screen_at_the_counter_goes_on_to_the_next_person(cast, dossier):
    anyone = cast.client()
    pin = dossiers.pin_of(dossier.pk)
    asked = anyone.post(reverse("satisfaction:kiosk"), {"ma": str(dossier), "pin": pin})
    thanks = anyone.post(asked["Location"], {"score": "5"}, follow=True)
    assert "Người tiếp theo" in thanks.text
    assert str(dossier) not in thanks.text


def test_the_counter_invites_by_slip_by_link_and_by_words(cast, dossier):
    minh = cast.client("minh")
    assert str(dossier) in minh.get(reverse("satisfaction:waiting")).text
    address = reverse("satisfaction:invite", kwargs={"dossier_id": dossier.pk})
    shown = minh.post(address, {"cach": "link"}).text
    assert "<svg" in shown
    assert "/danh-gia/" in shown
    words = minh.post(address, {"cach": "sms"}).text
    assert "Mời bạn đánh giá tại" in words
    assert "chưa nối với nơi gửi tin nhắn" in words
    slip = minh.post(reverse("satisfaction:slip", kwargs={"dossier_id": dossier.pk}))
    assert slip["Content-Type"] == "application/pdf"
    assert Invitation.objects.count() == 3


def test_a_rated_dossier_waits_no_longer(cast, dossier):
    cast.client().post(link(cast, dossier), {"score": "5"})
    minh = cast.client("minh")
    assert str(dossier) not in minh.get(reverse("satisfaction:waiting")).text
    address = reverse("satisfaction:invite", kwargs={"dossier_id": dossier.pk})
    assert "đã được đánh giá" in minh.get(address).text
    assert minh.post(address, {"cach": "link"}).status_code == 422
    slip = minh.post(reverse("satisfaction:slip", kwargs={"dossier_id": dossier.pk}))
    assert slip.status_code == 302


def test_officials_read_three_readings_with_response_and_interval(cast, dossier):
    cast.client().post(link(cast, dossier), {"score": "5"})
    page = cast.client("kiem").get(reverse("satisfaction:desk"), {"ky": f"{timezone.localdate():%Y-%m}"})
    assert page.status_code == 200
    assert "20,6 – 100,0 %" in page.text
    assert "Dưới 30 phiếu" in page.text
    assert "Chỉ đánh giá theo quý và năm" in page.text
    assert cast.client("kiem").get(reverse("satisfaction:desk"), {"ky": "tháng ba"}).status_code == 422
