"""Who may open the pages of due dates and of the working calendar."""

from motcua.operate.journeys.tests.desk_access import SCOPE, _at
from tests.access import OFFICIALS, Access

KEEPERS = frozenset({"kiem", "quan"})
ACCESS = [
    Access("journeys:warnings", allowed={"hoa", "quang", "dung", "son", "kiem"}),
    Access("journeys:moved", allowed={"kiem"}),
    Access("journeys:proof", allowed=SCOPE, kwargs=_at("assigned")),
    Access("journeys:proof-pdf", allowed=SCOPE, kwargs=_at("assigned")),
    Access("journeys:calendar", allowed=OFFICIALS),
    Access("journeys:calendar-change", allowed=KEEPERS, kwargs={"what": "ngay"}, method="post"),
    Access("journeys:office-hours", allowed=OFFICIALS),
    Access("journeys:office-hours", allowed=KEEPERS, method="post"),
    Access("journeys:deadline-rules", allowed=OFFICIALS),
    Access("journeys:deadline-rules", allowed=KEEPERS, method="post"),
    Access("journeys:separation", allowed=OFFICIALS),
    Access("journeys:separation", allowed=KEEPERS, method="post"),
]
