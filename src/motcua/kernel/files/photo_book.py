"""Photos of one paper bound into one PDF/A-2b: a page of A4 each, in order. The same photos give the same file."""

import base64
import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream
from PIL import ImageCms

A4: Final = (595.28, 841.89)
MARGIN: Final = 14.17  # 5 mm
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" pdfaid:part="2" pdfaid:conformance="B">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


@dataclass(frozen=True, slots=True)
class PlainPhoto:
    """An upright JPEG as the helper made it; sizes in dots."""

    jpeg: bytes
    width: int
    height: int
    grey: bool

    @classmethod
    def of(cls, answer: dict[str, Any]) -> "PlainPhoto":
        return cls(base64.b64decode(answer["jpeg"]), answer["width"], answer["height"], answer["grey"])


def book(photos: Sequence[PlainPhoto], *, title: str) -> bytes:
    """The PDF/A of `photos`, each on its own page, as large as the page allows."""
    document = pikepdf.new()
    for photo in photos:
        _add_page(document, photo)
    profile = Stream(document, _srgb(), N=3)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=pikepdf.String("sRGB"),
        DestOutputProfile=document.make_indirect(profile),
    )
    document.Root.OutputIntents = Array([intent])
    words = "".join(letter for letter in title if letter.isprintable())
    xmp = _XMP.format(title=escape(words)).encode("utf-8", "replace")
    document.Root.Metadata = document.make_indirect(Stream(document, xmp, Type=Name.Metadata, Subtype=Name.XML))
    document.Root.Lang = pikepdf.String("vi")
    if "/Info" in document.trailer:
        del document.trailer.Info
    out = io.BytesIO()
    document.save(out, deterministic_id=True, min_version="1.7", fix_metadata_version=False)
    return out.getvalue()


def _add_page(document: pikepdf.Pdf, photo: PlainPhoto) -> None:
    width, height = A4 if photo.height >= photo.width else A4[::-1]
    scale = min((width - 2 * MARGIN) / photo.width, (height - 2 * MARGIN) / photo.height)
    drawn = photo.width * scale, photo.height * scale
    left, bottom = (width - drawn[0]) / 2, (height - drawn[1]) / 2
    image = Stream(
        document, photo.jpeg, Type=Name.XObject, Subtype=Name.Image, Width=photo.width, Height=photo.height,
        ColorSpace=Name.DeviceGray if photo.grey else Name.DeviceRGB, BitsPerComponent=8, Filter=Name.DCTDecode,
    )  # fmt: skip
    page = document.add_blank_page(page_size=(round(width, 2), round(height, 2)))
    page.obj.Resources = Dictionary(XObject=Dictionary(Photo=document.make_indirect(image)))
    draw = f"q {drawn[0]:.2f} 0 0 {drawn[1]:.2f} {left:.2f} {bottom:.2f} cm /Photo Do Q"
    page.obj.Contents = document.make_indirect(Stream(document, draw.encode("ascii")))


@lru_cache(maxsize=1)
def _srgb() -> bytes:
    """The colour profile every page refers to, without the instant at which it was made."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[24:36] = bytes((7, 0xE8, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0))  # 1 January 2024
    profile[84:100] = bytes(16)  # the identifier is a hash over the rest: "not computed"
    return bytes(profile)
