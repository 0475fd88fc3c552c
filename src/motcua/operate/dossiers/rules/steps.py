"""The table of steps: which verb may be done in which state, by whom, and what it leads to.

Transitions follow domain rules built on NĐ 61/2018/NĐ-CP (tiếp nhận, bổ sung, từ chối: điều 17, 19; trả: điều 20).
A waiting state always leads to resumption, withdrawal and stop; 3, 7, 8 and 10 are final. Refusal on the merits is a
result document that goes the way of every result (9 → 10), not state 3.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from motcua.operate.dossiers.rules.preflight import Defect
from motcua.operate.dossiers.rules.states import LABELS, State
from motcua.operate.dossiers.rules.table import STEPS, Step

# What holds where a situation does not say what the rule set of the dossier says.
SUPPLEMENT_LIMIT, SUPPLEMENT_ARTICLE = 2, "NĐ 63/2010/NĐ-CP điều 20 khoản 4"

SYSTEM_ROLE = "system"  # in no grant: what acts under it is the product itself
# Done by the counter until acceptance, by the handling unit after it.
HANDED_OVER = frozenset({"request_payment", "mark_paper", "place_hold"})
# What a hold may stop. Taking a dossier back, handing in what was asked and ending the hold itself never wait for it.
# What turns to the applicant: done where the applicant filed, never by an agency that handles a part.
ONLY_OF_THE_WHOLE = frozenset(
    {"request_supplement", "supplement", "request_payment", "confirm_payment", "apologise", "rate"}
)
HOLDABLE = frozenset({"accept", "assign", "draft_result", "forward", "sign", "issue", "return_result"})


@dataclass(frozen=True, slots=True)
class Refusal:
    """An expected "no": what was refused, the words for the screen, the rule, and who could do it.

    `defects`: everything that the preflight found, when that is why.
    """

    code: str
    message: str
    rule: str = ""
    who: str = ""
    defects: tuple[Defect, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What `decide` must know of a dossier.

    `open_actions`: the verbs that end an open process step. `holds`: codes of open holds by the verb they block.
    `supplement_limit`: how often people may be asked for more, by `supplement_article` of the dossier's rule set.
    """

    state: State
    accepted: bool
    open_actions: frozenset[str] = frozenset()
    holds: Mapping[str, str] = field(default_factory=dict)
    supplement_requests: int = 0
    supplement_limit: int = SUPPLEMENT_LIMIT
    supplement_article: str = SUPPLEMENT_ARTICLE
    rated: bool = False
    has_draft: bool = False
    signed: bool = False
    led: bool = True  # False: nobody leads it
    at_once: bool = False  # received to be settled while the person waits: it follows no process
    draft_asked: bool = True  # False: the open step may end before a draft is written
    at_signing: bool = False  # the draft lies with who signs it
    part: bool = False  # a part of another agency's dossier: the applicant stands before that one
    observed: bool = False  # handled in another system; only its history is kept here


def decide(*, situation: Situation, verb: str, role: str, related: bool, own: bool = False) -> Step | Refusal:
    """Whether `verb` may happen now. `role` is what the actor acts as; `related` that the dossier is his to handle.

    `own`: an official stands before a dossier that he himself owns or filed. He may do what every applicant may, but
    somebody else must handle it (Luật Phòng, chống tham nhũng 2018 điều 23).
    Total: it answers with a Step or a Refusal for every input and never raises.
    """
    step = STEPS.get(verb)
    if step is None:
        return Refusal("unknown_verb", "Hệ thống không có thao tác này.")
    if situation.observed:
        return HANDLED_ELSEWHERE
    if own and role in step.roles and role != "applicant":
        return _own(step)
    for check in (_wrong_state, _wrong_role, _not_of_a_part, _held, _not_open, _special):
        refusal = check(step, situation, role, related)
        if refusal is not None:
            return refusal
    return step


def target(step: Step, situation: Situation) -> State:
    """The state after `step`. What waited before acceptance goes back to 1, after it to 4."""
    if step.target is None:
        return situation.state
    if step.verb in {"supplement", "confirm_payment"} and not situation.accepted:
        return State.SUBMITTED
    return step.target


def allowed(*, situation: Situation, role: str, related: bool, own: bool = False) -> tuple[str, ...]:
    """The verbs that `role` may do now, in the order of the table."""
    answers = ((verb, decide(situation=situation, verb=verb, role=role, related=related, own=own)) for verb in STEPS)
    return tuple(verb for verb, answer in answers if isinstance(answer, Step))


def _own(step: Step) -> Refusal:
    who = ", ".join(sorted(ROLE_WORDS.get(name, name) for name in step.roles - {"applicant"}))
    return Refusal(
        "own_dossier",
        "Đây là hồ sơ của chính bạn, nên phải do người khác giải quyết.",
        "Luật Phòng, chống tham nhũng 2018 điều 23",
        f"{who} khác",
    )


def _wrong_state(step: Step, situation: Situation, role: str, related: bool) -> Refusal | None:
    if situation.state in step.sources:
        return None
    words = LABELS[situation.state]
    return Refusal("wrong_state", f"Không thể {step.words.lower()} khi hồ sơ đang ở trạng thái “{words}”.", step.rule)


def _wrong_role(step: Step, situation: Situation, role: str, related: bool) -> Refusal | None:
    who = ", ".join(sorted(ROLE_WORDS.get(name, name) for name in step.roles))
    if not step.roles:
        return (
            None if role == SYSTEM_ROLE and related else Refusal("wrong_role", "Việc này hệ thống tự làm.", step.rule)
        )
    if step.by_rule and role == SYSTEM_ROLE and related:
        return None
    if role not in step.roles:
        return Refusal("wrong_role", f"Vai trò của bạn không được {step.words.lower()}.", step.rule, who)
    if not related:
        return Refusal("not_yours", "Hồ sơ này không thuộc phần việc của bạn.", step.rule, who)
    return None


def _not_of_a_part(step: Step, situation: Situation, role: str, related: bool) -> Refusal | None:
    if not situation.part or step.verb not in ONLY_OF_THE_WHOLE:
        return None
    return Refusal(
        "part_of_another",
        f"Đây là phần liên thông; không thể {step.words.lower()} ở phần này. Mọi yêu cầu với người dân đi qua cơ quan "
        "đã tiếp nhận hồ sơ gốc.",
        "NĐ 61/2018/NĐ-CP điều 19 khoản 6, 7",
        "Cơ quan đã tiếp nhận hồ sơ gốc",
    )


def _held(step: Step, situation: Situation, role: str, related: bool) -> Refusal | None:
    code = situation.holds.get(step.verb)
    if code is None:
        return None
    return Refusal(
        "held", f"Hồ sơ đang chờ “{code}”, chưa thể {step.words.lower()}.", step.rule, "Người đã đặt điều kiện chờ"
    )


def _not_open(step: Step, situation: Situation, role: str, related: bool) -> Refusal | None:
    if not step.process or step.verb in situation.open_actions:
        return None
    if step.verb == "return_result" and situation.at_once:
        return None
    if step.verb == "assign" and situation.state is State.IN_PROGRESS and (role == "unit_head" or not situation.led):
        return None  # a dossier in work may be handed to another officer, and one that nobody leads may be taken
    return Refusal("step_not_open", f"Chưa đến bước “{step.words}”, hoặc bước này đã xong.", step.rule)


def _special(step: Step, situation: Situation, role: str, related: bool) -> Refusal | None:
    if step.verb == "request_supplement":
        return _supplement_refusal(step, situation, role)
    if step.verb == "settle" and not situation.at_once:
        return Refusal("not_at_once", "Hồ sơ này theo quy trình, không giải quyết ngay tại quầy.", step.rule)
    if step.verb in HANDED_OVER and role != "reception" and not situation.accepted:
        return Refusal(
            "wrong_role", "Hồ sơ chưa được tiếp nhận nên còn ở Bộ phận Một cửa.", step.rule, ROLE_WORDS["reception"]
        )
    if step.verb in {"extend", "apologise", "move_due"} and not situation.accepted:
        return Refusal("wrong_state", "Hồ sơ chưa được tiếp nhận nên chưa có thời hạn.", step.rule)
    if step.verb == "reject" and situation.accepted:
        return Refusal(
            "wrong_state", "Hồ sơ đã tiếp nhận thì việc từ chối là một kết quả giải quyết, phải được ký.", step.rule
        )
    if step.verb == "change_process" and not situation.accepted:
        return Refusal("wrong_state", "Hồ sơ chưa được tiếp nhận nên chưa theo quy trình nào.", step.rule)
    if step.verb == "release_hold" and not situation.holds:
        return Refusal("no_such_hold", "Hồ sơ không có điều kiện chờ này.")
    if step.verb == "rate" and situation.rated:
        return Refusal("already_rated", "Hồ sơ này đã được đánh giá; mỗi hồ sơ được đánh giá một lần.")
    if step.verb == "draft_result" and (situation.signed or _passed_on(situation, role)):
        # What others have reviewed or signed is not rewritten behind their backs: it is sent back first.
        return Refusal(
            "step_not_open", "Dự thảo đã chuyển đi. Muốn sửa thì người đang giữ phải trả lại trước.", step.rule
        )
    if step.verb in {"forward", "sign"} and not situation.has_draft and (step.verb == "sign" or situation.draft_asked):
        return Refusal("no_draft", "Chưa có dự thảo kết quả để chuyển đi.", step.rule, "Chuyên viên thụ lý")
    if step.verb == "issue" and not situation.signed:
        return Refusal("not_signed", "Kết quả chưa được ký nên chưa thể phát hành.", step.rule, "Người ký")
    return None


def _passed_on(situation: Situation, role: str) -> bool:
    return situation.at_signing or (role == "case_officer" and "forward" not in situation.open_actions)


HANDLED_ELSEWHERE = Refusal(
    "handled_elsewhere",
    "Hồ sơ này được giải quyết ở hệ thống khác; ở đây chỉ theo dõi. Hãy thực hiện ở hệ thống đó rồi nhập lại dữ liệu.",
    "NĐ 61/2018/NĐ-CP điều 17",
    "Cơ quan đang giải quyết ở hệ thống một cửa đó",
)
INSTEAD_BEFORE = "Hãy tiếp nhận hồ sơ, hoặc từ chối tiếp nhận và nêu rõ lý do."
INSTEAD_AFTER = "Hãy giải quyết theo giấy tờ đã có; nếu không đủ điều kiện thì trả kết quả từ chối có nêu lý do."


def _supplement_refusal(step: Step, situation: Situation, role: str) -> Refusal | None:
    if situation.supplement_requests >= situation.supplement_limit:
        # Nobody may, not even a superior: what is there has to be decided on.
        return Refusal(
            "too_many_supplements",
            f"Đã yêu cầu bổ sung {situation.supplement_requests} lần, không được yêu cầu người dân bổ sung thêm. "
            f"{INSTEAD_AFTER if situation.accepted else INSTEAD_BEFORE}",
            situation.supplement_article,
        )
    # Before acceptance the head of the unit that will handle it answers for asking again, and for nothing else.
    superior = role == "unit_head" and situation.supplement_requests > 0
    if situation.accepted == (role == "reception") and not superior:
        who = "unit_head" if situation.accepted else "reception"
        return Refusal("wrong_role", "Bước này do bộ phận khác yêu cầu bổ sung.", step.rule, ROLE_WORDS[who])
    return None


ROLE_WORDS = {
    "applicant": "Người nộp hồ sơ",
    "reception": "Công chức tiếp nhận",
    "case_officer": "Chuyên viên thụ lý",
    "unit_head": "Trưởng phòng chuyên môn",
    "signatory": "Lãnh đạo ký",
    "clerk": "Văn thư",
    "administrator": "Quản trị hệ thống",
    "control_officer": "Cán bộ kiểm soát thủ tục hành chính",
}
