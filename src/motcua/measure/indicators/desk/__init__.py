"""Officials' pages of the indicators: the twelve cards, one indicator, the list behind a figure."""

from motcua.measure.indicators.desk.lists import members, members_file
from motcua.measure.indicators.desk.one import detail
from motcua.measure.indicators.desk.overview import overview

__all__ = ["detail", "members", "members_file", "overview"]
