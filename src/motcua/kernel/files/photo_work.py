"""Making a plain, upright JPEG of sane size from a photo of a paper. Runs in the helper process of `guard`."""

import base64
import io
import warnings
from typing import Any

from PIL import Image, ImageCms, ImageOps

# A sheet of A4 at 212 dots an inch: small print stays readable, a page stays below a megabyte.
LONGEST_SIDE = 2480
QUALITY = 80


def plain_photo(data: bytes) -> dict[str, Any]:
    """`{"jpeg": base64, "width", "height", "grey"}`: turned as the camera was held, on white, in sRGB or in grey.

    Raises whatever Pillow raises when the image is broken.
    """
    Image.MAX_IMAGE_PIXELS = None  # judged before: see image_check
    with warnings.catch_warnings(), Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as image:
        warnings.simplefilter("ignore")
        if image.format == "JPEG":
            image.draft(None, (LONGEST_SIDE, LONGEST_SIDE))
        image.load()
        upright = ImageOps.exif_transpose(image)
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
        plain = _in_plain_colours(upright)
    out = io.BytesIO()
    plain.save(out, "JPEG", quality=QUALITY, optimize=True)
    jpeg = base64.b64encode(out.getvalue()).decode("ascii")
    return {"jpeg": jpeg, "width": plain.width, "height": plain.height, "grey": plain.mode == "L"}


def _in_plain_colours(image: Image.Image) -> Image.Image:
    """`image` without transparency, in 8 bits, in sRGB (a wide-gamut telephone's colours are converted) or in grey."""
    if image.mode.startswith("I") or image.mode == "F":
        return image.point(lambda value: value / 256).convert("L")
    if image.has_transparency_data:
        image = image.convert("RGBA")
        ground = Image.new("RGBA", image.size, "white")
        ground.alpha_composite(image)
        return ground.convert("RGB")
    if image.mode in {"1", "L"}:
        return image.convert("L")
    profile = image.info.get("icc_profile")
    if profile and image.mode in {"RGB", "CMYK"}:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            found = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
            return found if found is not None else image.convert("RGB")
        except (ImageCms.PyCMSError, OSError):
            return image.convert("RGB")  # a broken profile costs exact colours, not the paper
    return image.convert("RGB")
