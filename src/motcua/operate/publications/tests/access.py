"""Who may open the pages of publication."""

from datetime import date

from motcua.operate.publications import queries, services
from motcua.operate.publications.models import Decision
from motcua.operate.publications.rules import Step
from motcua.operate.publications.tests.office import at, drafted, pdf, procedures, signed, walk
from tests.access import EVERYONE, Access
from tests.cast import Cast

CONTROL = frozenset({"kiem"})
READERS = frozenset({"kiem", "dung", "son", "thanh", "an"})


def _draft(cast: Cast) -> dict[str, object]:
    procedures()
    return {"pk": drafted(cast.actor("kiem")).pk}


def _decision(cast: Cast) -> Decision:
    procedures()
    found = signed(cast.actor("kiem"))
    assert isinstance(found, Decision)
    return found


def _signed(cast: Cast) -> dict[str, object]:
    return {"pk": _decision(cast).pk}


def _evidence(cast: Cast) -> dict[str, object]:
    decision = _decision(cast)
    on = date(2024, 3, 21)
    services.take_step(
        decision=decision, step=Step.ENTER, on=on, by=cast.actor("kiem"), now=at(on), data=pdf(), name="anh.pdf"
    )
    return {"pk": decision.pk, "fact": queries.steps(decision.pk)[-1].pk}


def _proof(cast: Cast) -> dict[str, object]:
    decision, on = _decision(cast), date(2024, 3, 21)
    kiem = cast.actor("kiem")
    walk(decision, kiem, (Step.ENTER, on), (Step.POST, on))
    proof = services.show(decision=decision, place="csdlqg", on=on, data=pdf(), name="a.pdf", by=kiem, now=at(on))
    return {"pk": decision.pk, "proof": proof.pk}


ACCESS = [
    Access("publications:public", allowed=EVERYONE),
    Access("publications:public-one", allowed=EVERYONE, kwargs=_signed),
    Access("publications:public-file", allowed=EVERYONE, kwargs=_signed),
    Access("publications:desk", allowed=READERS),
    Access("publications:decisions", allowed=READERS),
    Access("publications:watch", allowed=READERS),
    Access("publications:places", allowed=READERS),
    Access("publications:board", allowed=READERS),
    Access("publications:board-file", allowed=READERS),
    Access("publications:limits", allowed=READERS),
    Access("publications:limits", allowed=CONTROL, method="post"),
    Access("publications:decision", allowed=READERS, kwargs=_signed),
    Access("publications:file", allowed=READERS, kwargs=_signed),
    Access("publications:evidence", allowed=READERS, kwargs=_evidence),
    Access("publications:proof-file", allowed=READERS, kwargs=_proof),
    Access("publications:enter", allowed=CONTROL, kwargs={"kind": "du-thao"}),
    Access("publications:revise", allowed=CONTROL, kwargs=_draft),
    Access("publications:step", allowed=CONTROL, kwargs=lambda cast: {**_draft(cast), "step": "control"}),
    Access("publications:proof", allowed=CONTROL, kwargs=lambda cast: {**_signed(cast), "place": "csdlqg"}),
]
