"""Reads of paperwork: which form set holds, which forms a dossier has, the register book, templates."""

from motcua.operate.paperwork.queries.moving import handed
from motcua.operate.paperwork.queries.offers import Offer, form_set, kept, offer, offers
from motcua.operate.paperwork.queries.register import Line, lines, total
from motcua.operate.paperwork.queries.templates import copies, fitting, template, templates

__all__ = [
    "Line",
    "Offer",
    "copies",
    "fitting",
    "form_set",
    "handed",
    "kept",
    "lines",
    "offer",
    "offers",
    "template",
    "templates",
    "total",
]
