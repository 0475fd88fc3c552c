"""Opening an image from a stranger: whole, not a bomb. Runs in the helper process of `guard`."""

import io
import warnings
from typing import Any

from PIL import Image

# A 108-megapixel phone photograph passes; more is a mistake of the scanner or a bomb.
MAX_PIXELS = 120_000_000


def check_image(data: bytes, kind: str) -> tuple[str | None, dict[str, Any], int]:
    """Problem code or None, details for its sentence, number of pages (an image is one page).

    Raises whatever Pillow raises when the image is broken.
    """
    Image.MAX_IMAGE_PIXELS = None  # our own limit, with our own words
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as image:
            width, height = image.size
            if width * height > MAX_PIXELS:
                return "too_large_image", {"width": width, "height": height}, 0
            if kind == "jpeg":
                # Decodes at an eighth of the size: still reads every byte, at a 64th of the memory.
                image.draft("L", (max(1, width // 8), max(1, height // 8)))
            image.load()
        if kind == "png":
            # load() forgives wrong checksums after the pixels; verify() does not.
            with Image.open(io.BytesIO(data), formats=("PNG",)) as image:
                image.verify()
    return None, {}, 1
