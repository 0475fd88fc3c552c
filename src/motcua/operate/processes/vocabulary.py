"""The words a process may use. Roles are those of people; actions are verbs of dossiers, which stand above."""

from collections.abc import Mapping

from motcua.kernel.text import search_key
from motcua.operate.processes.rules.review import Vocabulary
from motcua.people.rules import ROLE_LABELS, Role

ROLES = frozenset(role.value for role in Role)
# Verbs that end a step, and who may do each. A test of dossiers proves that its step table says the same.
ACTIONS: Mapping[str, frozenset[str]] = {
    "assign": frozenset({"unit_head", "case_officer"}),
    "forward": frozenset({"case_officer", "unit_head"}),
    "sign": frozenset({"signatory"}),
    "issue": frozenset({"clerk"}),
    "return_result": frozenset({"reception"}),
}

# What conditions may ask for: facts of the dossier at acceptance, besides the outcome of the step before.
WORDS = frozenset({"channel", "case", "owner_kind", "fee_due", "supplements", "overdue", "result_kind"})


def _names() -> Mapping[str, str]:
    """Folded names of roles as people and drawings write them."""
    said = {
        "reception": (
            "bộ phận một cửa",
            "một cửa",
            "cán bộ tiếp nhận",
            "công chức tiếp nhận",
            "tiếp nhận và trả kết quả",
        ),
        "case_officer": ("cán bộ thụ lý", "chuyên viên", "công chức thụ lý", "chuyên viên thụ lý", "người thụ lý"),
        "unit_head": ("lãnh đạo phòng", "trưởng phòng", "phó trưởng phòng", "phụ trách phòng"),
        "signatory": ("lãnh đạo sở", "giám đốc", "phó giám đốc", "giám đốc sở", "người ký"),
        "clerk": ("văn thư", "văn phòng", "bộ phận văn thư"),
        "control_officer": ("cán bộ kiểm soát", "kiểm soát thủ tục hành chính"),
        "inspector": ("thanh tra", "thanh tra sở"),
    }
    named = {search_key(name): role for role, names in said.items() for name in names}
    return (
        named
        | {search_key(label): role.value for role, label in ROLE_LABELS.items()}
        | {search_key(role): role for role in ROLES}
    )


VOCABULARY = Vocabulary(roles=ROLES, actions=ACTIONS, words=WORDS, role_names=_names())
