"""Messages as another one-stop system sends them, by the thousand: orderly ones, and with what goes wrong in practice.

Everything follows from `seed`, so that two runs are the same file. Persons are made up.
"""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

PROCEDURES = ("3.000465", "1.005144", "1.001714", "2.001914", "1.000288")
NAMES = ("Nguyễn Văn Ví Dụ", "Trần Thị Mẫu", "Lê Minh Thử", "Phạm Hồng Giả", "Hoàng Gia Định")
SHAPE = "%Y%m%d%H%M%S"


def messages(count: int, *, identifier: str, seed: int = 1, odd: float = 0.05) -> Iterator[dict[str, Any]]:
    """`count` messages of as many dossiers of the agency with this identifier, filed through 2024."""
    chance = Random(seed)
    start = datetime(2024, 1, 2, 7, 30)  # noqa: DTZ001  as the message writes it: local time without a zone
    for number in range(count):
        filed = start + timedelta(minutes=number * 500_000 // max(count, 1))
        yield _odd(_message(number, filed, identifier, chance), chance, odd)


def write(path: Path, count: int, *, identifier: str, seed: int = 1, odd: float = 0.05) -> None:
    """The messages as one file, in the envelope of a call."""
    with path.open("w", encoding="utf-8") as file:
        file.write(
            '{"session":"","madonvi":"' + identifier + '","service":"DongBoHoSoMC","isUpdating":"False","data":['
        )
        for index, message in enumerate(messages(count, identifier=identifier, seed=seed, odd=odd)):
            file.write((",\n" if index else "\n") + json.dumps(message, ensure_ascii=False))
        file.write("\n]}")


def _message(number: int, filed: datetime, identifier: str, chance: Random) -> dict[str, Any]:
    accepted = filed + timedelta(hours=chance.randint(0, 20))
    due = accepted + timedelta(days=chance.choice((1, 5, 10)))
    finished = accepted + timedelta(hours=chance.randint(2, 150))
    online = chance.random() < 0.6
    paid = chance.random() < 0.5
    digital = chance.random() < 0.8
    state = chance.choice(("10", "10", "10", "10", "9", "4"))
    message = {
        "MaHoSo": f"{identifier}-{accepted:%y%m%d}-{number % 9_999 + 1:04d}",
        "MaTTHC": chance.choice(PROCEDURES),
        "TenTTHC": "Thủ tục ví dụ",
        "MaLinhVuc": "G03-GD10",
        "TenLinhVuc": "Giáo dục Trung học",
        "KenhThucHien": "2" if online else "1",
        "NoiNopHoSo": "1",
        "ChuHoSo": chance.choice(NAMES),
        "LoaiDoiTuong": "1",
        "DinhDanhCHS": [{"LoaiDinhDanh": "1", "SoDinhDanh": f"0560{chance.randint(10**7, 10**8 - 1)}"}],
        "SoDienThoai": "0900000000",
        "TrichYeuHoSo": "Đề nghị giải quyết thủ tục ví dụ",
        "NgayNopHoSo": filed.strftime(SHAPE),
        "NgayTiepNhan": accepted.strftime(SHAPE),
        "NgayHenTra": due.strftime(SHAPE),
        "TrangThaiHoSo": state,
        "HinhThuc": "0",
        "DonViXuLy": "Văn phòng",
        "DuocThanhToanTrucTuyen": "1" if paid and online else "0",
        "HoSoCoThanhPhanSoHoa": "1" if digital else "0",
        "TaiKhoanDuocXacThucVoiVNeID": True if online else "0",
        "TaiLieuNop": [_paper(index, digital, chance) for index in range(2)],
        "DanhSachLePhi": [{"TenPhiLePhi": "Phí", "MaPhiLePhi": "PL01", "Gia": "50000"}] if paid else [],
        "DanhSachHoSoBoSung": [],
        "DanhSachGiayToKetQua": [],
        "DSKetNoiCSDL": [],
    }  # fmt: skip
    return _ended(message, finished, online)


def _ended(message: dict[str, Any], finished: datetime, online: bool) -> dict[str, Any]:
    if message["TrangThaiHoSo"] in {"9", "10"}:
        message["NgayKetThucXuLy"] = finished.strftime(SHAPE)
        message["DanhSachGiayToKetQua"] = [{"DuongDanTepTinKetQua": "https://motcua.example.vn/kq/1"}] if online else []
    if message["TrangThaiHoSo"] == "10":
        message["NgayTra"] = (finished + timedelta(hours=3)).strftime(SHAPE)
    return message


def _paper(index: int, digital: bool, chance: Random) -> dict[str, Any]:
    return {
        "TepDinhKemId": str(index),
        "TenTepDinhKem": "don.pdf",
        "IsDeleted": "False",
        "MaThanhPhanHoSo": f"TP{index + 1}",
        "DuongDanTaiTepTin": "https://motcua.example.vn/f/1",
        "DuocSoHoa": "1" if digital else "0",
        "DuocTaiSuDung": chance.choice(("0", "0", "1")),
    }


def _odd(message: dict[str, Any], chance: Random, share: float) -> dict[str, Any]:
    """What goes wrong in practice, in a share of them."""
    if chance.random() >= share:
        return message
    match chance.randrange(6):
        case 0:
            message["NgayHenTra"] = ""
        case 1:
            message["NgayKetThucXuLy"] = "20230101080000"
        case 2:
            message["NgayTiepNhan"] = None
        case 3:
            message["MaTTHC"] = "9.999999"
        case 4:
            message["NgayNopHoSo"] = "32/13/2024"
        case _:
            message["MaHoSo"] = ""
    return message
