"""What every page of publication has at its top, and how a clock is shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from motcua.operate.publications.rules import CLOCKS, VARIANTS, WRITERS, Clock
from motcua.people.queries import has_role

TABS = (
    ("desk", "Việc đến hạn"), ("decisions", "Quyết định"), ("watch", "Theo dõi của bộ"), ("places", "Nơi công khai"),
    ("board", "In niêm yết"), ("limits", "Quy tắc thời hạn"),
)  # fmt: skip
TAGS: Mapping[str, str] = {
    "drafted": "running", "controlled": "running", "decided": "waiting", "entered": "waiting", "posted": "done",
    "withdrawn": "neutral",
}  # fmt: skip
PLAN = "Theo kế hoạch"


def top(request: HttpRequest, current: str) -> dict[str, Any]:
    """The tabs, and whether the person may write."""
    return {
        "tabs": [
            {"label": label, "url": reverse(f"publications:{name}"), "count": None, "current": name == current}
            for name, label in TABS
        ],
        "may_write": has_role(request.user, *WRITERS),
    }


@dataclass(frozen=True, slots=True)
class ShownClock:
    """A clock in words, with the kind of its tag."""

    clock: Clock
    kind: str
    words: str

    @property
    def variant(self) -> str:
        return VARIANTS.get(self.clock.variant, PLAN)

    @property
    def step(self) -> str:
        return CLOCKS[self.clock.step]


def show(clock: Clock, today: date) -> ShownClock:
    """Late, near, or far: said in days."""
    left, done = clock.days_left(today), clock.done_on
    if done is not None:
        late = clock.late(today)
        words = f"muộn, ngày {done:%d/%m/%Y}" if late else f"đúng hạn, ngày {done:%d/%m/%Y}"
        return ShownClock(clock, "late" if late else "done", words)
    if left < 0:
        return ShownClock(clock, "late", f"quá hạn {-left} ngày")
    if left == 0:
        return ShownClock(clock, "waiting", "hạn hôm nay")
    return ShownClock(clock, "waiting" if left <= 5 else "running", f"còn {left} ngày")
