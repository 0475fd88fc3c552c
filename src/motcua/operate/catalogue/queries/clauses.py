"""What rests on which clause of law, over all texts in force and the forms that go with them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from motcua.kernel.plugins import Port
from motcua.operate.catalogue import rules
from motcua.operate.catalogue.models import Procedure, ProcedureVersion


@dataclass(frozen=True, slots=True)
class FormField:
    """One question of a form as the catalogue sees it: which form, where in it, on which clause it rests."""

    form: str
    code: str
    name: str
    place: str
    clause: str
    procedures: tuple[str, ...] = ()


# Filled by the module that keeps the forms: every field of the newest version of every form in use.
form_fields: Port[Callable[[], Iterable[FormField]]] = Port("catalogue.form_fields")


@dataclass(frozen=True, slots=True)
class OnClause:
    """One row and the procedure it belongs to; `procedure` is "" for a field of a form of no procedure."""

    procedure: str
    procedure_name: str
    row: rules.Resting


def orphans(code: str = "", *, competent: str = "") -> dict[str, list[OnClause]]:
    """Components, form fields and steps of the texts in force without a clause, under these three keys."""
    found: dict[str, list[OnClause]] = {"components": [], "fields": [], "steps": []}
    for version in _in_force(code, competent):
        for row in rules.orphans(version.parsed):
            found[row.part].append(OnClause(version.procedure.code, version.procedure.name, row))
    for field, procedures in _fields(code):
        if not field.clause.strip():
            found["fields"].append(OnClause(", ".join(procedures), field.form, _as_row(field)))
    return found


def touched(number: str) -> list[tuple[Procedure | None, list[rules.Resting]]]:
    """What a change of the legal document `number` touches: for each procedure its rows, then fields of forms.

    Fields stand with the procedures of their form; those of a form of no procedure stand last, under None.
    """
    wanted = rules.normal_number(number)
    rows: dict[str, list[rules.Resting]] = {}
    known: dict[str, Procedure] = {}
    only: set[str] = set()
    for version in _in_force():
        known[version.procedure.code] = version.procedure
        found = rules.touched(version.parsed, wanted)
        if found:
            rows[version.procedure.code] = list(found)
        if [rules.normal_number(basis.number) for basis in version.parsed.legal_bases or ()] == [wanted]:
            only.add(version.procedure.code)
    for field, procedures in _fields():
        for code in procedures or ("",):
            if rules.rests_on(field.clause, wanted, only=code in only):
                rows.setdefault(code if code in known else "", []).append(_as_row(field))
    return [(known.get(code), found) for code, found in sorted(rows.items(), key=lambda item: (not item[0], item[0]))]


def legal_documents() -> list[tuple[str, str, int]]:
    """Every legal document that texts in force rest on: (number, title where known, number of procedures)."""
    names: dict[str, tuple[str, str]] = {}
    counts: dict[str, int] = {}
    for version in _in_force():
        for key in {rules.normal_number(basis.number) for basis in version.parsed.legal_bases or ()}:
            counts[key] = counts.get(key, 0) + 1
        for basis in version.parsed.legal_bases or ():
            key = rules.normal_number(basis.number)
            names[key] = (names.get(key, (basis.number, ""))[0], names.get(key, ("", ""))[1] or basis.title or "")
    return [(names[key][0], names[key][1], counts[key]) for key in sorted(counts, key=lambda key: (-counts[key], key))]


def _in_force(code: str = "", competent: str = "") -> Iterator[ProcedureVersion]:
    rows = ProcedureVersion.objects.filter(state=ProcedureVersion.State.IN_FORCE)
    rows = rows.filter(procedure__code=code) if code else rows
    rows = rows.filter(procedure__competent=competent) if competent else rows
    yield from rows.select_related("procedure").order_by("procedure__code")


def _fields(code: str = "") -> Iterator[tuple[FormField, tuple[str, ...]]]:
    known = form_fields.get()
    for field in known() if known is not None else ():
        if not code or code in field.procedures:
            yield field, field.procedures


def _as_row(field: FormField) -> rules.Resting:
    return rules.Resting("fields", f"{field.form}: {field.place}", field.code, field.name, field.clause or None)
