"""Somebody files and receives for another: by a right that was shown, as far and as long as it goes; and by post."""

from datetime import timedelta

import pytest
from django.utils import timezone

from motcua.kernel.audit import queries as log
from motcua.kernel.audit.services import StreamRef
from motcua.kernel.time import local_date
from motcua.operate.dossiers.rules import Channel, State
from motcua.operate.intake.queries import papers
from motcua.operate.intake.rules.authority import Right
from motcua.operate.intake.services import papers as keeping
from motcua.operate.journeys.tests.desk_stage import Stage, page, send, url, words
from motcua.operate.journeys.tests.test_desk_counter import Counter, choose, ticked

pytestmark = pytest.mark.django_db
TODAY = local_date(timezone.now())


@pytest.fixture
def stage(cast):
    return Stage(cast)


def day(name, on):
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def proxy(**changes):
    said = {"filer_is": "other", "filer_name": "Phạm Thị Cúc", "ground": "Người được uỷ quyền bằng văn bản"}
    return said | {"right_paper": "Giấy uỷ quyền số 12", "right_scope": ["file", "receive"]} | changes


def test_an_expired_authority_is_told_before_a_code_is_given(stage):
    counter = Counter(stage.cast.client("minh"))
    choose(counter)
    old = proxy(**day("right_to", TODAY - timedelta(days=1)))
    counter.send(422, buoc="nop", **ticked(counter), **old)
    assert "Giấy uỷ quyền đã hết hạn" in words(counter.soup)
    counter.send(buoc="nop", right_scope=["file", "receive"], **day("right_to", TODAY + timedelta(days=9)))
    dossier = counter.done()
    assert "Giấy uỷ quyền số 12" in words(page(counter.client.get(url("work", dossier))))
    right = papers.right_of(dossier)
    assert (right.ground, right.paper, right.scope) == ("authorised", "Giấy uỷ quyền số 12", ("file", "receive"))
    assert dossier.filer.full_name == "Phạm Thị Cúc"


def test_days_that_run_backwards_are_told(stage):
    counter = Counter(stage.cast.client("minh"))
    choose(counter)
    wrong = day("right_from", TODAY) | day("right_to", TODAY - timedelta(days=3))
    counter.send(422, buoc="nop", **ticked(counter), **proxy(**wrong))
    assert "Ngày hết hiệu lực phải sau" in words(counter.soup)


def test_at_the_return_the_right_is_looked_at_again(stage):
    dossier = stage.at("processed")
    right = Right("authorised", "Số 12", None, TODAY - timedelta(days=1), ("file", "receive"))
    keeping.keep_right(dossier=dossier, right=right, now=timezone.now())
    minh, action = stage.cast.client("minh"), url("work-act", dossier, slug="tra-ket-qua")
    soup = page(minh.get(action))
    assert "Hãy chọn ai đến nhận" in words(page(send(minh, soup, action, how="counter"), 422))
    refused = page(send(minh, soup, action, how="counter", receiver="filer"), 422)
    assert "không còn được nhận kết quả thay" in words(refused)
    assert send(minh, soup, action, how="counter", receiver="owner").status_code == 302
    dossier.refresh_from_db()
    assert dossier.state == State.RETURNED
    assert log.events(StreamRef("dossier", str(dossier.pk)))[-1].payload["receiver"] == "owner"


def test_what_came_by_post_is_taken_in_with_its_waybill_and_both_days(stage):
    counter = Counter(stage.cast.client("minh"))
    choose(counter)
    counter.send(422, buoc="nop", way="post", **ticked(counter))
    assert "Hãy nhập số vận đơn" in words(counter.soup)
    counter.send(buoc="nop", waybill="ee123456789vn", **day("posted_on", TODAY - timedelta(days=2)))
    dossier = counter.done()
    posting = papers.posting_of(dossier)
    assert dossier.channel == Channel.POST
    assert "EE123456789VN" in words(page(counter.client.get(url("work", dossier))))
    assert (posting.waybill, posting.received_on - posting.posted_on) == ("EE123456789VN", timedelta(days=2))
