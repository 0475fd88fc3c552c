"""A file of messages, brought in."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from motcua.exchange.imports import services
from motcua.exchange.imports.models import Import
from motcua.kernel.actors import Actor
from motcua.kernel.time import TZ
from motcua.people import queries as people

NOW = datetime(2025, 1, 6, 9, tzinfo=TZ)
BY = Actor("system", "import")


def code(number: int = 1, day: str = "240315") -> str:
    """A dossier code of the own agency."""
    return f"{people.agency().identifier}-{day}-{number:04d}"


def message(**changes: Any) -> dict[str, Any]:
    """An orderly message of a finished dossier; None takes a field away."""
    whole = {
        "MaHoSo": code(), "MaTTHC": "3.000465", "TenTTHC": "Thủ tục ví dụ", "KenhThucHien": "2",
        "ChuHoSo": "Nguyễn Văn Ví Dụ", "LoaiDoiTuong": "1", "NgayNopHoSo": "20240315081000",
        "NgayTiepNhan": "20240315090000", "NgayHenTra": "20240322170000", "NgayKetThucXuLy": "20240320100000",
        "NgayTra": "20240320150000", "TrangThaiHoSo": "10", "HoSoCoThanhPhanSoHoa": "1", "DonViXuLy": "sgddt-qlcl",
        "TaiLieuNop": [{"MaThanhPhanHoSo": "TP1", "DuocSoHoa": "1", "DuocTaiSuDung": "0"}],
        "DanhSachGiayToKetQua": [{"DuongDanTepTinKetQua": "https://motcua.example.vn/kq"}],
    }  # fmt: skip
    return {name: value for name, value in (whole | changes).items() if value is not None}


def bring(folder: Path, *rows: Any, data: bytes | None = None, name: str = "h.json", **options: Any) -> Import:
    """Bring a file with these messages in, or these bytes."""
    path = folder / name
    path.write_bytes(json.dumps(list(rows), ensure_ascii=False).encode() if data is None else data)
    made = services.begin_file(path=path, name=name, by=BY, now=NOW, **options)
    return services.run(import_id=made.pk, now=lambda: NOW)
