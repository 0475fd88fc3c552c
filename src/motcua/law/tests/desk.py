"""A folder of law files to spoil, and the people who edit calendars."""

import shutil
from datetime import datetime
from pathlib import Path

from django.conf import settings

from motcua.kernel.actors import Actor
from motcua.kernel.time import TZ

NOW = datetime(2024, 2, 1, 8, 0, tzinfo=TZ)
KIEM = Actor("official", "kiem", "control_officer", "vp")
MINH = Actor("official", "minh", "reception", "mc")


def copy_of_law(folder: Path) -> Path:
    """The shipped files in a folder of their own, as `DATA_DIR/law`."""
    shutil.copytree(Path(settings.BASE_DIR) / "data" / "law", folder / "law")
    return folder / "law"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=TZ)
