"""Each form of the law as one plain description of a sheet, printed alike as PDF/A by typst and as DOCX."""

from motcua.operate.paperwork.sheets.facts import Common, Component, Handed, Party
from motcua.operate.paperwork.sheets.model import Grid, Item, Row, Sheet, Signer, Text
from motcua.operate.paperwork.sheets.notices import apology, control, stop
from motcua.operate.paperwork.sheets.slips import receipt, refusal, supplement
from motcua.operate.paperwork.sheets.words import moment

__all__ = [
    "Common",
    "Component",
    "Grid",
    "Handed",
    "Item",
    "Party",
    "Row",
    "Sheet",
    "Signer",
    "Text",
    "apology",
    "control",
    "moment",
    "receipt",
    "refusal",
    "stop",
    "supplement",
]
