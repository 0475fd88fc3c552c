"""Which kind of file some bytes are, whatever the name says."""

import io
import zipfile

import puremagic

from .verdict import EXTENSIONS, Kind

SIGNATURES: tuple[tuple[bytes, Kind], ...] = ((b"\xff\xd8\xff", "jpeg"), (b"\x89PNG\r\n\x1a\n", "png"))
# A reader looks for the header in the first 1024 bytes; only blanks and a byte-order mark may stand before it.
PDF_HEADER_WINDOW = 1024
# What else people try to upload: beginning of puremagic's media type or its extension → words and what to do.
OTHERS: tuple[tuple[str, str, str], ...] = (
    (".docx", "văn bản Word", "Hãy lưu văn bản thành PDF rồi tải lại."),
    (".doc", "văn bản Word", "Hãy lưu văn bản thành PDF rồi tải lại."),
    (".odt", "văn bản LibreOffice", "Hãy lưu văn bản thành PDF rồi tải lại."),
    (".rtf", "văn bản RTF", "Hãy lưu văn bản thành PDF rồi tải lại."),
    (".xlsx", "bảng tính Excel", "Hãy lưu bảng tính thành PDF rồi tải lại."),
    (".xls", "bảng tính Excel", "Hãy lưu bảng tính thành PDF rồi tải lại."),
    (".pptx", "bài trình chiếu", "Hãy lưu thành PDF rồi tải lại."),
    (".zip", "tệp nén ZIP", "Hãy giải nén và tải từng tệp bên trong."),
    (".rar", "tệp nén RAR", "Hãy giải nén và tải từng tệp bên trong."),
    (".7z", "tệp nén 7z", "Hãy giải nén và tải từng tệp bên trong."),
    (".gz", "tệp nén", "Hãy giải nén và tải từng tệp bên trong."),
    (
        ".heic",
        "ảnh HEIC của iPhone",
        "Trên iPhone, vào Cài đặt, Camera, Định dạng, chọn “Tương thích nhất” rồi chụp lại, "
        "hoặc gửi ảnh cho chính bạn qua thư để có bản JPEG rồi tải lên.",
    ),
    (".webp", "ảnh WebP", "Hãy đổi ảnh sang JPEG hoặc PNG rồi tải lại."),
    (".gif", "ảnh GIF", "Hãy đổi ảnh sang JPEG hoặc PNG rồi tải lại."),
    (".tif", "ảnh TIFF", "Hãy đổi ảnh sang PDF, JPEG hoặc PNG rồi tải lại."),
    (".bmp", "ảnh BMP", "Hãy đổi ảnh sang JPEG hoặc PNG rồi tải lại."),
    (".html", "trang web", "Hãy in trang ra PDF rồi tải lại."),
    (".xml", "tệp XML", "Hãy in nội dung ra PDF rồi tải lại."),
    (".mp4", "đoạn phim", "Hãy chụp ảnh giấy tờ rồi tải lại."),
    (".mp3", "tệp âm thanh", "Hãy chọn đúng giấy tờ rồi tải lại."),
    (".exe", "chương trình máy tính", "Hãy chọn đúng giấy tờ rồi tải lại."),
)
SAME = {
    ".doc": (".dot",),
    ".html": (".htm",),
    ".tif": (".tiff",),
    ".heic": (".heif", ".heix", ".avif"),
    ".mp4": (".mov", ".m4v", ".3gp"),
    ".exe": (".dll", ".elf", ".com", ".so"),
}
DEFAULT_ADVICE = "Hãy lưu giấy tờ thành PDF hoặc chụp ảnh rồi tải lại."


def kind_of(data: bytes) -> Kind | None:
    """The kind by content: one of the three we accept, or None."""
    for signature, kind in SIGNATURES:
        if data.startswith(signature):
            return kind
    head = data[:PDF_HEADER_WINDOW]
    at = head.find(b"%PDF-")
    if at >= 0 and not head[:at].removeprefix(b"\xef\xbb\xbf").strip(b"\x00\t\n\f\r "):
        return "pdf"
    return None


def has_two_kinds(data: bytes, kind: Kind | None) -> bool:
    """True when other programs would read the same bytes as another kind of file (polyglot)."""
    if kind != "pdf" and b"%PDF-" in data[:PDF_HEADER_WINDOW]:
        return True
    # A ZIP is read from its end, so it can hide behind any of the three.
    return kind is not None and zipfile.is_zipfile(io.BytesIO(data[-70_000:]))


def describe(data: bytes) -> tuple[str, str]:
    """For bytes of no accepted kind: what they are and what to do, in Vietnamese."""
    for found in _guesses(data):
        for extension, words, advice in OTHERS:
            if found == extension or found in SAME.get(extension, ()):
                return words, advice
    if _is_text(data):
        return "tệp chữ thuần", "Hãy lưu nội dung thành PDF rồi tải lại."
    return "một loại tệp khác", DEFAULT_ADVICE


def _guesses(data: bytes) -> list[str]:
    if data.startswith(b"PK\x03\x04"):
        for mark, extension in (
            (b"word/", ".docx"),
            (b"xl/", ".xlsx"),
            (b"ppt/", ".pptx"),
            (b"opendocument.text", ".odt"),
        ):
            if mark in data[:4096] or mark in data[-8192:]:
                return [extension]
        return [".zip"]
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return [".xls" if b"W\0o\0r\0k\0b\0o\0o\0k\0" in data else ".doc"]
    if data[4:8] == b"ftyp" and data[8:12] in {b"heic", b"heix", b"mif1", b"msf1", b"avif"}:
        return [".heic"]
    if data[:512].lstrip().lower().startswith((b"<!doctype html", b"<html")):
        return [".html"]
    try:
        # The head alone: puremagic must not wander through megabytes from a stranger.
        matches = puremagic.magic_string(data[:2048])
    except (puremagic.PureError, ValueError, IndexError, UnicodeError, OverflowError):
        return []
    return [match.extension.lower() for match in matches if match.confidence >= 0.3]


def _is_text(data: bytes) -> bool:
    head = data[:4096]
    if b"\x00" in head:
        return False
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start >= len(head) - 4 and error.start > 0
    return True


def extension_of(name: str) -> str:
    """The lower-case extension without its dot; empty when there is none."""
    bare = name.replace("\\", "/").rsplit("/", 1)[-1]
    stem, dot, extension = bare.rpartition(".")
    return extension.strip().lower() if dot and stem else ""


def is_misnamed(kind: Kind, name: str) -> bool:
    """True when the name promises another kind than the content is. A name without extension promises nothing."""
    extension = extension_of(name)
    return bool(extension) and extension not in EXTENSIONS[kind]
