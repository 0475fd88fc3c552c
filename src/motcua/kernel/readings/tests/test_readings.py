"""The log of readings: one row per hour, append-only, forgotten after its time."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import DatabaseError, connection, transaction
from django.db.utils import InternalError
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.actors import Actor
from motcua.kernel.readings import queries, rules, services
from motcua.kernel.readings.models import AppendOnly, Reading
from motcua.kernel.readings.queries import Wanted

HOA = Actor("official", "hoa-id", "case_officer", "sgddt-qlcl")
THANH = Actor("official", "thanh-id", "inspector", "sgddt-ttra")
ONE = ("dossier", "d-1")
pytestmark = pytest.mark.django_db


def read(by=HOA, subject=ONE, kind=rules.PAGE, purpose=rules.HANDLING, *, now, **more):
    services.note(by=by, subject=subject, kind=kind, purpose=purpose, now=now, **more)


def test_reading_twice_within_an_hour_is_one_row_and_costs_one_statement(now):
    with CaptureQueriesContext(connection) as first:
        read(now=now)
    cache.clear()  # another server process knows nothing of the first
    read(now=now + timedelta(minutes=20))
    assert len([one for one in first.captured_queries if "readings_reading" in one["sql"]]) == 1
    assert Reading.objects.count() == 1
    assert Reading.objects.get().read_at == now


def test_what_is_written_is_remembered_only_once_it_is_certain(now, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        read(now=now)
    with CaptureQueriesContext(connection) as again:
        read(now=now)
    assert len(again) == 0


def test_another_hour_file_purpose_reader_or_subject_is_another_row(now):
    read(now=now)
    read(now=now + timedelta(hours=1))
    read(now=now, kind=rules.FILE)
    read(now=now, purpose="coordination")
    read(now=now, by=THANH, purpose="inspection", basis="12/QĐ-TTr")
    read(now=now, subject=("dossier", "d-2"))
    assert Reading.objects.count() == 6


def test_every_export_is_a_row_of_its_own_with_its_size(now):
    for minute in (0, 1):
        read(now=now + timedelta(minutes=minute), subject=("list", "dossiers"), kind=rules.EXPORT, rows=12)
    assert [row.rows for row in queries.listing(Wanted())] == [12, 12]


def test_the_program_cannot_change_a_reading(now):
    read(now=now)
    row = Reading.objects.get()
    for attempt in (
        row.save,
        row.delete,
        Reading.objects.all().delete,
        lambda: Reading.objects.update(purpose="audit"),
    ):
        with pytest.raises(AppendOnly):
            attempt()


@pytest.mark.parametrize(
    "statement", ["UPDATE readings_reading SET purpose = 'audit'", "DELETE FROM readings_reading"], ids=str.split
)
def test_the_database_refuses_to_change_or_delete_a_young_reading(statement):
    read(now=timezone.now())
    with pytest.raises((DatabaseError, InternalError)), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Reading.objects.get().purpose == rules.HANDLING


def test_readings_are_forgotten_after_their_time_and_never_before(settings):
    now = timezone.now()
    settings.MOTCUA_READING_MONTHS = 24
    old, kept = now - timedelta(days=24 * 31 + 1), now - timedelta(days=23 * 31)
    for at in (old, kept, now):
        read(now=at)
    assert services.prune(now=now) == 1
    assert {row.read_at for row in queries.listing(Wanted())} == {kept, now}


def test_filters_by_time_subject_reader_and_purpose(now):
    read(now=now)
    read(now=now, by=THANH, purpose="complaint")
    read(now=now - timedelta(days=3), subject=("dossier", "d-2"), by=THANH, purpose="inspection")
    assert len(queries.listing(Wanted(since=now, until=now + timedelta(days=1)))) == 2
    assert len(queries.listing(Wanted(subject=ONE))) == 2
    assert len(queries.listing(Wanted(reader=THANH.id))) == 2
    assert [row.purpose for row in queries.listing(Wanted(purpose="complaint"))] == ["complaint"]
    assert len(queries.listing(Wanted(outside=True))) == 2
    last = queries.listing(Wanted(), limit=1)[0]
    assert last.pk not in {row.pk for row in queries.listing(Wanted(), before=last.pk)}


def test_who_reads_many_dossiers_of_others_stands_first(now):
    read(now=now)
    for number in range(3):
        read(now=now, by=THANH, subject=("dossier", f"d-{number}"), purpose="inspection")
        read(now=now, by=THANH, subject=("dossier", f"d-{number}"), purpose="inspection", kind=rules.FILE)
    assert [(row["reader"], row["subjects"]) for row in queries.readers_outside(Wanted())] == [(THANH.id, 3)]


def test_the_person_learns_units_and_purposes_and_no_names(now):
    read(now=now)
    read(now=now + timedelta(hours=2))
    read(now=now, by=THANH, purpose="complaint")
    rows = queries.units_that_read(ONE)
    assert [(row["unit"], row["purpose"], row["hours"]) for row in rows] == [
        ("sgddt-qlcl", "handling", 2),
        ("sgddt-ttra", "complaint", 1),
    ]
    assert rules.words_for_person("complaint") == rules.words_for_person("inspection") == "Kiểm tra theo thẩm quyền"


@given(st.sampled_from(sorted(rules.KINDS)), st.datetimes(timezones=st.just(timezone.get_fixed_timezone(0))))
def test_a_slot_never_lies_after_the_reading_nor_more_than_an_hour_before(kind, at):
    assert timedelta(0) <= at - rules.slot(kind, at) < timedelta(hours=1)
    assert kind != rules.EXPORT or rules.slot(kind, at) == at
