"""Opening a PDF from a stranger: can it be read, how many pages, does anything in it act on its own.

Runs in the helper process of `guard`, which bounds time and memory from outside.
"""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Object, Stream
from pikepdf.settings import qpdf_limit_errors, set_qpdf_limits

MAX_PAGES = 2000
MAX_OBJECTS = 150_000
MAX_STREAM = 256 * 1024 * 1024
# Actions that run something, send something away or play something. GoTo, URI, Named and Hide stay allowed.
ACTIVE = frozenset(
    {
        "/JavaScript",
        "/Launch",
        "/SubmitForm",
        "/ImportData",
        "/Rendition",
        "/Movie",
        "/Sound",
        "/RichMediaExecute",
        "/GoTo3DView",
    }
)
ACTIVE_ANNOTATIONS = frozenset({"/RichMedia", "/3D", "/Movie", "/Screen", "/Sound"})


def set_limits() -> None:
    """qpdf's own guards, for the whole process: called once at the start of the helper."""
    set_qpdf_limits(
        doc_max_warnings=500,
        max_stream_filters=5,
        flate_max_memory=MAX_STREAM,
        run_length_max_memory=MAX_STREAM,
        png_max_memory=MAX_STREAM,
        tiff_max_memory=MAX_STREAM,
        dct_max_memory=MAX_STREAM,
    )


def check_pdf(data: bytes) -> tuple[str | None, dict[str, Any], int]:
    """Problem code or None, details for its sentence, number of pages. Raises whatever qpdf raises when broken."""
    limits_hit = qpdf_limit_errors()
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            code, details, pages = _check(pdf)
            warnings = [str(warning) for warning in pdf.get_warnings()]
            if code is None and _is_cut_short(pdf, data, warnings):
                code = "broken"
    except pikepdf.PasswordError:
        return "encrypted", {}, 0
    except pikepdf.PdfError as error:
        return ("no_pages" if "no pages found" in str(error) else "broken"), {}, 0
    # A bomb in a part that nothing uses is passed over by qpdf with a warning; it is still a bomb.
    if qpdf_limit_errors() > limits_hit or any("limit exceeded" in warning for warning in warnings):
        code = "too_complex"
    return code, details, pages


def _check(pdf: pikepdf.Pdf) -> tuple[str | None, dict[str, Any], int]:
    if len(pdf.objects) > MAX_OBJECTS:
        return "too_complex", {}, 0
    pages = len(pdf.pages)
    if pages == 0:
        return "no_pages", {}, 0
    if pages > MAX_PAGES:
        return "too_many_pages", {"pages": pages, "limit": MAX_PAGES}, pages
    return _active_content(pdf), {}, pages


def _is_cut_short(pdf: pikepdf.Pdf, data: bytes, warnings: list[str]) -> bool:
    """qpdf mends what it can; a file that ends before its end, or whose pages no longer read, is not accepted."""
    if b"%%EOF" not in data[-2048:]:
        return True
    rebuilt = any("reconstruct" in warning or "damaged" in warning for warning in warnings)
    return rebuilt and not all(_reads(page) for page in pdf.pages)


def _reads(page: pikepdf.Page) -> bool:
    contents = page.obj.get("/Contents")
    parts = contents if isinstance(contents, Array) else [contents]
    try:
        for part in parts:
            if isinstance(part, Stream):
                part.read_bytes()
    except pikepdf.PdfError:
        return False
    return True


def _active_content(pdf: pikepdf.Pdf) -> str | None:
    names = pdf.Root.get("/Names")
    if isinstance(names, Dictionary):
        if "/JavaScript" in names:
            return "script"
        if "/EmbeddedFiles" in names and _has_names(names["/EmbeddedFiles"]):
            return "attachment"
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, Dictionary) and "/XFA" in form:
        return "script"
    for dictionary in _dictionaries(pdf):
        code = _acts(dictionary)
        if code:
            return code
    return None


def _has_names(tree: Object) -> bool:
    return isinstance(tree, Dictionary) and bool(len(tree.get("/Names", Array())) or len(tree.get("/Kids", Array())))


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[Object]:
    """Every dictionary of the file, also one that nothing points to, and those inside other objects."""
    for entry in pdf.objects:
        waiting = [entry]
        while waiting:
            item = waiting.pop()
            if isinstance(item, Stream):
                item = item.stream_dict
            if isinstance(item, Dictionary):
                yield item
                children: Any = (item[key] for key in item.keys())  # noqa: SIM118 - a PDF object, not a dict
            elif isinstance(item, Array):
                children = iter(item)
            else:
                continue
            waiting.extend(
                child for child in children if isinstance(child, Dictionary | Array) and not child.is_indirect
            )


def _acts(dictionary: Object) -> str | None:
    kind = dictionary.get("/S")
    if isinstance(kind, pikepdf.Name) and str(kind) in ACTIVE:
        return "script"
    subtype = dictionary.get("/Subtype")
    if isinstance(subtype, pikepdf.Name) and str(subtype) in ACTIVE_ANNOTATIONS:
        return "script"
    files = dictionary.get("/EF")
    if isinstance(files, Dictionary) and any(isinstance(files[key], Stream) for key in files.keys()):  # noqa: SIM118
        return "attachment"
    return None
