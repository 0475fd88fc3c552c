"""Who may open the pages of the assessment: everybody his own, heads their unit, some the whole agency."""

from tests.access import Access

JUDGED = {"minh", "hoa", "dung", "son", "van", "quang"}
AGENCY = {"son", "kiem", "thanh", "an"}


ACCESS = [
    Access("assessment:mine", allowed=JUDGED),
    Access("assessment:desk", allowed=AGENCY | {"dung"}),
    Access("assessment:one", allowed=AGENCY | {"dung"}, query="?donvi=sgddt-qlcl"),
    Access("assessment:one", allowed=AGENCY, query="?donvi=sgddt-mc"),
    Access("assessment:file", allowed=AGENCY | {"dung"}, query="?donvi=sgddt-qlcl"),
    Access("assessment:file", allowed=AGENCY),
]
