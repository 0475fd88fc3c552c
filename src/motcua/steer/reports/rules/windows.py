"""The windows of the reporting regime (NĐ 09/2019/NĐ-CP, recalled, not checked): from the 15th to the 14th.

They stand beside the calendar months of QĐ 766; a period is always a first and a last day.
"""

from datetime import date

from motcua.measure.indicators.rules import Period


def month_window(year: int, month: int) -> Period:
    """From the 15th of the month before to the 14th."""
    before = (year, month - 1) if month > 1 else (year - 1, 12)
    words = f"kỳ báo cáo tháng {month:02d}/{year}"
    return Period(date(*before, 15), date(year, month, 14), words)


def quarter_window(year: int, quarter: int) -> Period:
    """From the 15th of the month before the quarter to the 14th of its last month."""
    first, last = month_window(year, quarter * 3 - 2).first, date(year, quarter * 3, 14)
    return Period(first, last, f"kỳ báo cáo quý {quarter}/{year}")


def year_window(year: int) -> Period:
    """From 15 December of the year before to 14 December."""
    return Period(date(year - 1, 12, 15), date(year, 12, 14), f"kỳ báo cáo năm {year}")


def recent(today: date, months: int = 13) -> list[Period]:
    """The windows begun so far, newest first: months, the quarters and years they lie in."""
    index = today.year * 12 + today.month - 1 + (today.day >= 15)
    found = [month_window(i // 12, i % 12 + 1) for i in range(index, index - months, -1)]
    year = month_window(index // 12, index % 12 + 1).last.year
    quarters = [quarter_window(y, q) for y in (year, year - 1) for q in (4, 3, 2, 1)]
    years = [year_window(y) for y in (year, year - 1)]
    return [*found, *(one for one in (*quarters, *years) if one.first <= today)]
