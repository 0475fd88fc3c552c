"""Several files at once: each is judged by itself, a bad one never costs the good ones."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.operate.eforms import rules as form_rules
from motcua.operate.eforms import services as drafts


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many files were kept, and a sentence for each one that was not."""

    kept: int
    problems: tuple[str, ...]


def attach_all(*, draft_id: UUID, code: str, sent: Iterable[Any], now: datetime) -> Outcome:
    """Attach every good file of `sent` (uploaded files) to the component `code` of a draft."""
    kept, problems = 0, []
    for file in sent:
        done = drafts.attach(draft_id=draft_id, component_code=code, data=file, name=file.name or "tệp", now=now)
        if isinstance(done, form_rules.Refused):
            problems.append(done.message)
        elif done.file is None:
            problems += [problem.message_vi for problem in done.problems]
        else:
            kept += 1
    return Outcome(kept, tuple(problems))
