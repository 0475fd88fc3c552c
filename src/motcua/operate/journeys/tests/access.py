"""Who may open the joined screens."""

from importlib.util import find_spec

PARTS = (
    "reading_access",
    "portal_access",
    "desk_access",
    "intake_access",
    "talk_access",
    "consult_access",
    "deadline_access",
    "handling_access",
    "link_access",
    "group_access",
)
ACCESS = []
for part in PARTS:
    name = f"motcua.operate.journeys.tests.{part}"
    if find_spec(name):
        ACCESS += __import__(name, fromlist=["ACCESS"]).ACCESS
