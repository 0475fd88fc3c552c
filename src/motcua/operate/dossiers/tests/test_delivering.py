"""The result on its way: to whom at the counter, by post under a waybill, back and out again."""

import pytest

from motcua.kernel.audit import queries as log
from motcua.kernel.audit.services import StreamRef
from motcua.operate.dossiers import queries, services
from motcua.operate.dossiers.models import Handover
from motcua.operate.dossiers.rules import State

WAYBILL = "EE123456785VN"


@pytest.fixture
def issued(signed):
    from uuid import uuid4

    van = signed.cast.actor("van")
    done = services.issue(dossier_id=signed.dossier.pk, by=van, now=signed.now, command_id=str(uuid4()))
    assert done.state == State.PROCESSED
    signed.dossier = done
    return signed


def last(dossier):
    return log.events(StreamRef("dossier", str(dossier.pk)))[-1]


def test_by_post_wants_a_waybill_and_the_applicant_reads_it(issued):
    assert issued("minh", "return_result", how="post").code == "waybill_missing"
    assert issued("minh", "return_result", how="post", waybill="???").code == "waybill_missing"
    done = issued("minh", "return_result", how="post", waybill="ee 123456785 vn")
    row = Handover.objects.get(dossier=done)
    assert (row.standing, row.waybill, done.state) == ("posted", WAYBILL, State.RETURNED)
    assert WAYBILL in queries.timeline(done, official=False)[-1].text
    assert WAYBILL not in str(last(done).payload)


def test_what_came_back_goes_out_again_and_is_collected_in_the_end(issued):
    issued("minh", "return_result", how="post", waybill=WAYBILL)
    assert issued("minh", "track_delivery", what="came_back").code == "reason_missing"
    issued("minh", "track_delivery", what="came_back", why="Không có người nhận")
    assert issued("minh", "track_delivery", what="delivered").code == "delivery_done"
    assert issued("minh", "track_delivery", what="posted").code == "waybill_missing"
    issued("minh", "track_delivery", what="posted", waybill="EE999999999VN")
    issued("minh", "track_delivery", what="came_back", why="Đổi địa chỉ")
    stranger = {"receiver": "other", "receiver_name": "Lê Văn A"}
    assert issued("minh", "track_delivery", what="collected", **stranger).code == "receiver_unknown"
    shown = {"receiver_paper": "CCCD", "receiver_ground": "Giấy uỷ quyền ngày 01/03/2024"}
    done = issued("minh", "track_delivery", what="collected", **stranger, **shown)
    assert done.state == State.RETURNED
    rows = list(Handover.objects.filter(dossier=done).order_by("number").values_list("standing", "way"))
    assert rows == [("came_back", "post"), ("came_back", "post"), ("collected", "counter")]
    assert "Lê Văn A" not in str(last(done).payload)


def test_what_arrived_is_over(issued):
    issued("minh", "return_result", how="post", waybill=WAYBILL)
    done = issued("minh", "track_delivery", what="delivered")
    assert last(done).payload["delivery"] == "delivered"
    assert issued("minh", "track_delivery", what="came_back", why="x").code == "delivery_done"


def test_somebody_else_at_the_counter_shows_by_what_he_receives(issued):
    assert (
        issued("minh", "return_result", how="counter", receiver="other", receiver_name="A").code == "receiver_unknown"
    )
    given = {"receiver_name": "Lê Văn A", "receiver_paper": "CCCD số cuối 029", "receiver_ground": "Giấy uỷ quyền"}
    done = issued("minh", "return_result", how="counter", receiver="other", signed_for=True, **given)
    row = Handover.objects.get(dossier=done)
    assert (row.standing, row.receiver_name, row.signed_for) == ("collected", "Lê Văn A", True)
    assert last(done).payload["receiver"] == "other"


def test_a_plain_return_at_the_counter_leaves_nothing_to_follow(issued):
    done = issued("minh", "return_result", how="counter")
    assert not Handover.objects.filter(dossier=done).exists()
    assert issued("minh", "track_delivery", what="delivered").code == "delivery_done"


def test_what_was_held_is_held_no_more_once_the_result_is_returned(signed):
    """A hold on forwarding says nothing against issuing, so it may still stand when the result goes back."""
    from uuid import uuid4

    van = signed.cast.actor("van")
    signed("hoa", "place_hold", code="opinion", words="Hỏi ý kiến", blocks=["forward"])
    signed.dossier = services.issue(dossier_id=signed.dossier.pk, by=van, now=signed.now, command_id=str(uuid4()))
    assert signed.dossier.holds.get().released_at is None
    done = signed("minh", "return_result", how="counter")
    assert done.state == State.RETURNED
    assert done.holds.get().released_at == signed.now
