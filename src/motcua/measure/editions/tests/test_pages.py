"""Closed periods on the screen: closing, stating again, both beside each other, the public address."""

import pytest
from django.urls import reverse

from motcua.measure.editions import queries
from motcua.measure.editions.tests.closing import closed, history
from motcua.measure.editions.tests.test_editions import day, restated

pytestmark = pytest.mark.django_db


def test_the_control_officer_closes_a_month_and_sees_that_it_holds(cast):
    kiem = cast.client("kiem")
    answer = kiem.post(reverse("editions:close"), {"period": "2024-03"}, follow=True)
    assert "Đã chốt tháng 03/2024" in answer.text
    assert "giống từng byte" in answer.text
    again = kiem.post(reverse("editions:close"), {"period": "2024-03"})
    assert again.status_code == 422
    assert "đã chốt rồi" in again.text
    assert 'value="2024-03"' in again.text


def test_what_is_no_period_is_told_and_kept(cast):
    answer = cast.client("kiem").post(reverse("editions:close"), {"period": "tháng ba"})
    assert answer.status_code == 422
    assert "Không hiểu kỳ" in answer.text
    assert 'value="tháng ba"' in answer.text


def test_an_official_who_closes_nothing_sees_no_form(cast):
    closed("2024-03")
    text = cast.client("hoa").get(reverse("editions:list")).text
    assert "Tháng 03/2024" in text
    assert reverse("editions:close") not in text


def test_a_restated_month_stands_beside_the_first_for_officials_and_the_public(cast):
    history(day(4), day(8), due=day(12))
    closed("2024-03")
    history(day(5), channel=1)
    kiem = cast.client("kiem")
    address = reverse("editions:restate", kwargs={"key": "2024-03"})
    assert kiem.post(address, {"reason": ""}).status_code == 422
    text = kiem.post(address, {"reason": "Trường gửi muộn"}, follow=True).text
    assert "chốt lại lần 2" in text
    assert "như cũ" in text
    old = cast.client().get(reverse("disclosure:edition", kwargs={"key": "2024-03", "number": 1})).text
    assert "chốt lại lần 2" in old
    new = cast.client().get(reverse("disclosure:edition", kwargs={"key": "2024-03", "number": 2})).text
    assert "Trường gửi muộn" in new
    assert history.__name__ not in new


def test_the_public_page_names_no_dossier(cast):
    key = history(day(4), day(8), due=day(12))
    closed("2024-03")
    assert key in queries.latest("2024-03").content.read().decode()
    page = cast.client().get(reverse("disclosure:edition", kwargs={"key": "2024-03", "number": 1}))
    assert key not in page.text


def test_the_file_is_the_edition_byte_for_byte(cast):
    history(day(4), day(8), due=day(12))
    closed("2024-03")
    restated()
    edition = queries.edition("2024-03", 1)
    address = reverse("editions:file", kwargs={"key": "2024-03", "number": 1})
    answer = cast.client("an").get(address)
    assert b"".join(answer.streaming_content) if answer.streaming else answer.content == edition.content.read()


@pytest.mark.parametrize("number", [0, 9])
def test_an_edition_that_does_not_exist_is_not_found(cast, number):
    assert cast.client("kiem").get(f"/lam-viec/ky-da-chot/2024-03/{number}/").status_code == 404
    assert cast.client().get(f"/cong-khai/ky/2024-03/{number}/").status_code == 404
