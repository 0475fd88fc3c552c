"""The department's own document and ways to alter a copy of it."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from motcua.steer.plans import rules
from motcua.steer.plans.rules.record import plan_record

DATA = Path(__file__).parents[5] / "data" / "plans"
SEED = (DATA / "plan_2024.txt").read_text(encoding="utf-8")
GOLDEN: dict[str, Any] = json.loads((DATA / "plan_2024.json").read_text(encoding="utf-8"))
LINES = SEED.split("\n")
PARTS = ("purposes", "requirements", "tasks", "indicators")


@cache
def read(text: str) -> dict[str, Any]:
    return plan_record(rules.parse(text))


def ids(reading: dict[str, Any]) -> dict[str, list[str]]:
    return {part: [entry["id"] for entry in reading[part]] for part in PARTS}


def unaccounted(text: str) -> list[str]:
    """Lines with words that neither an element uses nor the list of what was not understood names."""
    plan = rules.parse(text)
    known = set(plan.accounted) | {remark.line for remark in plan.not_understood}
    lines = enumerate(rules.split_lines(text), start=1)
    return [f"{number}: {line}" for number, line in lines if line.strip() and number not in known]


def in_body(pattern: str, replacement: Any) -> str:
    """The document with a pattern replaced in every line outside the table."""
    return "\n".join(line if "\t" in line else re.sub(pattern, replacement, line) for line in LINES)


def in_table(change: Any) -> str:
    """The document with every row of the table changed."""
    return "\n".join(change(line) if "\t" in line else line for line in LINES)


def without(start: str) -> str:
    """The document without the first line that starts so."""
    at = next(index for index, line in enumerate(LINES) if line.startswith(start))
    return "\n".join(LINES[:at] + LINES[at + 1 :])


def split_at_table() -> tuple[list[str], list[str]]:
    """Everything before the annex, and the annex with its letterhead."""
    at = next(index for index, line in enumerate(LINES) if line == "Phụ lục") - 6
    return LINES[:at], LINES[at:]
