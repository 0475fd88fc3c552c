"""Who may open the screens of giving out and of acts on many dossiers."""

from uuid import uuid4

from django.utils import timezone

from motcua.operate.dossiers.services import assigning, bulk
from motcua.operate.journeys.tests.desk_stage import Stage
from tests.access import GUESTS, Access
from tests.cast import Cast

HANDLING = frozenset({"minh", "hoa", "dung", "son", "van", "quang", "kiem"}) | GUESTS


def _rule(cast: Cast) -> dict[str, object]:
    Stage(cast)
    by = cast.actor("dung")
    return {"rule_id": assigning.make_rule(unit=by.unit, method="least_open", by=by, now=timezone.now()).pk}


def _run(cast: Cast) -> dict[str, object]:
    dossier = Stage(cast).at("accepted")
    chosen = [(dossier.pk, dossier.version)]
    run = bulk.start(run_id=uuid4(), action="assign", chosen=chosen, data={}, account=cast.hoa, now=timezone.now())
    return {"run_id": run.pk}


def _correction(cast: Cast) -> dict[str, object]:
    stage = Stage(cast)
    dossier = stage.at("assigned")
    new = {"paper": str(dossier.papers.get().pk), "originals": 3}
    stage.act(dossier, "hoa", "propose_correction", kind="paper", reason="Ghi nhầm số bản", new=new)
    return {"dossier_id": dossier.pk, "correction_id": dossier.corrections.get().pk}


SCOPE = frozenset({"minh", "hoa", "dung", "son", "van", "kiem", "thanh", "an"})
ACCESS = [
    Access("journeys:corrections", allowed=SCOPE, kwargs=lambda cast: {"dossier_id": Stage(cast).at("assigned").pk}),
    Access(
        "journeys:correction-decide", allowed={"dung"}, kwargs=_correction, method="post", data={"quyet-dinh": "duyet"}
    ),
    Access("journeys:assigning", allowed={"dung"}),
    Access("journeys:assigning-end", allowed={"dung"}, kwargs=_rule, method="post"),
    Access("journeys:bulk-runs", allowed=HANDLING),
    Access("journeys:bulk-preview", allowed=HANDLING, method="post"),
    Access("journeys:bulk-begin", allowed=HANDLING, method="post"),
    Access("journeys:bulk", allowed={"hoa"}, kwargs=_run),
    Access("journeys:bulk-retry", allowed={"hoa"}, kwargs=_run, method="post"),
]
