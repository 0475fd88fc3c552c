"""Taking one procedure with one text (XLSX, LayThuTuc): what equals the text held here changes nothing."""

from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.kernel.actors import Actor
from motcua.kernel.time import TZ
from motcua.operate.catalogue import formats, queries, rules
from motcua.operate.catalogue.formats import portal, sheets
from motcua.operate.catalogue.models import Procedure, ProcedureVersion
from motcua.operate.catalogue.services.reports import Fate
from motcua.operate.catalogue.services.versions import Text, record, repeal, tell

REPEAL_HERE = (
    "văn bản đang áp dụng do cơ quan ban hành; tệp không bãi bỏ được, hãy ghi quyết định bãi bỏ ở trang thủ tục"
)
REVIVE = "thủ tục đã bãi bỏ ở đây; tệp không đưa lại vào áp dụng, hãy soạn bản mới ở trang thủ tục"
AGENCY_DATES = "ngày hiệu lực của văn bản do cơ quan ban hành không đổi bằng tệp; hãy soạn bản mới"
WAITS = "chờ như bản nháp bên cạnh văn bản của cơ quan"
OLDER = "giữ như bản cũ, vì bản đang áp dụng thuộc thời kỳ mới hơn"


@transaction.atomic
def take_entry(entry: formats.Entry, shape: str, *, by: Actor, now: datetime, source: str) -> Fate | formats.Wrong:
    """Bring the procedure of `entry` up to the file, or say why not.

    A text of the agency is never overwritten: a different one waits beside it as a draft. What `LayThuTuc` cannot say
    is kept from the text it would replace.
    """
    procedure = Procedure.objects.select_related("successor").filter(code=entry.code).first()
    current = _current(procedure)
    if procedure is None or current is None:
        return _recorded(entry, _text(entry, entry.content, shape, None, source, now), by=by, now=now)
    held = queries.entry(procedure, current)
    if _view(held, shape) == _view(entry, shape):
        return Fate(entry.code, held.content.name, "unchanged")
    wrong = _refuse(entry, held, current, shape)
    if wrong is not None:
        return wrong
    content = portal.merge(entry, held.content, queries.portal_codes()) if shape == formats.PORTAL else entry.content
    if content == held.content and entry.era in (None, held.era):
        return _amended(entry, procedure, current, shape, by=by, now=now)
    return _recorded(entry, _text(entry, content, shape, current, source, now), by=by, now=now)


def link(entry: formats.Entry | formats.History, *, by: Actor, now: datetime) -> None:
    """Lead from a repealed procedure to the one that takes its place, once both are here."""
    if entry.repealed and entry.successor and Procedure.objects.filter(code=entry.successor).exists():
        repeal(code=entry.code, successor=entry.successor, by=by, now=now)


def _current(procedure: Procedure | None) -> ProcedureVersion | None:
    shown = ProcedureVersion.objects.filter(procedure=procedure, state__in=("in_force", "repealed"))
    return shown.order_by("number").last() if procedure is not None else None


def _view(entry: formats.Entry, shape: str) -> Any:
    """What the shape says of a procedure: entries with the same view are the same to it."""
    return portal.project(entry, queries.portal_codes()) if shape == formats.PORTAL else sheets.rows_of(entry)


def _refuse(entry: formats.Entry, held: formats.Entry, current: ProcedureVersion, shape: str) -> formats.Wrong | None:
    if held.repealed and not entry.repealed:
        return formats.Wrong("", REVIVE)
    if current.is_reference:
        return None
    if entry.repealed and not held.repealed:
        return formats.Wrong("", REPEAL_HERE)
    dates = (entry.effective_from, entry.effective_to) != (held.effective_from, held.effective_to)
    if shape == formats.XLSX and dates and entry.content == held.content:
        return formats.Wrong("", AGENCY_DATES)
    return None


def _text(
    entry: formats.Entry,
    content: rules.ProcedureContent,
    shape: str,
    current: ProcedureVersion | None,
    source: str,
    now: datetime,
) -> Text:
    """The text to record. A shape without periods means the period of today, never an older one than is held."""
    era = entry.era or str(now.astimezone(TZ).year)
    if entry.era is None and current is not None and rules.era_order(current.era) > rules.era_order(era):
        era = current.era
    return Text(
        code=entry.code,
        era=era,
        content=content,
        completeness=entry.completeness or (current.completeness if current else "detail"),
        source={"pages": [{"kind": shape, "path": source[:200]}]},
        loaded_from=source[:200],
        is_national=entry.is_national,
        repealed=entry.repealed,
        effective_from=entry.effective_from,
        effective_to=entry.effective_to,
    )


def _recorded(entry: formats.Entry, text: Text, *, by: Actor, now: datetime) -> Fate:
    known = Procedure.objects.filter(code=text.code).exists()
    outcome = record(text=text, by=by, now=now)
    if outcome == "unchanged":
        return Fate(text.code, text.content.name, "unchanged")
    newest = ProcedureVersion.objects.filter(procedure__code=text.code).order_by("number").last()
    note = {"draft": WAITS, "replaced": OLDER}.get(newest.state if newest else "", "")
    return Fate(text.code, text.content.name, "updated" if known else "created", note)


def _amended(
    entry: formats.Entry, procedure: Procedure, current: ProcedureVersion, shape: str, *, by: Actor, now: datetime
) -> Fate:
    """The same text under other circumstances: repealed, other days of effect, another mark of its source."""
    fate = Fate(entry.code, entry.content.name, "updated", "cùng văn bản, khác tình trạng hoặc ngày hiệu lực")
    if shape == formats.XLSX:
        facts = {
            "effective_from": entry.effective_from,
            "effective_to": entry.effective_to,
            "completeness": entry.completeness,
        }
        if any(getattr(current, key) != value for key, value in facts.items()):
            ProcedureVersion.objects.filter(pk=current.pk).update(**facts)
            said = {key: str(value) if value else None for key, value in facts.items()}
            tell(procedure, "procedure.version_amended", {"number": current.number, **said}, by=by, now=now)
        if procedure.is_national != entry.is_national:
            procedure.is_national = entry.is_national
            tell(procedure, "procedure.code_judged", {"is_national": entry.is_national}, by=by, now=now)
    if entry.repealed and not procedure.is_repealed:
        repeal(code=entry.code, by=by, now=now)
    link(entry, by=by, now=now)
    return fate
