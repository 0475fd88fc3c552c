"""Decentralisation of a procedure: the option approved by the Prime Minister and how far its execution is. Pure."""

from datetime import date
from enum import StrEnum


class Progress(StrEnum):
    """Where the execution of an approved option stands on a day."""

    UNDECIDED = "undecided"
    APPROVED = "approved"
    EXECUTING = "executing"
    DONE = "done"
    LATE = "late"


PROGRESS_LABELS = {
    Progress.UNDECIDED: "chưa có phương án",
    Progress.APPROVED: "đã phê duyệt",
    Progress.EXECUTING: "đang thực hiện",
    Progress.DONE: "đã thực hiện",
    Progress.LATE: "quá hạn",
}


def progress(*, started_on: date | None, executed_on: date | None, due_on: date | None, today: date) -> Progress:
    """The state of an approved option: done when carried out, late when its day has passed before that."""
    if executed_on is not None:
        return Progress.DONE
    if due_on is not None and due_on < today:
        return Progress.LATE
    return Progress.EXECUTING if started_on is not None else Progress.APPROVED
