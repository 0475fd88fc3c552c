"""A second person signs what they have read, or says why not; nothing is submitted before."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from motcua.kernel.actors import Actor
from motcua.kernel.audit import queries as log
from motcua.kernel.audit.rules import StreamRef
from motcua.operate.eforms import queries, rules, services
from motcua.operate.eforms.models import Cosignature, Draft
from motcua.operate.eforms.tests.samples import field, form
from tests.cast import Cast

NOW = datetime(2024, 2, 6, 8, 20, tzinfo=UTC)
LAN = Actor("applicant", "1")
TU = Actor("applicant", "2")
pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(cast: Cast) -> Draft:
    definition = form(field("a", required=True), cosign={"who": "Cha, mẹ hoặc người giám hộ"})
    version = services.publish(form_key="thu", definition=definition, by=LAN, now=NOW)
    assert not isinstance(version, rules.Refused), version
    begun = services.start_draft(purpose="p", procedure_code="1", form_version=version, account=cast.lan, now=NOW)
    return fill(begun.draft, "x")


def fill(draft: Draft, answer: str) -> Draft:
    services.save_draft(draft_id=draft.pk, section="muc", answers={"a": answer}, now=NOW)
    draft.refresh_from_db()
    return draft


def ask(draft: Draft, now: datetime = NOW) -> services.Invited:
    invited = services.ask_cosigner(draft_id=draft.pk, by=LAN, now=now, account=draft.account)
    assert isinstance(invited, services.Invited), invited
    return invited


def sign(code: str, now: datetime = NOW, **more: Any) -> Any:
    given = {"agrees": True, "name": "Lê Văn Tú", "identity_level": 1, "by": TU, **more}
    return services.cosign(code=code, now=now, **given)


def freeze(draft: Draft, now: datetime = NOW) -> Any:
    return services.freeze(draft_id=draft.pk, now=now)


def test_a_submission_waits_for_the_second_person(draft: Draft, cast: Cast) -> None:
    assert (freeze(draft).code, queries.standing(draft, NOW).state) == ("cosign", "none")
    invited = ask(draft)
    assert "chờ người ký thứ hai" in queries.standing(draft, NOW).message
    assert freeze(draft).code == "cosign"
    opened = queries.cosignature_by_code(invited.code, NOW)
    assert opened
    assert queries.to_cosign(opened, NOW)[0].rows[0].value == "x"
    signed = sign(invited.code, account=cast.tu)
    assert (signed.state, signed.signer, signed.identity_level) == ("agreed", cast.tu, 1)
    frozen = freeze(draft)
    fact = queries.cosignature_in(frozen)
    assert fact
    assert (fact.pk, fact.decided_at) == (signed.pk, NOW)
    types = [event.type for event in log.events(StreamRef("cosignature", str(signed.pk)))]
    assert types == ["cosignature.asked", "cosignature.agreed"]


def test_no_name_of_the_signer_stands_in_the_log(draft: Draft) -> None:
    invited = ask(draft)
    sign(invited.code)
    told = [event.payload for event in log.events(StreamRef("cosignature", str(invited.cosignature.pk)))]
    assert told == [{"draft": str(draft.pk)}, {"identity_level": 1}]


def test_an_agreement_to_other_answers_does_not_count(draft: Draft) -> None:
    sign(ask(draft).code)
    fill(draft, "y")
    assert queries.standing(draft, NOW).state == "outdated"
    assert freeze(draft).code == "cosign"
    sign(ask(draft).code)
    assert freeze(draft).answers == {"a": "y"}


def test_answers_changed_while_somebody_reads_them_are_not_signed(draft: Draft) -> None:
    invited = ask(draft)
    fill(draft, "y")
    assert sign(invited.code).code == "cosign_changed"


def test_declining_needs_a_reason_which_the_first_person_reads(draft: Draft) -> None:
    invited = ask(draft)
    assert sign(invited.code, agrees=False).code == "cosign_reason"
    declined = sign(invited.code, agrees=False, reason="Sai ngày sinh")
    assert (declined.state, declined.decline_reason) == ("declined", "Sai ngày sinh")
    assert queries.standing(draft, NOW).state == "declined"
    assert sign(invited.code).code == "cosign_code"


def test_nobody_signs_for_themselves(draft: Draft, cast: Cast) -> None:
    assert sign(ask(draft).code, account=cast.lan).code == "cosign_same"


def test_a_new_invitation_withdraws_the_old_one(draft: Draft) -> None:
    old, new = ask(draft), ask(draft)
    assert sign(old.code).code == "cosign_code"
    assert sign(new.code).state == "agreed"
    assert Cosignature.objects.get(pk=old.cosignature.pk).state == "withdrawn"


def test_an_invitation_can_be_taken_back_once(draft: Draft) -> None:
    invited = ask(draft)
    assert services.withdraw_cosigner(draft_id=draft.pk, by=LAN, now=NOW)
    assert not services.withdraw_cosigner(draft_id=draft.pk, by=LAN, now=NOW)
    assert sign(invited.code).code == "cosign_code"
    assert queries.standing(draft, NOW).state == "none"


def test_an_invitation_expires(draft: Draft) -> None:
    invited = ask(draft)
    later = NOW + timedelta(days=14)
    assert sign(invited.code, now=later).code == "cosign_code"
    assert queries.standing(draft, later).state == "expired"
    assert services.expire_cosigners(now=later - timedelta(seconds=1)) == 0
    assert (services.expire_cosigners(now=later), services.expire_cosigners(now=later)) == (1, 0)


@pytest.mark.parametrize("code", ["", "x", "AAAAA-AAAAA", "\x00", "9" * 4000])
def test_a_wrong_code_opens_nothing(draft: Draft, code: str) -> None:
    ask(draft)
    assert sign(code).code == "cosign_code"


@pytest.mark.parametrize(("more", "code"), [({"name": " "}, "cosign_name"), ({"identity_level": 9}, "cosign_level")])
def test_a_signature_says_whose_and_how_sure(draft: Draft, more: dict[str, Any], code: str) -> None:
    assert sign(ask(draft).code, **more).code == code


def test_nobody_is_asked_to_sign_a_form_with_mistakes(draft: Draft) -> None:
    fill(draft, "")
    refused = services.ask_cosigner(draft_id=draft.pk, by=LAN, now=NOW)
    assert isinstance(refused, rules.Refused)
    assert (refused.code, len(refused.errors)) == ("incomplete", 1)


def test_a_form_that_needs_nobody_is_not_held_up(cast: Cast) -> None:
    version = services.publish(form_key="thu", definition=form(field("a")), by=LAN, now=NOW)
    assert not isinstance(version, rules.Refused)
    begun = services.start_draft(purpose="p", procedure_code="1", form_version=version, now=NOW).draft
    assert queries.standing(begun, NOW).ready
    assert services.ask_cosigner(draft_id=begun.pk, by=LAN, now=NOW).code == "cosign_not_needed"  # type: ignore[union-attr]


def test_what_was_only_asked_is_forgotten_with_the_draft_and_what_was_signed_is_erased_with_the_answers(
    draft: Draft, cast: Cast
) -> None:
    sign(ask(draft).code, account=cast.tu)
    frozen = freeze(draft)
    services.expire_drafts(now=NOW + timedelta(days=31))
    kept = Cosignature.objects.get()
    assert (kept.draft, kept.signer_name) == (None, "Lê Văn Tú")
    services.erase_answers(answers_id=frozen.pk, now=NOW)
    kept.refresh_from_db()
    assert (kept.signer_name, kept.signer, kept.asked_by, kept.identity_level) == ("", None, None, 1)


def test_a_draft_thrown_away_takes_its_invitations_along(draft: Draft) -> None:
    ask(draft)
    services.discard_draft(draft_id=draft.pk)
    assert not Cosignature.objects.exists()


@pytest.mark.parametrize("state", ["agreed", "declined", "withdrawn", "expired"])
@pytest.mark.parametrize("verb", ["agreed", "declined", "withdrawn", "expired"])
def test_a_closed_request_stays_as_it_is(state: str, verb: str) -> None:
    from motcua.operate.eforms.rules import cosigning

    refused = cosigning.decide(state, verb, now=NOW, expires_at=NOW + timedelta(days=1), reason="x")
    assert refused is not None
    assert refused.code == "cosign_closed"
