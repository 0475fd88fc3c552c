"""Importing again and completing by hand: nothing a person wrote is lost, nothing happens twice."""

from datetime import timedelta

import pytest

from motcua.kernel.actors import SYSTEM, Actor
from motcua.kernel.audit import queries as audit
from motcua.kernel.audit.services import StreamRef
from motcua.steer.plans import queries, services
from motcua.steer.plans.models import Completion, Plan, PlanEdition, PlanItem

from .seed import LINES, SEED

pytestmark = pytest.mark.django_db
KIEM = Actor("official", "account-kiem", "control_officer", "sgddt-vp")


@pytest.fixture
def report(now):
    return bring(SEED, now)


def bring(text, now, **kwargs):
    return services.import_plan(text, by=SYSTEM, now=now, name="plan.txt", **kwargs)


def task(code: str) -> PlanItem:
    return PlanItem.objects.get(kind="task", code=code, withdrawn_at=None)


def shown(code: str) -> queries.ItemView:
    return queries.one(task(code))


def test_the_first_import_creates_every_item(report):
    assert report.counts() == {
        "created": 45, "updated": 0, "unchanged": 0, "withdrawn": 0, "not_understood": 0, "warnings": 0
    }  # fmt: skip
    kinds = {kind: PlanItem.objects.filter(kind=kind).count() for kind in PlanItem.KINDS}
    assert kinds == {"purpose": 5, "requirement": 3, "task": 25, "target": 12}


def test_the_same_text_again_changes_nothing(report, now):
    again = bring(SEED, now + timedelta(days=1))
    assert (again.unchanged, again.created, again.new_edition) == (45, 0, False)
    assert PlanEdition.objects.count() == 1
    assert audit.version(StreamRef("plan", str(report.plan.pk))) == 1


def test_the_event_of_an_import_carries_counts_and_no_text(report):
    (event,) = audit.events(StreamRef("plan", str(report.plan.pk)))
    assert event.type == "plan.imported"
    assert set(event.payload) == {
        "edition", "sha256", "created", "updated", "unchanged", "withdrawn", "not_understood", "warnings"
    }  # fmt: skip


def test_an_edit_survives_a_reimport_and_is_flagged_when_the_text_changed(report, now):
    services.complete(item=task("II.1.a-2"), field="owner", value="sgddt-ttra", by=KIEM, now=now)
    changed = SEED.replace("Rà soát, phát hiện các bất cập", "Rà soát, phát hiện mọi bất cập")
    again = bring(changed, now + timedelta(days=1))
    assert (again.updated, again.unchanged) == (1, 44)
    view = shown("II.1.a-2")
    assert view.owner == ("Thanh tra Sở",)
    assert view.outdated
    assert "các bất cập" in view.item.previous_text


def test_an_edit_made_after_the_change_is_not_flagged(report, now):
    bring(SEED.replace("các bất cập", "mọi bất cập"), now + timedelta(days=1))
    services.complete(item=task("II.1.a-2"), field="product", value="Báo cáo", by=KIEM, now=now + timedelta(days=2))
    assert not shown("II.1.a-2").outdated


def test_an_edit_follows_its_item_to_a_new_number(report, now):
    moved = task("II.2-3")
    services.complete(item=moved, field="owner", value="sgddt-ttra", by=KIEM, now=now)
    more = SEED.replace(LINES[60], f"- Tổ chức hội nghị sơ kết công tác cải cách.\n\n{LINES[60]}")
    again = bring(more, now + timedelta(days=1))
    assert (again.created, again.updated, again.withdrawn) == (1, 10, 0)
    assert task("II.2-4").pk == moved.pk
    assert shown("II.2-4").owner == ("Thanh tra Sở",)
    assert shown("II.2-3").owner == ()


def test_an_item_the_text_no_longer_has_is_withdrawn_and_comes_back_with_its_edits(report, now):
    services.complete(item=task("II.2-7"), field="product", value="Báo cáo đề án", by=KIEM, now=now)
    item = task("II.2-7")
    gone = bring(SEED.replace(LINES[74], ""), now + timedelta(days=1))
    assert gone.withdrawn == 1
    assert PlanItem.objects.get(pk=item.pk).withdrawn_at is not None
    bring(SEED, now + timedelta(days=2))
    assert shown("II.2-7").product == "Báo cáo đề án"
    assert task("II.2-7").pk == item.pk


def test_a_withdrawn_item_cannot_be_completed(report, now):
    item = task("II.2-7")
    bring(SEED.replace(LINES[74], ""), now)
    item.refresh_from_db()
    refused = services.complete(item=item, field="product", value="x", by=KIEM, now=now)
    assert isinstance(refused, services.Refusal)
    assert refused.code == "withdrawn"


def test_the_plan_of_another_year_is_another_plan(report, now):
    other = bring(SEED.replace("2024", "2025"), now)
    assert other.plan.pk != report.plan.pk
    assert queries.plan().year == 2025
    assert queries.plan(2024).pk == report.plan.pk
    assert queries.years() == [2025, 2024]


def test_a_copy_without_its_title_is_still_the_plan_of_its_year(report, now):
    copy = bring("\n".join(line for line in LINES if not line.startswith("KẾ HOẠCH")), now)
    assert copy.plan.pk == report.plan.pk
    assert Plan.objects.get().title.startswith("Kế hoạch Cải cách")


@pytest.mark.parametrize("text", ["", "xin chào", "- một việc\n- hai việc", "a\tb\tc\nd\te\tf"])
def test_what_is_no_plan_is_refused_and_nothing_is_written(text, now):
    refused = bring(text, now)
    assert isinstance(refused, services.Refusal)
    assert refused.code == "not_a_plan"
    assert not Plan.objects.exists()


def test_only_the_focal_point_or_an_administrator_imports(now):
    refused = services.import_plan(SEED, by=Actor("official", "x", "case_officer"), now=now, name="plan.txt")
    assert isinstance(refused, services.Refusal)
    assert refused.who == "control_officer"


def test_bytes_no_database_keeps_do_no_harm(now):
    report = bring(SEED.replace("Mục đích", "Mục\x00 đích \ud800"), now)
    assert report.created == 45


def test_the_starter_plan_loads_once_and_never_over_a_newer_text(now):
    services.load_starter(now=now)
    services.load_starter(now=now)
    assert PlanEdition.objects.count() == 1
    bring(SEED.replace("các bất cập", "mọi bất cập"), now)
    assert "đã có bản mới hơn" in services.load_starter(now=now)
    assert "mọi bất cập" in task("II.1.a-2").text


def test_completing_fills_the_gaps_and_taking_back_opens_them(report, now):
    item = task("II.1.b-1")
    values = {"owner": "sgddt-vp", "deadline": "2024-11-30", "product": "Báo cáo kết quả"}
    services.complete_item(item=item, values=values, by=KIEM, now=now)
    assert shown("II.1.b-1").missing == ()
    services.complete(item=item, field="deadline", value=None, by=KIEM, now=now + timedelta(hours=1))
    assert shown("II.1.b-1").missing == ("deadline",)


def test_a_recurrence_in_place_of_a_day_takes_the_days_place(report, now):
    services.complete(item=task("II.1.b-2"), field="recurrence", value="hang_quy", by=KIEM, now=now)
    view = shown("II.1.b-2")
    assert (view.deadline, view.recurrence_label, view.deadline_text) == (None, "hàng quý", "")


def test_all_values_of_one_form_are_kept_or_none(report, now):
    values = {"product": "Báo cáo", "deadline": "1999-01-01"}
    refused = services.complete_item(item=task("II.1.b-1"), values=values, by=KIEM, now=now)
    assert isinstance(refused, services.Refusal)
    assert not Completion.objects.exists()


@pytest.mark.parametrize(("code", "field"), [("II.1", "owner"), ("II.1.a-1", "target"), ("II.1.a-1", "basis")])
def test_headings_and_unknown_fields_are_refused(report, now, code, field):
    refused = services.complete(item=task(code), field=field, value="sgddt-vp", by=KIEM, now=now)
    assert isinstance(refused, services.Refusal)
    assert refused.code == "no_such_field"


def test_another_role_is_refused_and_told_who_may(report, now):
    refused = services.complete(
        item=task("II.1.a-1"), field="owner", value="sgddt-vp", by=Actor("official", "x", "case_officer"), now=now
    )
    assert isinstance(refused, services.Refusal)
    assert refused.who == "control_officer"


def test_the_same_command_twice_keeps_one_completion(report, now):
    item = task("II.1.a-1")
    for _ in range(2):
        services.complete(item=item, field="owner", value="sgddt-vp", by=KIEM, now=now, command_id="twice")
    assert Completion.objects.count() == 1


def test_who_saw_an_older_value_is_asked_to_look_again(report, now):
    item = task("II.1.a-1")
    services.complete_item(item=item, values={"owner": "sgddt-vp"}, by=KIEM, now=now, seen=0)
    refused = services.complete_item(item=item, values={"owner": "sgddt-ttra"}, by=KIEM, now=now, seen=0)
    assert isinstance(refused, services.Refusal)
    assert refused.code == "changed_meanwhile"


def test_the_event_of_a_completion_names_fields_and_holds_no_words(report, now):
    item = task("II.1.a-1")
    services.complete(item=item, field="product", value="Chữ của một người", by=KIEM, now=now)
    event = audit.events(StreamRef("plan", str(report.plan.pk)))[-1]
    assert event.type == "plan.item_completed"
    assert event.payload["fields"] == ["product"]
    assert "Chữ" not in str(event.payload)


def test_targets_stand_beside_their_live_values(report, now):
    view = queries.view(report.plan)
    standings = queries.standings(report.plan, view.items("target"), now)
    assert len(standings) == 12
    assert all(standing.figure is not None for standing in standings)
    assert {standing.met for standing in standings} == {None}  # nothing has happened yet: never 0, never 100


def test_a_plan_of_a_year_to_come_has_no_figures(now):
    future = bring(SEED.replace("2024", "2031"), now)
    assert queries.live_figures(future.plan, now) == {}
