"""What was asked and how: every question that was shown, with its words, without a word of what was answered."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from motcua.operate.eforms.rules.definition import Definition, Field


def asked(definition: Definition, shown: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The questions behind the rows of a `shown` form (`summary` as plain data), in their order.

    Each with its path, label, help, kind, clause and the answers there were to choose from. A path that the
    definition does not have is kept with nothing else: then the form was not shown under this definition.
    """
    fields = {field.key: field for _, field in definition.fields()}
    paths = [row["path"] for section in shown for row in section["rows"]]
    return [_question(path, fields.get(path.rsplit("-", 1)[-1])) for path in paths]


def _question(path: str, field: Field | None) -> dict[str, Any]:
    if field is None:
        return {"path": path}
    return {
        "path": path,
        "label": field.label,
        "help": field.help,
        "type": field.type,
        "clause": field.clause,
        "options": [asdict(option) for option in field.options],
        "codelist": field.code_list,
    }


def rendering_hash(digest: str, definition: Definition, shown: Iterable[Mapping[str, Any]]) -> str:
    """The hash of what was asked, under the definition whose own hash is `digest`."""
    told = {"definition": digest, "pages": definition.pages, "asked": asked(definition, shown)}
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
