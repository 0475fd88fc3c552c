"""`motcua search`: the public search of procedures without a browser."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from motcua.kernel.console import Command as Base
from motcua.operate.catalogue import queries

MOST = 1000


class Command(Base):
    help = "Find procedures for everyday words, with or without accents, slips forgiven; the best answer first."
    json_option = True

    def add_options(self, parser: CommandParser) -> None:
        parser.add_argument("words", nargs="+", help='what somebody needs, such as "xin ban sao bang cap 3"')
        parser.add_argument("--limit", type=int, default=20, help="how many answers at most (20)")
        parser.add_argument("--online", action="store_true", help="only what can be filed online here")

    def run(self, **options: Any) -> int | None:
        """Exit code 1 when nothing answers."""
        asked = " ".join(options["words"])
        today = timezone.localdate() if options["online"] else None
        found = queries.search(asked, online_on=today, limit=max(1, min(options["limit"], MOST)))
        if options["json"]:
            self.print_json(_answer(asked, found))
        else:
            self._print(found)
        return 0 if found.items else 1

    def _print(self, found: queries.Found) -> None:
        if found.corrected:
            self.stdout.write(f"hiểu là: {found.corrected}")
        for item, score in zip(found.items, found.scores, strict=True):
            mark = " (đã bãi bỏ hoặc thay thế)" if item.is_repealed else ""
            self.stdout.write(f"{score:5.2f}  {item.code:12} {item.name}{mark}")
        if not found.items:
            self.stdout.write("không tìm thấy thủ tục nào")
            for item in found.near:
                self.stdout.write(f"  gần nhất: {item.code:12} {item.name}")


def _answer(asked: str, found: queries.Found) -> dict[str, Any]:
    rows = [
        {"code": item.code, "name": item.name, "field": item.field or None, "state": item.state, "score": score}
        for item, score in zip(found.items, found.scores, strict=True)
    ]
    near = [{"code": item.code, "name": item.name} for item in found.near]
    return {"query": asked, "understood": found.corrected, "total": found.total, "results": rows, "near": near}
