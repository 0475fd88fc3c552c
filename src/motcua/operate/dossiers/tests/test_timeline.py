"""The timeline: each text beside the event it was written with, and only before the eyes it is for."""

from datetime import timedelta

import pytest

from motcua.operate.dossiers import queries
from motcua.operate.dossiers.models import Note

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_once(play):
    """A play in which everything happens at one instant, as in a bulk act or on a clock without microseconds."""
    still = play.now

    def act(name, verb, **data):
        play.now = still - timedelta(minutes=10)
        return play(name, verb, **data)

    act.dossier = lambda: play.dossier
    return act


def texts(dossier, *, official):
    return [(entry.title, entry.text) for entry in queries.timeline(dossier, official=official) if entry.text]


def test_texts_written_at_one_instant_stand_beside_their_own_events(at_once):
    at_once("minh", "accept")
    at_once("dung", "assign", officer=str(_hoa(at_once)), note="Làm trước thứ Sáu")
    at_once("hoa", "place_hold", code="Lấy ý kiến", words="Lấy ý kiến phòng A", blocks=["forward"])
    at_once("hoa", "release_hold", code="Lấy ý kiến")
    at_once("hoa", "place_hold", code="Lấy ý kiến", words="Lấy ý kiến phòng B", blocks=["forward"])
    items = [{"component_code": "TP1", "what": "Thiếu chữ ký"}]
    at_once("hoa", "request_supplement", items=items, reason="Mẫu 1")
    at_once("lan", "supplement", answer="Đã ký")
    at_once("dung", "request_supplement", items=items, reason="Mẫu 2", repeat_reason="Chữ ký nộp lại vẫn thiếu")
    at_once("lan", "withdraw", reason="Tôi không cần nữa")
    assert texts(at_once.dossier(), official=True) == [
        ("Đã phân công người thụ lý", "Làm trước thứ Sáu"),
        ("Chờ điều kiện “Lấy ý kiến”", "Lấy ý kiến phòng A"),
        ("Chờ điều kiện “Lấy ý kiến”", "Lấy ý kiến phòng B"),
        ("Yêu cầu bổ sung lần 1", "Thiếu chữ ký. Lý do: Mẫu 1"),
        ("Đã nộp bổ sung", "Đã ký"),
        ("Yêu cầu bổ sung lần 2", "Thiếu chữ ký. Lý do: Mẫu 2"),
        ("Người nộp rút hồ sơ", "Tôi không cần nữa"),
    ]


def test_the_applicant_does_not_read_what_officials_tell_each_other(at_once):
    at_once("minh", "accept")
    at_once("dung", "assign", officer=str(_hoa(at_once)), note="Ưu tiên")
    at_once("hoa", "place_hold", code="Lấy ý kiến", words="Hỏi ông A", blocks=["forward"])
    at_once("dung", "stop", reason="Trùng hồ sơ")
    assert texts(at_once.dossier(), official=False) == [("Dừng giải quyết hồ sơ", "Trùng hồ sơ")]


def test_an_erased_text_is_gone_and_the_event_stays(at_once, now):
    at_once("minh", "reject", reason="Sai mẫu")
    Note.objects.update(erased_at=now)
    assert texts(at_once.dossier(), official=True) == []
    assert [entry.title for entry in queries.timeline(at_once.dossier(), official=True)][-1] == "Không tiếp nhận hồ sơ"


def _hoa(at_once):
    from motcua.people.models import Account

    return Account.objects.get(username="hoa").pk
