"""Dates and instants in the words of the forms."""

from datetime import datetime

from motcua.kernel.documents.services import long_day
from motcua.kernel.time import TZ


def moment(at: datetime | None) -> str | None:
    """ "15 giờ 20 phút, ngày 06 tháng 02 năm 2024" in local time; None for None."""
    if at is None:
        return None
    local = at.astimezone(TZ)
    return f"{local:%H} giờ {local:%M} phút, {long_day(local.date())}"


def short_moment(at: datetime | None) -> str:
    """ "15:20 06/02/2024" in local time; "" for None."""
    return f"{at.astimezone(TZ):%H:%M %d/%m/%Y}" if at else ""
