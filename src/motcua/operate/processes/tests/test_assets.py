"""The drawing tool of others is unchanged, licensed and listed."""

import hashlib
import tomllib
from pathlib import Path

import pytest

from motcua.operate import processes

STATIC = Path(processes.__file__).parent / "static" / "processes"
VENDOR = tomllib.loads((STATIC / "VENDOR.toml").read_text("utf-8"))["file"]


@pytest.mark.parametrize("entry", VENDOR, ids=lambda entry: entry["file"])
def test_files_of_others_are_unchanged_and_licensed(entry: dict[str, str]):
    assert hashlib.sha256((STATIC / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]
    assert "watermark" in (STATIC / entry["licence_file"]).read_text("utf-8")


def test_every_file_of_others_is_listed():
    kept = {str(path.relative_to(STATIC)) for path in (STATIC / "vendor").rglob("*") if path.is_file()}
    assert kept - {entry["file"] for entry in VENDOR} == {"vendor/BPMN-JS-LICENSE.txt"}


def test_our_own_script_evaluates_nothing():
    script = (STATIC / "modeller.js").read_text("utf-8")
    assert "eval(" not in script
    assert "innerHTML" not in script
