"""Judging a form: 300 questions with conditions, checks, computed values and a table of rows, as for every page."""

import time
from datetime import date
from statistics import median
from typing import Any

from bench.line import Line, Side, p95

FIELDS = 300
ROUNDS = 5
TRIES = 60
TODAY = date(2024, 2, 6)


def evaluation() -> Line:
    """Processor milliseconds for one judgement of a 300-field form, against cleaning the same answers alone."""
    from motcua.operate.eforms import rules
    from motcua.operate.eforms.rules.values import clean_value

    definition, raw = rules.parse(form()), answers()
    assert rules.check_definition(form()) == []
    assert rules.evaluate(definition, raw, today=TODAY).complete
    plain = [(field, raw.get(field.key)) for section, field in definition.fields() if section.repeat is None]

    def judge() -> None:
        rules.evaluate(definition, raw, today=TODAY)

    def clean() -> None:
        for field, value in plain:
            clean_value(field, value, TODAY)

    ours = [_milliseconds(judge) for _ in range(ROUNDS)]
    reference = [_milliseconds(clean) for _ in range(ROUNDS)]
    slowest = max(p95(times) for times in ours)
    return Line(
        "form evaluation, 300 fields",
        Side(
            tuple(median(times) for times in ours), "ms", f"200 conditions, 60 checks, 21 computed; p95 {slowest:.1f}"
        ),
        Side(tuple(median(times) for times in reference), "ms", "cleaning the answers alone"),
        aim="< 50 ms",
    )


def _milliseconds(work: Any) -> list[float]:
    times = []
    for _ in range(TRIES):
        start = time.process_time()
        work()
        times.append((time.process_time() - start) * 1000)
    return times


def form() -> dict[str, Any]:
    """A form of 300 fields of every usual type; two in three hang on the one before, one in five is checked."""
    kinds = ("text", "number", "date", "choice", "checkbox", "identity")
    fields = [_field(number, kinds[number % len(kinds)]) for number in range(FIELDS - 30)]
    total = {"key": "tong", "label": "Tổng", "type": "number", "compute": "sum(bang.map(d, d.tien))"}
    many = [{**total, "key": f"tong{number}", "compute": f"sum(bang.map(d, d.c{number}))"} for number in range(10)]
    columns = [{"key": f"c{number}", "label": f"Cột {number}", "type": "number"} for number in range(18)]
    row = {"key": "tien", "label": "Thành tiền", "type": "number", "compute": "c0 * c1"}
    table = {"key": "bang", "title": "Bảng", "repeat": {"min": 0, "max": 20}, "fields": [*columns, row]}
    sections = [
        {"key": f"muc{number}", "title": f"Mục {number}", "fields": fields[number * 30 : number * 30 + 30]}
        for number in range(9)
    ]
    last = {"key": "cuoi", "title": "Cuối", "fields": [total, *many]}
    head = {"key": "do", "version": "1", "title": "Biểu mẫu đo", "procedures": [], "source": ["đo"]}
    return {**head, "sections": [*sections, table, last]}


def _field(number: int, kind: str) -> dict[str, Any]:
    found: dict[str, Any] = {"key": f"o{number}", "label": f"Câu {number}", "type": kind, "required": True}
    if kind == "choice":
        found["options"] = [{"value": value, "label": value} for value in "ABC"]
    if number % 3:
        found["when"] = f"o{number - 1} != null"
    if number % 5 == 0:
        found["checks"] = [{"expr": f"o{number} != null && today > '2020-01-01'", "message": "Hãy xem lại."}]
    return found


def answers() -> dict[str, Any]:
    """Good answers to all of it, with ten rows."""
    good = {
        "text": "chữ",
        "number": "12",
        "date": "6/2/2020",
        "choice": "B",
        "checkbox": "on",
        "identity": "099180000011",
    }
    raw: dict[str, Any] = {
        field["key"]: good[field["type"]] for part in form()["sections"][:9] for field in part["fields"]
    }
    return {**raw, "bang": [{f"c{number}": str(number + 1) for number in range(18)} for _ in range(10)]}
