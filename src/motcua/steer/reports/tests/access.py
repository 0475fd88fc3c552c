"""Who may open the periodic reports."""

from tests.access import OFFICIALS, Access

ACCESS = [
    Access("reports:list", allowed=OFFICIALS),
    Access("reports:xlsx", allowed=OFFICIALS),
    Access("reports:pdf", allowed=OFFICIALS),
    Access("reports:keep", allowed={"kiem"}, method="post", data={"ky": "2024"}),
]
