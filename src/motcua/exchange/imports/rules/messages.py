"""One message → the account of one dossier, with what is odd in it; or why it is refused. Pure; never raises.

Refused is only what has no identity: no message, no code, another province, a step without a time.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from motcua.exchange.imports.rules import values
from motcua.exchange.imports.rules.history import Dates, said_of
from motcua.exchange.imports.rules.persons import owner_of
from motcua.kernel.text import search_key
from motcua.kernel.time import local_date
from motcua.law.rules import ParsedCode, parse_code
from motcua.operate.dossiers.rules import State
from motcua.operate.dossiers.rules.observed import Account, Said, SaidPaper

PROGRESS = frozenset({"ThoiDiemXuLy", "NguoiXuLy", "NoiDungXuLy", "ChucDanh"})
WHOLE = frozenset({"MaTTHC", "NgayTiepNhan", "NgayNopHoSo", "KenhThucHien", "ChuHoSo", "TrangThaiHoSo"})
DATES = ("NgayNopHoSo", "NgayTiepNhan", "NgayHenTra", "NgayTuChoi", "NgayKetThucXuLy", "NgayTra")
COUNTED = (
    *DATES[:3], "NgayKetThucXuLy", "NgayTra", "MaTTHC", "KenhThucHien", "TrangThaiHoSo", "DonViXuLy", "ChuHoSo",
    "DinhDanhCHS", "TaiLieuNop", "DanhSachLePhi", "DanhSachGiayToKetQua", "DuocThanhToanTrucTuyen",
    "HoSoCoThanhPhanSoHoa", "TaiKhoanDuocXacThucVoiVNeID",
)  # fmt: skip
"""Fields whose completeness is told."""
ENDED = {State.PROCESSED: "issued", State.RETURNED: "issued", State.REJECTED: "rejected"} | {
    State.WITHDRAWN: "withdrawn",
    State.STOPPED: "stopped",
}


@dataclass(frozen=True, slots=True)
class Places:
    """Whom this instance knows: the level-1 code of its province, agencies by the levels of their identifier, units
    by the folded words of key, name and short name, and the procedures of the catalogue.
    """

    province: str = ""
    own: str = ""
    agencies: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    procedures: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a row is not taken. `dossier`: its code as far as it could be read."""

    code: str
    words: str
    dossier: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """A message that was read. `findings`: kinds of what is odd; `filled`: the counted fields that say something."""

    account: Account
    findings: tuple[str, ...]
    filled: tuple[str, ...] = ()


def read(raw: Any, places: Places, now: datetime) -> Read | Refused:
    """The account that a message gives. `now`: when it was brought in."""
    if not isinstance(raw, Mapping):
        return Refused("not_a_message", "Không phải một thông điệp (đối tượng JSON).")
    code = values.code(raw, "MaHoSo").upper()
    if not code or len(str(raw["MaHoSo"]).strip()) > 60:
        return Refused("no_code", "Không có mã hồ sơ (MaHoSo), hoặc mã dài hơn 60 ký tự.")
    try:
        parsed = parse_code(code)
    except ValueError:
        parsed = None
    if parsed is not None and places.province and parsed.levels[0] != places.province:
        words = f"Hồ sơ của địa phương khác ({parsed.levels[0]}), không phải {places.province}."
        return Refused("other_province", words, code)
    if PROGRESS & raw.keys() and not WHOLE & raw.keys():
        return _step(raw, code, places)
    return _whole(raw, code, parsed, places, now)


def _step(raw: Mapping[str, Any], code: str, places: Places) -> Read | Refused:
    """One step of CapNhatTienDoHoSoMC."""
    try:
        at = values.instant(raw, "ThoiDiemXuLy") or values.instant(raw, "NgayBatDau")
    except ValueError:
        at = None
    if at is None:
        return Refused("no_time", "Bước xử lý không có thời điểm (ThoiDiemXuLy) đọc được.", code)
    number = values.whole(raw, "TrangThai", 10)
    state = State(number) if number else State.IN_PROGRESS
    unit = places.units.get(search_key(values.text(raw, "PhongBanXuLy")), "")
    kind = "returned" if state is State.RETURNED else ENDED.get(state, "observed")
    said = Said(f"step:{at:%Y%m%d%H%M%S}:{int(state)}:{unit}", f"dossier.{kind}", at, {"state": int(state)})
    who = ", ".join(filter(None, (values.text(raw, name, 60) for name in ("NguoiXuLy", "ChucDanh", "PhongBanXuLy"))))
    note = ": ".join(filter(None, (who, values.text(raw, "NoiDungXuLy", 2000))))
    account = Account(code=code, state=state, state_at=at, said=(said,), whole=False, note=note)
    return Read(account, () if number else ("unknown_state",))


def _whole(raw: Mapping[str, Any], code: str, parsed: ParsedCode | None, places: Places, now: datetime) -> Read:
    odd: dict[str, None] = {}
    found = {name: _date(raw, name, odd) for name in DATES}
    dates = Dates(*(found[name] for name in DATES))
    state = _state(raw, dates, odd)
    owner = owner_of(raw, odd)
    papers = _papers(raw, odd)
    said = said_of(raw, dates, state, parsed.on if parsed else None, now, odd)
    agency = _agency(parsed, places, odd)
    procedure = _procedure(raw, places, odd)
    where = values.text(raw, "DonViXuLy")
    unit = places.units.get(search_key(where), "") if where else ""
    if not unit:
        odd["unknown_unit"] = None
    channel = values.whole(raw, "KenhThucHien", 3)
    if not channel:
        odd["unknown_channel"] = None
    if parsed is None:
        odd["code_shape"] = None
    elif dates.accepted and local_date(dates.accepted) != parsed.on:
        odd["code_date_differs"] = None
    account = Account(
        code=code,
        state=state,
        state_at=max(one.at for one in said),
        said=said,
        procedure=procedure,
        agency=agency,
        unit=unit,
        channel=channel or 1,
        delivery="post" if values.whole(raw, "HinhThuc") == 1 else "counter",
        due=dates.due,
        owner=owner,
        matter=values.text(raw, "TrichYeuHoSo", 1000) or values.text(raw, "TenTTHC", 1000),
        papers=papers,
    )
    return Read(account, tuple(odd), tuple(name for name in COUNTED if raw.get(name) not in (None, "", [], {})))


def _procedure(raw: Mapping[str, Any], places: Places, odd: dict[str, None]) -> str:
    code = values.code(raw, "MaTTHC", 40)
    if not code:
        odd["missing_procedure"] = None
    elif places.procedures and code not in places.procedures:
        odd["unknown_procedure"] = None
    return code


def _date(raw: Mapping[str, Any], name: str, odd: dict[str, None]) -> datetime | None:
    try:
        return values.instant(raw, name)
    except (ValueError, OverflowError):
        odd["unreadable_date"] = None
        return None


def _state(raw: Mapping[str, Any], dates: Dates, odd: dict[str, None]) -> State:
    number = values.whole(raw, "TrangThaiHoSo", 10)
    if number:
        return State(number)
    odd["unknown_state"] = None
    if dates.returned:
        return State.RETURNED
    return State.PROCESSED if dates.finished else State.ACCEPTED if dates.accepted else State.SUBMITTED


def _agency(parsed: ParsedCode | None, places: Places, odd: dict[str, None]) -> str:
    """The agency whose identifier the code begins with; the own one when it is not known, or says no more."""
    if parsed is None:
        return places.own
    key = places.agencies.get(parsed.levels)
    if key is None:
        odd["other_agency_code"] = None
    return key or places.own


def _papers(raw: Mapping[str, Any], odd: dict[str, None]) -> tuple[SaidPaper, ...]:
    """The papers handed in. Without a list, the mark of the whole dossier stands for its papers."""
    listed = [one for one in values.rows(raw, "TaiLieuNop") if values.flag(one, "IsDeleted") is not True]
    if not listed:
        odd["no_papers"] = None
        return (SaidPaper("", "", True, values.flag(raw, "HoSoCoThanhPhanSoHoa") is True, False),)
    return tuple(_paper(one) for one in listed)


def _paper(raw: Mapping[str, Any]) -> SaidPaper:
    """DuocTaiSuDung: 1 out of another dossier, 2 an earlier result. DuocSoHoa says whether it is held digitally."""
    reused = values.whole(raw, "DuocTaiSuDung", 9) or int(values.flag(raw, "DuocTaiSuDung") is True)
    digital = values.flag(raw, "DuocSoHoa")
    has_file = bool(values.text(raw, "DuongDanTaiTepTin")) if digital is None else digital
    source = {0: "", 2: "earlier_result"}.get(reused, "earlier_dossier")
    name = values.text(raw, "TenTepDinhKem", 255)
    return SaidPaper(values.code(raw, "MaThanhPhanHoSo"), name, True, has_file or bool(reused), bool(reused), source)
