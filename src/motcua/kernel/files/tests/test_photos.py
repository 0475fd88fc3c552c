"""Photos of one paper become one PDF/A: upright, of sane size, in order, the same each time."""

import io

import pikepdf
import pytest
from PIL import Image, ImageCms
from pypdf import PdfReader

from motcua.kernel.documents.services import pdfa_state
from motcua.kernel.files.services import Problem, bind_photos, judge
from motcua.kernel.files.tests.samples import image


def photo(kind: str = "JPEG", size: tuple[int, int] = (300, 200), mode: str = "RGB", turned: int = 0, **save) -> bytes:
    """A picture whose top left quarter is black; `turned` is the EXIF orientation."""
    picture = Image.new(mode, size, "white")
    picture.paste("black", (0, 0, size[0] // 2, size[1] // 2))
    out = io.BytesIO()
    if turned:
        exif = Image.Exif()
        exif[0x0112] = turned
        save["exif"] = exif
    picture.save(out, kind, **save)
    return out.getvalue()


def pages(pdf: bytes) -> list[Image.Image]:
    return [page.images[0].image for page in PdfReader(io.BytesIO(pdf)).pages]


def bound(*photos: bytes) -> bytes:
    made = bind_photos([(f"{number}.jpg", data) for number, data in enumerate(photos, 1)], title="Học bạ")
    assert isinstance(made, bytes)
    return made


def test_photos_become_pages_in_the_order_given():
    first, second, third = pages(bound(image(size=(300, 200)), photo("PNG", (200, 300)), image(size=(150, 150))))
    assert (first.size, second.size, third.size) == ((300, 200), (200, 300), (150, 150))


def test_the_pdf_is_proven_pdf_a_and_is_accepted_like_any_upload():
    pdf = bound(photo(), photo("PNG", mode="L"))
    assert pdfa_state(pdf) == "proven"
    judgement = judge(pdf, "hoc-ba.pdf")
    assert judgement.problems == ()
    assert judgement.pages == 2
    assert "Học bạ" in str(pikepdf.open(io.BytesIO(pdf)).open_metadata()["dc:title"])


def test_the_same_photos_give_the_same_file():
    assert bound(photo(), photo("PNG")) == bound(photo(), photo("PNG"))


@pytest.mark.parametrize(("turned", "black"), [(1, (10, 10)), (3, (290, 190)), (6, (190, 10)), (8, (10, 290))])
def test_a_photo_stands_upright_however_the_telephone_was_held(turned, black):
    (page,) = pages(bound(photo(turned=turned)))
    assert page.size == ((300, 200) if turned in {1, 3} else (200, 300))
    assert sum(page.convert("RGB").getpixel(black)) < 60


def test_a_large_photo_is_made_smaller_and_a_small_one_stays():
    large = bound(image(size=(6000, 4000)))
    assert max(pages(large)[0].size) <= 2480
    assert len(large) < len(image(size=(6000, 4000)))
    assert pages(bound(image(size=(640, 480))))[0].size == (640, 480)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "1", "L", "I;16", "RGB"])
def test_every_kind_of_png_is_printed_on_white(mode):
    out = io.BytesIO()
    (Image.new("L", (40, 40), 255).convert("I;16") if mode == "I;16" else Image.new(mode, (40, 40))).save(out, "PNG")
    pdf = bound(out.getvalue())
    assert pdfa_state(pdf) == "proven"
    assert pages(pdf)[0].mode in {"RGB", "L"}
    if mode in {"RGBA", "LA"}:
        assert pages(pdf)[0].convert("L").getpixel((20, 20)) > 240


@pytest.mark.parametrize("profile", [b"broken", ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()])
def test_a_colour_profile_is_used_or_left_aside(profile):
    assert pdfa_state(bound(photo(icc_profile=profile))) == "proven"


def test_cmyk_photos_are_converted():
    out = io.BytesIO()
    Image.new("CMYK", (40, 40), (0, 0, 0, 0)).save(out, "JPEG")
    assert pages(bound(out.getvalue()))[0].mode == "RGB"


def test_the_page_lies_as_the_photo_does():
    with pikepdf.open(io.BytesIO(bound(image(size=(300, 200)), image(size=(200, 300))))) as pdf:
        lying, standing = ([float(side) for side in page.mediabox] for page in pdf.pages)
    assert lying[2] > lying[3]
    assert standing[2] < standing[3]


def test_a_broken_photo_is_named():
    made = bind_photos([("tot.jpg", photo()), ("hong.jpg", photo()[:200])], title="x")
    assert isinstance(made, Problem)
    assert made.code == "broken"
    assert "hong.jpg" in made.message_vi


@pytest.mark.parametrize("title", ["", 'a < b & "c"', "\x00\x07 \ud800", "Sổ hộ khẩu 🏠"])
def test_any_title_is_written_into_the_file(title):
    made = bind_photos([("a.jpg", photo())], title=title)
    assert isinstance(made, bytes)
    assert pdfa_state(made) == "proven"
