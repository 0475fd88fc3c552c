"""Keeping how an agency names the columns of its tables."""

from collections.abc import Mapping as Map
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from motcua.exchange.imports import rules
from motcua.exchange.imports.models import Import, Mapping
from motcua.exchange.imports.rules.mapping import BY_FIELD
from motcua.kernel.actors import Actor
from motcua.people.rules import Refusal


def keep_mapping(*, agency: str, headings: Sequence[str], columns: Map[str, str], by: Actor, now: datetime) -> Mapping:
    """Which column is which field, from now on, for this agency and these headings."""
    known = {place: field for place, field in columns.items() if field in BY_FIELD}
    row, _ = Mapping.objects.update_or_create(
        agency=agency,
        signature=rules.signature(headings),
        defaults={"headings": list(headings), "columns": known, "changed_by": by.id, "changed_at": now},
    )
    return row


@transaction.atomic
def map_import(
    *, source: Import, headings: Sequence[str], columns: Map[str, str], by: Actor, now: datetime
) -> Import | Refusal:
    """Say how the columns of a waiting import are called, so that it can be run."""
    if "MaHoSo" not in columns.values():
        return Refusal("no_code_column", "Hãy chọn cột Mã hồ sơ: không có mã thì không biết dòng nào là hồ sơ nào.")
    twice = [field for field in set(columns.values()) if list(columns.values()).count(field) > 1]
    if twice:
        return Refusal("column_twice", f"Hai cột cùng được chọn là “{BY_FIELD[sorted(twice)[0]].words}”.")
    row = keep_mapping(agency=source.agency, headings=headings, columns=columns, by=by, now=now)
    waiting = Import.objects.filter(pk=source.pk, state=Import.State.MAPPING)
    if not waiting.update(mapping=row, state=Import.State.WAITING):
        return Refusal("already_run", "Tệp này đã được nhập.")
    source.refresh_from_db()
    return source
