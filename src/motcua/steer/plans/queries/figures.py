"""The live value of each target, computed by the indicators from what really happened."""

from dataclasses import dataclass
from datetime import date, datetime

from motcua.kernel.time import local_date
from motcua.measure.indicators import queries as indicators
from motcua.measure.indicators.rules import Figure, Period
from motcua.steer.plans.models import Plan
from motcua.steer.plans.queries.views import ItemView
from motcua.steer.plans.rules.standing import pair, reached, target_words

NO_SOURCE = "chưa có nguồn dữ liệu"


@dataclass(frozen=True, slots=True)
class Standing:
    """A target with its live value. `figure` is None when no indicator of the product computes it."""

    item: ItemView
    figure: Figure | None

    @property
    def value(self) -> float | None:
        return self.figure.value if self.figure else None

    @property
    def target(self) -> float | None:
        found: float | None = self.item.content["value"]
        return found

    @property
    def target_words(self) -> str:
        """The target in plain words; as the plan writes it when that was no number."""
        said = self.item.content
        if said["value"] is None:
            return str(said["target_text"])
        return target_words(said["operator"], said["value"], said["unit"])

    @property
    def met(self) -> bool | None:
        """Against the plan's own target, exactly; None without a value or without a number to reach."""
        said = self.item.content
        if self.figure is None or said["value"] is None:
            return None
        return reached(said["operator"], said["value"], self.figure.numerator, self.figure.denominator)

    @property
    def source(self) -> str:
        return self.figure.source if self.figure else NO_SOURCE

    @property
    def status_kind(self) -> str:
        """Kind of the status tag."""
        return "neutral" if self.met is None else "done" if self.met else "late"

    @property
    def status(self) -> str:
        """One word on how it stands."""
        if self.met is not None:
            return "Đạt" if self.met else "Chưa đạt"
        if self.figure and self.figure.status == "not_applicable":
            return "Không phát sinh"
        return "Chưa có nguồn dữ liệu"


def live_figures(plan: Plan, now: datetime) -> dict[str, Figure]:
    """The product's figures by their own number, over the plan's year.

    Empty for a plan without a year or of a year to come: nothing can have happened in it.
    """
    if plan.year is None or plan.year > local_date(now).year:
        return {}
    period = Period(date(plan.year, 1, 1), date(plan.year, 12, 31), f"năm {plan.year}")
    return {figure.code: figure for figure in indicators.figures(period, now=now)}


def standings(plan: Plan, targets: list[ItemView], now: datetime) -> list[Standing]:
    """Every target of the plan with its live value, in the order of the annex."""
    figures = live_figures(plan, now)
    meant = pair([(item.code, item.text) for item in targets], {code: fig.name for code, fig in figures.items()})
    return [Standing(item, figures[meant[item.code]] if item.code in meant else None) for item in targets]
