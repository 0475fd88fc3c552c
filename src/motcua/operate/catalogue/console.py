"""Verbs of `motcua catalogue` about texts: diff, orphans, touched."""

from collections.abc import Callable
from typing import Any

from motcua.kernel.console import Command, WrongInput
from motcua.operate.catalogue import queries
from motcua.operate.catalogue.rules import difference
from motcua.operate.catalogue.rules.words import UNKNOWN

Verb = Callable[[Command, dict[str, Any]], int | None]
CHANGES = {"added": "+", "removed": "-", "changed": "~", "moved": ">"}


def add_verbs(subparsers: Any) -> None:
    """Declare the verbs on the subparsers of `motcua catalogue`."""
    diff = subparsers.add_parser("diff", help="show how two texts of a procedure differ")
    diff.add_argument("code", help="code of the procedure, such as 3.000465")
    diff.add_argument("old", help="number of a version, or: live, draft")
    diff.add_argument("new", help="number of a version, or: live, draft")
    orphans = subparsers.add_parser("orphans", help="list components, form fields and steps without a clause of law")
    orphans.add_argument("code", nargs="?", default="", help="only of this procedure")
    touched = subparsers.add_parser("touched", help="list what rests on a legal document")
    touched.add_argument("number", help="number of the document, such as 10/2026/TT-BGDĐT")
    for verb in (diff, orphans, touched):
        verb.add_argument("--json", action="store_true", help="print the answer as JSON")


def diff(command: Command, options: dict[str, Any]) -> int | None:
    old, new = (_text(options["code"], options[side]) for side in ("old", "new"))
    changes = difference.compare(old[1], new[1])
    if options["json"]:
        parts = difference.to_json(changes)
        command.print_json({"code": options["code"], "old": old[0], "new": new[0], "parts": parts})
        return None
    command.stdout.write(f"{options['code']}: {old[0]} → {new[0]}")
    for part in changes.parts:
        _write_part(command, part)
    if not changes:
        command.stdout.write("  không có gì khác nhau")
    return None


def orphans(command: Command, options: dict[str, Any]) -> int | None:
    """Exit code 1 when the procedure asked for is not known or has no text in force."""
    code = options["code"]
    if code and queries.live_version(code) is None:
        raise WrongInput(f"không có thủ tục đang áp dụng mã {code!r}")
    found = queries.orphans(code)
    if options["json"]:
        command.print_json({key: [_found(one) for one in rows] for key, rows in found.items()})
        return None
    titles = {"components": "Thành phần hồ sơ", "fields": "Ô của biểu mẫu", "steps": "Bước thực hiện"}
    for key, rows in found.items():
        command.stdout.write(f"{titles[key]} chưa có căn cứ: {len(rows)}")
        for one in rows:
            command.stdout.write(f"  {one.procedure:12} {one.row.code:8} {one.row.name[:100]}")
    return None


def touched(command: Command, options: dict[str, Any]) -> int | None:
    """Exit code 1 when nothing rests on the document."""
    found = queries.touched(options["number"])
    if options["json"]:
        answer = [
            {
                "procedure": procedure.code if procedure else None,
                "name": procedure.name if procedure else None,
                "rows": [
                    {"part": row.part, "place": row.place, "code": row.code, "name": row.name, "clause": row.clause}
                    for row in rows
                ],
            }
            for procedure, rows in found
        ]
        command.print_json({"number": options["number"], "procedures": answer})
        return 0 if found else 1
    for procedure, rows in found:
        command.stdout.write(f"{procedure.code}  {procedure.name}" if procedure else "Biểu mẫu không thuộc thủ tục nào")
        for row in rows:
            command.stdout.write(f"  {row.part_label}: {row.name[:100]}")
    if not found:
        command.stdout.write(f"không có gì dựa trên {options['number']}")
    return 0 if found else 1


VERBS: dict[str, Verb] = {"diff": diff, "orphans": orphans, "touched": touched}


def _text(code: str, name: str) -> Any:
    found = queries.text_named(code, name)
    if found is None:
        raise WrongInput(f"không có văn bản {name!r} của thủ tục {code!r} (số phiên bản, live hoặc draft)")
    return found


def _write_part(command: Command, part: difference.PartChange) -> None:
    command.stdout.write(part.label.capitalize())
    if part.whole is not None:
        command.stdout.write(f"  {part.whole.before_words} → {part.whole.after_words}")
    for row in part.rows:
        command.stdout.write(f"  {CHANGES[row.kind]} {row.kind_label}: {row.name}")
        for field in row.fields:
            command.stdout.write(f"      {field.label}: {field.before_words} → {field.after_words}")


def _found(one: queries.OnClause) -> dict[str, Any]:
    return {
        "procedure": one.procedure,
        "code": one.row.code,
        "place": one.row.place,
        "name": one.row.name or UNKNOWN,
    }
