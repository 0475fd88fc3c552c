"""Reading a catalogue file from disk: what can be wrong with the file itself, before its content is looked at."""

from pathlib import Path

from motcua.operate.catalogue.formats import BadFile

MOST_BYTES = 64 * 1024 * 1024


def read_bytes(path: Path) -> bytes:
    """The bytes of the file; BadFile names it and says why it cannot be read."""
    try:
        if not path.exists():
            raise BadFile(f"{path}: không tìm thấy tệp")
        if not path.is_file():
            raise BadFile(f"{path}: không phải là tệp thường")
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise BadFile(f"{path}: tệp quá lớn ({size // 2**20} MB, nhiều nhất {MOST_BYTES // 2**20} MB)")
        return path.read_bytes()
    except OSError as error:
        raise BadFile(f"{path}: không đọc được ({error.strerror})") from error
