"""May an uploaded DOCX be a template: a real document, no macros, nothing from outside, known words only."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

from motcua.kernel.files import services as files
from motcua.operate.paperwork.rules import PLACEHOLDERS, Fault

MOST_BYTES: Final = 5 * 1024 * 1024
MOST_UNPACKED: Final = 40 * 1024 * 1024
MOST_PARTS: Final = 500
DOCUMENT: Final = "word/document.xml"
WORDS: Final = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml|docProps/core\.xml")
TYPES: Final = "[Content_Types].xml"
MAIN_TYPE: Final = "wordprocessingml.document.main+xml"
TAG: Final = re.compile(r"\{\{(.*?)\}\}|(\{%.*?%\}|\{#.*?#\})|(\{\{|\}\}|\{%|%\})", re.DOTALL)
NAME: Final = re.compile(r"\s*([A-Za-z_][A-Za-z0-9_]*)\s*")
MARKUP: Final = re.compile(r"<[^>]*>")
HIDDEN: Final = re.compile(r"<[^>]*(?:\{\{|\{%|\{#)")
ACTIVE: Final = re.compile(r"vbaproject|vbadata|activex|embeddings/|oleobject", re.IGNORECASE)
FIELDS: Final = re.compile(r"\b(DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|MACROBUTTON)\b")
EXTERNAL: Final = re.compile(r'<Relationship\b[^>]*TargetMode="External"[^>]*>')


def check_document(data: bytes) -> list[Fault]:
    """Why these bytes are no document that may be kept; empty when they are. Never raises on bad content."""
    if len(data) > MOST_BYTES:
        return [Fault("too_big", f"Tệp lớn hơn {MOST_BYTES // 1024 // 1024} MB.")]
    try:
        return list(_document(data))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
        return [Fault("not_docx", "Tệp không phải văn bản Word (.docx), bị hỏng hoặc có mật khẩu.")]


def check_template(data: bytes) -> tuple[list[str], list[Fault]]:
    """The placeholders of a template, and every reason not to use it."""
    faults = check_document(data)
    if faults:
        return [], faults
    names: dict[str, None] = {}
    for text in _texts(data):
        for match in TAG.finditer(text):
            fault = _tag(match, names)
            if fault is not None and fault not in faults:
                faults.append(fault)
    unknown = [name for name in names if name not in PLACEHOLDERS]
    if unknown:
        shown = ", ".join(f"{{{{{name}}}}}" for name in unknown[:10])
        faults.append(Fault("unknown", f"Mẫu dùng chỗ điền mà hệ thống không biết: {shown}."))
    if not names and not faults:
        faults.append(Fault("no_placeholder", "Mẫu không có chỗ điền nào dạng {{chu_ho_so}}."))
    return [name for name in names if name in PLACEHOLDERS], faults


def _document(data: bytes) -> Iterator[Fault]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = package.infolist()
        names = [part.filename for part in parts]
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            yield Fault("bomb", "Tệp nở ra quá lớn khi mở.")
            return
        if DOCUMENT not in names or TYPES not in names or len(set(names)) != len(names):
            yield Fault("not_docx", "Tệp không phải văn bản Word (.docx).")
            return
        types = package.read(TYPES).decode("utf-8", "replace")
        if "macroEnabled" in types or any(ACTIVE.search(name) for name in names):
            yield Fault(
                "macros", "Tệp có macro, đối tượng nhúng hoặc điều khiển hoạt động. Hãy lưu lại thành .docx thường."
            )
        elif MAIN_TYPE not in types:
            yield Fault("not_docx", "Tệp không phải văn bản Word (.docx).")
        for name in names:
            if name.endswith((".xml", ".rels")):
                yield from _part(name, package.read(name).decode("utf-8", "replace"))
    scanner = files.scanner.get()
    if scanner is not None and scanner.scan(data):
        yield Fault("infected", "Tệp có mã độc.")


def _part(name: str, text: str) -> Iterator[Fault]:
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        yield Fault("entities", "Tệp có khai báo thực thể XML nên không được nhận.")
    links = [link for link in EXTERNAL.findall(text) if name.endswith(".rels") and "/hyperlink" not in link]
    if links:
        yield Fault(
            "external", "Tệp kéo nội dung từ nơi khác (ảnh, mẫu hoặc đối tượng liên kết). Hãy nhúng ảnh vào tệp."
        )
    if WORDS.fullmatch(name) and FIELDS.search(MARKUP.sub("", text)):
        yield Fault("field", "Tệp có trường lấy nội dung từ nơi khác hoặc chạy lệnh (DDE, INCLUDETEXT, MACROBUTTON).")


def _texts(data: bytes) -> Iterator[str]:
    """The words of each part, in one piece however the word processor cut them into runs; a line a paragraph."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if WORDS.fullmatch(name):
                xml = package.read(name).decode("utf-8", "replace")
                if HIDDEN.search(xml):
                    yield "{{"  # inside markup no person can see it: told as a brace that stands alone
                yield _plain(MARKUP.sub("", xml.replace("</w:p>", "\n")))


def _plain(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")


def _tag(match: "re.Match[str]", names: dict[str, None]) -> Fault | None:
    inner, command, loose = match.groups()
    if command is not None:
        return Fault(
            "command", f"Mẫu có lệnh “{command[:40]}”. Chỉ được dùng chỗ điền dạng {{{{ten}}}}, không dùng lệnh."
        )
    if loose is not None:
        return Fault("loose", f"Dấu “{loose}” đứng lẻ, không thành chỗ điền.")
    found = NAME.fullmatch(inner or "")
    if found is None:
        return Fault("expression", f"Chỗ điền “{{{{{(inner or '')[:40]}}}}}” phải chỉ là một tên.")
    names[found[1]] = None
    return None
