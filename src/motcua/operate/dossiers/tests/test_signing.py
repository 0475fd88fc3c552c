"""From the draft to the issued result: who signs what, and that both signatures hold."""

from datetime import timedelta
from uuid import uuid4

import pytest

from motcua.kernel.signatures import services as signatures
from motcua.operate.dossiers import queries, services
from motcua.operate.dossiers.rules import Refusal, State

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready(play):
    """A dossier whose draft lies with the signatory."""
    play("minh", "accept")
    play("hoa", "assign")
    play.dossier = services.write_draft(
        dossier_id=play.dossier.pk,
        kind="approval",
        title="Cấp bản sao bằng tốt nghiệp",
        body=["Điều 1. Cấp 02 bản sao cho người có tên trong hồ sơ."],
        by=play.cast.actor("hoa"),
        now=play.now,
        command_id=str(uuid4()),
    )
    play("hoa", "forward")
    play("dung", "forward")
    return play


def sign(play, name="son"):
    return services.sign_now(
        dossier_id=play.dossier.pk, by=play.cast.actor(name), now=play.now, command_id=str(uuid4())
    )


def issue(play, name="van"):
    return services.issue(dossier_id=play.dossier.pk, by=play.cast.actor(name), now=play.now, command_id=str(uuid4()))


def test_a_result_is_signed_issued_and_returned_with_two_valid_signatures(ready):
    signed = sign(ready)
    assert not isinstance(signed, Refusal), signed
    done = issue(ready)
    assert done.state == State.PROCESSED
    result = queries.for_work(done.pk).result
    assert result.number_symbol.startswith("01/")
    reports = services.signature_reports(result.issued_file)
    assert len(reports) == 2
    assert all(report.intact for report in reports)
    ready("minh", "return_result")
    assert ready.dossier.state == State.RETURNED
    assert queries.orphans() == []


def test_only_the_signatory_signs_and_only_the_clerk_issues(ready):
    assert isinstance(sign(ready, "hoa"), Refusal)
    assert isinstance(issue(ready, "van"), Refusal)  # not signed yet
    sign(ready)
    assert isinstance(issue(ready, "son"), Refusal)


def test_a_wrong_signature_changes_nothing(ready):
    by = ready.cast.actor("son")
    signer = signatures.demo_signer("person", name="somebody")
    session = services.prepare_signature(
        dossier_id=ready.dossier.pk, by=by, now=ready.now, certificate=signer.certificate, chain=signer.chain
    )
    other = signatures.demo_signer("person", name="somebody else")
    answer = services.complete_signature(
        session_id=session.pk,
        signature=other.sign(bytes(session.to_sign)),
        by=by,
        now=ready.now,
        command_id=str(uuid4()),
    )
    assert answer.code == "wrong_signature"
    assert queries.for_work(ready.dossier.pk).result.signed_file is None


def test_a_signature_that_comes_too_late_is_refused_in_words(ready):
    by = ready.cast.actor("son")
    signer = signatures.demo_signer("person", name="somebody")
    session = services.prepare_signature(
        dossier_id=ready.dossier.pk, by=by, now=ready.now, certificate=signer.certificate, chain=signer.chain
    )
    later = ready.now + timedelta(minutes=16)
    answer = services.complete_signature(
        session_id=session.pk, signature=b"x", by=by, now=later, command_id=str(uuid4())
    )
    assert answer.code == "session_over"


def test_sending_back_takes_the_signature_away(ready):
    sign(ready)
    # The signature is given; the clerk's step is open, so the signatory cannot send back any more.
    assert isinstance(ready("son", "send_back", reason="Sai tên"), Refusal)


def test_nobody_reviews_his_own_draft(play):
    play("minh", "accept")
    play("hoa", "assign")
    services.write_draft(
        dossier_id=play.dossier.pk, kind="approval", title="x", body=["y"],
        by=play.cast.actor("dung"), now=play.now, command_id=str(uuid4()),
    )  # fmt: skip
    play("hoa", "forward")
    assert play("dung", "forward").code == "four_eyes"


def test_a_clerk_who_finds_a_mistake_sends_the_signed_result_back_and_the_signature_goes(ready):
    """NĐ 30/2020/NĐ-CP: the clerk checks form before numbering; without a way back the dossier would end there."""
    sign(ready)
    sent = ready("van", "send_back", reason="Sai thể thức")
    assert not isinstance(sent, Refusal), sent
    assert (sent.result.signed_file, sent.result.certificate) == (None, "")
    assert isinstance(issue(ready), Refusal)
    for name in ("hoa", "dung"):
        ready(name, "forward")
    assert not isinstance(sign(ready), Refusal)
    assert issue(ready).result.number_symbol.startswith("01/")


def test_the_dossier_that_comes_back_knows_its_new_result(ready):
    """What a service returns is the dossier as it is now, without reading it again."""
    assert sign(ready).result.signed_file is not None
    done = issue(ready)
    assert done.result.issued_file is not None
    assert done.result.number_symbol == queries.for_work(done.pk).result.number_symbol


def test_a_result_on_paper_is_issued_without_a_file(ready, now):
    sign(ready)
    done = ready("van", "issue", number_symbol="01/X", on=now.date())
    assert done.state == State.PROCESSED
    assert not done.result.is_electronic
    assert isinstance(ready("van", "issue", number_symbol="02/X", on=now.date()), Refusal)


def test_a_result_is_not_dated_in_the_future(ready, now):
    sign(ready)
    answer = ready("van", "issue", number_symbol="01/X", on=(now + timedelta(days=1)).date())
    assert answer.code == "future_date"
