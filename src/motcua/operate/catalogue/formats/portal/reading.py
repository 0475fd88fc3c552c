"""Reading an answer of `LayThuTuc`: numbers as texts or numbers, flags either way, keys we do not use are named."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from motcua.kernel.text import clean
from motcua.operate.catalogue.formats.entries import BadFile, Entry, Item, Wrong, too_long
from motcua.operate.catalogue.formats.portal import texts
from motcua.operate.catalogue.formats.portal.codes import Codes
from motcua.operate.catalogue.rules import content as c
from motcua.operate.catalogue.rules import limits
from motcua.operate.catalogue.rules.codec import MOST
from motcua.operate.catalogue.rules.names import folded
from motcua.operate.catalogue.rules.reading import Fields, WrongShape
from motcua.operate.catalogue.rules.source import CODE

MOST_RESULTS = 50_000
KEYS = frozenset({
    "ID", "MATTHC", "TENTTHC", "LOAITTHC", "TRANGTHAI", "MACOQUANCONGBO", "IDQUYETDINHCONGBO", "LINHVUCTHUCHIEN",
    "CAPTHUCHIEN", "TRINHTUTHUCHIEN", "CACHTHUCTHUCHIEN", "THANHPHANHOSO", "YEUCAU", "DOITUONGTHUCHIEN",
    "KETQUATHUCHIEN", "CANCUPHAPLY", "COQUANTHUCHIEN",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Read:
    """The procedures of an answer, and keys of it that say something we have no place for, with how often."""

    items: list[Item]
    ignored: tuple[str, ...]


class _Row(Fields):
    """An object of the portal: every value may be a text or a number; null and "" both mean "not said"."""

    def said(self, key: str) -> str:
        value = self._value.get(key)
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        return self.text(key) or ""

    def whole(self, key: str, most: int = MOST - 1) -> int | None:
        """A whole number written as a text or a number; dots between thousands are understood."""
        text = self.said(key).removesuffix(".0")
        if not text:
            return None
        digits = text.replace(".", "") if all(len(part) == 3 for part in text.split(".")[1:]) else text
        if not (digits.isascii() and digits.isdigit()) or len(digits) > 13 or int(digits) > most:
            raise self.wrong(key, f"không phải số nguyên: {text[:40]!r}")
        return int(digits)

    def rows(self, key: str) -> tuple["_Row", ...]:
        return tuple(_Row(item, f"{self._at(key)}[{index}]") for index, item in enumerate(self._list(key)))


def read(value: Any, codes: Codes) -> Read:
    """The procedures of a parsed answer; BadFile when the answer is an error or no answer."""
    error = value.get("error_code")
    if str(error) not in ("0",):
        raise BadFile(f"Cổng trả lời lỗi {str(error)[:20]}: {str(value.get('message') or '')[:200]}")
    rows = value.get("result")
    if not isinstance(rows, list) or not rows:
        raise BadFile("result: phải là danh sách có ít nhất một thủ tục")
    if len(rows) > MOST_RESULTS:
        raise BadFile(f"có {len(rows)} thủ tục, nhiều nhất {MOST_RESULTS}")
    items: list[Item] = []
    seen: set[str] = set()
    ignored: Counter[str] = Counter()
    for index, row in enumerate(rows):
        item = _item(row, index, codes)
        if item.value is not None and item.id in seen:
            item = Item(item.id, None, (Wrong(f"result[{index}].MATTHC", "mã lặp lại trong cùng tệp"),))
        seen.add(item.id)
        items.append(item)
        if isinstance(row, dict):
            ignored.update(str(key)[:40] for key, held in row.items() if key not in KEYS and held not in (None, "", []))
    return Read(items, tuple(f"{key} ({count})" for key, count in sorted(ignored.items())))


def _item(row: Any, index: int, codes: Codes) -> Item:
    code = row.get("MATTHC") if isinstance(row, dict) else None
    id = code[:80] if isinstance(code, str) and code.isprintable() and code else f"#{index + 1}"
    try:
        return Item(id, read_one(row, codes, f"result[{index}]"))
    except WrongShape as error:
        return Item(id, None, (Wrong("", str(error)),))
    except ValueError as error:
        return Item(id, None, (Wrong(f"result[{index}]", str(error)),))


def read_one(value: Any, codes: Codes, place: str = "") -> Entry:
    """The procedure an object of the shape describes; WrongShape names the first wrong place."""
    row = _Row(value, place)
    code, name, state = row.said("MATTHC"), row.said("TENTTHC"), row.said("TRANGTHAI")
    if not CODE.fullmatch(code) or len(code) > 40:
        raise row.wrong("MATTHC", "mã chỉ gồm chữ không dấu, số, dấu chấm và gạch nối, dài nhất 40")
    if not name or len(name) > 1000:
        raise row.wrong("TENTTHC", "thiếu tên thủ tục, hoặc dài hơn 1.000 chữ")
    if state not in codes.states:
        raise row.wrong("TRANGTHAI", f"không hiểu {state[:20]!r}; chỉ nhận {', '.join(codes.states)}")
    content = c.ProcedureContent.from_json(_content(row, name, codes).to_json())
    wrong = too_long(content)
    if wrong is not None:
        raise row.wrong("LINHVUCTHUCHIEN" if wrong[0] == "field" else "TENTTHC", wrong[1])
    return Entry(code, content, repealed=codes.states[state] == "repealed")


def _content(row: _Row, name: str, codes: Codes) -> c.ProcedureContent:
    fields = row.rows("LINHVUCTHUCHIEN")
    levels, desks = _levels(row, codes)
    steps = _steps(row)
    channels = tuple(channel for item in row.rows("CACHTHUCTHUCHIEN") for channel in _channels(item, codes)) or None
    components, forms = _papers(row)
    implement = _implementing(row)
    longest = limits.longest(channel.limit for channel in channels or ())
    return c.ProcedureContent(
        name=name,
        field=(fields[0].said("TENLINHVUC") or None) if fields else None,
        field_code=(fields[0].said("MALINHVUC") or None) if fields else None,
        kind=cast("c.Kind | None", codes.kinds.get(row.said("LOAITTHC"))),
        competent=_competent(levels, [agency.name for agency in implement]),
        levels=levels or None,
        steps=steps or None,
        channels=channels,
        components=components or None,
        time_limit=limits.with_start(longest, [step.text for step in steps]),
        subjects=tuple(item.said("TENDOITUONG") for item in row.rows("DOITUONGTHUCHIEN") if item.said("TENDOITUONG"))
        or None,
        agencies=(implement + desks) or None,
        results=tuple(
            c.Result(item.said("TENKETQUA") or None, item.said("MAKETQUA") or None)
            for item in row.rows("KETQUATHUCHIEN")
            if item.said("TENKETQUA") or item.said("MAKETQUA")
        )
        or None,
        forms=forms or None,
        conditions=_conditions(row),
        legal_bases=tuple(
            c.LegalBasis(item.said("SOVANBAN"), item.said("TENVANBAN") or None)
            for item in row.rows("CANCUPHAPLY")
            if item.said("SOVANBAN") or item.said("TENVANBAN")
        )
        or None,
        publication=_publication(row),
    )


def _levels(row: _Row, codes: Codes) -> tuple[tuple[c.Level, ...], tuple[c.AgencyPart, ...]]:
    """Levels in their order, and the places of receipt that stand beside them."""
    levels, desks = [], []
    for item in row.rows("CAPTHUCHIEN"):
        code = item.said("CAPTHUCHIEN")
        if code not in codes.levels:
            raise item.wrong("CAPTHUCHIEN", f"không hiểu {code[:20]!r}; chỉ nhận {', '.join(codes.levels)}")
        levels.append(cast("c.Level", codes.levels[code]))
        name, address = item.said("MOTACOQUANTHUCHIEN"), item.said("DIACHITIEPNHAN")
        if name or address:
            desks.append(c.AgencyPart("receive", name, address=address or None))
    return tuple(dict.fromkeys(levels)), tuple(desks)


def _implementing(row: _Row) -> tuple[c.AgencyPart, ...]:
    return tuple(
        c.AgencyPart("implement", item.said("TENDONVI"), item.said("MADONVI") or None)
        for item in row.rows("COQUANTHUCHIEN")
        if item.said("TENDONVI") or item.said("MADONVI")
    )


def _competent(levels: Sequence[c.Level], units: Sequence[str]) -> c.Competent | None:
    """A department of the province when one carries it out, otherwise the first level."""
    if "province" in levels and any(folded(name).startswith("so ") for name in units):
        return "department"
    return levels[0] if levels else None


def _steps(row: _Row) -> tuple[c.Step, ...]:
    return tuple(
        c.Step(step.said("TENTRINHTU"), item.said("TRUONGHOP") or None)
        for item in row.rows("TRINHTUTHUCHIEN")
        for step in item.rows("TRINHTU")
        if step.said("TENTRINHTU")
    )


def _channels(item: _Row, codes: Codes) -> list[c.Channel]:
    code = item.said("KENH")
    if code not in codes.channels:
        raise item.wrong("KENH", f"không hiểu {code[:20]!r}; chỉ nhận {', '.join(codes.channels)}")
    kind = cast("c.ChannelKind", codes.channels[code])
    return [_timed(kind, time, codes) for time in item.rows("THOIGIAN")] or [c.Channel(kind)]


def _timed(kind: c.ChannelKind, time: _Row, codes: Codes) -> c.Channel:
    number, unit, note = time.said("THOIGIANGIAIQUYET"), time.said("DONVITINH"), time.said("MOTA")
    known = codes.unit(unit) if unit else None
    value = time.whole("THOIGIANGIAIQUYET", 10_000) if known else None
    limit = limits.read(value, known, None, note or None) if value else None
    words = f"{number} {unit}".strip()  # such as "30 Phút": no unit the law counts in, kept as it was written
    return c.Channel(kind, limit, None if limit or not words else words, _fees(time), note=note or None)


def _fees(time: _Row) -> tuple[c.Fee, ...] | None:
    rows = [
        texts.fee_of(item.said("MAPHILEPHI"), item.whole("SOTIEN"), item.said("DONVI"), item.said("MOTA"))
        for item in time.rows("PHILEPHI")
    ]
    stated = [fee for fee in rows if not texts.blank(texts.fee_row(fee) | ({"x": "x"} if fee.kind == "charge" else {}))]
    free = len(stated) == 1 and stated[0].amount == 0 and stated[0].text == texts.NO_FEE and not stated[0].code
    return () if free else tuple(stated) or None


def _papers(row: _Row) -> tuple[tuple[c.Component, ...], tuple[c.FormRef, ...]]:
    found = [(item.said("TRUONGHOP"), paper) for item in row.rows("THANHPHANHOSO") for paper in item.rows("GIAYTO")]
    codes = texts.paper_codes([paper.said("MAGIAYTO") for _, paper in found])
    components, forms = [], []
    for code, (case, paper) in zip(codes, found, strict=True):
        form, url = paper.said("TENMAUDON"), paper.said("URL")
        components.append(
            c.Component(
                code,
                paper.said("TENGIAYTO"),
                form or None,
                paper.whole("SOBANCHINH", 999),
                paper.whole("SOBANSAO", 999),
                case=case or None,
            )
        )
        if form or url:
            forms.append(c.FormRef(form, code, url or None))
    return tuple(components), tuple(forms)


def _conditions(row: _Row) -> tuple[str, ...] | None:
    value = row._value.get("YEUCAU")
    if value is not None and not isinstance(value, str):
        raise row.wrong("YEUCAU", "phải là chữ")
    row.text("YEUCAU")  # refuses letters that cannot be kept
    lines = tuple(line for line in map(clean, (value or "").splitlines()) if line)
    return () if lines == (texts.NOTHING,) else lines or None


def _publication(row: _Row) -> c.Publication | None:
    agency, decision, own = row.said("MACOQUANCONGBO"), row.said("IDQUYETDINHCONGBO"), row.said("ID")
    if not (agency or decision or own):
        return None
    return c.Publication(authority_code=agency or None, decision_id=decision or None, procedure_id=own or None)
