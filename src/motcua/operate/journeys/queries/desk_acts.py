"""The acts of the dossier page: their words and addresses, what each leads to, and which come first for whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser

from motcua.kernel.actors import Actor
from motcua.operate.dossiers import queries as dossiers
from motcua.operate.dossiers.queries import Dossier, delivering, one
from motcua.operate.processes import queries as processes
from motcua.operate.processes.rules import StepNode
from motcua.people.rules import Grant


@dataclass(frozen=True, slots=True)
class ActWords:
    """How a verb is offered. `consequence` is what the official should know before; `ends`: it cannot be undone."""

    slug: str
    label: str
    heading: str
    consequence: str
    ends: bool = False
    simple: bool = False
    done: str = "Đã ghi."


ACTS: Mapping[str, ActWords] = {
    "accept": ActWords(
        "tiep-nhan",
        "Tiếp nhận hồ sơ",
        "Tiếp nhận hồ sơ",
        "Hồ sơ được cấp mã và hẹn ngày trả. Thời hạn bắt đầu tính từ lúc này.",
        simple=True,
        done="Đã tiếp nhận. Mã hồ sơ đã được cấp.",
    ),
    "supplement": ActWords(
        "nop-bo-sung",
        "Nhận giấy tờ bổ sung",
        "Nhận giấy tờ bổ sung tại quầy",
        "Hồ sơ được xử lý tiếp. Nếu đã tiếp nhận, thời hạn tính lại từ đầu kể từ hôm nay.",
        done="Đã nhận giấy tờ bổ sung.",
    ),
    "confirm_payment": ActWords(
        "da-nop-phi",
        "Xác nhận đã nộp phí",
        "Xác nhận đã nộp phí, lệ phí",
        "Hồ sơ được xử lý tiếp.",
        simple=True,
        done="Đã xác nhận nộp phí.",
    ),
    "assign": ActWords(
        "phan-cong",
        "Phân công",
        "Phân công thụ lý",
        "Người nhận thụ lý chịu trách nhiệm về hồ sơ này.",
        simple=True,
        done="Đã phân công.",
    ),
    "draft_result": ActWords(
        "du-thao",
        "Soạn dự thảo",
        "Soạn dự thảo kết quả",
        "Viết văn bản trả cho người nộp. Mỗi lần lưu thay bản trước; chưa ai nhận được gì cho tới khi bạn chuyển đi.",
        done="Đã lưu dự thảo.",
    ),
    "forward": ActWords(
        "chuyen-buoc",
        "Chuyển bước tiếp theo",
        "Chuyển bước tiếp theo",
        "Hồ sơ rời tay bạn; dự thảo mang ký nháy của bạn. Muốn sửa dự thảo thì người nhận phải trả lại.",
        simple=True,
        done="Đã chuyển bước tiếp theo.",
    ),
    "sign": ActWords(
        "ky",
        "Ký kết quả",
        "Ký số kết quả",
        "Chữ ký số của bạn được đặt vào văn bản. Sau đó văn thư cấp số và phát hành.",
        simple=True,
        done="Đã ký kết quả.",
    ),
    "issue": ActWords(
        "phat-hanh",
        "Cấp số và phát hành",
        "Cấp số, ký số cơ quan và phát hành",
        "Văn bản nhận số tiếp theo của năm, ngày hôm nay và chữ ký số của cơ quan. Sau đó không sửa được nữa.",
        simple=True,
        done="Đã phát hành kết quả.",
    ),
    "return_result": ActWords(
        "tra-ket-qua",
        "Trả kết quả",
        "Trả kết quả",
        "Hồ sơ kết thúc. Người nộp được mời đánh giá.",
        simple=True,
        done="Đã trả kết quả.",
    ),
    "hand_over": ActWords(
        "ban-giao",
        "Bàn giao…",
        "Bàn giao hồ sơ",
        "Người nhận thụ lý tiếp mọi bước đang mở của hồ sơ này; thời hạn không đổi.",
        done="Đã bàn giao.",
    ),
    "track_delivery": ActWords(
        "giao-ket-qua",
        "Ghi việc giao kết quả…",
        "Việc giao kết quả qua bưu chính",
        "Người nộp thấy kết quả đang ở đâu. Trạng thái của hồ sơ không đổi.",
        done="Đã ghi việc giao kết quả.",
    ),
    "request_supplement": ActWords(
        "yeu-cau-bo-sung",
        "Yêu cầu bổ sung…",
        "Yêu cầu bổ sung",
        "Thời hạn sẽ tính lại từ đầu khi người dân bổ sung. Hãy nêu đủ trong một lần: ghi điều cần bổ sung dưới tên "
        "từng giấy tờ, để trống nếu giấy tờ đã đủ.",
        done="Đã yêu cầu bổ sung. Phiếu Mẫu 02 đã sẵn sàng để in.",
    ),
    "request_payment": ActWords(
        "yeu-cau-nop-phi",
        "Yêu cầu nộp phí…",
        "Yêu cầu nộp phí, lệ phí",
        "Hồ sơ dừng chờ người dân nộp tiền.",
        done="Đã yêu cầu nộp phí.",
    ),
    "send_back": ActWords(
        "tra-lai",
        "Trả lại để sửa…",
        "Trả lại chuyên viên",
        "Dự thảo trở về chuyên viên thụ lý; chữ ký đã có trên dự thảo bị huỷ. Thời hạn của hồ sơ vẫn chạy.",
        done="Đã trả lại để sửa.",
    ),
    "place_hold": ActWords(
        "dat-dieu-kien-cho",
        "Đặt điều kiện chờ…",
        "Đặt điều kiện chờ",
        "Thao tác được chọn bị chặn cho tới khi gỡ. Thời hạn vẫn chạy, trừ khi luật chuyên ngành cho dừng.",
        done="Đã đặt điều kiện chờ.",
    ),
    "release_hold": ActWords(
        "go-dieu-kien-cho",
        "Gỡ điều kiện chờ",
        "Gỡ điều kiện chờ",
        "Các thao tác bị chặn được mở lại.",
        done="Đã gỡ điều kiện chờ.",
    ),
    "mark_paper": ActWords(
        "giay-to",
        "Số hoá",
        "Số hoá giấy tờ",
        "Ghi giấy tờ này đã có bản điện tử, dùng lại bản cũ, hoặc không phải số hoá.",
        done="Đã ghi.",
    ),
    "apologise": ActWords(
        "xin-loi",
        "Xin lỗi và hẹn lại…",
        "Xin lỗi và hẹn lại ngày trả",
        "Người nộp được xin lỗi và hẹn ngày khác, chỉ một lần. Hạn theo luật không đổi: hồ sơ vẫn tính là quá hạn nếu "
        "xong sau hạn đó. Phải làm trước hạn ít nhất một ngày; muộn hơn vẫn ghi, kèm dấu xin lỗi muộn.",
        done="Đã ghi lời xin lỗi và ngày hẹn mới. Phiếu xin lỗi ở mục Tài liệu; người nộp cũng đọc được.",
    ),
    "extend": ActWords(
        "gia-han",
        "Gia hạn…",
        "Gia hạn giải quyết",
        "Chỉ được khi luật chuyên ngành cho phép, và một lần. Hệ thống tính ngày mới; hạn cũ vẫn giữ để đối chiếu.",
        done="Đã gia hạn.",
    ),
    "reject": ActWords(
        "tu-choi",
        "Từ chối tiếp nhận…",
        "Từ chối tiếp nhận hồ sơ",
        "Hồ sơ kết thúc tại đây và không mở lại được. Người nộp nhận phiếu từ chối (Mẫu 03) có lý do bạn ghi.",
        ends=True,
        done="Đã từ chối tiếp nhận. Phiếu Mẫu 03 đã sẵn sàng để in.",
    ),
    "withdraw": ActWords(
        "rut-ho-so",
        "Rút hồ sơ theo yêu cầu…",
        "Rút hồ sơ theo yêu cầu của người nộp",
        "Hồ sơ kết thúc, không có kết quả và không mở lại được. Chỉ làm khi người nộp yêu cầu.",
        ends=True,
        done="Đã ghi việc rút hồ sơ.",
    ),
    "stop": ActWords(
        "dung-giai-quyet",
        "Dừng giải quyết…",
        "Dừng giải quyết hồ sơ",
        "Hồ sơ kết thúc, không có kết quả và không mở lại được. Người nộp được báo lý do bạn ghi.",
        ends=True,
        done="Đã dừng giải quyết hồ sơ.",
    ),
}
VERB_OF_SLUG = {words.slug: verb for verb, words in ACTS.items()}
# What comes first when several may be done; the rest follows in the order of ACTS.
FIRST = (
    "accept", "confirm_payment", "supplement", "return_result", "issue", "sign", "forward", "draft_result", "assign",
)  # fmt: skip
BESIDE_PAPERS = frozenset({"mark_paper", "release_hold"})  # offered where the paper or the hold stands


@dataclass(frozen=True, slots=True)
class Offer:
    """One act that the person may do on this dossier now, with the actor to do it as."""

    verb: str
    words: ActWords
    label: str
    by: Actor


@dataclass(frozen=True, slots=True)
class Offers:
    """The acts of a page: one primary, the quieter ones, and those that end the dossier."""

    first: Offer | None
    others: tuple[Offer, ...]
    ending: tuple[Offer, ...]
    verbs: Mapping[str, Actor]


def offers(*, dossier: Dossier, account: AbstractBaseUser, grants: Sequence[Grant]) -> Offers:
    """What the holder of `grants` may do on the dossier now."""
    verbs: dict[str, Actor] = {}
    for grant in grants:
        actor = grant.actor(account.pk)
        for verb in dossiers.verbs_for(dossier, actor):
            verbs.setdefault(verb, actor)
    if "request_payment" in verbs and not published_fees(dossier):
        del verbs["request_payment"]
    if "extend" in verbs and dossiers.extension_rule(dossier) is None:
        del verbs["extend"]
    if verbs.keys() & {"extend", "apologise"}:
        spent = dossiers.used_up(dossier)
        verbs = {verb: actor for verb, actor in verbs.items() if verb not in spent}
    if "hand_over" in verbs and dossier.lead_id is None:
        del verbs["hand_over"]
    if "hand_over" in verbs and "assign" in verbs:
        del verbs["assign"]  # the same with a reason
    if "track_delivery" in verbs and not delivering.next_ways(dossier):
        del verbs["track_delivery"]
    node = next(iter(open_nodes(dossier)), None)
    shown = [
        Offer(
            verb, words, _label(verb, words, verbs[verb], dossier, own_node(dossier, verbs[verb]) or node), verbs[verb]
        )
        for verb, words in ACTS.items()
        if verb in verbs and verb not in BESIDE_PAPERS
    ]
    first = next(
        (offer for verb in FIRST for offer in shown if offer.verb == verb and _leads(offer, node, dossier)), None
    )
    rest = [offer for offer in shown if offer is not first]
    ending = tuple(offer for offer in rest if offer.words.ends)
    return Offers(first, tuple(offer for offer in rest if not offer.words.ends), ending, verbs)


def open_nodes(dossier: Dossier) -> list[StepNode]:
    """The open steps of the dossier's process; none before acceptance and after its end."""
    if dossier.process_version_id is None:
        return []
    return dossiers.open_nodes(dossier, processes.graph(dossier.process_version_id))


def own_node(dossier: Dossier, by: Actor) -> StepNode | None:
    """The first open step that waits for this actor."""
    return next(iter(one.own_nodes(dossier, by)), None)


def published_fees(dossier: Dossier) -> list[int]:
    """The amounts published for the procedure: nothing else may be asked for."""
    content = dossier.procedure_version.parsed

    return sorted({fee.amount for fee in content.fees or () if fee.amount})


def _leads(offer: Offer, node: StepNode | None, dossier: Dossier) -> bool:
    """Whether the act moves the work on: handing a dossier to somebody else does not, once it is in work.

    A draft that came back is mended before it goes on again.
    """
    if offer.verb == "forward" and offer.by.role == "case_officer":
        return not _draft_is_old(dossier)
    if offer.verb == "assign":
        return node is not None and node.action == "assign"
    if offer.verb == "draft_result":
        return offer.by.role == "case_officer"
    return True


def _draft_is_old(dossier: Dossier) -> bool:
    """Whether the draft was written before the open step began, that is before it was sent back."""
    if not dossier.moves or not dossier.moves[-1][1]:
        return False  # later steps of one officer need no new draft
    result = getattr(dossier, "result", None)
    opened = dossier.tasks.filter(closed_at=None, role="case_officer").values_list("opened_at", flat=True).first()
    return result is not None and opened is not None and result.drafted_at < opened


def _label(verb: str, words: ActWords, by: Actor, dossier: Dossier, node: StepNode | None) -> str:
    if verb == "assign":
        if by.role == "case_officer":
            return "Nhận thụ lý"
        return "Phân công thụ lý" if node is not None and node.action == "assign" else "Chuyển người thụ lý khác…"
    if verb == "draft_result" and getattr(dossier, "result", None) is not None:
        return "Sửa dự thảo"
    if verb == "forward" and node is not None:
        return forward_label(dossier, node)
    return words.label


def forward_label(dossier: Dossier, node: StepNode) -> str:
    """Where finishing `node` leads, as the words of a button."""
    graph = processes.graph(dossier.process_version_id) if dossier.process_version_id else None
    if len(node.next) > 1:
        return f"Xong bước “{node.name}”"
    following = graph.step(node.next[0]) if graph and node.next else None
    if following is None:
        return "Xong bước này"
    if following.action == "sign":
        return "Chuyển trình ký"
    if following.role == "unit_head":
        return "Trình trưởng phòng duyệt"
    return f"Chuyển bước “{following.name}”"
