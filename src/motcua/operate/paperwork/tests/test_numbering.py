"""Numbers of slips: without a gap and never twice, also when the printing is cut off at any write."""

import pytest

from motcua.kernel.audit import queries as log
from motcua.operate.dossiers.tests.test_races import together
from motcua.operate.paperwork import queries, services
from motcua.operate.paperwork.models import Slip, SlipCounter
from motcua.operate.paperwork.services import numbering
from motcua.operate.paperwork.tests.conftest import ORIGIN
from tests.stories.storm.power import cut


def asked_for_more(office):
    dossier = office.act(office.act(office.file(), "minh", "accept"), "hoa", "assign")
    return office.act(dossier, "hoa", "request_supplement", items=[{"what": "Thiếu ảnh"}], reason="Thiếu ảnh")


def giving(office, dossier):
    offer, by, now = queries.offer(dossier, purpose="supplement_slip"), office.cast.actor("minh"), office.tick()
    return lambda: services.slip(dossier=dossier, offer=offer, kind="pdf", by=by, now=now, origin=ORIGIN)


@pytest.mark.parametrize("away", [False, True])
def test_a_slip_cut_off_at_any_write_takes_no_number(office, away):
    for through in range(40):
        give = giving(office, asked_for_more(office))
        was_cut, made = cut(give, through=through, away=away)
        if not was_cut:
            break
        give()  # printed again
    assert through > 4
    assert made.slip.number == f"{through + 1:02d}"
    numbers = list(Slip.objects.order_by("number").values_list("number", flat=True))
    assert numbers == [f"{number:02d}" for number in range(1, through + 2)]
    assert SlipCounter.objects.get().last == through + 1
    assert log.verify().ok


def test_who_finds_the_number_taken_meanwhile_prints_the_next_one(office, monkeypatch):
    other = giving(office, asked_for_more(office))
    mine = giving(office, asked_for_more(office))
    free = numbering.next_number

    def overtaken(**where):
        found = free(**where)
        monkeypatch.undo()
        other()
        return found

    monkeypatch.setattr("motcua.operate.paperwork.services.giving.next_number", overtaken)
    assert mine().slip.number == "02"
    assert SlipCounter.objects.get().last == 2


@pytest.mark.django_db(transaction=True)
def test_slips_given_at_the_same_moment_have_different_numbers_and_none_is_missing(office):
    outcomes = together(*[giving(office, asked_for_more(office)) for _ in range(4)])
    assert sorted(one.slip.number for one in outcomes) == ["01", "02", "03", "04"]
