"""Recurring work of the checks."""

from datetime import datetime

from motcua.kernel.time import local_date
from motcua.law.rules import NoRule
from motcua.measure.checks import services
from motcua.measure.indicators.rules import parse_period


def look(now: datetime) -> None:
    """Look through the running year; in January and February through the last one too."""
    today = local_date(now)
    for year in {today.year, today.year - (today.month <= 2)}:
        try:
            services.look(period=parse_period(str(year)), now=now)
        except NoRule:
            return  # nothing is loaded yet
