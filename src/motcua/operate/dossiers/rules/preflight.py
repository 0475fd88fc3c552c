"""Everything that can be known to be wrong with a dossier before it is given a number, told at once.

Pure: judged from facts that others gathered. A blocking defect stops the sending; a warning is told, kept with the
dossier, and leaves the choice to the person (nobody is refused for what only the office may judge).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal

from motcua.kernel.text import fold, nfc

Group = Literal["eligibility", "completeness", "format", "signature", "authority", "duplicate"]
GROUPS: Final[Mapping[Group, str]] = {
    "eligibility": "Điều kiện nộp",
    "completeness": "Thành phần hồ sơ",
    "format": "Định dạng tệp",
    "signature": "Chữ ký số",
    "authority": "Nộp thay",
    "duplicate": "Hồ sơ trùng",
}
SOON_AGAIN: Final = timedelta(minutes=10)
"""A dossier sent again within this time with nothing changed is the same one sent twice."""

_MUST_SIGN = re.compile(r"\b(ký số|chữ ký điện tử)\b")  # with its accents: “ký sổ” is something else
_REMARK = re.compile(r"\([^)]*\)")
_PERSONS = ("cong dan", "nguoi", "can bo", "cong chuc", "ca nhan")
_BODIES = ("to chuc", "doanh nghiep", "hop tac xa", "co quan")


@dataclass(frozen=True, slots=True)
class Defect:
    """One thing that is wrong: a code for programs, a sentence that says what and what to do, the paper it is in."""

    code: str
    group: Group
    message: str
    blocking: bool = False
    component: str = ""

    @property
    def heading(self) -> str:
        return GROUPS[self.group]


@dataclass(frozen=True, slots=True)
class Verdict:
    """All defects, those that stop the sending first."""

    defects: tuple[Defect, ...] = ()

    @property
    def blocking(self) -> tuple[Defect, ...]:
        return tuple(one for one in self.defects if one.blocking)

    @property
    def warnings(self) -> tuple[Defect, ...]:
        return tuple(one for one in self.defects if not one.blocking)

    @property
    def passed(self) -> bool:
        return not self.blocking

    def objection(self, go_on_reason: str) -> str:
        """Why an application with this verdict is not sent: "preflight", "duplicate" (no reason given), "" (it is)."""
        if self.blocking:
            return "preflight"
        return "duplicate" if self.duplicates and not go_on_reason.strip() else ""

    @property
    def duplicates(self) -> tuple[Defect, ...]:
        return tuple(one for one in self.defects if one.group == "duplicate")

    def fact(self) -> dict[str, list[str]]:
        """What an event says of it: codes, in a fixed order, without words and without papers' names."""
        return {"warnings": sorted({one.code for one in self.warnings})}


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureFact:
    """One signature of a file. `valid_to`: end of the certificate; None when it cannot be read."""

    signer: str
    intact: bool
    trusted: bool
    later: str
    signed_at: datetime | None = None
    valid_from: datetime | None = None
    valid_to: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFact:
    """One file: problems of its format as (code, sentence), its signatures; `signatures` None when unreadable.

    `signed`: how the procedure wants the paper signed ("digital", "hand", "none"; "": not known).
    """

    component: str
    paper: str
    name: str
    problems: tuple[tuple[str, str], ...] = ()
    signatures: tuple[SignatureFact, ...] | None = ()
    signed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartFact:
    """One component of the procedure and how it is answered: "file", "paper", "bring", "none", "" (not said)."""

    code: str
    name: str
    how: str
    conditional: bool = False
    held: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TwinFact:
    """A dossier that is alike. `shown`: how it is called to this person; `exact`: nothing at all differs."""

    shown: str
    submitted_at: datetime
    day: str
    running: bool
    same_files: int = 0
    same_procedure: bool = True
    exact: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of an application. `online`: nobody stands at a counter to mend things on the spot.

    `left`: questions not answered yet, as (label). `competent`: "department" is this agency.
    """

    now: datetime
    online: bool = True
    in_force: bool = True
    competent: str = "department"
    subjects: tuple[str, ...] = ()
    owner_kind: str = "person"
    left: tuple[str, ...] = ()
    parts: tuple[PartFact, ...] = ()
    files: tuple[FileFact, ...] = ()
    twins: tuple[TwinFact, ...] = ()
    authority: tuple[tuple[str, str, bool], ...] = ()


def judge(facts: Facts) -> Verdict:
    """Every defect of the application in one answer; the same facts always give the same verdict."""
    found = [
        *_eligibility(facts),
        *_completeness(facts),
        *(defect for file in facts.files for defect in _file(file, facts.now)),
        *(Defect(code, "authority", words, blocking) for code, words, blocking in facts.authority),
        *(_twin(twin, facts.now) for twin in facts.twins),
    ]
    unique = list(dict.fromkeys(found))
    return Verdict(tuple(sorted(unique, key=lambda one: not one.blocking)))


def signing_of(name: str, said: str | None = None) -> str:
    """How a paper must be signed: what the text of the procedure says (`said`), else what its published name says."""
    return said or ("digital" if _MUST_SIGN.search(nfc(name).lower()) else "")


def may_file(subjects: Iterable[str], kind: str) -> bool:
    """Whether `kind` ("person" or "organisation") is among the published subjects; unknown subjects exclude nobody."""
    words = [fold(text) for text in subjects]
    known = {"person": _any(words, _PERSONS), "organisation": _any(words, _BODIES)}
    return known.get(kind, True) or not any(known.values())


def _any(words: Iterable[str], begins: tuple[str, ...]) -> bool:
    return any(word.startswith(begins) for word in words)


def _eligibility(facts: Facts) -> list[Defect]:
    found = []
    if not facts.in_force:
        text = "Thủ tục này không còn hiệu lực. Hãy tìm thủ tục thay thế trong danh mục rồi nộp theo thủ tục mới."
        found.append(Defect("not_in_force", "eligibility", text, True))
    if facts.competent != "department":
        text = "Thủ tục này do cơ quan khác giải quyết. Hãy xem nơi nộp ở trang thủ tục và nộp tại cơ quan đó."
        found.append(Defect("not_competent", "eligibility", text, facts.online))
    if not may_file(facts.subjects, facts.owner_kind):
        whom = "cá nhân" if facts.owner_kind == "person" else "tổ chức"
        text = (
            f"Thủ tục công bố dành cho: {'; '.join(facts.subjects)}. Chủ hồ sơ đang ghi là {whom}: hãy xem lại mục chủ "
            "hồ sơ. Nếu đúng như vậy, cán bộ sẽ xem xét."
        )
        found.append(Defect("wrong_subject", "eligibility", text))
    return found


def _completeness(facts: Facts) -> list[Defect]:
    found = [Defect("not_answered", "completeness", f"Chưa làm xong mục “{label}”.", True) for label in facts.left]
    for part in facts.parts:
        if not part.how:
            text = f"Chưa cho biết nộp “{_short(part.name)}” thế nào. Hãy tải tệp lên, hoặc chọn mang bản giấy đến."
            found.append(Defect("paper_undecided", "completeness", text, True, part.code))
        elif part.how == "none" and not part.conditional and not part.held:
            text = (
                f"Bạn chọn không nộp “{_short(part.name)}”, là giấy tờ thủ tục yêu cầu. "
                "Nếu thật sự cần, hồ sơ sẽ bị yêu cầu bổ sung và lâu hơn."
            )
            found.append(Defect("paper_left_out", "completeness", text, False, part.code))
        elif part.how == "bring":
            text = f"“{_short(part.name)}” nộp bản giấy: hãy mang đến Bộ phận Một cửa, hồ sơ chỉ được tiếp nhận khi đủ."
            found.append(Defect("paper_to_bring", "completeness", text, False, part.code))
    return found


def _file(file: FileFact, now: datetime) -> list[Defect]:
    found = [Defect(code, "format", words, True, file.component) for code, words in file.problems]
    if found:
        return found  # what cannot be opened carries no signature worth judging
    if file.signatures is None:
        text = f"Chữ ký số trong tệp “{file.name}” bị hỏng, không đọc được. Hãy ký lại rồi tải lên."
        return [Defect("signature_unreadable", "signature", text, True, file.component)]
    if not file.signatures and file.signed == "digital":
        begin = f"“{_short(file.paper)}” phải là tệp có chữ ký số"
        text = f"{begin} nhưng tệp “{file.name}” chưa được ký. Hãy ký số rồi tải lại."
        return [Defect("signature_missing", "signature", text, True, file.component)]
    if not file.signatures and file.signed == "hand":
        text = f"“{_short(file.paper)}” phải có chữ ký: hãy xem lại, bản chụp “{file.name}” phải thấy rõ chữ ký."
        return [Defect("signature_by_hand", "signature", text, False, file.component)]
    return [defect for one in file.signatures if (defect := _signature(file, one, now)) is not None]


def _signature(file: FileFact, one: SignatureFact, now: datetime) -> Defect | None:
    """The worst that can be said of a signature; None when it is good."""
    who = f"Chữ ký số của {one.signer}" if one.signer else "Chữ ký số"
    begin = f"{who} trong tệp “{file.name}”"
    if not one.intact:
        text = f"{begin} không còn đúng: nội dung đã bị sửa sau khi ký. Hãy dùng tệp gốc đã ký, hoặc ký lại."
        return Defect("signature_broken", "signature", text, True, file.component)
    if one.later == "forbidden":
        text = f"{begin} không bao trùm toàn bộ tệp: có nội dung thêm vào sau khi ký. Hãy ký lại tệp hoàn chỉnh."
        return Defect("signature_partial", "signature", text, True, file.component)
    at = one.signed_at or now
    if (one.valid_to and at > one.valid_to) or (one.valid_from and at < one.valid_from):
        text = f"{begin} được ký khi chứng thư không có hiệu lực. Hãy gia hạn chứng thư rồi ký lại."
        return Defect("signature_expired", "signature", text, True, file.component)
    if one.valid_to and now > one.valid_to:
        text = f"{begin} dùng chứng thư nay đã hết hạn. Cán bộ sẽ đối chiếu thời điểm ký; nếu được, hãy ký lại."
        return Defect("certificate_ended", "signature", text, False, file.component)
    if not one.trusted:
        text = f"{begin}: chưa xác định được nơi cấp chứng thư. Cán bộ sẽ kiểm tra lại khi tiếp nhận."
        return Defect("signature_untrusted", "signature", text, False, file.component)
    return None


def _twin(twin: TwinFact, now: datetime) -> Defect:
    if twin.exact and timedelta(0) <= now - twin.submitted_at <= SOON_AGAIN:
        text = (
            f"Đúng hồ sơ này vừa được gửi: {twin.shown}. Không cần gửi lần nữa; hãy mở hồ sơ đó để theo dõi. Nếu muốn "
            "nộp thêm một hồ sơ khác, hãy sửa nội dung cho đúng."
        )
        return Defect("sent_twice", "duplicate", text, True)
    if twin.same_procedure and twin.running:
        text = f"Đã có hồ sơ cùng thủ tục nộp ngày {twin.day} đang được giải quyết: {twin.shown}."
    else:
        text = f"Có tệp giống hệt tệp trong hồ sơ nộp ngày {twin.day}: {twin.shown}."
    if twin.same_files and twin.same_procedure and twin.running:
        text += f" {twin.same_files} tệp giống hệt nhau."
    text += " Nếu vẫn muốn nộp, hãy ghi lý do."
    return Defect("running_twin" if twin.running and twin.same_procedure else "same_files", "duplicate", text)


def alike(*, subject: tuple[str, date | None], other: tuple[str, date | None]) -> bool:
    """Whether two dossiers of one owner may be about the same person: names agree, and birthdays where both are told.

    A parent files for two children: that is not the same dossier twice.
    """
    agree = fold(subject[0]).split() == fold(other[0]).split()
    return agree and (subject[1] is None or other[1] is None or subject[1] == other[1])


def same_name(one: str, other: str) -> bool:
    """Whether two written names are one person's: accents, case and remarks in brackets do not count."""
    return _bare(one) == _bare(other)


def _bare(name: str) -> list[str]:
    return fold(_REMARK.sub(" ", name)).split()


def _short(name: str) -> str:
    """Enough of a paper's official name to know it."""
    words = name.split()
    return name if len(words) <= 14 else " ".join(words[:14]) + "…"
