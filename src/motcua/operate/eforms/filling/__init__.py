"""A section of a form as a page that is filled in: Django controls of the kit, judged by the one evaluator.

Outside this module it is reached through `queries`, because journeys own the pages it appears on.
"""

from motcua.operate.eforms.filling.page import Group, SectionPage, section_page
from motcua.operate.eforms.filling.posted import Posted, read_posted

__all__ = ["Group", "Posted", "SectionPage", "read_posted", "section_page"]
