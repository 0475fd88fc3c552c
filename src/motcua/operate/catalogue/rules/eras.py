"""The period a record belongs to: "2026", "2018-2024" or "truoc-2018", and which of two is newer."""

import re

ERA = re.compile(r"(?:(?P<first>\d{4})-)?(?P<last>\d{4})|truoc-(?P<before>\d{4})")


def era_order(era: str) -> tuple[int, int]:
    """(last year, first year) of the period; the larger is the newer. ValueError when it is no period."""
    match = ERA.fullmatch(era)
    if match is None:
        raise ValueError(f"không hiểu thời kỳ {era!r}")
    if match["before"]:
        return int(match["before"]) - 1, 0
    last = int(match["last"])
    first = int(match["first"] or last)
    if first > last:
        raise ValueError(f"thời kỳ {era!r} kết thúc trước khi bắt đầu")
    return last, first


def era_label(era: str) -> str:
    """The period in words for a screen."""
    return f"trước {era.removeprefix('truoc-')}" if era.startswith("truoc-") else era
