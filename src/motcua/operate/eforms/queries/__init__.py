"""Reads of forms, drafts and answers."""

from motcua.operate.eforms.filling import Posted, SectionPage, read_posted, section_page
from motcua.operate.eforms.models import Answers, Draft, DraftFile, FormVersion
from motcua.operate.eforms.queries.drafts import (
    SectionState,
    answers,
    by_resume_code,
    draft,
    draft_page,
    drafts_of,
    evaluation,
    files_of,
    posted,
    progress,
    raw_answers,
    resume_index,
    shown,
    summary,
)
from motcua.operate.eforms.queries.forms import GENERIC, form_for, forms, version
from motcua.operate.eforms.queries.lookups import choices, known_lists, lookup

__all__ = [
    "GENERIC", "Answers", "Draft", "DraftFile", "FormVersion", "Posted", "SectionPage", "SectionState", "answers",
    "by_resume_code", "choices", "draft", "draft_page", "drafts_of", "evaluation", "files_of", "form_for", "forms",
    "known_lists", "lookup", "posted", "progress", "raw_answers", "read_posted", "resume_index", "section_page",
    "shown", "summary", "version",
]  # fmt: skip
