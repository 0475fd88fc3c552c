"""Who may open the pages of closed periods: officials read, the control officer closes."""

from motcua.measure.editions import queries
from motcua.measure.editions.tests.closing import closed
from tests.access import OFFICIALS, Access


def an_edition(cast):
    found = queries.latest("2023-03") or closed("2023-03")
    return {"key": found.key, "number": found.number}


def a_period(cast):
    return {"key": an_edition(cast)["key"]}


ACCESS = [
    Access("editions:list", allowed=OFFICIALS),
    Access("editions:close", allowed={"kiem"}, method="post", data={}),
    Access("editions:one", allowed=OFFICIALS, kwargs=an_edition),
    Access("editions:restate", allowed={"kiem"}, kwargs=a_period, method="post", data={}),
    Access("editions:file", allowed=OFFICIALS, kwargs=an_edition),
]
