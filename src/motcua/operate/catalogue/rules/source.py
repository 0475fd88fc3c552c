"""One record of a collected list of procedures (the shape described in data/catalogue/README.md) to our content.

Nothing is guessed: what the record does not say stays null and is listed. `null`, `0` and "không có" differ.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from motcua.operate.catalogue.rules import content as c
from motcua.operate.catalogue.rules import limits, names
from motcua.operate.catalogue.rules.eras import era_order
from motcua.operate.catalogue.rules.parts import missing_parts
from motcua.operate.catalogue.rules.reading import Fields, WrongShape

CODE = re.compile(r"[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*")
LEVELS = {
    "bo": "ministry",
    "tinh": "province",
    "huyen": "district",
    "xa": "commune",
    "co_so": "school",
    "khac": "other",
}
METHODS = {"truc_tiep": "direct", "truc_tuyen": "online", "buu_chinh": "post"}
FEE_KINDS = {"phi": "fee", "le_phi": "charge"}
COMPLETENESS = {word: word for word in ("full", "detail", "partial", "listing")}
ABOLISHED = "bi_bai_bo"
KINDS = {"CENTRAL_REGULATION": "central", "LOCAL_REGULATION": "province"}
FREE = ("khong", "phi: khong dong", "le phi: khong dong", "mien phi", "khong thu phi")


@dataclass(frozen=True, slots=True)
class Taken:
    """A record understood. `nulls`: keys of what it leaves unsaid, beyond the parts of the decree too."""

    code: str
    era: str
    is_national: bool
    repealed: bool
    completeness: str
    content: c.ProcedureContent
    source: Mapping[str, Any]
    nulls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Abolished:
    """A record that says only that a code was abolished: it names no procedure."""

    code: str
    era: str
    decision: str | None


@dataclass(frozen=True, slots=True)
class Refused:
    reason: str


def record_id(record: Any, index: int) -> str:
    """The record's own id, or its place in the file when it has none."""
    value = record.get("id") if isinstance(record, dict) else None
    return value[:80] if isinstance(value, str) and value.isprintable() and value else f"#{index + 1}"


def from_source_record(record: Any) -> Taken | Abolished | Refused:
    """Read one record; a record of another shape is refused with the place and the reason."""
    try:
        return _read(Fields(record), record)
    except WrongShape as error:
        return Refused(str(error))


def _read(fields: Fields, record: Mapping[str, Any]) -> Taken | Abolished | Refused:
    code, era = _identity(fields)
    name = fields.text("name")
    status = fields.text("status")
    if status not in (None, ABOLISHED):
        raise WrongShape("status", f"không hiểu {status!r}")
    if name is None:
        return Abolished(code, era, fields.text("decision_no")) if status else Refused("name: thiếu tên thủ tục")
    if len(name) > 1000:
        raise WrongShape("name", "dài hơn 1.000 chữ")
    content = _content(fields, name)
    if len(content.field or "") > 200:
        raise WrongShape("field", "dài hơn 200 chữ")
    return Taken(
        code=code,
        era=era,
        is_national=fields.text("code") is not None,
        repealed=status == ABOLISHED,
        completeness=fields.one_of("completeness", COMPLETENESS) or "listing",
        content=content,
        source=_source(fields),
        nulls=(*missing_parts(content), *_other_nulls(fields, content)),
    )


def _identity(fields: Fields) -> tuple[str, str]:
    """(code, era) out of the id `code@era`. A procedure without national code goes by its local id."""
    code, at, era = (fields.text("id") or "").partition("@")
    if not at:
        raise WrongShape("id", "phải có dạng mã@thời kỳ")
    if not CODE.fullmatch(code) or len(code) > 40:
        raise WrongShape("id", "mã chỉ gồm chữ không dấu, số, dấu chấm và gạch nối, dài nhất 40")
    if fields.text("code") not in (None, code):
        raise WrongShape("code", "khác với mã trong id")
    try:
        era_order(era)
    except ValueError as error:
        raise WrongShape("id", str(error)) from error
    return code, era


def _content(fields: Fields, name: str) -> c.ProcedureContent:
    channels = tuple(_channel(item) for item in fields.items("submission")) or None
    components = tuple(_component(item, index) for index, item in enumerate(fields.items("documents"), 1)) or None
    levels = tuple(dict.fromkeys(_level(word) for word in fields.texts("level"))) or None
    kind_text = fields.text("procedure_kind")
    authority, decision = fields.text("publishing_authority"), fields.text("decision_no")
    return c.ProcedureContent(
        name=name,
        field=fields.text("field"),
        local_code=fields.text("local_code"),
        kind=cast("c.Kind | None", KINDS.get(kind_text or "")),
        kind_text=kind_text,
        competent=_competent(fields, levels),
        levels=levels,
        steps=tuple(c.Step(text) for text in fields.texts("steps")) or None,
        channels=channels,
        components=components,
        time_limit=limits.with_start(_time_limit(fields, channels), fields.texts("steps")),
        subjects=names.rejoin(fields.texts("applicant_types")) or None,
        agencies=_agencies(fields),
        results=tuple(c.Result(item.text("name"), item.text("code")) for item in fields.items("results")) or None,
        fees=_fees(fields),
        forms=tuple(c.FormRef(part.form, part.code) for part in components or () if part.form) or None,
        conditions=fields.texts("conditions") or None,
        legal_bases=tuple(
            c.LegalBasis(names.document_number(item.text("number") or ""), item.text("title"))
            for item in fields.items("legal_basis")
        )
        or None,
        publication=c.Publication(authority, decision) if authority or decision else None,
        scope_note=fields.text("scope_note"),
    )


def _channel(item: Fields) -> c.Channel:
    kind = item.one_of("method", METHODS)
    if kind is None:
        raise WrongShape("submission", "một cách thức nộp thiếu method")
    note = item.text("note")
    text = item.text("time_text")
    limit = limits.read(item.number("time_value", 10_000), item.one_of("time_unit", limits.UNITS), text, note)
    return c.Channel(
        kind=cast("c.ChannelKind", kind),
        limit=limit,
        limit_text=text,
        fees=_fees(item),
        fee_text=item.text("fee_text"),
        note=note,
    )


def _component(item: Fields, order: int) -> c.Component:
    name = item.text("name")
    if name is None:
        raise WrongShape(f"documents[{order - 1}].name", "thiếu tên giấy tờ")
    return c.Component(
        code=item.text("code") or f"TP{order}",
        name=name,
        form=item.text("form_file"),
        originals=item.number("originals", 999),
        copies=item.number("copies", 999),
        case=item.text("case"),
    )


def _level(word: str) -> c.Level:
    if word not in LEVELS:
        raise WrongShape("level", f"không hiểu {word[:40]!r}; chỉ nhận {', '.join(LEVELS)}")
    return cast("c.Level", LEVELS[word])


def _competent(fields: Fields, levels: tuple[c.Level, ...] | None) -> c.Competent | None:
    """The department when the record says so, otherwise the first level of implementation."""
    if fields.flag("for_department"):
        return "department"
    return levels[0] if levels else None


def _time_limit(fields: Fields, channels: tuple[c.Channel, ...] | None) -> c.TimeLimit | None:
    """The longest limit of the channels; a record that gives one without channels keeps that one."""
    if channels is not None:
        return limits.longest(channel.limit for channel in channels)
    item = fields.child("time_limit")
    if item is None:
        return None
    return limits.read(item.number("value", 10_000), item.one_of("unit", limits.UNITS), item.text("text"), None)


def _fees(fields: Fields) -> tuple[c.Fee, ...] | None:
    """None: not said. (): said to be free. Amounts as published, never added up."""
    fees = tuple(
        c.Fee(cast("c.FeeKind", item.one_of("kind", FEE_KINDS) or "fee"), item.number("amount"), item.text("per"))
        for item in fields.items("fees")
    )
    if fees:
        return fees
    return () if names.folded(fields.text("fee_text") or "") in FREE else None


def _agencies(fields: Fields) -> tuple[c.AgencyPart, ...] | None:
    """Who does what, without the name of the place whose page was read (kept verbatim in the source block)."""
    roles: tuple[tuple[c.AgencyRole, str], ...] = (
        ("implement", "implementing_agency"),
        ("decide", "competent_authority"),
        ("coordinate", "coordinating_agency"),
    )
    parts = [c.AgencyPart(role, name) for role, key in roles for name in names.agencies(fields.text(key) or "")]
    return tuple(dict.fromkeys(parts)) or None


def _source(fields: Fields) -> dict[str, Any]:
    """Where the record was read, with what it says about one agency only (never taken as our own)."""
    keys = ("kind", "repo", "commit", "path", "url", "original", "collected", "note")
    pages = [{key: text for key in keys if (text := item.text(key))} for item in fields.items("source")]
    local = {key: fields.text(key) for key in ("implementing_agency", "receiving_address", "online_level")}
    return {"pages": pages, **{key: text for key, text in local.items() if text}}


def _other_nulls(fields: Fields, content: c.ProcedureContent) -> tuple[str, ...]:
    said = {
        "code": fields.text("code"),
        "field": content.field,
        "decision": fields.text("decision_no"),
        "online_level": fields.text("online_level"),
    }
    return tuple(key for key, value in said.items() if value is None)
