"""Who may open the pages of rating: everybody rates, counters invite, officials read."""

from django.utils import timezone

from motcua.measure.satisfaction import services
from motcua.measure.satisfaction.tests.stage import returned_dossier
from tests.access import EVERYONE, OFFICIALS, Access


def a_dossier(cast):
    return {"dossier_id": returned_dossier(cast).pk}


def a_link(cast):
    dossier = returned_dossier(cast)
    token = services.invite(dossier_id=dossier.pk, way="link", by=cast.actor("minh"), now=timezone.now())
    return {"token": token}


ACCESS = [
    Access("satisfaction:enter", allowed=EVERYONE),
    Access("satisfaction:kiosk", allowed=EVERYONE),
    Access("satisfaction:thanks", allowed=EVERYONE),
    Access("satisfaction:rate", allowed=EVERYONE, kwargs=a_link),
    Access("satisfaction:desk", allowed=OFFICIALS - {"quan"}),
    Access("satisfaction:waiting", allowed={"minh"}),
    Access("satisfaction:invite", allowed={"minh"}, kwargs=a_dossier),
    Access("satisfaction:slip", allowed={"minh"}, kwargs=a_dossier, method="post", data={}),
]
