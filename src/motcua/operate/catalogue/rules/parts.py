"""Which parts a procedure record must have, and which of them a given content lacks.

Article 8.2 of Decree 63/2010/NĐ-CP: name, sequence, manner, components and number of sets, time limit, subjects
and agency are always needed; form, result, conditions, fee and legal basis "where applicable".
"""

from dataclasses import dataclass

from motcua.operate.catalogue.rules.content import ProcedureContent


@dataclass(frozen=True, slots=True)
class Part:
    key: str
    label: str
    always: bool  # False: needed only where applicable


PARTS = (
    Part("name", "tên thủ tục", True),
    Part("steps", "trình tự thực hiện", True),
    Part("channels", "cách thức thực hiện", True),
    Part("components", "thành phần hồ sơ", True),
    Part("sets", "số lượng bộ hồ sơ", True),
    Part("time_limit", "thời hạn giải quyết", True),
    Part("subjects", "đối tượng thực hiện", True),
    Part("agencies", "cơ quan thực hiện", True),
    Part("forms", "mẫu đơn, tờ khai", False),
    Part("results", "kết quả", False),
    Part("conditions", "yêu cầu, điều kiện", False),
    Part("fees", "phí, lệ phí", False),
    Part("legal_bases", "căn cứ pháp lý", False),
)
LABELS = {part.key: part.label for part in PARTS}


def missing_parts(content: ProcedureContent) -> tuple[str, ...]:
    """Keys of the parts without data, in the order of the decree. A part known to be empty is not missing."""
    return tuple(part.key for part in PARTS if _is_missing(part, content))


def _is_missing(part: Part, content: ProcedureContent) -> bool:
    value = getattr(content, part.key)
    if value is None:
        return True
    return part.always and value in ("", ())  # an always-needed part cannot be "known to have none"
