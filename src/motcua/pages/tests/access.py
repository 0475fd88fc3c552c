"""Who may open the joined pages: everyone."""

from tests.access import EVERYONE, Access

ACCESS = [
    Access("pages:home", allowed=EVERYONE),
    Access("pages:healthz", allowed=EVERYONE),
    Access("pages:public", allowed=EVERYONE),
    Access("pages:method", allowed=EVERYONE),
]
