"""The structured text of one version of a procedure: every part of article 8.2 of Decree 63/2010/NĐ-CP.

null, empty and 0 are three statements. `None`: no data, shown as "chưa có dữ liệu". `()`: known to have none
(`fees=()` is free of charge). 0: the number zero.
"""

from dataclasses import dataclass
from typing import Any, Literal

from motcua.kernel.time import Limit
from motcua.operate.catalogue.rules import codec

TimeUnit = Literal["working_hour", "working_day", "day", "month"]
ChannelKind = Literal["direct", "online", "post"]
AgencyRole = Literal["implement", "decide", "receive", "coordinate"]
Kind = Literal["central", "province", "internal"]
Competent = Literal["department", "ministry", "province", "district", "commune", "school", "other"]
Level = Literal["ministry", "province", "district", "commune", "school", "other"]
InternalScope = Literal["between", "inside"]  # between agencies of the State, or inside one of them
FeeKind = Literal["fee", "charge"]  # phí, lệ phí
Signed = Literal["none", "hand", "digital"]  # needs no signature; by hand or with a seal; digitally
# What the State already holds instead of the paper: population data, a result of an earlier procedure, the register of
# businesses, another database.
HeldBy = Literal["population", "earlier_result", "business_register", "other"]


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """A limit as published; `start_text`: what it is counted from, where the source says so."""

    value: int
    unit: TimeUnit
    text: str
    start_text: str | None = None

    def __post_init__(self) -> None:
        limit = Limit(self.value, self.unit, self.text)  # ValueError: no such limit
        object.__setattr__(self, "text", limit.text)


@dataclass(frozen=True, slots=True)
class Fee:
    kind: FeeKind
    amount: int | None  # whole đồng; None: the amount is not known
    per: str | None = None
    text: str | None = None
    code: str | None = None
    case: str | None = None
    valid_from: str | None = None  # ISO date; None: not said
    valid_to: str | None = None
    clause: str | None = None


@dataclass(frozen=True, slots=True)
class Channel:
    """One way to file (cách thức thực hiện), with its own limit and fees where the source gives them."""

    kind: ChannelKind
    limit: TimeLimit | None = None
    limit_text: str | None = None
    fees: tuple[Fee, ...] | None = None
    fee_text: str | None = None
    note: str | None = None
    case: str | None = None


@dataclass(frozen=True, slots=True)
class Component:
    """One paper of the dossier (thành phần hồ sơ). `code` is stable within the procedure.

    `clause`: the point of law that asks for it. `held_by`: who in the State already holds what it says, so that it
    should not be asked for (`held_note`: how that is known). `signed`: how the paper must be signed; None: not known.
    """

    code: str
    name: str
    form: str | None = None
    originals: int | None = None
    copies: int | None = None
    digitise: bool | None = None
    reuse_source: str | None = None
    case: str | None = None
    clause: str | None = None
    held_by: HeldBy | None = None
    held_note: str | None = None
    signed: Signed | None = None

    @property
    def is_cut(self) -> bool:
        """True when the source itself shortened the name."""
        return self.name.endswith("…")


@dataclass(frozen=True, slots=True)
class Step:
    text: str
    case: str | None = None
    clause: str | None = None


@dataclass(frozen=True, slots=True)
class AgencyPart:
    role: AgencyRole
    name: str
    code: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What the applicant gets; `code` is the national code of the result (KQ.…), kept as opaque text."""

    name: str | None
    code: str | None = None
    paper_required: bool | None = None
    can_be_electronic: bool | None = None
    clause: str | None = None


@dataclass(frozen=True, slots=True)
class FormRef:
    name: str
    component_code: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class LegalBasis:
    number: str
    title: str | None = None
    effective_from: str | None = None  # ISO date; the newest of a procedure starts its publication clock
    effective_to: str | None = None
    issued_on: str | None = None
    issuer: str | None = None


@dataclass(frozen=True, slots=True)
class Publication:
    """Who published the procedure and by which decision."""

    authority: str | None = None
    decision: str | None = None
    authority_code: str | None = None
    decision_id: str | None = None
    procedure_id: str | None = None  # the number of the record on the national portal


@dataclass(frozen=True, slots=True)
class ProcedureContent:
    """All parts of one version; `steps_are_summary` marks steps in our own short words, not the official text.

    `same_day`: the law has the matter settled while the person waits, so that no receipt need be written (NĐ
    61/2018/NĐ-CP điều 17 khoản 4); None: not known.
    """

    name: str
    field: str | None = None
    field_code: str | None = None
    local_code: str | None = None
    kind: Kind | None = None
    kind_text: str | None = None
    competent: Competent | None = None
    levels: tuple[Level, ...] | None = None
    steps: tuple[Step, ...] | None = None
    steps_are_summary: bool = False
    channels: tuple[Channel, ...] | None = None
    components: tuple[Component, ...] | None = None
    sets: int | None = None
    time_limit: TimeLimit | None = None
    subjects: tuple[str, ...] | None = None
    agencies: tuple[AgencyPart, ...] | None = None
    results: tuple[Result, ...] | None = None
    fees: tuple[Fee, ...] | None = None
    forms: tuple[FormRef, ...] | None = None
    conditions: tuple[str, ...] | None = None
    legal_bases: tuple[LegalBasis, ...] | None = None
    publication: Publication | None = None
    scope_note: str | None = None
    internal_scope: InternalScope | None = None
    same_day: bool | None = None

    def to_json(self) -> dict[str, Any]:
        """Canonical JSON; `from_json` gives the same content back."""
        encoded: dict[str, Any] = codec.encode(self)
        return encoded

    @classmethod
    def from_json(cls, value: Any) -> "ProcedureContent":
        """The content described by `value`; BadContent names the first wrong place."""
        content = codec.decode(cls, value)
        if not content.name.strip():
            raise codec.BadContent("name", "thiếu tên thủ tục")
        codes = [component.code for component in content.components or ()]
        if len(codes) != len(set(codes)):
            raise codec.BadContent("components", "hai thành phần hồ sơ trùng mã")
        if content.internal_scope and content.kind != "internal":
            raise codec.BadContent("internal_scope", "chỉ dùng cho thủ tục nội bộ")
        return content

    @property
    def files_online(self) -> bool:
        """True when the published text offers the online channel; it is not a service level."""
        return any(channel.kind == "online" for channel in self.channels or ())


def content_hash(content: ProcedureContent) -> str:
    """SHA-256 of the canonical JSON, in hexadecimal: equal texts have equal hashes."""
    return codec.digest(content.to_json())
