"""Who may open the pages of the code lists."""

from django.utils import timezone

from motcua.operate.codelists import services
from tests.access import OFFICIALS, Access
from tests.cast import Cast

CONTROL = frozenset({"kiem", "quan"})


def _one(cast: Cast) -> dict[str, object]:
    services.load(timezone.now())
    return {"key": "xa"}


ACCESS = [
    Access("codelists:desk", allowed=OFFICIALS),
    Access("codelists:new", allowed=CONTROL),
    Access("codelists:list", allowed=OFFICIALS, kwargs=_one),
    Access("codelists:bring", allowed=CONTROL, kwargs=_one),
]
