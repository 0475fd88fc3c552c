"""Drafts beside live versions: two officials never overwrite each other, and a bad text never goes live."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from motcua.kernel.actors import Actor
from motcua.kernel.audit import queries as log
from motcua.kernel.audit.rules import StreamRef
from motcua.operate.catalogue import queries as catalogue
from motcua.operate.eforms import queries, rules, services
from motcua.operate.eforms.models import FormVersion
from motcua.operate.eforms.tests.samples import field, form

NOW = datetime(2024, 2, 6, 8, 20, tzinfo=UTC)
QUAN = Actor("official", "7", "administrator", "vp")
pytestmark = pytest.mark.django_db


def text(*fields: dict[str, Any], **more: Any) -> dict[str, Any]:
    return form(*(fields or (field("a", clause="Điều 1"),)), procedures=["1.000270"], **more)


def publish(definition: Any, now: datetime = NOW, **more: Any) -> Any:
    return services.publish(form_key="thu", definition=definition, by=QUAN, now=now, **more)


def save(definition: Any, base: int) -> Any:
    return services.save_definition(form_key="thu", definition=definition, base_version=base, by=QUAN, now=NOW)


def live_for(code: str = "1.000270", day: datetime = NOW) -> FormVersion | None:
    return queries.form_for(code, day.date())


def test_a_published_form_is_used_at_once_and_told_in_the_log() -> None:
    version = publish(text())
    assert live_for() == version
    assert (version.number, version.origin, version.recorded_by) == (1, "agency", "7")
    event = log.events(StreamRef("form", "thu"))[0]
    assert (event.type, event.payload["number"], event.actor_id) == ("form.published", 1, "7")


def test_an_old_submission_reads_the_same_after_a_new_version() -> None:
    """Nothing of what was asked, how and answered changes when the form does (field.md 2.4, point 22)."""
    old = publish(text(field("a", label="Câu cũ", help="Giúp cũ", clause="Điều 1")))
    begun = services.start_draft(purpose="p", procedure_code="1.000270", form_version=old, now=NOW).draft
    services.save_draft(draft_id=begun.pk, section="muc", answers={"a": "x"}, now=NOW)
    frozen = services.freeze(draft_id=begun.pk, now=NOW)
    assert not isinstance(frozen, rules.Refused)
    frozen.refresh_from_db()
    before = (queries.shown(frozen), queries.as_asked(frozen), frozen.rendering_hash, frozen.shown_hash)
    new = publish(text(field("a", label="Câu mới", clause="Điều 2"), field("b", clause="Điều 3")))
    again = queries.answers(frozen.pk)
    assert again
    assert (queries.shown(again), queries.as_asked(again), again.rendering_hash, again.shown_hash) == before
    assert queries.as_asked(again)[0]["label"] == "Câu cũ"
    assert queries.shown_unchanged(again)
    assert (new.number, live_for()) == (2, new)


def test_a_submission_that_was_tampered_with_is_noticed() -> None:
    version = publish(text())
    frozen = services.freeze_answers(form_version=version, answers={"a": "x"}, now=NOW)
    assert not isinstance(frozen, rules.Refused)
    frozen.shown[0]["rows"][0]["path"] = "b"
    assert not queries.shown_unchanged(frozen)


def test_two_officials_do_not_overwrite_each_other() -> None:
    first = save(text(), 0)
    assert save(text(note="của người thứ hai"), 0).code == "busy"
    mine = save(text(note="lần hai"), first.version)
    assert mine.version == 2
    assert save(text(note="mở từ trước"), first.version).code == "busy"
    draft = queries.definition_draft("thu")
    assert draft
    assert draft.definition["note"] == "lần hai"


def test_a_draft_saved_meanwhile_is_not_published() -> None:
    draft = save(text(), 0)
    save(text(note="vừa sửa"), draft.version)
    assert publish(text(), draft_version=draft.version).code == "busy"
    assert live_for() is None
    assert publish(text(), draft_version=2).number == 1
    assert queries.definition_draft("thu") is None


@pytest.mark.parametrize(
    ("definition", "place"),
    [
        (text(field("a", when="b > 1")), "sections[0].fields[0].when"),
        (text(field("a", label="<script>x</script>")), "sections[0].fields[0].label"),
        (text(field("a", compute="b", when=""), field("b", compute="a")), "sections"),
        (text(field("a", "choice", codelist="khong_co")), "sections[0].fields[0].codelist"),
        (text(field("t", "checkbox"), field("a", when="t && !t")), "sections[0].fields[1].when"),
    ],
)
def test_a_bad_text_is_refused_with_its_place_and_the_live_version_stays(definition: Any, place: str) -> None:
    good = publish(text())
    refused = publish(definition)
    assert refused.code == "wrong"
    assert place in [problem.place for problem in refused.problems]
    assert all(problem.message for problem in refused.problems)
    assert live_for() == good


@pytest.mark.parametrize(
    ("definition", "code"),
    [
        ({**text(), "key": "khac"}, "bad_key"),
        (text(note="a\x00b"), "not_json"),
        (text(note="\ud800"), "not_json"),
        (text(note="x" * 1_000_001), "too_large"),
        ({**text(), "min": float("nan")}, "not_json"),
        ({**text(), "x": {1, 2}}, "not_json"),
    ],
)
def test_what_cannot_be_kept_is_refused_even_as_a_draft(definition: Any, code: str) -> None:
    assert save(definition, 0).code == code


def test_an_unfinished_text_may_be_kept_as_a_draft() -> None:
    assert save({"key": "thu", "title": "", "sections": []}, 0).version == 1


def test_the_same_text_is_not_published_twice() -> None:
    publish(text())
    assert publish(text()).code == "unchanged"


def test_a_withdrawn_version_gives_way_to_the_one_before() -> None:
    first, second = publish(text()), publish(text(note="hai"))
    begun = services.start_draft(purpose="p", procedure_code="1.000270", form_version=second, now=NOW).draft
    gone = services.withdraw(form_key="thu", number=2, by=QUAN, now=NOW)
    assert not isinstance(gone, rules.Refused)
    assert live_for() == first
    begun.refresh_from_db()
    assert begun.form_version == second
    assert services.withdraw(form_key="thu", number=1, by=QUAN, now=NOW).code == "last"  # type: ignore[union-attr]
    assert services.withdraw(form_key="thu", number=2, by=QUAN, now=NOW).code == "gone"  # type: ignore[union-attr]
    assert publish(text(note="hai")).number == 3


def test_a_retired_form_leaves_its_procedures_to_the_plain_request() -> None:
    services.load_forms(now=NOW)
    publish(text())
    services.retire(form_key="thu", by=QUAN, now=NOW)
    assert live_for("1.000270").form.key == "chuyen_truong_thpt"  # type: ignore[union-attr]
    services.retire(form_key="chuyen_truong_thpt", by=QUAN, now=NOW)
    assert live_for("1.000270").form.key == "chung"  # type: ignore[union-attr]
    services.restore(form_key="thu", by=QUAN, now=NOW)
    assert live_for("1.000270").form.key == "thu"  # type: ignore[union-attr]
    assert services.retire(form_key="chung", by=QUAN, now=NOW).code == "generic"  # type: ignore[union-attr]
    types = [event.type for event in log.events(StreamRef("form", "thu"))]
    assert types == ["form.published", "form.retired", "form.restored"]


def test_a_procedure_taken_off_a_form_falls_back_the_same_day() -> None:
    services.load_forms(now=NOW)
    publish(text())
    publish({**text(), "procedures": ["9.000001"]}, now=NOW + timedelta(days=3))
    later = NOW + timedelta(days=3)
    assert live_for("9.000001", later).form.key == "thu"  # type: ignore[union-attr]
    assert live_for("1.000270", later).form.key == "chuyen_truong_thpt"  # type: ignore[union-attr]


def test_the_catalogue_hears_of_fields_and_of_drafts_that_use_a_component() -> None:
    version = publish(text(field("a", clause="Điều 1"), field("giay", "file", component="TP2")))
    begun = services.start_draft(purpose="p", procedure_code="1.000270", form_version=version, now=NOW).draft
    told = catalogue.form_fields.get()
    using = catalogue.drafts_using.get()
    assert told
    assert using
    assert [(row.code, row.clause, row.procedures) for row in told() if row.form == "thu"] == [
        ("a", "Điều 1", ("1.000270",)),
        ("giay", "", ("1.000270",)),
    ]
    assert (using("1.000270", "TP2"), using("1.000270", "TP9"), using("9.9", "TP2")) == (1, 0, 0)
    services.discard_draft(draft_id=begun.pk)
    assert using("1.000270", "TP2") == 0


def test_what_other_forms_of_the_procedure_ask_is_told_before_publishing() -> None:
    services.load_forms(now=NOW)
    again = text(field("x", label="Lý do xin chuyển", clause="Điều 1"), field("y", label="Họ và tên", clause="Điều 1"))
    messages = [problem.message for problem in queries.review(again)]
    assert any("đã hỏi ở biểu mẫu" in message for message in messages)
    assert any("đã hỏi ở bước" in message for message in messages)
