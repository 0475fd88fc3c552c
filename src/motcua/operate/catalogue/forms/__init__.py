"""What officials type: online levels, the parts of a text, decisions about it, facts beside it."""

from motcua.operate.catalogue.forms.deciding import ApproveForm as ApproveForm
from motcua.operate.catalogue.forms.deciding import ReasonForm as ReasonForm
from motcua.operate.catalogue.forms.deciding import RepealForm as RepealForm
from motcua.operate.catalogue.forms.facts import DecentralisationForm as DecentralisationForm
from motcua.operate.catalogue.forms.facts import MarkForm as MarkForm
from motcua.operate.catalogue.forms.levels import LevelForm as LevelForm
from motcua.operate.catalogue.forms.parts import PARTS as EDITED_PARTS
from motcua.operate.catalogue.forms.parts import NewForm as NewForm
from motcua.operate.catalogue.forms.rows import Page as Page
from motcua.operate.catalogue.forms.rows import Part as EditedPart

__all__ = [
    "EDITED_PARTS", "ApproveForm", "DecentralisationForm", "EditedPart", "LevelForm", "MarkForm", "NewForm", "Page",
    "ReasonForm", "RepealForm",
]  # fmt: skip
