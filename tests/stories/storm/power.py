"""Cutting the power: a command ends at one of its writes, as when its process is killed or the database goes away."""

from collections.abc import Callable
from typing import Any
from unittest.mock import patch

from django.core.cache import cache
from django.db import OperationalError, connection, transaction

from motcua.kernel.recall import forget_everything

# Between two writes nothing changes, so the power may as well go at a write; and reads are fewer when something is
# remembered. What opens, ends or undoes a transaction is not cut: what it leaves behind is the database's to keep.
_WRITES = ("INSERT", "UPDATE", "DELETE", "WITH")


class Killed(BaseException):
    """The process ends here. No `except Exception` of the product may catch it, as none catches SIGKILL."""


class Fuse:
    """Lets `through` writing statements through and blows at the next one."""

    def __init__(self, through: int, error: type[BaseException]) -> None:
        self.left, self.error, self.blown = through, error, False

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(_WRITES):
            self.left -= 1
            if self.left < 0:
                self.blown = True
                raise self.error(sql[:80])
        return execute(sql, params, many, context)


_enter = transaction.Atomic.__enter__


def _as_outermost(self: transaction.Atomic) -> None:
    """A test has a transaction around it, in which a block that relies on being the outermost would undo nothing."""
    self.savepoint = True
    _enter(self)


def cut(command: Callable[[], Any], *, through: int, away: bool) -> tuple[bool, Any]:
    """Carry out `command` with the power going after `through` writes: whether it was cut, and its answer if not.

    `away`: the database does not answer and the process lives on; else the process dies and forgets all it knew.
    """
    error = OperationalError if away else Killed
    fuse = Fuse(through, error)
    try:
        with connection.execute_wrapper(fuse), patch.object(transaction.Atomic, "__enter__", _as_outermost):
            answer = command()
    except error:
        assert fuse.blown
        connection.needs_rollback = False  # a lone statement that failed leaves nothing behind
        if not away:
            cache.clear()
            forget_everything()
        return True, None
    return False, answer
