"""Messages between applicant and office: who writes, who reads, what stays and what can be erased."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest

from motcua.kernel.audit import queries as audit
from motcua.kernel.audit.services import StreamRef
from motcua.kernel.files.tests.samples import pdf
from motcua.operate.conversations import queries, rules, services
from motcua.operate.conversations.models import Message, Thread
from motcua.people import queries as people

STRANGERS = {
    "tu": "not_yours",
    "quang": "not_yours",
    "kiem": "wrong_role",
    "an": "wrong_role",
    "son": "wrong_role",
    "quan": "not_yours",
}


def events(talk):
    return audit.events(StreamRef("conversation", str(talk.dossier.pk)))


def waiting(talk, who):
    account = getattr(talk.cast, who)
    return [row.dossier for row in queries.waiting(account=account, grants=people.grants(account))]


def test_a_question_waits_for_the_officer_until_it_is_answered(talk):
    talk.handled()
    talk.say("lan", "Bao giờ có kết quả?")
    assert waiting(talk, "hoa") == [talk.dossier]
    assert waiting(talk, "dung") == [talk.dossier]  # the head sees the whole unit
    assert waiting(talk, "quang") == []
    talk.say("hoa", "Chiều mai.")
    assert waiting(talk, "hoa") == []
    answer = queries.lines(dossier_id=talk.dossier.pk, account=talk.cast.lan, official=False)[-1]
    assert answer.new
    assert answer.who.startswith("Phạm Thu Hoa")
    assert answer.where.startswith("Chuyên viên thụ lý, ")


def test_before_acceptance_the_counter_is_asked(talk):
    talk.say("lan")
    assert waiting(talk, "minh") == [talk.dossier]
    assert waiting(talk, "hoa") == []
    talk.act("minh", "accept")
    assert waiting(talk, "minh") == []


def test_he_waits_from_his_first_word_and_a_note_answers_nothing(talk):
    talk.handled()
    first = talk.say("lan")
    talk.say("lan", "Tôi hỏi lại")
    talk.say("hoa", "Đang tra sổ gốc", note=True)
    assert Thread.objects.get().waiting_since == first.written_at


def test_the_applicant_never_sees_a_note(talk):
    talk.handled()
    note = talk.say("hoa", "Nghi ngờ bản photo", note=True)
    seen = queries.lines(dossier_id=talk.dossier.pk, account=talk.cast.lan, official=False)
    assert seen == []
    assert queries.unread(talk.cast.lan, [talk.dossier.pk], official=False) == {}
    assert queries.lines(dossier_id=talk.dossier.pk, account=talk.cast.dung, official=True)[0].message == note
    assert talk.say("lan", note=True).code == "wrong_role"


def test_events_hold_no_word_of_anybody(talk):
    talk.handled()
    talk.say("lan", "Con tôi bị bệnh hiểm nghèo")
    assert [event.type for event in events(talk)] == ["conversation.written"]
    assert "bệnh" not in str(events(talk)[0].payload)
    assert set(events(talk)[0].payload) == {"message", "number", "side", "files"}


def test_what_was_read_is_no_longer_new(talk):
    talk.handled()
    talk.say("hoa", "Mời bạn xem lại")
    last = talk.say("dung", "Phòng sẽ trả lời")
    assert queries.unread(talk.cast.lan, [talk.dossier.pk], official=False) == {talk.dossier.pk: 2}
    for number in (last.number, 1):  # an older page that comes later takes nothing back
        services.mark_read(dossier_id=talk.dossier.pk, account_id=talk.cast.lan.pk, number=number, now=talk.now)
    assert queries.unread(talk.cast.lan, [talk.dossier.pk], official=False) == {}


@pytest.mark.parametrize(("who", "code"), STRANGERS.items())
def test_others_do_not_write_to_the_applicant(talk, who, code):
    talk.handled()
    assert talk.say(who).code == code
    assert Message.objects.count() == 0
    assert not events(talk)


def test_the_signatory_may_leave_a_note_for_colleagues(talk):
    talk.handled()
    assert talk.say("son", "Xin giải trình thêm", note=True).number == 1


def test_a_double_click_writes_once_and_a_command_of_another_is_refused(talk):
    talk.handled()
    command = str(uuid4())
    first = talk.say("lan", command_id=command)
    assert talk.say("lan", command_id=command) == first
    assert talk.say("hoa", command_id=command).code == "command_reused"
    assert Message.objects.count() == 1


def test_nothing_too_much_and_too_often_are_refused(talk):
    talk.handled()
    assert talk.say("lan", " \n\u200b ").code == "empty"
    assert talk.say("lan", "a" * (rules.LONGEST + 1)).code == "too_long"
    for _ in range(rules.PER_HOUR["applicant"]):
        assert not hasattr(talk.say("lan"), "code")
    assert talk.say("lan").code == "too_many"
    talk.now += timedelta(hours=1)
    assert not hasattr(talk.say("lan"), "code")


def test_after_the_end_both_sides_may_write_for_some_days_and_notes_stay_open(talk, settings):
    settings.MOTCUA_TALK_DAYS = 3
    talk.handled().act("lan", "withdraw")
    talk.now += timedelta(days=2)
    assert not hasattr(talk.say("lan"), "code")
    talk.now += timedelta(days=2)
    assert talk.say("lan").code == "closed"
    assert talk.say("hoa").code == "closed"
    assert not hasattr(talk.say("hoa", "Lưu hồ sơ", note=True), "code")


def test_files_are_judged_and_belong_to_who_sent_them(talk):
    talk.handled()
    lan, hoa = (str(getattr(talk.cast, name).pk) for name in ("lan", "hoa"))
    bad = services.keep_file(data=BytesIO(b"MZ\x90 not a picture"), name="anh.png", account_id=lan, now=talk.now)
    assert isinstance(bad, services.NotKept)
    kept = services.keep_file(data=BytesIO(pdf()), name="don.pdf", account_id=lan, now=talk.now)
    assert services.kept_file(kept.token, account_id=hoa) is None
    assert services.kept_file("nonsense", account_id=lan) is None
    message = talk.say("lan", "", sent=[services.kept_file(kept.token, account_id=lan)])
    file = message.files.get()
    assert queries.attachment(dossier_id=talk.dossier.pk, file_id=file.pk, official=False).name == "don.pdf"
    assert queries.attachment(dossier_id=uuid4(), file_id=file.pk, official=True) is None


def test_erased_words_are_gone_and_the_log_keeps_that_there_were_some(talk):
    talk.handled()
    message = talk.say("lan", "Số căn cước của hàng xóm là …")
    at = {"now": talk.now, "command_id": str(uuid4())}
    refused = services.erase(message=message, reason="personal", by=talk.cast.actor("hoa"), **at)
    assert refused.code == "wrong_role"
    assert services.erase(message=message, reason="why not", by=talk.cast.actor("dung"), **at).code == "reason_missing"
    services.erase(message=message, reason="personal", by=talk.cast.actor("dung"), **at)
    services.erase(message=message, reason="personal", by=talk.cast.actor("dung"), **at | {"command_id": str(uuid4())})
    assert Message.objects.get().text == ""
    assert [event.type for event in events(talk)] == ["conversation.written", "conversation.erased"]
    assert talk.say("hoa", "Đã xoá").number == 2  # the conversation goes on


def test_who_was_overtaken_reads_again_and_takes_the_next_number(talk, monkeypatch):
    talk.handled()
    talk.say("hoa", "Tôi nhanh hơn")
    read, seen = Thread.objects.get_or_create, []

    def stale(**asked):
        thread, new = read(**asked)
        if not seen:  # as it stood before the other one wrote
            thread.version = thread.last_number = 0
        seen.append(thread.version)
        return thread, new

    monkeypatch.setattr(Thread.objects, "get_or_create", stale)
    message = talk.say("lan")
    assert [seen, message.number, Message.objects.count()] == [[0, 1], 2, 2]
