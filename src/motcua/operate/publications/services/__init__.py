"""Writes of publication: drafts and signed decisions, steps, proofs, the own rule, reminders, the printed list."""

from motcua.operate.publications.models import Decision
from motcua.operate.publications.services.drafting import draft, known_codes, revise
from motcua.operate.publications.services.printing import Sheet, notice_board, printable
from motcua.operate.publications.services.reminding import remind
from motcua.operate.publications.services.ruling import set_own_rule
from motcua.operate.publications.services.showing import show
from motcua.operate.publications.services.stepping import take_step

__all__ = [
    "Decision", "Sheet", "draft", "known_codes", "notice_board", "printable", "remind", "revise", "set_own_rule",
    "show", "take_step",
]  # fmt: skip
