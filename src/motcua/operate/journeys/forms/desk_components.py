"""The checklist of components at the counter: for each handed in or not needed, how many sheets, scan or reuse."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.datastructures import MultiValueDict
from django.utils.text import Truncator

from motcua.kernel.text import clean
from motcua.operate.catalogue.rules import ProcedureContent
from motcua.operate.dossiers.queries import Paper
from motcua.operate.dossiers.rules import PaperIn
from motcua.operate.journeys.forms.desk_papers import earlier_label
from motcua.operate.journeys.services import scans

FREE_LINES = 4
GIVEN, NOT_NEEDED = "co", "khong"


@dataclass(slots=True)
class Line:
    """One component on the page with what was typed for it. `free`: the data has no components, the name is typed."""

    index: int
    code: str
    name: str
    want: str = ""
    note: str = ""
    free: bool = False
    answer: str = ""
    originals: str = ""
    copies: str = ""
    reuse: str = ""
    scan: scans.Scan | None = None
    problems: list[str] = field(default_factory=list)

    @property
    def key(self) -> str:
        return f"tp{self.index}"

    @property
    def token_name(self) -> str:
        return f"{self.key}-giu"

    @property
    def given(self) -> bool:
        return self.answer == GIVEN or self.scan is not None or bool(self.reuse)


def blank_lines(content: ProcedureContent) -> list[Line]:
    """The checklist as it is first shown; sheets as the procedure asks for them."""
    if not content.components:
        return [Line(index, f"TP{index + 1}", "", free=True, originals="1") for index in range(FREE_LINES)]
    lines = []
    for index, component in enumerate(content.components):
        originals, copies = component.originals, component.copies
        want = [f"{originals} bản chính"] * bool(originals) + [f"{copies} bản sao"] * bool(copies)
        none_known = originals is None and copies is None
        lines.append(
            Line(
                index,
                component.code,
                component.name,
                want=", ".join(want),
                note=f"Chỉ khi {component.case}" if component.case else "",
                originals="1" if none_known else str(originals or ""),
                copies=str(copies or ""),
            )
        )
    return lines


def typed_lines(
    content: ProcedureContent,
    data: Mapping[str, Any],
    files: Mapping[str, Any],
    *,
    earlier: Sequence[Paper],
    account_id: str,
    now: datetime,
) -> list[Line]:
    """The checklist with what was typed. Good files are kept at once; a bad one is said so and costs nothing else."""
    known = {str(paper.pk) for paper in earlier}
    lines = blank_lines(content)
    for line in lines:
        line.answer = str(data.get(line.key, ""))
        line.originals = str(data.get(f"{line.key}-goc", "")).strip()
        line.copies = str(data.get(f"{line.key}-sao", "")).strip()
        line.reuse = reuse if (reuse := str(data.get(f"{line.key}-lai", ""))) in known else ""
        if line.free:
            line.name = clean(str(data.get(f"{line.key}-ten", "")))[:300]
            line.answer = GIVEN if line.name else ""
        _scan(line, data, files, account_id, now)
    return lines


def _scan(line: Line, data: Mapping[str, Any], files: Mapping[str, Any], account_id: str, now: datetime) -> None:
    box = f"{line.key}-tep"
    sent = files.getlist(box) if isinstance(files, MultiValueDict) else [files[box]] if box in files else []
    if not sent:
        line.scan = scans.read_token(str(data.get(line.token_name, "")), account_id=account_id)
        return
    kept = scans.keep_scans(sent=sent, title=line.name, account_id=account_id, now=now)
    if isinstance(kept, scans.Scan):
        line.scan = kept
    else:
        line.problems.append(kept.message)


def tick_all(lines: Sequence[Line]) -> None:
    """Everything was brought: what is not answered yet counts as handed in, except what only some must bring."""
    for line in lines:
        if not line.answer and not line.note and not line.free:
            line.answer = GIVEN


def check(lines: Sequence[Line]) -> None:
    """The completeness check: every component is handed in or said not to be needed; numbers are numbers."""
    for line in lines:
        for text, words in ((line.originals, "bản chính"), (line.copies, "bản sao")):
            if text and not (text.isascii() and text.isdigit() and int(text) < 100):
                line.problems.append(f"Số {words} phải là số từ 0 đến 99.")
        if line.free:
            if line.scan and not line.name:
                line.problems.append("Hãy nhập tên giấy tờ của tệp này.")
        elif not line.given and line.answer != NOT_NEEDED:
            line.problems.append("Chưa chọn “Có” hoặc “Không phải nộp”.")
        elif line.answer == GIVEN and not line.problems and not _anything(line):
            line.problems.append("Đã chọn “Có” nhưng chưa có số bản, tệp hay giấy tờ dùng lại.")


def _anything(line: Line) -> bool:
    return bool(_count(line.originals) or _count(line.copies) or line.scan or line.reuse)


def problems(lines: Sequence[Line]) -> list[tuple[str, str]]:
    """What is wrong, as (id of the control, sentence)."""
    found = [
        (f"{line.key}-co" if not line.free else f"{line.key}-ten", line, text)
        for line in lines
        for text in line.problems
    ]
    return [(target, f"{_short(line)}: {text}") for target, line, text in found]


def _short(line: Line) -> str:
    """Enough of the name to know the line; official names run over several lines."""
    return f"{line.index + 1}. {Truncator(line.name).words(9)}" if line.name else f"Giấy tờ {line.index + 1}"


def papers(lines: Sequence[Line]) -> tuple[PaperIn, ...]:
    """What is handed in, after `check` found nothing wrong."""
    return tuple(_paper(line) for line in lines if line.given and line.name)


def _paper(line: Line) -> PaperIn:
    on_paper = line.answer == GIVEN
    return PaperIn(
        component_code=line.code,
        name=line.name,
        sha256=line.scan.sha256 if line.scan else "",
        file_name=line.scan.name if line.scan else "",
        source="scan" if line.scan else ("earlier_dossier" if line.reuse else ""),
        reused_from=UUID(line.reuse) if line.reuse and not line.scan else None,
        originals=_count(line.originals) if on_paper else 0,
        copies=_count(line.copies) if on_paper else 0,
    )


def _count(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0


def choices(earlier: Sequence[Paper]) -> list[tuple[str, str]]:
    """Earlier papers of the person as choices of every line."""
    return [(str(paper.pk), earlier_label(paper)) for paper in earlier]
