"""Who may open the pages of people."""

from datetime import timedelta

from django.utils import timezone

from motcua.people import services
from tests.access import EVERYONE, OFFICIALS, SIGNED_IN, Access


def _absence(cast):
    now = timezone.now()
    period = {"starts": now + timedelta(days=1), "ends": now + timedelta(days=3)}
    asked = services.ask_absence(account=cast.hoa, kind="leave", by=cast.actor("hoa"), now=now, **period)
    return {"absence_id": asked.pk}


ACCESS = [
    Access("people:sign-in", allowed=EVERYONE),
    Access("people:sign-out", allowed=EVERYONE, method="post"),
    Access("people:register", allowed=EVERYONE),
    Access("people:account", allowed=SIGNED_IN),
    Access("people:password", allowed=SIGNED_IN),
    Access("people:demo", allowed=EVERYONE),
    Access("people:demo-sign-in", allowed=EVERYONE, method="post", data={"username": "lan"}),
    Access("people:agency", allowed={"quan"}),
    Access("people:absences", allowed=OFFICIALS),
    Access("people:absence-decide", allowed={"dung", "quan"}, kwargs=_absence, method="post"),
    Access("people:absence-end", allowed={"hoa", "dung", "quan"}, kwargs=_absence, method="post"),
]
