"""The printed form as plain data: what stands on it from top to bottom. Pure; both writers print exactly this."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from motcua.operate.eforms.printing.layout import Layout
from motcua.operate.eforms.rules import Definition, Section

MOST_COLUMNS = 7
WIDEST_TABLE = 110  # characters of the longest answers of a row, side by side; wider groups are printed one by one


@dataclass(frozen=True, slots=True)
class Context:
    """What the form itself does not know. `at`: when it was sent, None for what is still being written.

    `reference`, `qr`: code and address by which the dossier is found; `signer`, `second_signer`: names below the
    places to sign; `agreed_at`: when the second person agreed.
    """

    agency: str
    place: str
    procedure: str
    code: str
    at: datetime | None = None
    reference: str = ""
    qr: str = ""
    signer: str = ""
    second_signer: str = ""
    agreed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """One section on paper: pairs of label and answer, or a table of a repeated section."""

    title: str
    pairs: tuple[tuple[str, str], ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Signature:
    """A place to sign: title, name and how it was confirmed online (with the instant)."""

    title: str
    name: str
    confirmed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything that is printed."""

    title: str
    issued_with: str
    under_title: str
    to: str
    opening: str
    blocks: tuple[Block, ...]
    office: tuple[str, ...]
    closing: str
    place: str
    at: datetime | None
    signatures: tuple[Signature, ...]
    reference: str
    qr: str
    subject: str


def sheet_of(definition: Definition, shown: Sequence[Mapping[str, Any]], layout: Layout, context: Context) -> Sheet:
    """The sheet of `shown` (the summary as it was shown or frozen: sections with rows {path, label, value})."""
    signatures = [Signature(layout.signature, context.signer, context.at)]
    if layout.second_signature:
        signatures.insert(0, Signature(layout.second_signature, context.second_signer, context.agreed_at))
    return Sheet(
        title=layout.title,
        issued_with=layout.issued_with,
        under_title=layout.under_title,
        to=context.agency if layout.to is None else layout.to,
        opening=layout.opening,
        blocks=tuple(_blocks(definition, shown)),
        office=tuple(field.label for _, field in definition.fields() if field.type == "official_only"),
        closing=layout.closing,
        place=context.place,
        at=context.at,
        signatures=tuple(signatures),
        reference=context.reference,
        qr=context.qr,
        subject=f"{context.procedure} (mã {context.code})" if context.code else context.procedure,
    )


def _blocks(definition: Definition, shown: Sequence[Mapping[str, Any]]) -> Iterator[Block]:
    for key, parts in groupby(shown, key=lambda part: part["section"]):
        groups = list(parts)
        section = definition.section(key)
        if section is None or section.repeat is None:
            for part in groups:
                yield Block(part["title"], _pairs(part))
        elif not any(part["rows"] for part in groups):
            yield Block(section.title)
        elif (table := _table(section, groups)) is not None:
            yield table
        else:
            for part in groups:
                yield Block(f"{section.title}: {part['title']}", _pairs(part))


def _pairs(part: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple((row["label"], row["value"]) for row in part["rows"])


def _table(section: Section, groups: Sequence[Mapping[str, Any]]) -> Block | None:
    """A table of the groups, one a row; None when it would be too wide for the page."""
    cells = [{row["path"].rsplit("-", 1)[-1]: row for row in part["rows"]} for part in groups]
    asked = {key for row in cells for key in row}
    # The number of a row is printed anyway.
    columns = [field for field in section.fields if field.key in asked and field.compute != "row"]
    words = [max((len(row[field.key]["value"]) for row in cells if field.key in row), default=0) for field in columns]
    if len(columns) > MOST_COLUMNS or sum(min(width, 60) for width in words) > WIDEST_TABLE:
        return None
    rows = [tuple(row[field.key]["value"] if field.key in row else "" for field in columns) for row in cells]
    return Block(section.title, columns=tuple(field.label for field in columns), rows=tuple(rows))
