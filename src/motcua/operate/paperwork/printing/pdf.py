"""A sheet as PDF/A: the file that counts."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from motcua.kernel.documents import services as documents
from motcua.operate.paperwork.sheets import Grid, Row, Sheet, Text


def write_pdf(sheet: Sheet, *, at: datetime) -> bytes:
    """The file of `sheet`; the same sheet with the same `at` gives the same bytes."""
    data = {
        **{name: getattr(sheet, name) for name in ("heading", "agency", "unit", "place", "on", "number", "symbol")},
        "code": list(sheet.code),
        "blocks": [_block(block) for block in sheet.blocks],
        "signers": [asdict(who) if who else None for who in sheet.signers],
        "notes": sheet.notes,
        "tracking": sheet.tracking,
        "qr": sheet.qr,
    }
    return documents.render("paperwork/slip", data, title=sheet.title, at=at)


def _block(block: Row | Grid | Text) -> dict[str, Any]:
    if isinstance(block, Row):
        items = [{"label": item.label, "value": item.value} for item in block.items]
        return {"kind": "row", "items": items, "strong": block.strong}
    if isinstance(block, Text):
        return {"kind": "text", "words": block.words}
    return {
        "kind": "grid",
        "title": block.title,
        "head": block.head,
        "widths": block.widths,
        "rows": block.rows,
        "centred": sorted(block.centred),
    }
