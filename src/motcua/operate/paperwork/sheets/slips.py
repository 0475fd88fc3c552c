"""Forms 01, 02 and 03: receipt and appointment, request to supplement, refusal to receive."""

from collections.abc import Sequence
from datetime import datetime

from motcua.operate.paperwork.sheets.facts import NOT_TOLD, Common, Component
from motcua.operate.paperwork.sheets.model import Grid, Item, Row, Sheet, Signer, Text
from motcua.operate.paperwork.sheets.words import moment

Blocks = tuple[Row | Grid | Text, ...]
NO_PHONE = "cơ quan chưa khai số điện thoại"


def sheet(common: Common, blocks: Sequence[Row | Grid | Text], signers: tuple[Signer | None, Signer | None]) -> Sheet:
    """A sheet with the parts that all forms share, and the reasons of what is blank."""
    spec = common.spec
    return Sheet(
        title=f"{spec.name} {common.code or common.tracking}",
        heading=spec.heading,
        agency=common.agency,
        unit=common.one_stop,
        place=common.place,
        on=common.on,
        number=common.number,
        symbol=spec.symbol,
        code=(spec.label("code"), common.code),
        tracking=common.tracking,
        qr=common.qr,
        blocks=tuple(blocks),
        signers=signers,
        notes=common.notes,
    ).with_reasons()


def item(common: Common, key: str, value: str | None, why: str = "") -> Item:
    """The value of a field under the label that the form set gives it."""
    return Item(common.spec.label(key), value, why)


def row(common: Common, *cells: tuple[str, str | None, str], strong: bool = False) -> Row:
    """One line of (key, value, why it may be missing)."""
    return Row(tuple(item(common, *cell) for cell in cells), strong)


def receipt(
    common: Common,
    *,
    components: Sequence[Component],
    sets: int | None,
    time_limit: str | None,
    received_at: datetime,
    return_at: datetime | None,
    delivery: str | None,
    book: str | None,
    serial: str | None,
    officer: str | None,
) -> Sheet:
    """Form 01. `book` and `serial`: number of the register book and of the dossier in it."""
    filer, label = common.filer, common.spec.label
    no_stage = "dữ liệu thủ tục không ghi giai đoạn hai"
    blocks: Blocks = (
        row(common, ("one_stop", common.one_stop, "")),
        row(common, ("owner", common.owner, "")),
        row(common, ("filer", filer.name, "")),
        row(common, ("address", filer.address, NOT_TOLD)),
        row(common, ("phone", filer.phone, NOT_TOLD), ("identity", filer.identity, NOT_TOLD)),
        row(common, ("email", filer.email, NOT_TOLD)),
        row(common, ("procedure", common.procedure, "")),
        _components(common, components),
        row(common, ("sets", f"{sets} (bộ)" if sets else None, "dữ liệu thủ tục không ghi số bộ")),
        row(common, ("time_limit", time_limit, "hồ sơ không ghi thời hạn")),
        row(common, ("received_at", moment(received_at), "")),
        row(common, ("return_at", moment(return_at), "chưa tính được ngày hẹn"), strong=True),
        row(common, ("second_received_at", None, no_stage), ("second_return_at", None, "")),
        row(common, ("delivery", delivery, NOT_TOLD)),
        row(common, ("book", book, "mã hồ sơ không do sổ này cấp"), ("serial", serial, "")),
    )
    signers = (Signer(label("filer_signs"), filer.name), Signer(label("officer_signs"), officer))
    return sheet(common, blocks, signers)


def supplement(
    common: Common,
    *,
    missing: Sequence[tuple[str, str]],
    reason: str | None,
    contact: str | None,
    site: str | None,
    officer: str | None,
) -> Sheet:
    """Form 02. `missing`: (paper, what to do with it)."""
    label = common.spec.label
    rows = tuple((str(number), *pair) for number, pair in enumerate(missing, 1))
    blocks: Blocks = (
        row(common, ("one_stop", common.one_stop, "")),
        row(common, ("owner", common.owner, "")),
        row(common, ("procedure", common.procedure, "")),
        *_contact(common),
        Grid(label("missing"), ("STT", label("paper"), label("todo")), (8, 0, 52), rows, frozenset({0})),
        row(common, ("reason", reason, "không ghi lý do")),
        *_help(common, contact, site),
    )
    return sheet(common, blocks, (None, Signer(label("officer_signs"), officer)))


def refusal(common: Common, *, reason: str | None, contact: str | None, site: str | None, officer: str | None) -> Sheet:
    """Form 03."""
    label = common.spec.label
    blocks: Blocks = (
        row(common, ("one_stop", common.one_stop, "")),
        row(common, ("owner", common.owner, "")),
        row(common, ("filer", common.filer.name, "")),
        *_contact(common),
        row(common, ("procedure", common.procedure, "")),
        Text(f"{label('notice')}:"),
        row(common, ("reason", reason, "lý do đã được xoá theo yêu cầu bảo vệ dữ liệu cá nhân")),
        *_help(common, contact, site),
    )
    signers = (Signer(label("filer_signs"), common.filer.name), Signer(label("officer_signs"), officer))
    return sheet(common, blocks, signers)


def _components(common: Common, components: Sequence[Component]) -> Grid:
    label = common.spec.label
    rows = []
    for number, paper in enumerate(components, 1):
        sheets = (_count(paper.originals), _count(paper.certified), _count(paper.photocopies))
        rows.append((str(number), paper.name, *sheets, "x" if paper.electronic else "–"))
    head = ("STT", *(label(key) for key in ("component", "originals", "certified", "photocopies", "electronic")))
    blank = "" if rows else "chưa có giấy tờ nào được nộp"
    return Grid(label("components"), head, (7, 0, 13, 16, 13, 14), tuple(rows), frozenset({0, 2, 3, 4, 5}), blank)


def _contact(common: Common) -> tuple[Row, ...]:
    filer = common.filer
    return (
        row(common, ("address", filer.address, NOT_TOLD)),
        row(common, ("phone", filer.phone, NOT_TOLD), ("email", filer.email, NOT_TOLD)),
    )


def _help(common: Common, contact: str | None, site: str | None) -> tuple[Row, ...]:
    return (
        row(common, ("help_contact", contact or common.one_stop, ""), ("help_phone", None, NO_PHONE)),
        row(common, ("help_site", site, "chưa khai địa chỉ công khai của hệ thống")),
    )


def _count(value: int | None) -> str:
    return str(value) if value else "–"
