"""A draft keeps everything typed, notices two windows, is resumed by its code, frozen once, and forgotten in time."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.http import QueryDict

from motcua.operate.eforms import queries, rules, services
from motcua.operate.eforms.models import Answers, Draft, Form, FormVersion
from motcua.operate.eforms.rules import Refused
from motcua.operate.eforms.services.loading import definition_hash
from motcua.operate.eforms.tests.samples import field, form, subjects

NOW = datetime(2024, 2, 6, 8, 20, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def version() -> FormVersion:
    who = [field("ho_ten", required=True, prefill="owner.full_name"), field("ngay_sinh", "date", not_future=True)]
    data = form(sections=[{"key": "nguoi", "title": "Người", "fields": who}, subjects()])
    assert rules.check_definition(data) == []
    return FormVersion.objects.create(
        form=Form.objects.create(key="thu"),
        number=1,
        title=data["title"],
        definition=data,
        sha256=definition_hash(data),
        completeness="full",
        recorded_at=NOW,
    )


@pytest.fixture
def started(version: FormVersion) -> services.Started:
    return services.start_draft(
        purpose="apply:1.005095",
        procedure_code="1.005095",
        form_version=version,
        now=NOW,
        known={"owner.full_name": "Lan"},
    )


def save(
    draft: Draft, section: str = "nguoi", now: datetime = LATER, base: int | None = None, **answers: Any
) -> services.Saved:
    saved = services.save_draft(draft_id=draft.pk, now=now, section=section, answers=answers, base_version=base)
    assert isinstance(saved, services.Saved), saved
    return saved


def test_a_fresh_draft_is_prefilled_and_its_form_counts_as_used(started: services.Started) -> None:
    draft = Draft.objects.get()
    assert draft.answers == {"ho_ten": "Lan"}
    assert FormVersion.objects.get().first_used_at == NOW


def test_wrong_answers_are_kept_as_typed(started: services.Started) -> None:
    saved = save(started.draft, ho_ten="", ngay_sinh=["31", "2", "2006"])
    assert [error.path for error in saved.evaluation.errors] == ["ho_ten", "ngay_sinh", "mon-0-ten"]
    assert Draft.objects.get().answers["ngay_sinh"] == ["31", "2", "2006"]


def test_what_databases_cannot_hold_is_stored_without_harm(started: services.Started) -> None:
    save(started.draft, ho_ten="A\x00\ud800B" + "x" * 100_000)
    kept = Draft.objects.get().answers["ho_ten"]
    assert kept.startswith("ABx")
    assert len(kept) < 21_000


def test_saving_one_section_leaves_the_others(started: services.Started) -> None:
    save(started.draft, "mon", mon=[{"ten": "Toán"}])
    saved = save(started.draft, ho_ten="Lan", la="không có ô này")
    assert saved.draft.answers == {"ho_ten": "Lan", "mon": [{"ten": "Toán"}]}
    assert saved.evaluation.complete


def test_two_windows_on_different_sections_do_not_collide(started: services.Started) -> None:
    save(started.draft, "mon", base=0, mon=[{"ten": "Toán"}])
    assert save(started.draft, base=0, ho_ten="Lan Anh").message == ""


def test_two_windows_on_one_section_are_told_what_differs(started: services.Started) -> None:
    save(started.draft, base=0, ho_ten="Lan Anh")
    second = save(started.draft, base=0, ho_ten="Lan Chi")
    assert second.draft.answers["ho_ten"] == "Lan Chi"
    assert [(one.path, one.other) for one in second.collisions] == [("ho_ten", "Lan Anh")]
    assert "cửa sổ kia ghi “Lan Anh”" in second.message


def test_a_save_between_read_and_write_is_not_overwritten(
    started: services.Started, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Compare-and-set: the slower save reads again and merges into what the faster one wrote."""
    merge, calls = rules.merge, []

    def interrupted(*args: Any, **kwargs: Any) -> rules.Merge:
        if not calls:
            calls.append(1)
            save(started.draft, "mon", mon=[{"ten": "Toán"}])
        return merge(*args, **kwargs)

    monkeypatch.setattr(rules, "merge", interrupted)
    saved = save(started.draft, ho_ten="Lan")
    assert saved.draft.answers == {"ho_ten": "Lan", "mon": [{"ten": "Toán"}]}
    assert saved.draft.version == 2


def test_extra_belongs_to_the_caller_and_is_merged(started: services.Started) -> None:
    services.save_draft(draft_id=started.draft.pk, now=LATER, extra={"owner": {"full_name": "Lan"}})
    services.save_draft(draft_id=started.draft.pk, now=LATER, extra={"delivery": "post"})
    assert Draft.objects.get().extra == {"owner": {"full_name": "Lan"}, "delivery": "post"}


def test_what_becomes_known_later_does_not_overwrite_what_was_typed(started: services.Started) -> None:
    save(started.draft, ho_ten="Lan Anh", ngay_sinh=["", "", ""])
    services.prefill_draft(draft_id=started.draft.pk, known={"owner.full_name": "Tú"}, now=LATER)
    assert Draft.objects.get().answers["ho_ten"] == "Lan Anh"


def test_a_draft_is_resumed_by_its_code_however_it_is_typed(started: services.Started) -> None:
    typed = started.resume_code.lower().replace("-", " ")
    assert queries.by_resume_code(typed, LATER) == started.draft
    assert queries.by_resume_code("AAAAA-AAAAA", LATER) is None
    assert started.resume_code not in str(Draft.objects.values().get())


def test_a_new_code_ends_the_old_one(started: services.Started) -> None:
    renewed = services.renew_resume_code(draft_id=started.draft.pk, now=LATER)
    assert isinstance(renewed, services.Started)
    assert queries.by_resume_code(started.resume_code, LATER) is None
    assert queries.by_resume_code(renewed.resume_code, LATER) == started.draft


def test_a_draft_belongs_to_its_account(version: FormVersion, cast: Any) -> None:
    mine = services.start_draft(
        purpose="apply:x", procedure_code="x", form_version=version, now=NOW, account=cast.lan
    ).draft
    assert queries.draft(mine.pk, cast.lan) == mine
    assert queries.draft(mine.pk, cast.tu) is None
    assert queries.draft(mine.pk) is None
    assert list(queries.drafts_of(cast.lan, LATER)) == [mine]


def test_progress_tells_sections_apart(started: services.Started) -> None:
    save(started.draft, ho_ten="Lan")
    states = {state.key: state.state for state in queries.progress(Draft.objects.get(), LATER)}
    assert states == {"nguoi": "done", "mon": "to_do"}
    save(started.draft, "mon", mon=[{"diem": "4"}])
    assert [state.state for state in queries.progress(Draft.objects.get(), LATER)] == ["done", "started"]


def test_an_incomplete_form_is_not_frozen_and_stays_open(started: services.Started) -> None:
    refused = services.freeze(draft_id=started.draft.pk, now=LATER)
    assert isinstance(refused, Refused)
    assert (refused.code, [error.path for error in refused.errors]) == ("incomplete", ["mon-0-ten"])
    assert Draft.objects.get().submitted_at is None


def test_freezing_twice_gives_the_same_answers_as_shown(started: services.Started) -> None:
    save(started.draft, "mon", mon=[{"ten": "Toán", "diem": "8,25"}])
    first = services.freeze(draft_id=started.draft.pk, now=LATER)
    second = services.freeze(draft_id=started.draft.pk, now=LATER)
    assert isinstance(first, Answers)
    assert first == second
    assert first.answers == {"ho_ten": "Lan", "mon": [{"so": 1, "ten": "Toán", "diem": 8.25}]}
    rows = [(row["label"], row["value"]) for section in queries.shown(first) for row in section["rows"]]
    assert ("Diem", "8,25") in rows
    assert len(first.shown_hash) == 64
    late = services.save_draft(draft_id=started.draft.pk, now=LATER, section="nguoi", answers={"ho_ten": "X"})
    assert isinstance(late, Refused)
    assert late.code == "submitted"


def test_answers_taken_down_at_the_counter_need_no_draft(version: FormVersion) -> None:
    given = {"mon": [{"ten": "Toán"}], "ngay_sinh": "27/3/2006"}
    known = {"owner.full_name": "Lan"}
    frozen = services.freeze_answers(form_version=version, answers=given, known=known, now=NOW)
    assert isinstance(frozen, Answers)
    assert frozen.answers == {"ho_ten": "Lan", "ngay_sinh": "2006-03-27", "mon": [{"so": 1, "ten": "Toán"}]}
    refused = services.freeze_answers(form_version=version, answers=given, now=NOW)
    assert isinstance(refused, Refused)
    assert [error.path for error in refused.errors] == ["ho_ten"]


def test_a_section_is_filled_from_page_to_draft_and_back(started: services.Started) -> None:
    """The way a journey goes: show, post what the page asked, save, show again with what is wrong."""
    page = queries.draft_page(started.draft, "nguoi", NOW)
    assert page
    data = QueryDict(f"_shown={page.shown.replace(' ', '+')}&_version={page.version}&ho_ten=&ngay_sinh_day=31")
    posted = queries.posted(started.draft, "nguoi", data)
    assert posted
    saved = save(started.draft, base=posted.base_version, **posted.answers)
    page = queries.draft_page(saved.draft, "nguoi", LATER, judged=posted.action == "save", shown=posted.shown)
    assert page
    assert (page.status, page.done, page.version) == (422, False, 1)
    assert [target for target, _ in page.errors] == ["id_ho_ten", "id_ngay_sinh_0"]
    assert queries.draft_page(saved.draft, "khong_co", LATER) is None


def test_erased_answers_leave_nothing(started: services.Started) -> None:
    save(started.draft, "mon", mon=[{"ten": "Toán"}])
    frozen = services.freeze(draft_id=started.draft.pk, now=LATER)
    assert isinstance(frozen, Answers)
    assert services.erase_answers(answers_id=frozen.pk, now=LATER)
    assert not services.erase_answers(answers_id=frozen.pk, now=LATER)
    left = Answers.objects.values("answers", "shown", "shown_hash").get()
    assert left == {"answers": {}, "shown": [], "shown_hash": ""}


def test_a_draft_is_forgotten_thirty_days_after_the_last_save(started: services.Started) -> None:
    save(started.draft, now=NOW + timedelta(days=20), ho_ten="Lan")
    assert services.expire_drafts(now=NOW + timedelta(days=49)) == 0
    late = services.save_draft(draft_id=started.draft.pk, now=NOW + timedelta(days=51), section="nguoi", answers={})
    assert isinstance(late, Refused)
    assert late.code == "gone"
    assert services.expire_drafts(now=NOW + timedelta(days=51)) == 1


def test_a_used_form_version_cannot_be_changed(started: services.Started) -> None:
    used = FormVersion.objects.get()
    used.definition = {**used.definition, "title": "Khác"}
    with pytest.raises(TypeError, match="frozen"):
        used.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        FormVersion.objects.update(definition={})
    with pytest.raises(DatabaseError), transaction.atomic():
        FormVersion.objects.update(first_used_at=None)


def test_an_answer_nobody_typed_over_follows_what_is_known(started: services.Started) -> None:
    before, after = {"owner.full_name": "Lan"}, {"owner.full_name": "Lan Anh"}
    done = services.prefill_draft(draft_id=started.draft.pk, known=after, before=before, now=LATER)
    assert isinstance(done, services.Saved)
    assert done.draft.answers["ho_ten"] == "Lan Anh"
    save(started.draft, ho_ten="Nguyễn Thị Lan")
    again = services.prefill_draft(draft_id=started.draft.pk, known=before, before=after, now=LATER)
    assert isinstance(again, services.Saved)
    assert again.draft.answers["ho_ten"] == "Nguyễn Thị Lan"


def test_a_draft_is_discarded_once_and_never_after_it_was_submitted(started: services.Started) -> None:
    save(started.draft, "mon", mon=[{"ten": "Toán"}])
    assert isinstance(services.freeze(draft_id=started.draft.pk, now=LATER), Answers)
    assert services.discard_draft(draft_id=started.draft.pk) is False
    other = services.start_draft(purpose="x", procedure_code="x", form_version=None, now=NOW)
    assert services.discard_draft(draft_id=other.draft.pk) is True
    assert services.discard_draft(draft_id=other.draft.pk) is False
