"""Who may see the log of readings, and who is asked what for."""

from motcua.operate.journeys.tests import scenes
from motcua.operate.journeys.tests.desk_stage import Stage
from tests.access import OFFICIALS, Access
from tests.cast import Cast

WATCHERS = frozenset({"thanh", "an"})
SCOPE = OFFICIALS - {"quan", "quang"}


def _dossier(cast: Cast) -> dict[str, object]:
    return {"dossier_id": Stage(cast).at("assigned").pk}


def _of_lan(cast: Cast) -> dict[str, object]:
    return {"dossier_id": scenes.accepted(cast).pk}


ACCESS = [
    Access("journeys:readings", allowed=WATCHERS),
    Access("journeys:readings-export", allowed=WATCHERS),
    Access("journeys:purpose", allowed=SCOPE, kwargs=_dossier),
    Access("journeys:purpose", allowed=SCOPE, kwargs=_dossier, method="post", data={"purpose": "supervision"}),
    Access("journeys:dossier-readings", allowed={"lan"}, kwargs=_of_lan),
]
