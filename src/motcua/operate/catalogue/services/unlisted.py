"""The place in the catalogue of procedures that it does not list: dossiers of other systems may name any code.

It is no procedure that can be filed, and its code says so; what the other system called it stays with the dossier.
"""

from datetime import datetime

from motcua.kernel.actors import Actor
from motcua.operate.catalogue import queries, rules
from motcua.operate.catalogue.models import ProcedureVersion
from motcua.operate.catalogue.services.versions import Text, record

CODE = "NGOAI-DANH-MUC"
NAME = "Thủ tục chưa có trong danh mục"


def version(*, by: Actor, now: datetime) -> ProcedureVersion:
    """Its only version, written when it is needed for the first time."""
    found = queries.versions(CODE)
    if found:
        return found[0]
    text = Text(
        code=CODE,
        era="truoc-2000",
        content=rules.ProcedureContent(name=NAME),
        completeness="listing",
        source={"name": "Hồ sơ nhập từ hệ thống khác"},
        loaded_from="observed",
        origin=ProcedureVersion.Origin.AGENCY,
        is_national=False,
        repealed=True,
    )
    record(text=text, by=by, now=now)
    return queries.versions(CODE)[0]
