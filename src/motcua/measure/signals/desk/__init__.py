"""Pages of signals: the inspector's list, what an official is asked, one signal, and the orphans."""

from motcua.measure.signals.desk.lists import mine, to_see
from motcua.measure.signals.desk.one import answer, judge, one
from motcua.measure.signals.desk.orphans import orphans

__all__ = ["answer", "judge", "mine", "one", "orphans", "to_see"]
