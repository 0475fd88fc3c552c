"""Giving out by rule, handing over, acts on many with a report, and results at the post, on the screens of the desk."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from motcua.kernel.actors import SYSTEM
from motcua.operate.dossiers import queries
from motcua.operate.dossiers.models import BulkLine, BulkRun, Handover
from motcua.operate.dossiers.rules import State
from motcua.operate.dossiers.services import bulk
from motcua.operate.journeys.tests.desk_stage import Stage, form_to, page, send, url, words
from motcua.people import services as people
from motcua.people.models import Unit
from motcua.people.rules import Role


@pytest.fixture
def stage(cast):
    return Stage(cast)


@pytest.fixture
def second(stage):
    now = stage.now - timedelta(days=1)
    made = people.create_account(
        username="hai", full_name="An Thị Hai", kind="official", password="một mật khẩu dài", by=SYSTEM, now=now
    )
    unit = Unit.objects.get(key="sgddt-qlcl")
    people.grant_role(account=made, unit=unit, role=Role.CASE_OFFICER, by=SYSTEM, now=now)
    return made


def key(dossier):
    return f"{dossier.pk}:{dossier.version}"


def begin(client, action, dossiers, **said):
    sent = {"viec": action, "chon": [key(one) for one in dossiers], "command_id": str(uuid4())} | said
    answer = client.post(url("bulk-begin"), sent)
    assert answer.status_code == 302, answer.content
    return page(client.get(answer["Location"]))


def test_the_head_sets_a_rule_and_what_comes_in_is_given_out_at_once(stage, second):
    dung = stage.cast.client("dung")
    said = {"method": "fixed", "officers": [str(second.pk)], "automatic": "on", "order": "10"}
    assert dung.post(url("assigning"), said | {"officers": []}).status_code == 422
    assert dung.post(url("assigning"), said).status_code == 302
    assert "Tự phân công" in words(page(dung.get(url("assigning"))))
    dossier = stage.at("submitted")
    minh = stage.cast.client("minh")
    soup = page(minh.get(url("work", dossier)))
    assert send(minh, soup, url("work-act", dossier, slug="tiep-nhan")).status_code == 302
    assert str(queries.for_work(dossier.pk).lead_id) == str(second.pk)


def test_a_rule_that_only_suggests_fills_in_the_form_and_says_why(stage, second):
    dung = stage.cast.client("dung")
    dung.post(url("assigning"), {"method": "fixed", "officers": [str(second.pk)], "order": "10"})
    soup = page(dung.get(url("work-act", stage.at("accepted"), slug="phan-cong")))
    assert soup.find("select", {"name": "officer"}).find("option", selected=True)["value"] == str(second.pk)
    assert "gợi ý An Thị Hai" in words(soup)


def test_an_officer_hands_his_dossier_over_with_a_reason(stage, second):
    dossier, hoa = stage.at("assigned"), stage.cast.client("hoa")
    soup = page(hoa.get(url("work", dossier)))
    there = url("work-act", dossier, slug="ban-giao")
    assert soup.find("a", href=there)
    soup = page(hoa.get(there))
    assert send(hoa, soup, there, officer=str(second.pk)).status_code == 422
    assert send(hoa, soup, there, officer=str(second.pk), reason="Nghỉ phép").status_code == 302
    assert str(queries.for_work(dossier.pk).lead_id) == str(second.pk)


def test_the_head_hands_over_all_of_one_officer_with_a_preview_and_a_report(stage, second):
    held = [stage.at("assigned") for _ in range(2)]
    dung = stage.cast.client("dung")
    soup = page(dung.get(url("bulk-runs"), {"nguoi": str(stage.cast.hoa.pk)}))
    chosen = [one["value"] for one in form_to(soup, url("bulk-preview")).find_all("input", {"name": "chon"})]
    assert len(chosen) == 2
    soup = page(dung.post(url("bulk-preview"), {"viec": "hand_over", "chon": chosen}))
    assert "Làm được 2 trên 2" in words(soup)
    missing = dung.post(url("bulk-begin"), {"viec": "hand_over", "chon": chosen})
    assert "ghi lý do" in words(page(missing, 422))
    soup = begin(dung, "hand_over", [queries.for_work(one.pk) for one in held], officer=str(second.pk), reason="Nghỉ")
    assert "Xong 2 trên 2" in words(soup)
    assert {str(queries.for_work(one.pk).lead_id) for one in held} == {str(second.pk)}
    assert "Bàn giao: 2 hồ sơ" in words(page(dung.get(url("bulk-runs"))))


def test_what_was_refused_says_why_and_is_tried_again(stage):
    free, taken = stage.at("accepted"), stage.at("accepted")
    stage.to(taken, "assigned")
    hoa = stage.cast.client("hoa")
    soup = begin(hoa, "assign", [free, queries.for_work(taken.pk)])
    assert "Xong 1 trên 2" in words(soup)
    assert "đã nhận thụ lý" in words(soup)
    run = BulkRun.objects.get()
    assert hoa.post(url("bulk-retry", run_id=run.pk)).status_code == 302
    assert set(BulkLine.objects.filter(run=run).values_list("standing", flat=True)) == {"done", "refused"}
    assert stage.cast.client("dung").get(url("bulk", run_id=run.pk)).status_code == 404


def test_a_run_that_was_cut_off_goes_on_and_does_nothing_twice(stage, monkeypatch):
    dossiers = [stage.at("accepted") for _ in range(3)]
    chosen = [(one.pk, one.version) for one in dossiers]
    account, now = stage.cast.hoa, timezone.now()
    run = bulk.start(run_id=uuid4(), action="assign", chosen=chosen, data={}, account=account, now=now)
    again = bulk.start(run_id=run.pk, action="assign", chosen=chosen, data={}, account=account, now=now)
    assert (again.pk, BulkLine.objects.count()) == (run.pk, 3)

    def cut(line, *args):
        if line.number == 2:
            raise KeyboardInterrupt
        return write(line, *args)

    write = bulk._write
    monkeypatch.setattr(bulk, "_write", cut)
    with pytest.raises(KeyboardInterrupt):
        bulk.go_on(run.pk, now)
    monkeypatch.undo()
    versions = [queries.for_work(one.pk).version for one in dossiers]
    assert bulk.take_up(now) == 0  # somebody may still be at it
    assert bulk.take_up(now + timedelta(minutes=5)) == 1
    run.refresh_from_db()
    assert run.finished_at is not None
    assert set(run.lines.order_by("number").values_list("standing", flat=True)) == {"done"}
    assert [queries.for_work(one.pk).version for one in dossiers[:2]] == versions[:2]


def test_only_electronic_results_are_returned_together(stage):
    ready, paper = stage.at("processed"), stage.at("processed", delivery="counter")
    soup = begin(stage.cast.client("minh"), "return_electronic", [ready, paper])
    assert "Xong 1 trên 2" in words(soup)
    assert queries.find(paper.pk).state == State.PROCESSED


def test_a_result_by_post_has_a_waybill_and_is_followed_until_it_arrives(stage):
    dossier, minh = stage.at("processed", delivery="post"), stage.cast.client("minh")
    there = url("work-act", dossier, slug="tra-ket-qua")
    soup = page(minh.get(there))
    answer = send(minh, soup, there, how="post", waybill="")
    assert "mã bưu gửi" in words(page(answer, 422))
    assert send(minh, soup, there, how="post", waybill="EE123456785VN").status_code == 302
    soup = page(minh.get(url("returns")))
    assert "EE123456785VN" in words(soup)
    follow = url("work-act", dossier, slug="giao-ket-qua")
    soup = page(minh.get(follow))
    assert send(minh, soup, follow, what="came_back").status_code == 422
    assert send(minh, soup, follow, what="came_back", why="Sai địa chỉ").status_code == 302
    assert Handover.objects.get().standing == "came_back"
    assert "Bưu chính chuyển hoàn" in words(page(minh.get(url("returns"))))
    assert "EE123456785VN" in words(page(stage.cast.client("lan").get(url("dossier", dossier))))


def test_who_drafted_is_told_at_once_that_somebody_else_must_review(stage):
    dossier = stage.at("review")
    now = timezone.now()
    wish = people_wish(stage)
    asked = people.ask_absence(
        account=stage.cast.dung, kind="leave", starts=now - timedelta(hours=1), ends=now + timedelta(days=2),
        wishes=[wish], by=stage.cast.actor("dung"), now=now,
    )  # fmt: skip
    people.decide_absence(absence_id=asked.pk, granted=True, by=stage.cast.actor("quan"), now=now)
    hoa = stage.cast.client("hoa")
    soup = page(hoa.get(url("work-act", dossier, slug="chuyen-buoc")), 409)
    assert "phải do người khác làm" in words(soup)


def people_wish(stage):
    from motcua.people.rules.delegating import Wish

    return Wish(Role.UNIT_HEAD, "sgddt-qlcl", str(stage.cast.hoa.pk))
