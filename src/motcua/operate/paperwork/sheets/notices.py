"""Apology with a new date (04), stop notice (05 of 2025), and the control slip (05 of 2018, 06 of 2025)."""

from collections.abc import Sequence
from datetime import datetime

from motcua.operate.paperwork.sheets.facts import Common, Handed
from motcua.operate.paperwork.sheets.model import Grid, Sheet, Signer, Text
from motcua.operate.paperwork.sheets.slips import row, sheet
from motcua.operate.paperwork.sheets.words import moment, short_moment

NO_SIGNER = "chưa có ai giữ vai trò người ký"


def apology(
    common: Common,
    *,
    received_at: datetime,
    return_at: datetime | None,
    new_return_at: datetime | None,
    reason: str | None,
    signer: str | None,
) -> Sheet:
    """Form 04 of either set. `return_at` is the date that was promised, `new_return_at` the one promised now."""
    label = common.spec.label
    blocks = (
        row(common, ("one_stop", common.one_stop, "")),
        row(common, ("owner", common.owner, "")),
        row(common, ("procedure", common.procedure, "")),
        row(common, ("received_at", moment(received_at), "")),
        row(common, ("return_at", moment(return_at), "không ghi lại ngày hẹn cũ")),
        row(common, ("reason", reason, "không ghi lý do")),
        row(common, ("new_return_at", moment(new_return_at), "chưa có ngày hẹn mới"), strong=True),
        Text(label("regret")),
    )
    return sheet(common, blocks, (None, Signer(label("signer"), signer)))


def stop(
    common: Common, *, received_at: datetime | None, stopped_at: datetime, reason: str | None, contact: str | None,
    signer: str | None,
) -> Sheet:  # fmt: skip
    """The stop notice (set of 2025)."""
    label = common.spec.label
    blocks = (
        row(common, ("one_stop", common.one_stop, "")),
        row(common, ("owner", common.owner, "")),
        row(common, ("procedure", common.procedure, "")),
        row(common, ("received_at", moment(received_at), "hồ sơ chưa được tiếp nhận")),
        row(common, ("stopped_at", moment(stopped_at), "")),
        Text(f"{label('notice')}:"),
        row(common, ("reason", reason, "lý do đã được xoá theo yêu cầu bảo vệ dữ liệu cá nhân")),
        row(common, ("help_contact", contact or common.one_stop, "")),
    )
    return sheet(common, blocks, (None, Signer(label("signer"), signer)))


def control(
    common: Common,
    *,
    received_at: datetime | None,
    due_at: datetime | None,
    lead: str | None,
    partners: str | None,
    handed: Sequence[Handed],
) -> Sheet:
    """The control slip: one row for each hand-over that the events tell."""
    blocks = (
        row(common, ("one_stop", common.one_stop, "")),
        row(common, ("owner", common.owner, "")),
        row(common, ("procedure", common.procedure, "")),
        row(common, ("received_at", moment(received_at), "hồ sơ chưa được tiếp nhận")),
        row(common, ("due_at", moment(due_at), "chưa có ngày hẹn"), strong=True),
        row(common, ("lead", lead, "chưa giao cho bộ phận nào")),
        row(common, ("partners", partners, "không ghi nhận việc lấy ý kiến phối hợp")),
        _handed(common, handed),
    )
    return sheet(common, blocks, (None, None))


def _handed(common: Common, handed: Sequence[Handed]) -> Grid:
    keys = ("parties", "moment", "giver", "receiver", "outcome", "note")
    rows = tuple(
        (
            str(number),
            f"Giao: {one.from_unit}\nNhận: {one.to_unit}",
            short_moment(one.at),
            one.giver,
            one.receiver or "(chưa nhận)",
            one.outcome,
            one.note,
        )
        for number, one in enumerate(handed, 1)
    )
    head = ("TT", *(common.spec.label(key) for key in keys))
    return Grid("Quá trình giao nhận", head, (6, 0, 17, 19, 19, 13, 17), rows, frozenset({0}))
