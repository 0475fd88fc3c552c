"""`motcua due`: when a limit ends for a dossier received at an instant, with every day counted and skipped."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.db import DatabaseError

from motcua.kernel.console import Command as Base
from motcua.kernel.console import WrongInput
from motcua.kernel.time import TZ, Due, Limit, due, local_date, parse_limit
from motcua.law import queries

SOURCES = {"database": "đã nạp", "files": "từ tệp kèm theo, chưa có cơ sở dữ liệu"}


class Command(Base):
    help = "tell when a time limit ends, and why"
    json_option = True

    def add_options(self, parser: CommandParser) -> None:
        parser.add_argument("--received", required=True, metavar="2024-02-06T15:20", help="local time of acceptance")
        parser.add_argument("--limit", required=True, metavar='"5 ngày làm việc"', help="the limit as it is written")
        parser.add_argument("--rules", default="one_stop", help="kind of rule set to name (one_stop)")
        parser.add_argument("--calendar", default=queries.DEFAULT_CALENDAR, help="key of the calendar (vn-civil)")
        parser.add_argument("--agency", help="key of the agency whose office hours hold")
        parser.add_argument("--proof", action="store_true", help="print the whole proof as JSON")

    def run(self, **options: Any) -> None:
        try:
            limit = parse_limit(options["limit"])
            received = _instant(options["received"], limit)
            with _law() as source:
                rules = queries.rule_set(options["rules"], local_date(received))
                calendar = queries.calendar(options["calendar"], options["agency"])
            answer = due(received, limit, calendar, rules.id)
        except (ValueError, LookupError) as error:
            raise WrongInput(str(error)) from None
        if options["proof"]:
            self.print_json(answer.proof())
        elif options["json"]:
            self.print_json(_row(answer) | {"law": source})
        else:
            self._tell(answer, source)

    def _tell(self, answer: Due, source: str) -> None:
        write = self.stdout.write
        write(f"Hạn trả kết quả: {answer.at:%H:%M} ngày {answer.at:%d/%m/%Y}")
        write(f"Thời hạn {answer.limit.text}, tiếp nhận {answer.start.astimezone(TZ):%H:%M %d/%m/%Y}")
        write(f"Quy tắc {answer.rule_set}, lịch {answer.calendar_version} ({SOURCES[source]})")
        write(f"Tính {len(answer.counted)} ngày: {', '.join(f'{day:%d/%m}' for day in answer.counted)}")
        for day, why in answer.skipped:
            write(f"Không tính {day:%d/%m/%Y}: {why}")
        if answer.warning:
            write(f"Lưu ý: {answer.warning}")


def _row(answer: Due) -> dict[str, Any]:
    return {
        "due_at": answer.at.isoformat(),
        "rule_set": answer.rule_set,
        "counted": [day.isoformat() for day in answer.counted],
        "skipped": [{"date": day.isoformat(), "why": why} for day, why in answer.skipped],
        "calendar": answer.calendar_version,
        "assumed_from": answer.assumed_from.isoformat() if answer.assumed_from else None,
        "warning": answer.warning,
    }


def _instant(text: str, limit: Limit) -> datetime:
    """Local time unless a zone is given; a date alone will do for limits that do not count hours."""
    try:
        day_only = len(text.strip()) == len("2024-02-06") and date.fromisoformat(text.strip())
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise WrongInput(f"--received “{text}” không phải thời điểm dạng 2024-02-06T15:20.") from None
    if day_only and limit.unit == "working_hour":
        raise WrongInput("--received phải có giờ (2024-02-06T15:20) khi thời hạn tính bằng giờ.")
    return moment if moment.tzinfo else moment.replace(tzinfo=TZ)


@contextmanager
def _law() -> Iterator[str]:
    """The recorded law; the shipped files when there is no database yet, an empty one, or none that answers."""
    name = settings.DATABASES["default"]["NAME"]
    recorded = not isinstance(name, Path) or name.exists()  # asking an absent SQLite file would create it
    try:
        recorded = recorded and queries.edition_number() > 0
    except DatabaseError:
        recorded = False
    if recorded:
        with queries.pinned():
            yield "database"
    else:
        with queries.from_files():
            yield "files"
