"""Checks a proof of a due date by itself: standard library only, no code of the product.

    python proof_checker.py PROOF.json [CALENDAR.csv]

Prints what is wrong and exits 1, or "ok". With the calendar file the days off are taken from there, else from
the reasons the proof itself gives. Clock stops are checked too (rule: see `motcua.kernel.time.counting`).
"""

import csv
import json
import sys
from calendar import monthrange
from datetime import date, datetime, timedelta, timezone
from pathlib import Path


def check(proof, off=None, worked=frozenset()):
    """The list of faults of `proof`; `off`, `worked`: sets of dates as text, or None to believe the proof."""
    faults, unit, value = [], proof["limit"]["unit"], proof["limit"]["value"]
    received, begin, due = (local(proof[name]) for name in ("received", "counted_from", "due_at"))
    stops = []
    for span in proof["spans"]:
        since = local(span["start"])
        end = local(span["end"]) if span["end"] else max(since, local(proof["as_of"] or span["start"]))
        stops += [(since, end, span["kind"])] if span["kind"] != "run" else []
    restarts = [end for _, end, kind in stops if kind == "restart" and proof["mode"] == "restart"]
    if begin != max([received, *restarts]):
        faults.append(f"counted from {begin}, should be {max([received, *restarts])}")
    stops = merged((since, to) for since, to, _ in stops if to > begin)
    days = {date.fromisoformat(day["date"]): day for day in proof["days"]}
    first = begin.date() + timedelta(days=unit != "working_hour")
    span_of_days = [first + timedelta(days=n) for n in range((due.date() - first).days + 1)]
    if list(days) != span_of_days:
        return [*faults, "the days are not every day from the first to the due day"]

    def is_off(day):
        if off is None:
            return not days[day]["counted"] and not days[day]["why"].startswith(("Đồng hồ", "Ngoài giờ"))
        return day.isoformat() in off or (day.weekday() > 4 and day.isoformat() not in worked)

    def stands(day):
        return any(since < hours(day, days[day])[-1][1] <= to for since, to in stops)

    counted = [day for day in days if days[day]["counted"]]
    if unit == "working_hour":
        ran = timedelta()
        for day in days:
            pieces = [(max(a, begin), min(b, due)) for a, b in hours(day, days[day]) if not is_off(day)]
            for cut_from, cut_to in stops:
                pieces = [p for a, b in pieces for p in ((a, min(b, cut_from)), (max(a, cut_to), b))]
            ran += sum((b - a for a, b in pieces if b > a), timedelta())
        return faults if ran == timedelta(hours=value) else [*faults, f"{ran} of work, should be {value} hours"]
    if unit == "month":
        year, month = divmod(begin.month - 1 + value, 12)
        year, month = begin.year + year, month + 1
        value = (date(year, month, min(begin.day, monthrange(year, month)[1])) - begin.date()).days
    if len(counted) != value:
        faults.append(f"{len(counted)} days counted, should be {value}")
    before = 0
    for day in span_of_days:
        free = is_off(day) and (unit == "working_day" or before == value - 1)
        if days[day]["counted"] == (free or stands(day)):
            faults.append(f"{day} is wrongly {'counted' if days[day]['counted'] else 'skipped'}")
        before += days[day]["counted"]
    if due != hours(due.date(), proof["days"][-1])[-1][1]:
        faults.append("not due at closing time")
    return faults


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
    text, *table = (Path(name).read_text(encoding="utf-8") for name in sys.argv[1:])
    rows = list(csv.DictReader(table[0].splitlines())) if table else None
    made_up = {row["date"] for row in rows or [] if row["kind"] == "lam_bu"}
    problems = check(json.loads(text), rows and {row["date"] for row in rows} - made_up, made_up)
    sys.stdout.write("\n".join(problems or ["ok"]) + "\n")
    sys.exit(bool(problems))
