"""The builder's files: what others made is unchanged and licensed, our own script is small and evaluates nothing."""

import hashlib
import re
import tomllib
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

STATIC = Path(str(finders.find("eforms/VENDOR.toml"))).parent
VENDOR = tomllib.loads((STATIC / "VENDOR.toml").read_text("utf-8"))["file"]


@pytest.mark.parametrize("entry", VENDOR, ids=lambda entry: entry["file"])
def test_files_of_others_are_unchanged_and_licensed(entry: dict[str, str]) -> None:
    assert hashlib.sha256((STATIC / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]
    assert (STATIC / entry["licence_file"]).stat().st_size > 300
    assert all(entry[key] for key in ("name", "version", "licence", "source"))


def test_every_file_of_others_is_listed() -> None:
    kept = {str(path.relative_to(STATIC)) for path in STATIC.rglob("*.js")}
    assert kept - {entry["file"] for entry in VENDOR} == {"builder.js"}


def test_our_own_script_stays_small_and_evaluates_nothing() -> None:
    script = (STATIC / "builder.js").read_text("utf-8")
    assert len(script.encode()) <= 2048
    assert not re.search(r"\beval\(|new Function|innerHTML|\.style\b", script)
