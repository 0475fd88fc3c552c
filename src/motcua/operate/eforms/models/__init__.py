"""Tables of forms, drafts and answers."""

from motcua.operate.eforms.models.drafts import Answers, Draft, DraftFile
from motcua.operate.eforms.models.forms import Form, FormUse, FormVersion

__all__ = ["Answers", "Draft", "DraftFile", "Form", "FormUse", "FormVersion"]
