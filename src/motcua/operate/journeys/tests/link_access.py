"""Who may send parts of a dossier to other agencies, and who handles them there."""

from typing import Any

from django.utils import timezone

from motcua.kernel.ids import new_id
from motcua.operate.dossiers import queries as dossiers
from motcua.operate.dossiers import services as dossier_services
from motcua.operate.journeys.tests import scenes
from motcua.operate.journeys.tests.desk_access import SCOPE
from motcua.operate.linking import services
from motcua.operate.linking.models import Leg
from motcua.operate.linking.rules import LegIn
from tests.access import GUESTS, Access
from tests.cast import Cast

UNIT = frozenset({"hoa", "dung"})
ELSEWHERE = "ubnd-tinh-lt"


def sent(cast: Cast) -> Leg:
    """hoa sends a part with the paper."""
    dossier = scenes.act(cast, scenes.accepted(cast), "hoa", "assign")
    wanted = LegIn(unit=ELSEWHERE, what="Xác minh văn bằng", days=1, papers=(str(dossier.papers.get().pk),))
    made = services.plan(
        dossier_id=dossier.pk, order="in_order", legs=[wanted], by=cast.actor("hoa"), now=timezone.now(),
        command_id=str(new_id()),
    )  # fmt: skip
    assert not hasattr(made, "message"), made
    return Leg.objects.select_related("child").get()


def handled(cast: Cast) -> Leg:
    """The other agency has handled it to the end."""
    leg = sent(cast)
    assert leg.child is not None
    for name, verb in (("phuc", "accept"), ("phuc", "assign"), ("phuc", "draft_result"), ("phuc", "forward"),
                       ("thuy", "forward"), ("thuy", "sign"), ("phuc", "issue")):  # fmt: skip
        act(cast, leg.child, name, verb)
    services.follow(dossier_id=leg.child.pk, now=timezone.now())
    return leg


def act(cast: Cast, dossier: Any, name: str, verb: str) -> Any:
    """One act of an official of another agency, in the role that may."""
    fresh = dossiers.for_work(dossier.pk)
    by = dossiers.acting(getattr(cast, name), cast.grants(name), fresh, verb)
    who = {"dossier_id": fresh.pk, "by": by, "now": timezone.now(), "command_id": str(new_id())}
    text = {"kind": "approval", "title": "Xác minh", "body": ["Văn bằng đúng sổ gốc."]}
    own = {
        "draft_result": lambda: dossier_services.write_draft(**who, **text),
        "sign": lambda: dossier_services.sign_now(**who),
        "issue": lambda: dossier_services.issue(**who),
    }
    done = own[verb]() if verb in own else dossier_services.act(verb=verb, **who)
    assert not hasattr(done, "message"), done
    return done


def _leg(cast: Cast) -> dict[str, Any]:
    return {"leg_id": sent(cast).pk, "slug": "rut"}


def _result(cast: Cast) -> dict[str, Any]:
    return {"leg_id": handled(cast).pk}


def _dossier(cast: Cast) -> dict[str, Any]:
    return {"dossier_id": scenes.act(cast, scenes.accepted(cast), "hoa", "assign").pk}


def _child(cast: Cast) -> dict[str, Any]:
    return {"dossier_id": sent(cast).child_id}


def _paper(cast: Cast) -> dict[str, Any]:
    child = sent(cast).child
    assert child is not None
    return {"dossier_id": child.pk, "paper_id": child.papers.get().pk}


ACCESS = [
    Access("journeys:link", allowed=UNIT, kwargs=_dossier),
    Access("journeys:link-act", allowed=UNIT, kwargs=_leg, method="post"),
    Access("journeys:link-result", allowed=SCOPE, kwargs=_result),
    Access("journeys:work", allowed=GUESTS, kwargs=_child),
    Access("journeys:work-file", allowed=GUESTS, kwargs=_paper),
]
