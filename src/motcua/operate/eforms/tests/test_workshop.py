"""Working on a draft step by step: what is done can be undone, and whoever is slower loses nothing and is told."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.operate.eforms import queries, services
from motcua.operate.eforms.models import FormDraft, FormDraftStep
from motcua.operate.eforms.queries import workshop as reading
from motcua.operate.eforms.rules import Refused, editing
from motcua.operate.eforms.services import workshop
from motcua.operate.eforms.tests.building import KEY, NOW, definition, example, labels, on_bench, published
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def rename(by: Any, draft: FormDraft, label: str) -> FormDraft:
    """One step: the first question gets another label."""
    saved = workshop.edit(
        form_key=KEY, base_version=draft.version, said=f"Sửa ô «{label}»", by=by, now=NOW,
        change=lambda data: editing.change_field(data, "ho_ten", {"label": label}),
    )  # fmt: skip
    assert not isinstance(saved, Refused)
    return saved


def walk(by: Any, draft: FormDraft, *, back: bool) -> FormDraft | Refused:
    travel = workshop.undo if back else workshop.redo
    return travel(form_key=KEY, base_version=draft.version, by=by, now=NOW)


def test_each_step_is_undone_and_done_again(cast: Cast) -> None:
    kiem = cast.actor("kiem")
    draft = rename(kiem, rename(kiem, on_bench(kiem), "Hai"), "Ba")
    for back, label in [(True, "Hai"), (True, "Ho ten"), (False, "Hai"), (False, "Ba"), (True, "Hai")]:
        draft = walk(kiem, draft, back=back)
        assert not isinstance(draft, Refused)
        assert labels()[0] == label
    bench = reading.bench(KEY)
    assert bench
    assert (bench.undo, bench.redo, bench.said) == ("Sửa ô «Hai»", "Sửa ô «Ba»", "Hoàn tác: Sửa ô «Ba»")


def test_nothing_is_left_to_undo_before_the_first_step_or_to_redo_after_the_last(cast: Cast) -> None:
    kiem = cast.actor("kiem")
    draft = on_bench(kiem)
    assert isinstance(walk(kiem, draft, back=True), Refused)
    assert isinstance(walk(kiem, draft, back=False), Refused)
    bench = reading.bench(KEY)
    assert bench
    assert (bench.undo, bench.redo) == ("", "")


def test_a_fresh_step_after_undoing_is_what_is_done_again(cast: Cast) -> None:
    kiem = cast.actor("kiem")
    draft = walk(kiem, rename(kiem, on_bench(kiem), "Bỏ"), back=True)
    assert not isinstance(draft, Refused)
    draft = walk(kiem, rename(kiem, draft, "Giữ"), back=True)
    assert not isinstance(draft, Refused)
    walk(kiem, draft, back=False)
    assert labels()[0] == "Giữ"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=10)
@given(steps=st.lists(st.sampled_from(["edit", "undo", "redo"]), max_size=12))
def test_undoing_as_often_as_something_was_done_restores_the_beginning(cast: Cast, steps: list[str]) -> None:
    """The model: a list of texts and a place in it."""
    FormDraft.objects.all().delete()
    kiem = cast.actor("kiem")
    workshop.begin(form_key=KEY, definition=example(), said="", by=kiem, now=NOW) if queries.form(KEY) else on_bench(
        kiem
    )
    texts, place = ["Ho ten"], 0
    for number, step in enumerate(steps):
        draft = queries.definition_draft(KEY)
        assert draft
        if step == "edit":
            rename(kiem, draft, f"Bước {number}")
            texts, place = [*texts[: place + 1], f"Bước {number}"], place + 1
            continue
        moved = walk(kiem, draft, back=step == "undo")
        place = max(0, place - 1) if step == "undo" else min(len(texts) - 1, place + 1)
        assert isinstance(moved, Refused) == (labels()[0] == draft.definition["sections"][0]["fields"][0]["label"])
    assert labels()[0] == texts[place]


def test_the_slower_of_two_is_told_who_was_faster_and_nothing_is_lost(cast: Cast) -> None:
    kiem, quan = cast.actor("kiem"), cast.actor("quan")
    seen = on_bench(kiem)
    rename(kiem, seen, "Họ, chữ đệm và tên")
    refused = workshop.edit(
        form_key=KEY, base_version=seen.version, said="", by=quan, now=NOW,
        change=lambda data: editing.delete_field(data, "ho_ten"),
    )  # fmt: skip
    assert isinstance(refused, Refused)
    assert refused.code == "busy"
    assert cast.kiem.full_name in refused.message
    assert "Sửa ô «Họ, chữ đệm và tên»" in refused.message
    assert labels()[0] == "Họ, chữ đệm và tên"


def test_a_step_that_changes_nothing_is_no_step(cast: Cast) -> None:
    kiem = cast.actor("kiem")
    draft = on_bench(kiem)
    again = workshop.edit(form_key=KEY, base_version=draft.version, said="", by=kiem, now=NOW, change=lambda data: data)
    assert not isinstance(again, Refused)
    assert again.version == draft.version


def test_a_refused_operation_leaves_the_draft_as_it_was(cast: Cast) -> None:
    kiem = cast.actor("kiem")
    draft = on_bench(kiem)
    refused = workshop.edit(
        form_key=KEY, base_version=draft.version, said="", by=kiem, now=NOW,
        change=lambda data: editing.delete_field(data, "loai"),
    )  # fmt: skip
    assert isinstance(refused, Refused)
    assert definition() == example()


def test_a_draft_saved_by_other_means_can_be_worked_on_and_undone(cast: Cast) -> None:
    kiem = cast.actor("kiem")
    draft = on_bench(kiem)
    other = {**example(), "title": "Từ nơi khác"}
    saved = services.save_definition(form_key=KEY, definition=other, base_version=draft.version, by=kiem, now=NOW)
    assert not isinstance(saved, Refused)
    walk(kiem, rename(kiem, saved, "Ba"), back=True)
    assert definition() == other


def test_only_the_last_steps_are_kept(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workshop, "KEPT_STEPS", 3)
    kiem = cast.actor("kiem")
    draft = on_bench(kiem)
    for number in range(6):
        draft = rename(kiem, draft, f"Bước {number}")
    assert FormDraftStep.objects.count() == 3


def test_publishing_makes_the_next_version_and_ends_the_draft(cast: Cast) -> None:
    kiem = cast.actor("kiem")
    version = published(kiem)
    assert version.number == 1
    assert queries.definition_draft(KEY) is None
    live = queries.live(KEY)
    assert live
    assert live.accepted == "Thử"
    opened = workshop.open_draft(form_key=KEY, by=kiem, now=NOW)
    assert not isinstance(opened, Refused)
    rename(kiem, opened, "Họ và tên")
    outlook = reading.outlook(KEY, definition())
    assert [(change.kind, change.label, change.what) for change in outlook.changes] == [
        ("changed", "Ô «Họ và tên»", ("câu hỏi",))
    ]


def test_what_was_not_seen_is_not_published(cast: Cast) -> None:
    kiem = cast.actor("kiem")
    seen = on_bench(kiem)
    rename(kiem, seen, "Khác")
    refused = workshop.release(form_key=KEY, base_version=seen.version, reason="", by=kiem, now=NOW)
    assert isinstance(refused, Refused)
    assert queries.live(KEY) is None


def test_unfinished_applications_stay_on_their_version_and_are_counted(cast: Cast) -> None:
    version = published(cast.actor("kiem"), example(procedures=["9.000001"]))
    services.start_draft(purpose="thử", procedure_code="9.000001", form_version=version, now=NOW, account=cast.lan)
    outlook = reading.outlook(KEY, example(procedures=["9.000002"]))
    assert (outlook.waiting, outlook.starts, outlook.ends) == (1, ("9.000002",), ("9.000001",))
    assert reading.waiting_by_version(KEY) == {1: 1}


def test_the_history_says_who_did_what_and_when(cast: Cast) -> None:
    rename(cast.actor("quan"), on_bench(cast.actor("kiem")), "Họ tên")
    draft = queries.definition_draft(KEY)
    assert draft
    assert [(row.title, row.actor) for row in reading.history(draft)] == [
        ("Sửa ô «Họ tên»", cast.quan.full_name), ("Bắt đầu từ tờ giấy trắng", cast.kiem.full_name),
    ]  # fmt: skip


def test_problems_name_their_place_and_errors_come_first(cast: Cast) -> None:
    data = example()
    data["sections"][0]["fields"][2]["when"] = "khong_co"
    found = reading.problems(data)
    assert [(row.field, row.where, row.is_error) for row in found] == [
        ("truong", "Người nộp › Truong › điều kiện hiện", True)
    ]
    blank = editing.blank(KEY, "Trống")
    rows = [(row.message, row.is_error) for row in reading.problems(blank)]
    assert rows[0] == ("Biểu mẫu chưa hỏi câu nào", True)
