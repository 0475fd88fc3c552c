"""Dossiers kept between acts: the same work, fewer reads, and no stale word believed."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.kernel import audit
from motcua.operate.dossiers import queries, services
from motcua.operate.dossiers.rules import Refusal, State
from motcua.operate.dossiers.tests.test_signing import issue, sign

pytestmark = pytest.mark.django_db


def columns(dossier):
    fresh = type(dossier).objects.get(pk=dossier.pk)
    return {field.attname: getattr(fresh, field.attname) for field in fresh._meta.concrete_fields}


def draft(play):
    play.dossier = services.write_draft(
        dossier_id=play.dossier.pk, kind="approval", title="Cấp bản sao", body=["Điều 1."], by=play.cast.actor("hoa"),
        now=play.now, command_id=str(uuid4()),
    )  # fmt: skip


def test_a_whole_life_is_the_same_with_dossiers_kept(play):
    with queries.remembered():
        play("minh", "accept")
        play("hoa", "assign")
        play("hoa", "request_supplement", items=[{"component_code": "TP1", "what": "Thiếu"}], reason="Thiếu")
        play("lan", "supplement", answer="Đã nộp")
        play("hoa", "place_hold", code="x", words="Chờ", blocks=["forward"])
        draft(play)
        assert play("hoa", "forward").code == "held"
        play("hoa", "release_hold", code="x")
        play("hoa", "forward")
        play("dung", "forward")
        assert not isinstance(sign(play), Refusal)
        assert not isinstance(issue(play), Refusal)
        play("minh", "return_result")
        play("lan", "rate", score=5)
    assert play.dossier.rating == 5
    assert play.dossier.state == State.RETURNED
    stored = columns(play.dossier)
    assert {name: getattr(play.dossier, name) for name in stored} == stored
    assert queries.orphans() == []


def test_the_next_act_does_not_read_the_dossier_again(play):
    with queries.remembered():
        play("minh", "accept")
        with CaptureQueriesContext(
            connection,
        ) as seen:
            play("hoa", "assign")
    assert not [
        query for query in seen.captured_queries if "INNER JOIN" in query["sql"] and "_procedure" in query["sql"]
    ]


def test_somebody_who_was_faster_is_noticed(play):
    with queries.remembered():
        play("minh", "accept")
        kept = queries.for_work(play.dossier.pk)
        play("hoa", "assign")
        queries.put(kept, "accept")
        with pytest.raises(audit.Conflict):
            play("dung", "assign", officer=str(play.cast.hoa.pk))


def test_a_refused_act_keeps_nothing(play):
    with queries.remembered():
        play("minh", "accept")
        assert isinstance(play("minh", "sign"), Refusal)
        assert queries.for_work(play.dossier.pk) is not play.dossier


def test_nothing_is_kept_outside(play):
    play("minh", "accept")
    assert queries.for_work(play.dossier.pk) is not play.dossier
