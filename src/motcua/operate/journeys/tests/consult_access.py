"""Who may ask for opinions, read the question and answer it."""

from io import BytesIO
from typing import Any

from django.utils import timezone

from motcua.kernel.files import services as files
from motcua.kernel.files.tests.samples import pdf
from motcua.kernel.ids import new_id
from motcua.operate.consultations import services
from motcua.operate.consultations.rules import Asked
from motcua.operate.journeys.tests import scenes
from motcua.operate.journeys.tests.desk_access import DESK, SCOPE
from tests.access import Access
from tests.cast import Cast

UNIT = frozenset({"hoa", "dung"})


def asked(cast: Cast) -> Any:
    """hoa asks the unit of quang and shows the paper."""
    dossier = scenes.act(cast, scenes.accepted(cast), "hoa", "assign")
    question = Asked(unit="sgddt-gdtrh", question="Đúng mẫu không?", days=2, papers=(str(dossier.papers.get().pk),))
    made = services.ask(
        dossier_id=dossier.pk, asked=question, by=cast.actor("hoa"), now=timezone.now(), command_id=str(new_id())
    )
    assert not hasattr(made, "message"), made
    return made


def _one(cast: Cast) -> dict[str, Any]:
    return {"consultation_id": asked(cast).pk}


def _paper(cast: Cast) -> dict[str, Any]:
    one = asked(cast)
    return {"consultation_id": one.pk, "paper_id": one.papers.get().pk}


def _answered(cast: Cast) -> dict[str, Any]:
    one, now = asked(cast), timezone.now()
    stored = files.store(data=BytesIO(pdf()).read(), name="y-kien.pdf", now=now)
    done = services.answer(
        consultation=one, opinion="agree", text="", by=cast.actor("quang"), now=now, command_id=str(new_id()),
        sha256=stored.pk, file_name="y-kien.pdf",
    )  # fmt: skip
    assert not hasattr(done, "message"), done
    return {"consultation_id": one.pk}


def _dossier(cast: Cast) -> dict[str, Any]:
    return {"dossier_id": scenes.act(cast, scenes.accepted(cast), "hoa", "assign").pk}


ACCESS = [
    Access("journeys:consultations", allowed=DESK),
    Access("journeys:consult", allowed=UNIT, kwargs=_dossier),
    Access("journeys:consultation", allowed=SCOPE | {"quang"}, kwargs=_one),
    Access(
        "journeys:consultation", allowed={"quang"}, kwargs=_one, method="post",
        data={"opinion": "agree", "text": ""},
    ),
    Access("journeys:consultation-withdraw", allowed=UNIT, kwargs=_one, method="post"),
    Access("journeys:consultation-paper", allowed=SCOPE | {"quang"}, kwargs=_paper),
    Access("journeys:consultation-file", allowed=SCOPE | {"quang"}, kwargs=_answered),
]  # fmt: skip
