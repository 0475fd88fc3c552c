"""Officials' pages of publication."""

from motcua.operate.publications.desk.entering import enter, revise
from motcua.operate.publications.desk.lists import decisions, due, places, watch
from motcua.operate.publications.desk.one import decision, evidence, file, proof_file
from motcua.operate.publications.desk.printing import board, board_file
from motcua.operate.publications.desk.ruling import limits
from motcua.operate.publications.desk.stepping import proof, step

__all__ = [
    "board", "board_file", "decision", "decisions", "due", "enter", "evidence", "file", "limits", "places", "proof",
    "proof_file", "revise", "step", "watch",
]  # fmt: skip
