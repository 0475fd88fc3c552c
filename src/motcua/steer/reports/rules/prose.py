"""The monthly bulletin: sentences made of the figures, and silence where there are none. Pure."""

from motcua.measure.indicators.rules import Period
from motcua.steer.reports.rules.handling import Row, Table


def bulletin(table: Table, period: Period, *, agency: str, running: bool, broken: int) -> list[str]:
    """Paragraphs. `running`: the period is not over; `broken`: how many sums do not hold."""
    total = table.total
    days = f"từ {period.first:%d/%m/%Y} đến {period.last:%d/%m/%Y}"
    if not total.received:
        return [f"Trong thời gian {days}, {agency} không tiếp nhận và không còn hồ sơ thủ tục hành chính nào."]
    taken = total.received - total.carried
    text = [
        f"Trong thời gian {days}, {agency} tiếp nhận mới {taken} hồ sơ thủ tục hành chính"
        f"{_share(', trong đó', total.online, taken, 'nộp trực tuyến')}"
        f"; {total.carried} hồ sơ từ kỳ trước chuyển sang.",
        _done(total),
        _open(total, running),
    ]
    late = [row for row in sorted(table.rows, key=lambda row: -row.late) if row.late]
    if late:
        named = "; ".join(f"{row.field} ({row.late} hồ sơ)" for row in late[:3])
        text.append(f"Hồ sơ giải quyết quá hạn thuộc lĩnh vực: {named}.")
    text.append("Nguyên nhân quá hạn: chưa có dữ liệu." if late else "Không có hồ sơ nào giải quyết quá hạn.")
    if running:
        text.append("Kỳ báo cáo chưa kết thúc; các số trên là số tạm tính.")
    if broken:
        text.append(f"Có {broken} đẳng thức của biểu không khớp; xem phần kiểm tra của báo cáo trước khi dùng số liệu.")
    return text


def _done(total: Row) -> str:
    if not total.processed:
        return "Trong kỳ chưa giải quyết xong hồ sơ nào."
    judged = total.early + total.on_time + total.late
    words = f"Đã giải quyết {total.processed} hồ sơ"
    if judged:
        words += f": {total.early} trước hạn, {total.on_time} đúng hạn, {total.late} quá hạn"
        words += _share("; tỷ lệ trước và đúng hạn", total.early + total.on_time, judged, "", only=True)
    return words + (f"; {total.no_due} hồ sơ không có hạn nên không xếp được." if total.no_due else ".")


def _open(total: Row, running: bool) -> str:
    when = "Hiện" if running else "Cuối kỳ"
    if not total.running:
        return f"{when} không còn hồ sơ nào đang giải quyết."
    words = f"{when} còn {total.running} hồ sơ đang giải quyết: {total.running_in_time} trong hạn"
    words += f", {total.running_late} quá hạn"
    return words + (f", {total.open_no_due} không có hạn." if total.open_no_due else ".")


def _share(lead: str, part: int, whole: int, tail: str, *, only: bool = False) -> str:
    """A share in words; nothing when there is nothing to divide by."""
    if not whole:
        return ""
    percent = f"{100 * part / whole:.1f}\u00a0%".replace(".", ",")
    return f"{lead} {percent}" if only else f"{lead} {part} hồ sơ {tail} ({percent})"
