"""Initials before the signature: as many levels as the process has, in its order, under the draft as it is."""

from uuid import uuid4

import pytest

from motcua.kernel.actors import SYSTEM
from motcua.operate.dossiers import queries, services
from motcua.operate.dossiers.queries.initials import initials
from motcua.operate.dossiers.rules import Refusal
from motcua.operate.dossiers.tests.conftest import COPY
from motcua.operate.dossiers.tests.test_branching import draft
from motcua.operate.processes.tests.branching import main_way, publish, step
from motcua.operate.processes.tests.drawing import line, task
from motcua.people import services as people
from motcua.people.models import Unit
from motcua.people.queries import grants
from motcua.people.rules import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def ladder(ground, now, begin):
    """A dossier with its officer, on a process on which the deputy and then the head initial."""
    more = task("appraise", "Thẩm định", inner=step("case_officer")) + task(
        "deputy", "Phó phòng duyệt", inner=step("unit_head")
    )
    publish(main_way(more) + line("assign", "appraise", "deputy", "review"), procedure=COPY, now=now)
    play = begin()
    play("minh", "accept")
    play("dung", "assign", officer=str(ground.hoa.pk))
    draft(play)
    return play


@pytest.fixture
def deputy(ground, now):
    made = people.create_account(
        username="pho", full_name="Võ Thị Phó", kind="official", password="một mật khẩu dài", by=SYSTEM, now=now
    )
    unit = Unit.objects.get(key="sgddt-qlcl")
    people.grant_role(account=made, unit=unit, role=Role.UNIT_HEAD, by=SYSTEM, now=now)
    return made


def given(play):
    return [(one.step, one.who, one.fits) for one in initials(queries.for_work(play.dossier.pk))]


def forward(play, account, **data):
    by = queries.acting(account, grants(account, play.now), play.dossier, "forward")
    return services.act(
        dossier_id=play.dossier.pk, verb="forward", by=by, now=play.now, command_id=str(uuid4()), data=data
    )


def test_each_level_of_the_process_initials_and_the_next_waits_for_it(ladder, deputy):
    hoa, dung = ladder.cast.hoa.full_name, ladder.cast.dung.full_name
    assert given(ladder) == [("appraise", "", True), ("deputy", "", True), ("review", "", True)]
    assert ladder("dung", "forward", step="review").code == "step_not_open"  # out of order
    ladder("hoa", "forward")
    assert ladder("dung", "forward", step="review").code == "step_not_open"
    assert ladder("son", "sign").code == "step_not_open"
    ladder.dossier = forward(ladder, deputy)
    assert given(ladder) == [("appraise", hoa, True), ("deputy", deputy.full_name, True), ("review", "", True)]
    ladder("dung", "forward")
    assert given(ladder)[-1] == ("review", dung, True)
    signed = services.sign_now(
        dossier_id=ladder.dossier.pk, by=ladder.cast.actor("son"), now=ladder.now, command_id=str(uuid4())
    )
    assert not isinstance(signed, Refusal), signed


def test_one_person_does_not_initial_for_two_levels_where_there_are_two(ladder, deputy):
    ladder("hoa", "forward")
    ladder.dossier = forward(ladder, deputy)
    refused = forward(ladder, deputy)
    assert refused.code == "four_eyes"
    assert "cấp trước" in refused.message
    assert not isinstance(ladder("dung", "forward"), Refusal)


def test_a_unit_with_one_head_does_not_stand_still(ladder):
    ladder("hoa", "forward")
    ladder("dung", "forward")
    assert not isinstance(ladder("dung", "forward"), Refusal)


def test_what_is_sent_back_must_be_initialled_again(ladder, deputy):
    ladder("hoa", "forward")
    ladder.dossier = forward(ladder, deputy)
    ladder("dung", "send_back", reason="Sai tên", to="deputy")
    assert [who for _, who, _ in given(ladder)] == [ladder.cast.hoa.full_name, "", ""]
    ladder.dossier = forward(ladder, deputy)
    ladder("dung", "send_back", reason="Sai số")
    assert [who for _, who, _ in given(ladder)] == ["", "", ""]


def test_initials_under_an_earlier_draft_say_so(ladder, deputy):
    ladder("hoa", "forward")
    draft_by_head(ladder, "Cấp bản sao, đã sửa")
    assert given(ladder)[0][2] is False
    ladder.dossier = forward(ladder, deputy)
    assert given(ladder)[1][1:] == (deputy.full_name, True)


def test_nobody_rewrites_the_draft_once_it_lies_with_who_signs(ladder):
    for name in ("hoa", "dung", "dung"):
        ladder(name, "forward")
    refused = draft_by_head(ladder, "Điều khác")
    assert refused.code == "step_not_open"
    assert all(one.fits for one in initials(queries.for_work(ladder.dossier.pk)))


def draft_by_head(play, title):
    return services.write_draft(
        dossier_id=play.dossier.pk, kind="approval", title=title, body=["Điều 1."], by=play.cast.actor("dung"),
        now=play.now, command_id=str(uuid4()),
    )  # fmt: skip
