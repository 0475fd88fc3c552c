"""Errors of the office: proposed by one, approved by another, the original kept, nothing asked of the applicant."""

from datetime import timedelta
from uuid import uuid4

import pytest

from motcua.kernel.actors import SYSTEM
from motcua.kernel.audit import queries as log
from motcua.kernel.audit.services import StreamRef
from motcua.kernel.recall import forget_everything
from motcua.operate.dossiers import queries, services
from motcua.operate.dossiers.models import Correction, FormerResult
from motcua.operate.dossiers.queries.orphans import orphans
from motcua.operate.dossiers.rules import Refusal, State
from motcua.operate.dossiers.services import replacing
from motcua.people import services as people_services
from motcua.people.models import RoleGrant, Unit
from motcua.people.rules import Role

WHY = "Cán bộ ghi nhầm khi tiếp nhận"


def last(dossier):
    return log.events(StreamRef("dossier", str(dossier.pk)))[-1]


def command():
    return str(uuid4())


def test_a_wrong_mark_of_a_paper_is_mended_by_two(play):
    play("minh", "accept")
    paper = play.dossier.papers.get()
    due = play.dossier.legal_due
    new = {"paper": str(paper.pk), "originals": 2}
    assert play("minh", "propose_correction", kind="paper", reason="sai", new=new).code == "reason_missing"
    assert play("minh", "propose_correction", kind="paper", reason=WHY, new={"paper": "x"}).code == "nothing_corrected"
    play("minh", "propose_correction", kind="paper", reason=WHY, new=new)
    row = Correction.objects.get()
    assert play("minh", "propose_correction", kind="paper", reason=WHY, new=new).code == "correction_open"
    assert play("minh", "approve_correction", correction=str(row.pk)).code == "wrong_role"
    done = play("dung", "approve_correction", correction=str(row.pk))
    assert (done.papers.get().originals, done.legal_due, done.state) == (2, due, State.ACCEPTED)
    assert Correction.objects.get().old["originals"] == 1
    assert WHY not in str(last(done).payload)


def test_nobody_approves_what_he_proposed(play):
    play("minh", "accept")
    new = {"paper": str(play.dossier.papers.get().pk), "copies": 3}
    play("dung", "propose_correction", kind="paper", reason=WHY, new=new)
    row = Correction.objects.get()
    assert play("dung", "approve_correction", correction=str(row.pk)).code == "four_eyes"


@pytest.fixture
def head_there(cast, now):
    """The unit that should have had the dossier has a head besides its case officer."""
    made = people_services.create_account(
        username="truong", full_name="Võ Thị Trưởng", kind="official", password="một mật khẩu dài", by=SYSTEM, now=now
    )
    unit, before = Unit.objects.get(key="sgddt-gdtrh"), now - timedelta(days=1)
    people_services.grant_role(account=made, unit=unit, role=Role.UNIT_HEAD, by=SYSTEM, now=before)


def test_a_dossier_does_not_go_where_one_of_its_steps_would_be_nobody_s(play):
    """A case officer alone is not enough: the review that follows, or is open already, needs a head of that unit."""
    play("minh", "accept")
    play("hoa", "assign")
    refused = play("hoa", "propose_correction", kind="unit", reason=WHY, new={"unit": "sgddt-gdtrh"})
    assert refused.code == "nobody_there"
    assert "trưởng phòng" in refused.message


def test_whoever_left_before_the_approval_is_missed_then(play, head_there):
    play("minh", "accept")
    play("hoa", "assign")
    play("hoa", "propose_correction", kind="unit", reason=WHY, new={"unit": "sgddt-gdtrh"})
    RoleGrant.objects.filter(unit__key="sgddt-gdtrh", role=Role.UNIT_HEAD).delete()
    forget_everything()
    assert play("dung", "approve_correction", correction=str(Correction.objects.get().pk)).code == "nobody_there"
    assert play.dossier.unit_id == "sgddt-qlcl"


def test_a_dossier_sent_to_the_wrong_unit_goes_over_with_all_that_is_open(play, head_there):
    play("minh", "accept")
    play("hoa", "assign")
    due = play.dossier.legal_due
    play("hoa", "propose_correction", kind="unit", reason=WHY, new={"unit": "sgddt-gdtrh"})
    done = play("dung", "approve_correction", correction=str(Correction.objects.get().pk))
    assert (done.unit_id, done.lead_id, done.legal_due) == ("sgddt-gdtrh", None, due)
    assert {task.unit_id for task in done.tasks.filter(closed_at=None)} == {"sgddt-gdtrh"}
    assert orphans(now=play.now) == []
    assert last(done).payload["unit"] == "sgddt-gdtrh"
    assert str(play("quang", "assign").lead_id) == str(play.cast.quang.pk)


@pytest.fixture
def returned(signed):
    van = signed.cast.actor("van")
    signed.dossier = services.issue(dossier_id=signed.dossier.pk, by=van, now=signed.now, command_id=command())
    signed("minh", "return_result", how="electronic")
    return signed


def test_a_result_with_an_error_is_replaced_and_both_stay(returned):
    play = returned
    old = play.dossier.result
    number, finished = old.number_symbol, play.dossier.finished_at
    new = {"kind": "approval", "title": "Cấp bản sao (đúng)", "body": ["Điều 1. Cấp 03 bản sao."]}
    play("hoa", "propose_correction", kind="result", reason=WHY, new=new)
    row = Correction.objects.get()
    about = {"dossier_id": play.dossier.pk, "correction_id": row.pk, "now": play.now}
    dung = replacing.approve(**about, note="", by=play.cast.actor("dung"), command_id=command())
    assert dung.code == "wrong_role"
    assert replacing.issue(**about, by=play.cast.actor("van"), command_id=command()).code == "no_such_correction"
    done = replacing.approve(**about, note="Đồng ý", by=play.cast.actor("son"), command_id=command())
    assert not isinstance(done, Refusal), done
    done = replacing.issue(**about, by=play.cast.actor("van"), command_id=command())
    assert not isinstance(done, Refusal), done
    result = queries.for_work(done.pk).result
    assert result.number_symbol != number
    assert result.title == "Cấp bản sao (đúng)"
    former = FormerResult.objects.get()
    assert (former.number_symbol, former.title, former.issued_file_id) == (number, "Cấp bản sao", old.issued_file_id)
    assert (done.state, done.finished_at) == (State.RETURNED, finished)
    assert last(done).payload["old"] == number
    assert all(report.valid for report in services.signature_reports(result.issued_file))
    assert f"Kết quả số {number} được thay" in queries.timeline(done, official=False)[-1].title


def test_a_refusal_says_why_and_leaves_everything(returned):
    new = {"kind": "approval", "title": "Khác", "body": ["Điều 1."]}
    returned("hoa", "propose_correction", kind="result", reason=WHY, new=new)
    key = str(Correction.objects.get().pk)
    assert returned("son", "refuse_correction", correction=key).code == "reason_missing"
    returned("son", "refuse_correction", correction=key, note="Không sai")
    assert Correction.objects.get().standing == "refused"
    assert returned.dossier.result.title == "Cấp bản sao"
    assert returned("hoa", "propose_correction", kind="unit", reason=WHY, new={"unit": "sgddt-gdtrh"}).code == (
        "wrong_correction"
    )
