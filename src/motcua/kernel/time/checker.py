"""Checks a proof of a due date by itself: standard library only, no code of the product.

    motcua due … --proof | python checker.py          python checker.py PROOF.json [CALENDAR.csv]

Prints what is wrong and exits 1, or "ok". Days off come from the calendar file, else from the reasons of the proof.
"""

# mypy: ignore-errors
import csv
import json
import sys
from calendar import monthrange
from datetime import date, datetime, timedelta, timezone
from pathlib import Path


def check(proof, off=None, worked=frozenset()):
    """The list of faults of `proof`; `off`, `worked`: sets of dates as text, or None to believe the proof."""
    begin, stops, fault = clock(proof)
    if base := proof.get("extends"):
        fault += check(base, off, worked) + ["not extended from the due date"] * (base["due_at"] != proof["received"])
    unit, due = proof["limit"]["unit"], local(proof["due_at"])
    days = {date.fromisoformat(day["date"]): day for day in proof["days"]}
    first = begin.date() + timedelta(days=unit != "working_hour")
    if list(days) != [first + timedelta(days=n) for n in range((due.date() - first).days + 1)]:
        return [*fault, "the days are not every day from the first to the due day"]

    def is_off(day):
        if off is None:
            return not days[day]["counted"] and not days[day]["why"].startswith(("Đồng hồ", "Ngoài giờ"))
        return day.isoformat() in off or (day.weekday() > 4 and day.isoformat() not in worked)

    count = check_hours if unit == "working_hour" else check_days
    return [*fault, *count(proof["limit"], days, begin, due, stops, is_off)]


def clock(proof):
    """When the count begins, the merged stops after that, and a fault when it should begin at another instant."""
    stops, begin, restarts = [], local(proof["counted_from"]), [local(proof["received"])]
    for span in proof["spans"]:
        since = local(span["start"])
        end = local(span["end"]) if span["end"] else max(since, local(proof["as_of"] or span["start"]))
        stops += [(since, end)] if span["kind"] != "run" and end > begin else []
        restarts += [end] if span["kind"] == "restart" and proof["mode"] == "restart" else []
    fault = [] if begin == max(restarts) else [f"counted from {begin}, should be {max(restarts)}"]
    return begin, merged(stops), fault


def check_hours(limit, days, begin, due, stops, is_off):
    pieces = [(max(a, begin), min(b, due)) for day in days if not is_off(day) for a, b in hours(day, days[day])]
    for cut_from, cut_to in stops:
        pieces = [p for a, b in pieces for p in ((a, min(b, cut_from)), (max(a, cut_to), b))]
    ran = sum((b - a for a, b in pieces if b > a), timedelta())
    faults = [] if any(a < b == due for a, b in pieces) else ["the clock did not run when the limit ended"]
    return faults if ran == timedelta(hours=limit["value"]) else [*faults, f"{ran} of work for {limit['text']}"]


def check_days(limit, days, begin, due, stops, is_off):
    faults, value, before = [], limit["value"], 0
    if limit["unit"] == "month":
        year, month = divmod(begin.month - 1 + value, 12)
        year, month = begin.year + year, month + 1
        value = (date(year, month, min(begin.day, monthrange(year, month)[1])) - begin.date()).days
    for day, entry in days.items():
        free = is_off(day) and (limit["unit"] == "working_day" or before == value - 1)
        stands = any(since < hours(day, entry)[-1][1] <= to for since, to in stops)
        if entry["counted"] == (free or stands):
            faults.append(f"{day} is wrongly {'counted' if entry['counted'] else 'skipped'}")
        before += entry["counted"]
    if before != value:
        faults.append(f"{before} days counted, should be {value}")
    return faults if due == hours(day, entry)[-1][1] else [*faults, "not due at closing time"]


def merged(stops):
    """The stops without overlap."""
    whole = []
    for since, to in sorted(stops):
        if whole and since <= whole[-1][1]:
            since, to = whole[-1][0], max(whole.pop()[1], to)
        whole.append((since, to))
    return whole


def hours(day, entry):
    return [tuple(datetime.fromisoformat(f"{day}T{edge}") for edge in span.split("-")) for span in entry["hours"]]


def local(text):
    return datetime.fromisoformat(text).astimezone(timezone(timedelta(hours=7))).replace(tzinfo=None)


if __name__ == "__main__":
    text, *table = [Path(name).read_text(encoding="utf-8") for name in sys.argv[1:]] or [sys.stdin.read()]
    rows = list(csv.DictReader(table[0].splitlines())) if table else None
    made_up = {row["date"] for row in rows or [] if row["kind"] == "lam_bu"}
    problems = check(json.loads(text), rows and {row["date"] for row in rows} - made_up, made_up)
    sys.stdout.write("\n".join(problems or ["ok"]) + "\n")
    sys.exit(bool(problems))
