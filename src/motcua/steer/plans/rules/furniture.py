"""Lines every administrative document has: letterhead, number and date, recipients, signature (NĐ 30/2020)."""

import datetime
import re
from dataclasses import dataclass, field
from typing import Final

from motcua.kernel.text import fold

from .documents import day
from .ledger import Ledger
from .lines import Line
from .shape import Plan, Signer

_NUMBER: Final = re.compile(
    r"(?:^|\s)số\s*:\s*(?P<number>\d[\w.]*)?[\s….·_-]*(?P<symbol>/\s?[A-ZĐ][\wĐđ]*(?:-[\wĐđ]+)*)", re.IGNORECASE
)
_DATE: Final = re.compile(
    r"(?P<place>[A-ZĐÀ-Ỹ][^,;:/\d]{1,60}),\s*(?P<date>ngày\s*(?P<d>\d{1,2})?[\s….·_]*tháng\s*(?P<m>\d{1,2})?[\s….·_]*năm\s*(?P<y>\d{4})?)",
    re.IGNORECASE,
)
_MOTTO: Final = re.compile(r"cong hoa xa hoi chu nghia viet nam|doc lap\s*[-–—]\s*tu do\s*[-–—]\s*hanh phuc")
_BODY: Final = re.compile(
    r"^(UBND|ỦY BAN|UỶ BAN|SỞ|PHÒNG|BỘ|BAN|TỔNG CỤC|CỤC|CHI CỤC|HĐND|TRUNG TÂM|TRƯỜNG|VĂN PHÒNG)\b"
)
_FORM: Final = re.compile(r"^(kt|tm|tl|tuq|q|quyen)\s*[.,]?\s+(?=[a-z])")
_OFFICE: Final = re.compile(
    r"^(q\. ?|quyen )?(pho )?(giam doc|chu tich|chanh van phong|truong phong|hieu truong|bo truong|thu truong"
    r"|cuc truong|vien truong)(\s.{0,40})?$"
)
_NAME: Final = re.compile(r"^(?:[A-ZĐÀ-Ỹ][a-zđà-ỹ]*'?\s?){2,6}$")
_SIGNED: Final = re.compile(r"^\(?(da ky|ky ten|ky, ?(ghi ro ho ten|dong dau)|ky ten, dong dau)\)?\.?$")
_BARE: Final = re.compile(r"^[-–—_=.…·*~]+$")
_SHORT_FORMS: Final = ("UBND", "HĐND", "GDĐT")
_TITLES: Final = {
    "giam doc": "Giám đốc",
    "chu tich": "Chủ tịch",
    "pho giam doc": "Phó Giám đốc",
    "pho chu tich": "Phó Chủ tịch",
}


@dataclass(slots=True)
class Furniture:
    """Collects such lines; `finish` writes what they say into the plan."""

    ledger: Ledger
    number: str | None = None
    pattern: str | None = None
    place: str | None = None
    date_text: str | None = None
    date: datetime.date | None = None
    bodies: list[str] = field(default_factory=list)
    form: str | None = None
    office: str | None = None
    name: str | None = None

    def take(self, line: Line, *, running: bool) -> bool:
        """True when `line` is part of the letterhead or of the signature; it is then in the ledger.

        `running`: it stands in the running text, where words may look like place and date.
        """
        folded = line.folded
        if _BARE.match(line.text) or not line.text:
            self.ledger.take(line, "layout")
        elif self._letterhead(line, folded, running):
            self.ledger.take(line, "letterhead")
        elif self._signature(line, folded):
            self.ledger.take(line, "signature")
        else:
            return False
        return True

    def _letterhead(self, line: Line, folded: str, running: bool) -> bool:
        if _MOTTO.search(folded) and len(line.text) < 160:
            left = re.split(r"\s{2,}|\t|(?=CỘNG HÒA)|(?=CỘNG HOÀ)", line.raw.strip())[0].strip()
            if not _MOTTO.search(fold(left)):
                self._body(left)
            return True
        if _BODY.match(line.text.upper()) and not _OFFICE.match(folded) and self._is_body(line.text, running):
            self._body(line.text)
            return True
        return (not running or folded.startswith("so:")) and self._number_line(line)

    def _is_body(self, text: str, running: bool) -> bool:
        """The name of an agency in a line of its own; in small letters only outside the running text."""
        if text.isupper():
            return len(text) < 90
        return not running and len(text) < 60 and not re.search(r"[.;:,()\d]", text)

    def _body(self, text: str) -> None:
        if _BODY.match(text.upper()) and text not in self.bodies:
            self.bodies.append(text)

    def _number_line(self, line: Line) -> bool:
        number = _NUMBER.search(line.text) if len(line.text) < 160 and not line.folded.startswith("(kem") else None
        dated = _DATE.search(line.text, number.end() if number else 0)
        if number and (number.start() > 1 or (dated is None and number.end() < len(line.text) - 2)):
            number = None
        whole = dated and not line.text[dated.end() :].strip(" .") and (number or dated.start() == 0)
        if not number and not whole:
            return False
        if number:
            symbol = number["symbol"].replace(" ", "")
            self.number = self.number or (f"{number['number']}{symbol}" if number["number"] else None)
            self.pattern = self.pattern or f"…{symbol}"
        if dated and whole:
            self._dated(dated)
        return True

    def _dated(self, dated: re.Match[str]) -> None:
        if self.date_text is not None:
            return
        self.place = dated["place"].strip()
        said = [f"ngày {dated['d'] or '…'}", f"tháng {dated['m'] or '…'}", f"năm {dated['y'] or '…'}"]
        self.date_text = " ".join(said)
        if dated["d"] and dated["m"] and dated["y"]:
            self.date = day(dated["y"], dated["m"], dated["d"])

    def _signature(self, line: Line, folded: str) -> bool:
        if len(line.text) > 60:
            return False
        if _SIGNED.match(folded):
            return True
        if _FORM.match(folded) and (line.text.isupper() or "." in line.text[:5]) and _office_in(folded):
            self.form = self.form or line.text
            return True
        if _OFFICE.match(folded) and (line.text.isupper() or len(folded.split()) <= 4):
            self.office = self.office or line.text
            return True
        if (self.form or self.office) and self.name is None and _NAME.match(line.text):
            self.name = line.text
            return True
        return False

    def finish(self, plan: Plan, text: str) -> None:
        """Write number, date, issuers and signer into `plan`; `text` is searched for names in ordinary letters."""
        plan.number, plan.number_pattern, plan.place = self.number, self.pattern, self.place
        plan.date, plan.date_text = self.date, self.date_text
        if self.bodies:
            plan.issuer = _issuer(cased(self.bodies[-1], text, self.place), self.place)
        if len(self.bodies) > 1:
            plan.parent_issuer = cased(self.bodies[-2], text, self.place)
        if self.form or self.office or self.name:
            plan.signer = Signer(self.name, _title(self.office or _FORM.sub("", fold(self.form or ""))), self.form)


def cased(name: str, text: str, place: str | None) -> str:
    """`name` (in capitals) as `text` writes it in ordinary letters; when it never does, with the usual capitals."""
    for found in re.finditer(re.escape(name), text, re.IGNORECASE):
        if not found[0].isupper() and not found[0].islower():
            return found[0]
    lowered = name[:1].upper() + name[1:].lower()
    for known in (*_SHORT_FORMS, *([place] if place else [])):
        lowered = re.sub(rf"(?<!\w){re.escape(known)}(?!\w)", known, lowered, flags=re.IGNORECASE)
    return lowered


def _issuer(name: str, place: str | None) -> str:
    return name if not place or fold(place) in fold(name) else f"{name} {place}"


def _office_in(folded: str) -> bool:
    rest = _FORM.sub("", folded)
    return bool(_OFFICE.match(rest)) or "uy ban" in rest or "ubnd" in rest or "ban giam hieu" in rest


def _title(office: str) -> str | None:
    return _TITLES.get(fold(office), office[:1].upper() + office[1:].lower()) if office else None
