"""Writes: loading forms, saving drafts, attaching files, freezing answers. Keyword-only, time as an argument."""

from motcua.operate.eforms.services.cosigning import (
    Invited,
    ask_cosigner,
    cosign,
    expire_cosigners,
    withdraw_cosigner,
)
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
from motcua.operate.eforms.services.publishing import (
    discard_definition,
    publish,
    restore,
    retire,
    save_definition,
    withdraw,
)

__all__ = [
    "Attached",
    "Invited",
    "LoadReport",
    "Saved",
    "Started",
    "ask_cosigner",
    "attach",
    "cosign",
    "detach",
    "discard_definition",
    "discard_draft",
    "erase_answers",
    "expire_cosigners",
    "expire_drafts",
    "freeze",
    "freeze_answers",
    "load_forms",
    "prefill_draft",
    "publish",
    "renew_resume_code",
    "restore",
    "retire",
    "save_definition",
    "save_draft",
    "start_draft",
    "withdraw",
    "withdraw_cosigner",
]
