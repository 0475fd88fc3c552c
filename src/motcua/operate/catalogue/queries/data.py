"""Files of data/catalogue, read once."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings


def data_file(name: str) -> Any:
    """The JSON of a file of data/catalogue."""
    return _read(settings.DATA_DIR / "catalogue" / name)


@lru_cache(maxsize=8)
def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))
