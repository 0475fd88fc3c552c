"""Files as strangers send them, made on the spot."""

import io
import zlib
from collections.abc import Callable

import pikepdf
from PIL import Image


def pdf(pages: int = 1, change: Callable[[pikepdf.Pdf], None] | None = None, **save: object) -> bytes:
    """A PDF of blank pages, the same bytes for the same call; `change` may spoil it before it is saved."""
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page()
    if change:
        change(document)
    out = io.BytesIO()
    # An encrypted file cannot have an identifier made from its content.
    document.save(out, deterministic_id="encryption" not in save, **save)
    return out.getvalue()


def image(kind: str = "JPEG", size: tuple[int, int] = (300, 200), mode: str = "RGB", **save: object) -> bytes:
    """An image full of noise, so that its bytes matter."""
    out = io.BytesIO()
    Image.effect_noise(size, 60).convert(mode).save(out, kind, **save)
    return out.getvalue()


def plain(kind: str, size: tuple[int, int]) -> bytes:
    """A huge image of one colour: a few kilobytes that unfold to `size`."""
    out = io.BytesIO()
    Image.new("1", size).save(out, kind)
    return out.getvalue()


def assembled(*bodies: bytes) -> bytes:
    """A PDF with the objects 1, 2, … and a right table of references; object 1 is the root."""
    out, offsets = _numbered(bodies)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return out + b"trailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, table)


def _numbered(bodies: tuple[bytes, ...]) -> tuple[bytes, list[int]]:
    parts, offsets, size = [b"%PDF-1.7\n"], [], 9
    for number, body in enumerate(bodies, 1):
        offsets.append(size)
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
        size += len(parts[-1])
    return b"".join(parts), offsets


def one_page(*more: bytes, root: bytes = b"") -> bytes:
    """A one-page PDF with further objects from number 4 on and further keys in its root."""
    return assembled(
        b"<</Type/Catalog/Pages 2 0 R%s>>" % root,
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<<>>>>",
        *more,
    )


def bomb(megabytes: int) -> bytes:
    """A PDF of a few kilobytes with an object stream that unfolds to `megabytes`."""
    squeeze = zlib.compressobj(9)
    once = b"".join(squeeze.compress(b" " * (1 << 20)) for _ in range(megabytes)) + squeeze.flush()
    twice = zlib.compress(once, 9)
    header = b"<</Type/ObjStm/N 1/First 5/Filter[/FlateDecode/FlateDecode]/Length %d>>" % len(twice)
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<<>>>>",
        header + b"stream\n" + twice + b"\nendstream",
    )
    out, offsets = _numbered(objects)
    offsets.append(len(out))
    rows = bytes(6) + b"".join(b"\1" + offset.to_bytes(4, "big") + b"\0" for offset in offsets[:4])
    rows += b"\2" + (4).to_bytes(4, "big") + b"\0" + b"\1" + offsets[4].to_bytes(4, "big") + b"\0"
    stream = b"<</Type/XRef/Size 7/W[1 4 1]/Root 1 0 R/Length %d>>stream\n%s\nendstream" % (len(rows), rows)
    return out + b"6 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (stream, offsets[4])
