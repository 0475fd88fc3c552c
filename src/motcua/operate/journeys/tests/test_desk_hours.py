"""Office hours on the desk: tried out, recorded with a decision, and followed by dates only when that is approved."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from motcua.kernel.time import TZ
from motcua.law import queries as law
from motcua.operate.dossiers import queries
from motcua.operate.journeys.tests.desk_stage import Stage
from motcua.operate.journeys.tests.test_desk_deadlines import page, send
from motcua.people import queries as people

pytestmark = pytest.mark.django_db
URL = "/lam-viec/gio-lam-viec/"


@pytest.fixture
def stage(cast):
    return Stage(cast, timezone.now() - timedelta(hours=2))


def hours(**changes):
    said = {
        "agency": people.agency().key, "effective_from": "1/1/2020", "spans": "08:00-12:00, 13:30-18:00",
        "source": "QĐ 12/QĐ-SGDĐT", "viec": "xem",
    }  # fmt: skip
    return said | changes


def test_new_hours_are_tried_out_before_they_are_recorded(cast, stage):
    dossier = stage.at("assigned")
    text = send(cast, "kiem", URL, 200, **hours())
    assert "1 hồ sơ đang giải quyết có hạn muộn hơn" in text
    assert str(dossier) in text
    assert [rule.id for rule in law.rule_sets("office_hours")] == ["office_hours"]  # nothing is kept of a trial
    send(cast, "kiem", URL, **hours(viec="ghi"))
    assert "QĐ 12/QĐ-SGDĐT" in page(cast, "hoa", URL)
    old = dossier.legal_due
    assert queries.for_work(dossier.pk).legal_due == old
    moved = page(cast, "kiem", reverse("journeys:moved"))
    assert "18:00" in moved
    send(cast, "kiem", reverse("journeys:bulk-begin"), viec="move_due", chon=f"{dossier.pk}:{dossier.version}")
    assert queries.for_work(dossier.pk).legal_due.astimezone(TZ).hour == 18


def test_one_day_of_the_week_may_be_a_half_day_for_a_season(cast):
    said = hours(viec="ghi", spans="07:30-11:30, 13:30-17:00", weekday4="07:30-11:30", effective_to="31/12/2030")
    send(cast, "quan", URL, **said)
    ours, others = law.calendar(agency=people.agency().key), law.calendar()
    friday, monday = date(2026, 11, 20), date(2026, 11, 23)
    assert [f"{ours.hours_on(day).closing:%H:%M}" for day in (friday, monday)] == ["11:30", "17:00"]
    assert f"{others.hours_on(friday).closing:%H:%M}" == "17:00"
    assert f"{ours.hours_on(date(2031, 1, 3)).closing:%H:%M}" == "17:00"
    assert "Thứ Sáu: 07:30-11:30" in page(cast, "hoa", URL)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"spans": "13:30-11:30"}, "Giờ phải theo thứ tự"),
        ({"spans": "sáng"}, "Giờ phải theo thứ tự"),
        ({"spans": ""}, "Hãy nhập giờ làm việc"),
        ({"weekday2": "07:30"}, "Giờ phải theo thứ tự"),
        ({"source": ""}, "Hãy ghi số quyết định"),
        ({"effective_to": "1/1/2019"}, "Ngày kết thúc phải sau"),
    ],
)
def test_hours_that_make_no_sense_are_refused_in_words(cast, change, words):
    assert words in send(cast, "kiem", URL, 422, **hours(**change))
