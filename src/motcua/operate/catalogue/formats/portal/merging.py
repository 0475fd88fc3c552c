"""A changed record of the portal laid over the text held here: what the shape cannot say is kept."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from motcua.operate.catalogue.formats.entries import Entry
from motcua.operate.catalogue.formats.portal.codes import Codes
from motcua.operate.catalogue.formats.portal.writing import project
from motcua.operate.catalogue.rules import ProcedureContent, Publication

# Which fields of the content each key of the shape stands for. Fields of no key are always kept.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "TENTTHC": ("name",),
    "LOAITTHC": ("kind",),
    "LINHVUCTHUCHIEN": ("field", "field_code"),
    "TRINHTUTHUCHIEN": ("steps",),
    "CACHTHUCTHUCHIEN": ("channels", "time_limit", "fees"),
    "THANHPHANHOSO": ("components", "forms"),
    "YEUCAU": ("conditions",),
    "DOITUONGTHUCHIEN": ("subjects",),
    "KETQUATHUCHIEN": ("results",),
    "CANCUPHAPLY": ("legal_bases",),
}


def merge(incoming: Entry, held: ProcedureContent, codes: Codes) -> ProcedureContent:
    """`held` with the parts that `incoming` changes; its projection is that of `incoming`."""
    before = project(replace(incoming, content=held), codes)
    after = project(incoming, codes)
    changed = [key for key in after if after[key] != before[key]]
    values: dict[str, Any] = {}
    for key in changed:
        values |= {name: getattr(incoming.content, name) for name in FIELDS.get(key, ())}
    if "TRINHTUTHUCHIEN" in changed:
        values["steps_are_summary"] = False
    if values.get("kind", "internal") != "internal":
        values["internal_scope"] = None
    if {"CAPTHUCHIEN", "COQUANTHUCHIEN"} & set(changed):
        values |= _agencies(incoming.content, held, set(changed))
    if {"ID", "MACOQUANCONGBO", "IDQUYETDINHCONGBO"} & set(changed):
        values["publication"] = _publication(incoming.content, held)
    return replace(held, **values)


def _agencies(incoming: ProcedureContent, held: ProcedureContent, changed: set[str]) -> dict[str, Any]:
    """Agencies by role: those of changed keys from the record, the others as they were."""
    taken = {role for role, key in (("implement", "COQUANTHUCHIEN"), ("receive", "CAPTHUCHIEN")) if key in changed}
    is_taken: Callable[[Any], bool] = lambda part: part.role in taken  # noqa: E731
    kept = [part for part in held.agencies or () if not is_taken(part)]
    values: dict[str, Any] = {"agencies": (*filter(is_taken, incoming.agencies or ()), *kept) or None}
    if "CAPTHUCHIEN" in changed:
        values |= {"levels": incoming.levels, "competent": incoming.competent}
    return values


def _publication(incoming: ProcedureContent, held: ProcedureContent) -> Publication:
    said = incoming.publication or Publication()
    return replace(
        held.publication or Publication(),
        authority_code=said.authority_code,
        decision_id=said.decision_id,
        procedure_id=said.procedure_id,
    )
