"""The pure part of the law: which rule holds, what a calendar is made of, how a dossier code is written."""

from motcua.law.rules.calendars import DAY_KINDS, CalendarHead, Day, build_calendar, judge_day
from motcua.law.rules.deadlines import PAUSES, WarningStep
from motcua.law.rules.dossier_code import ORDERS, ParsedCode, format_code, parse_code
from motcua.law.rules.one_stop import OneStop, handover_at
from motcua.law.rules.rule_sets import Book, NoCalendar, NoRule, Refusal, RuleSet, choose
from motcua.law.rules.separation import DUTIES, SEPARATION, pairs_of

__all__ = [
    "DAY_KINDS",
    "DUTIES",
    "ORDERS",
    "PAUSES",
    "SEPARATION",
    "Book",
    "CalendarHead",
    "Day",
    "NoCalendar",
    "NoRule",
    "OneStop",
    "ParsedCode",
    "Refusal",
    "RuleSet",
    "WarningStep",
    "build_calendar",
    "choose",
    "format_code",
    "handover_at",
    "judge_day",
    "pairs_of",
    "parse_code",
]
