"""Two people at one procedure in the same instant: the slower one is told, nothing of theirs is written."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import IntegrityError, transaction

from motcua.kernel.audit import Conflict
from motcua.people.rules import Refusal

P = ParamSpec("P")
R = TypeVar("R")
FASTER = Refusal("edited", "Người khác vừa ghi vào thủ tục này. Hãy tải lại trang, xem lại rồi làm lại.")


def one_at_a_time(func: Callable[P, R]) -> Callable[P, R | Refusal]:
    """Carry `func` out in one transaction; when somebody was faster, undo it and refuse."""

    @wraps(func)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R | Refusal:
        try:
            with transaction.atomic():
                return func(*args, **kwargs)
        except (Conflict, IntegrityError):
            return FASTER

    return guarded
