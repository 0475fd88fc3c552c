"""Writes: loading forms, saving drafts, attaching files, freezing answers. Keyword-only, time as an argument."""

from motcua.operate.eforms.services.drafts import (
    Saved,
    Started,
    discard_draft,
    prefill_draft,
    renew_resume_code,
    save_draft,
    start_draft,
)
from motcua.operate.eforms.services.files import Attached, attach, detach
from motcua.operate.eforms.services.freezing import erase_answers, expire_drafts, freeze, freeze_answers
from motcua.operate.eforms.services.loading import LoadReport, load_forms

__all__ = [
    "Attached",
    "LoadReport",
    "Saved",
    "Started",
    "attach",
    "detach",
    "discard_draft",
    "erase_answers",
    "expire_drafts",
    "freeze",
    "freeze_answers",
    "load_forms",
    "prefill_draft",
    "renew_resume_code",
    "save_draft",
    "start_draft",
]
