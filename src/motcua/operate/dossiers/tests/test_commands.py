"""A command is carried out once, whoever sends it again; a broken or old request changes nothing."""

from datetime import timedelta
from uuid import uuid4

import pytest

from motcua.kernel.audit import queries as log
from motcua.kernel.audit.services import StreamRef
from motcua.operate.dossiers import queries, services
from motcua.operate.dossiers.models import Dossier, IssueCounter, Note
from motcua.operate.dossiers.rules import STEPS, Refusal, State

pytestmark = pytest.mark.django_db


def again(play, name, verb, command, **data):
    return services.act(
        dossier_id=play.dossier.pk, verb=verb, by=play.cast.actor(name), now=play.now, command_id=command, data=data
    )


def events(dossier):
    return [event.type for event in log.events(StreamRef("dossier", str(dossier.pk)))]


# One dossier from filing to rating, by every verb that `act` serves on the way: who, verb, data.
WAY = [
    ("minh", "request_supplement", {"items": [{"what": "Thiếu ảnh"}], "reason": "Thiếu"}),
    ("lan", "supplement", {"answer": "Đã thêm"}),
    ("minh", "accept", {}),
    ("hoa", "assign", {}),
    ("hoa", "place_hold", {"code": "opinion", "words": "Hỏi ý kiến", "blocks": ["forward"]}),
    ("hoa", "release_hold", {"code": "opinion"}),
    ("hoa", "draft_result", {"kind": "approval", "title": "Cấp bản sao", "body": ["Điều 1."]}),
    ("hoa", "forward", {"note": "Kính trình"}),
    ("dung", "send_back", {"reason": "Thiếu căn cứ"}),
    ("hoa", "draft_result", {"kind": "approval", "title": "Cấp bản sao", "body": ["Điều 1."]}),
    ("hoa", "forward", {}),
    ("dung", "forward", {}),
    ("son", "sign", {"certificate": "c", "digest": "d"}),
    ("van", "issue", {"number_symbol": "01/X"}),
    ("minh", "return_result", {"how": "counter"}),
    ("lan", "rate", {"score": 5, "comment": "Tốt"}),
]


def test_a_repeated_command_of_any_verb_returns_the_dossier_and_writes_nothing(play, sheet):
    served = set()
    for name, verb, data in WAY:
        if verb in {"draft_result", "sign", "issue"}:
            data = {**data, "file": sheet, "on": play.now.date()}
        command = str(uuid4())
        play.now += timedelta(minutes=5)
        first = again(play, name, verb, command, **data)
        assert not isinstance(first, Refusal), (verb, first)
        before = (events(first), Note.objects.count())
        second = again(play, name, verb, command, **data)
        assert not isinstance(second, Refusal), (verb, second)
        assert (second.pk, second.version, second.state) == (first.pk, first.version, first.state)
        assert (events(first), Note.objects.count()) == before
        play.dossier = second
        served.add(verb)
    assert play.dossier.state == State.RETURNED
    others = {"submit", "reject", "withdraw", "stop", "request_payment", "confirm_payment", "mark_paper"}
    others |= {"extend", "apologise", "move_due"}
    others |= {"hand_over", "track_delivery", "settle", "take_result"}
    others |= {"propose_correction", "approve_correction", "refuse_correction", "replace_result"}
    others |= {"fire_timer", "receive_message", "change_process"}
    assert served | others == set(STEPS)


def test_a_command_sent_again_from_an_old_page_is_not_called_stale(play):
    command, version = str(uuid4()), play.dossier.version
    options = {"dossier_id": play.dossier.pk, "verb": "accept", "by": play.cast.actor("minh"), "now": play.now}
    for _ in range(2):
        done = services.act(**options, command_id=command, expected_version=version)
        assert done.state == State.ACCEPTED


def test_a_command_used_for_another_dossier_is_refused_not_answered_with_a_wrong_one(play, application, now):
    other = services.submit(application=application(), by=play.cast.actor("lan"), now=now, command_id=str(uuid4()))
    command = str(uuid4())
    again(play, "minh", "accept", command)
    answer = services.act(dossier_id=other.pk, verb="accept", by=play.cast.actor("minh"), now=now, command_id=command)
    assert answer.code == "command_reused"
    assert queries.for_work(other.pk).state == State.SUBMITTED


def test_a_command_used_for_another_verb_is_refused(play):
    command = str(uuid4())
    again(play, "minh", "accept", command)
    assert again(play, "minh", "withdraw", command).code == "command_reused"
    assert queries.for_work(play.dossier.pk).state == State.ACCEPTED


def test_nobody_is_shown_the_dossier_of_somebody_who_used_the_same_command(ground, application, now):
    """Command ids of the interface are chosen by its users: two of them may choose the same."""
    services.submit(application=application(), by=ground.actor("lan"), now=now, command_id="12345678")
    answer = services.submit(application=application(), by=ground.actor("tu"), now=now, command_id="12345678")
    assert isinstance(answer, Refusal)
    assert answer.code == "command_reused"
    assert Dossier.objects.count() == 1


def test_an_unknown_dossier_is_a_surprise(ground, now):
    with pytest.raises(Dossier.DoesNotExist):
        services.act(dossier_id=uuid4(), verb="accept", by=ground.actor("minh"), now=now, command_id=str(uuid4()))


def test_an_unknown_verb_is_refused_in_words(play):
    assert play("minh", "dance").code == "unknown_verb"
    assert play("minh", "submit").code == "wrong_state"


def test_issuing_twice_takes_one_number_and_makes_one_file(signed):
    command = str(uuid4())
    options = {"dossier_id": signed.dossier.pk, "by": signed.cast.actor("van"), "now": signed.now}
    first = services.issue(**options, command_id=command)
    second = services.issue(**options, command_id=command)
    assert first.result.number_symbol == second.result.number_symbol
    assert IssueCounter.objects.get().last == 1


def test_issuing_from_an_old_page_takes_no_number(signed):
    with pytest.raises(services.Stale):
        services.issue(
            dossier_id=signed.dossier.pk, by=signed.cast.actor("van"), now=signed.now, command_id=str(uuid4()),
            expected_version=1,
        )  # fmt: skip
    assert not IssueCounter.objects.exists()


def test_signing_and_drafting_twice_by_one_command_is_done_once(ground, play):
    play("minh", "accept")
    play("hoa", "assign")
    draft = {
        "dossier_id": play.dossier.pk, "kind": "approval", "title": "Cấp bản sao", "body": ["Điều 1."],
        "by": ground.actor("hoa"), "now": play.now, "command_id": str(uuid4()),
    }  # fmt: skip
    services.write_draft(**draft)
    play("hoa", "forward")
    assert services.write_draft(**draft).state == State.IN_PROGRESS
    play("dung", "forward")
    sign = {"dossier_id": play.dossier.pk, "by": ground.actor("son"), "now": play.now, "command_id": str(uuid4())}
    services.sign_now(**sign)
    assert services.sign_now(**sign).version == queries.for_work(play.dossier.pk).version
    assert events(play.dossier).count("dossier.signed") == 1


@pytest.mark.parametrize(
    ("name", "verb", "data"),
    [
        ("minh", "request_supplement", {"items": 5, "reason": "x"}),
        ("minh", "request_supplement", {"items": ["text"], "reason": "x"}),
        ("minh", "request_supplement", {"items": [{"what": None}], "reason": {"a": 1}}),
        ("minh", "reject", {"reason": ["x"]}),
        ("minh", "reject", {"reason": "\x00\x07"}),
        ("minh", "accept", {"limit": {}, "limit_basis": []}),
        ("minh", "request_payment", {"amount": "50000"}),
        ("minh", "request_payment", {"amount": True}),
        ("minh", "mark_paper", {}),
        ("minh", "mark_paper", {"paper_id": "no id", "digitise": False}),
        ("lan", "rate", {"score": "5"}),
    ],
)
def test_malformed_data_is_answered_in_words_and_changes_nothing(play, name, verb, data):
    """The JSON interface hands over whatever it was sent."""
    answer = play(name, verb, **data)
    if verb == "accept":  # this procedure has a limit; what was sent beside it does not matter
        assert answer.state == State.ACCEPTED
    else:
        assert isinstance(answer, Refusal)
        assert events(play.dossier) == ["dossier.submitted"]


def test_text_is_stored_clean(play):
    play("minh", "reject", reason=" Sai\x00 mẫu \n\n dòng hai\u200b ")
    assert Note.objects.get().text == "Sai mẫu\n\ndòng hai"
