"""A form as pages that are filled in: Django controls of the kit, judged by the one evaluator.

Outside this module it is reached through `queries`, because journeys own the pages it appears on.
"""

from motcua.operate.eforms.filling.codes import NO_CODES, Codes
from motcua.operate.eforms.filling.items import View
from motcua.operate.eforms.filling.page import Group, SectionPage, section_page
from motcua.operate.eforms.filling.posted import Posted, read_posted

__all__ = ["NO_CODES", "Codes", "Group", "Posted", "SectionPage", "View", "read_posted", "section_page"]
