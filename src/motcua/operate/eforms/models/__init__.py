"""Tables of forms, drafts and answers."""

from motcua.operate.eforms.models.cosignatures import Cosignature
from motcua.operate.eforms.models.drafts import Answers, Draft, DraftFile
from motcua.operate.eforms.models.forms import Form, FormDraft, FormUse, FormVersion
from motcua.operate.eforms.models.steps import FormDraftStep

__all__ = [
    "Answers",
    "Cosignature",
    "Draft",
    "DraftFile",
    "Form",
    "FormDraft",
    "FormDraftStep",
    "FormUse",
    "FormVersion",
]
