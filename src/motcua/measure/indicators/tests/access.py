"""Who may open the pages of the indicators: every official; what is public stands on the public page."""

from tests.access import EVERYONE, OFFICIALS, Access

CODE = {"code": "I.3"}
ACCESS = [
    Access("indicators:desk", allowed=OFFICIALS),
    Access("indicators:detail", allowed=OFFICIALS, kwargs=CODE),
    Access("indicators:members", allowed=OFFICIALS, kwargs=CODE),
    Access("indicators:members-file", allowed=OFFICIALS, kwargs=CODE),
    Access("api:indicators", allowed=EVERYONE),
    Access("api:indicator", allowed=EVERYONE, kwargs=CODE),
]
