"""A counter that was cut off goes on with numbers set aside; no number is ever used twice, none is forgotten."""

from datetime import timedelta
from uuid import uuid4

import pytest

from motcua.kernel.audit import queries as log
from motcua.kernel.audit.services import StreamRef
from motcua.kernel.time import TZ, local_date
from motcua.operate.dossiers import queries as dossier_queries
from motcua.operate.dossiers import services as dossiers
from motcua.operate.dossiers.queries import Dossier
from motcua.operate.dossiers.rules import Application, Channel, Party, Refusal, State
from motcua.operate.intake.models import BlockNumber
from motcua.operate.intake.queries import blocks as reading
from motcua.operate.intake.services import blocks
from motcua.operate.intake.tests.conftest import UNIT

pytestmark = pytest.mark.django_db
COPY = "3.000465"


@pytest.fixture
def block(minh, now):
    return blocks.reserve(unit=UNIT, on=local_date(now), count=5, by=minh, now=now)


def codes(block):
    return [one.code for one in reading.numbers(block)]


def table(block, *names, at="09:30"):
    return "\n".join(f"{code}\t{COPY}\t{name}\t\t\t\t\t\t{at}" for code, name in zip(codes(block), names, strict=False))


def online(ground, now):
    application = Application(
        procedure_code=COPY, channel=Channel.ONLINE, owner=Party(full_name="Lan", account=ground.lan)
    )
    by = ground.actor("lan")
    made = dossiers.submit(application=application, by=by, now=now, command_id=str(uuid4()))
    return dossiers.act(dossier_id=made.pk, verb="accept", by=ground.actor("minh"), now=now, command_id=str(uuid4()))


def test_the_server_goes_on_behind_the_block(ground, block, now):
    assert [code[-4:] for code in codes(block)] == ["0001", "0002", "0003", "0004", "0005"]
    assert online(ground, now).code[-4:] == "0006"


def test_a_returned_list_makes_dossiers_with_their_numbers_and_their_hour(minh, block, now):
    later = now + timedelta(hours=3)
    taken = blocks.take_in(block_id=block.pk, text=table(block, "Lan", "Bình"), by=minh, now=later)
    assert taken.wrong == []
    assert [one.code for one in taken.made] == codes(block)[:2]
    one = Dossier.objects.get(code=codes(block)[0])
    assert one.state == State.ACCEPTED
    assert f"{one.accepted_at.astimezone(TZ):%H:%M}" == "09:30"
    assert one.accepted_at == one.submitted_at
    event = log.events(StreamRef("dossier", str(one.pk)))[-1]
    assert (event.occurred_at, event.recorded_at) == (one.accepted_at, later)
    assert event.payload["offline"] is True
    assert "Lan" not in str(event.payload)
    assert dossier_queries.orphans(now=later) == []


def test_a_list_brought_twice_makes_nothing_twice_and_says_so(minh, block, now):
    later = now + timedelta(hours=3)
    text = table(block, "Lan")
    blocks.take_in(block_id=block.pk, text=text, by=minh, now=later)
    again = blocks.take_in(block_id=block.pk, text=text, by=minh, now=later)
    assert again.made == []
    assert "chỉ dùng một lần" in again.wrong[0].message
    assert Dossier.objects.count() == 1


def test_a_number_of_nobody_a_doubled_one_and_a_bad_line_cost_nothing_of_the_rest(minh, block, now):
    first, second, third, *_ = codes(block)
    text = "\n".join(
        (
            f"{first}\t{COPY}\tLan",
            f"{first}\t{COPY}\tBình",
            f"H99.99-240305-0001\t{COPY}\tCúc",
            f"{second}\t9.999999\tDũng",
            f"{third}\t{COPY}\tHoa\t\t\t\t\t\t25:99",
        )
    )
    taken = blocks.take_in(block_id=block.pk, text=text, by=minh, now=now + timedelta(hours=3))
    assert [one.code for one in taken.made] == [first]
    assert [one.line for one in taken.wrong] == [2, 3, 4, 5]
    words = " ".join(one.message for one in taken.wrong)
    for part in ("đã dùng ở dòng 1", "không thuộc dải số", "Không có thủ tục", "09:30"):
        assert part in words
    assert BlockNumber.objects.filter(state="used").count() == 1


def test_what_was_not_used_is_voided_with_a_reason_and_takes_nothing_more(minh, block, now):
    later = now + timedelta(hours=3)
    blocks.take_in(block_id=block.pk, text=table(block, "Lan"), by=minh, now=later)
    assert blocks.close(block_id=block.pk, reason=" ", by=minh, now=later).code == "reason_missing"
    blocks.close(block_id=block.pk, reason="Mạng đã có lại", by=minh, now=later)
    (account,) = reading.of_unit(UNIT)
    assert (account.free, account.used, account.void) == (0, 1, 4)
    refused = blocks.take_in(block_id=block.pk, text=table(block, "", "Bình"), by=minh, now=later)
    assert isinstance(refused, Refusal)
    assert isinstance(blocks.close(block_id=block.pk, reason="Lần nữa", by=minh, now=later), Refusal)


def test_a_block_is_taken_by_reception_for_its_own_counter_and_not_for_last_week(ground, minh, now):
    today = local_date(now)
    refusals = [
        blocks.reserve(unit=UNIT, on=today, count=5, by=ground.actor("hoa"), now=now),
        blocks.reserve(unit="sgddt-qlcl", on=today, count=5, by=minh, now=now),
        blocks.reserve(unit=UNIT, on=today - timedelta(days=1), count=5, by=minh, now=now),
        blocks.reserve(unit=UNIT, on=today, count=51, by=minh, now=now),
        blocks.reserve(unit=UNIT, on=today, count=0, by=minh, now=now),
    ]
    assert all(isinstance(one, Refusal) for one in refusals)
    assert not BlockNumber.objects.exists()


def test_a_time_in_the_future_is_refused(minh, block, now):
    taken = blocks.take_in(block_id=block.pk, text=table(block, "Lan", at="16:30"), by=minh, now=now)
    assert "tương lai" in taken.wrong[0].message


def test_a_code_written_into_a_form_by_a_stranger_is_no_reserved_number(ground, block, now):
    """Only the service that keeps the block makes a reserved number; a text sent by somebody is nothing."""
    made = dossiers.submit(
        application=Application(
            procedure_code=COPY, channel=Channel.ONLINE, owner=Party(full_name="Lan", account=ground.lan)
        ),
        by=ground.actor("lan"), now=now, command_id=str(uuid4()),
    )  # fmt: skip
    data = {"reserved": codes(block)[0], "code": codes(block)[0]}
    by = ground.actor("minh")
    done = dossiers.act(dossier_id=made.pk, verb="accept", by=by, now=now, command_id=str(uuid4()), data=data)
    assert done.code[-4:] == "0006"
