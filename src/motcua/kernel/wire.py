"""The short way to the database: one trip for many statements, for what runs on every request or act.

PostgreSQL takes any number of prepared statements at once (pipeline mode) and answers all of them together; a trip
costs both sides more than most statements do. Here they are sent through libpq, past the cursors of Django and
psycopg, on the connection and in the transaction that Django has open. Elsewhere, and while a test listens to single
statements, Django's cursor carries them out one by one: what is asked and what comes back is the same.
"""

import select
from collections.abc import MutableMapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import generators
from psycopg.adapt import AdaptersMap, Loader, PyFormat, Transformer
from psycopg.errors import OperationalError, error_from_result
from psycopg.pq import ConnStatus, ExecStatus, TransactionStatus
from psycopg.waiting import wait

Asked = tuple[str, Sequence[Any]]
_BEGIN: Asked = ("BEGIN", ())
_COMMIT: Asked = ("COMMIT", ())
Ready = MutableMapping[tuple[bytes, tuple[int, ...]], bytes]
"""Text and types of the values of a statement → the name under which the server has it ready."""
MOST_READY = 400
"""Statements kept ready on a connection, those of Django's cursors among them; the oldest make place."""

PATIENCE = 0.1
"""Seconds after which waiting looks whether somebody pressed Ctrl-C."""


@lru_cache(maxsize=1)
def vendor() -> str:
    """The kind of database this program works with. Asking a connection takes a search by thread each time."""
    return connections[DEFAULT_DB_ALIAS].vendor


class Answer(NamedTuple):
    """What one statement came to: its rows, and how many rows it touched or returned."""

    rows: list[tuple[Any, ...]]
    touched: int


def trip(asked: Sequence[Asked], *, last: bool = False) -> list[Answer]:
    """Carry out the statements in order and answer each; 1 trip on PostgreSQL, else one for each.

    A statement that fails raises as Django's cursors do, and those after it are not carried out. Outside a
    transaction all of them stand or fall together on PostgreSQL only, so what writes belongs into one.

    `last`: whatever they come to, the transaction that is open has nothing more to ask or write. PostgreSQL then
    commits in the same trip, unless a wider transaction surrounds it; what speaks against committing raises here.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.vendor != "postgresql" or connection.execute_wrappers:
        return [_one(connection, sql, values) for sql, values in asked]
    if last and _may_commit(connection):
        return _sent(connection, [*asked, _COMMIT])[:-1]
    return _sent(connection, asked)


def _may_commit(connection: Any) -> bool:
    """The transaction is the outermost one, begun by Django, and nobody has asked for its end without a trace."""
    inside = connection.in_atomic_block and connection.commit_on_exit and not connection.savepoint_ids
    return inside and not connection.needs_rollback


def _one(connection: BaseDatabaseWrapper, sql: str, values: Sequence[Any]) -> Answer:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return Answer(cursor.fetchall() if cursor.description else [], cursor.rowcount)


def _sent(connection: Any, asked: Sequence[Asked]) -> list[Answer]:
    _make_ready(connection)
    line = getattr(connection, "_motcua_line", None)
    if line is None or line.connection is not connection.connection:
        line = connection._motcua_line = _Line(connection.connection)
    try:
        answers = line.exchange(asked)
    except Exception:
        with connection.wrap_database_errors:
            raise
    if connection.queries_logged:
        connection.queries_log.append({"sql": ";\n".join(sql for sql, _ in asked), "time": "0"})
    return answers


def _make_ready(connection: Any) -> None:
    """What Django's cursor sees to: an open connection that is alive, in a transaction that is not broken.

    A server that went away has closed its end, which shows without asking it; only then it is asked.
    """
    if connection.connection is None or (connection.health_check_enabled and not connection.health_check_done):
        if connection.connection is not None and _is_quiet(connection.connection.pgconn.socket):
            connection.health_check_done = True
        connection.close_if_health_check_failed()
        connection.ensure_connection()
    connection.validate_thread_sharing()
    connection.validate_no_broken_transaction()


def _is_quiet(socket: int) -> bool:
    """Nothing lies unread: no word of farewell and no end of the stream."""
    poll = select.poll()
    poll.register(socket, select.POLLIN | select.POLLERR | select.POLLHUP)
    return not poll.poll(0)


class _Instant(Loader):
    """Connections of Django speak UTC; its own loader takes several steps for each value."""

    def load(self, data: Any) -> datetime:
        return datetime.fromisoformat(bytes(data).decode())


class _Line:
    """One connection: the statements that are ready on it, and how values are written and read."""

    def __init__(self, raw: Any) -> None:
        self.connection, self.adapters = raw, AdaptersMap(raw.adapters)
        self.adapters.register_loader("timestamptz", _Instant)
        self.values = Transformer(self)
        self.ear = select.poll()
        self.ear.register(raw.pgconn.socket, select.POLLIN | select.POLLERR | select.POLLHUP)
        self.named = 0
        raw.prepared_max = MOST_READY

    def exchange(self, asked: Sequence[Asked]) -> list[Answer]:
        """Send all, then read all. Nothing is read before everything is sent, so the texts must be of modest size."""
        pg, known = self.connection.pgconn, self._known()
        fresh: Ready = {}
        with self.connection.lock:
            begins = not self.connection.autocommit and pg.transaction_status == TransactionStatus.IDLE
            if begins:
                asked = [_BEGIN, *asked]
            pg.enter_pipeline_mode()
            try:
                makings = [self._send(sql, values, known, fresh) for sql, values in asked]
                pg.pipeline_sync()
                if pg.flush():
                    wait(generators.send(pg), pg.socket, PATIENCE)
                results = self._results()
            finally:
                if pg.status == ConnStatus.OK:
                    pg.exit_pipeline_mode()
        if known is not None:
            known.update(fresh)
        answers = self._answers(results, makings)
        return answers[1:] if begins else answers

    def _known(self) -> Ready | None:
        """psycopg's own list of what is ready on the connection: it empties it whenever it throws statements away, as
        after a rollback. None while it still has to tell the server so: nothing should be made ready then.
        """
        kept = self.connection._prepared
        return None if kept._to_flush else kept._names

    def _send(self, sql: str, values: Sequence[Any], known: Ready | None, fresh: Ready) -> bool:
        """Put one statement on the way; True when it had to be made ready first, which has an answer of its own."""
        pg, tx = self.connection.pgconn, self.values
        written = tx.dump_sequence(values, [PyFormat.AUTO] * len(values))
        types, formats = tx.types, tx.formats
        text = _numbered(sql)
        if known is None:
            pg.send_query_params(text, written, types, formats)
            return False
        key = (text, types or ())
        name = known.get(key) or fresh.get(key)
        if name is not None:
            pg.send_query_prepared(name, written, formats)
            return False
        self.named += 1
        name = fresh[key] = b"motcua_%d" % self.named
        pg.send_prepare(name, text, types)
        pg.send_query_prepared(name, written, formats)
        return True

    def _results(self) -> list[Any]:
        """What came back for each message, without the last one, which says that all is there. Raises what failed."""
        pg, found = self.connection.pgconn, []
        broken, ended = None, False
        while True:
            while pg.is_busy():
                if self.ear.poll(PATIENCE * 1000):
                    pg.consume_input()
            result = pg.get_result()
            if result is None:  # no more answers to one message
                if ended:
                    break  # and none to any other: the connection was lost
                ended = True
                continue
            ended, status = False, result.status
            if status == ExecStatus.PIPELINE_SYNC:
                break
            found.append(result)
            if broken is None and status in _FAILED:
                broken = result
        if broken is not None:
            raise error_from_result(broken, encoding=self.connection.info.encoding)
        if ended:
            raise OperationalError("the connection was lost while answers were read")
        return found

    def _answers(self, results: Sequence[Any], makings: Sequence[bool]) -> list[Answer]:
        rest, answers = iter(results), []
        for made in makings:
            if made:
                next(rest)
            result = next(rest)
            rows: list[tuple[Any, ...]] = []
            if result.nfields:
                self.values.set_pgresult(result)
                rows = self.values.load_rows(0, result.ntuples, tuple)
            answers.append(Answer(rows, result.command_tuples or 0))
        return answers


@lru_cache(maxsize=2 * MOST_READY)
def _numbered(sql: str) -> bytes:
    """The text with PostgreSQL's own marks for values."""
    first, *rest = sql.replace("%%", "\0").split("%s")
    return "".join([first, *(f"${n}{part}" for n, part in enumerate(rest, 1))]).replace("\0", "%").encode()


_FAILED = {ExecStatus.FATAL_ERROR, ExecStatus.PIPELINE_ABORTED}
