"""The kit's files: what others made is unchanged and licensed, pages stay light, the style sheet is complete."""

import gzip
import hashlib
import re
import tomllib
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from motcua.kernel.ui import icons, kit

STATIC = Path(kit.FOLDER).parent / "static" / "ui"
VENDOR = tomllib.loads((STATIC / "VENDOR.toml").read_text("utf-8"))["file"]
KB = 1024


@pytest.mark.parametrize("entry", VENDOR, ids=lambda entry: entry["file"])
def test_files_of_others_are_unchanged_and_licensed(entry: dict[str, str]):
    assert hashlib.sha256((STATIC / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]
    assert (STATIC / entry["licence_file"]).stat().st_size > 300
    assert all(entry[key] for key in ("name", "version", "licence", "source"))


def test_every_file_of_others_is_listed():
    listed = {entry["file"] for entry in VENDOR}
    kept = {str(path.relative_to(STATIC)) for path in STATIC.rglob("*") if path.suffix in {".woff2", ".js"}}
    assert kept - listed == {"motcua.js"}


def test_our_own_script_stays_small_and_evaluates_nothing():
    script = (STATIC / "motcua.js").read_text("utf-8")
    assert len(script.encode()) <= 5 * KB
    assert not re.search(r"\beval\(|new Function|innerHTML|\.style\b", script)


def test_every_css_file_is_in_the_style_sheet_once():
    assert sorted(kit.ORDER) == sorted(path.stem for path in kit.FOLDER.glob("*.css"))
    assert len(kit.ORDER) == len(set(kit.ORDER))


def test_the_style_sheet_is_sound():
    css = kit.sheet().text.decode()
    assert css.count("{") == css.count("}")
    used = set(re.findall(r"var\(--([\w-]+)", css))
    assert used - set(re.findall(r"--([\w-]+)\s*:", css)) == set()
    assert "http" not in re.sub(r'\[href\^="http"\]', "", css)
    for font in re.findall(r'url\("([^"]+)"\)', css):
        assert font.startswith("/static/ui/fonts/")


def test_the_style_sheet_may_be_kept_for_good_under_its_own_name_only():
    client = Client()
    digest = kit.sheet().digest
    fresh = client.get(reverse("ui:stylesheet", args=[digest]), headers={"Accept-Encoding": "gzip"})
    assert "immutable" in fresh["Cache-Control"]
    assert gzip.decompress(fresh.content) == kit.sheet().text
    old = client.get(reverse("ui:stylesheet", args=["0" * 12]))
    assert old["Cache-Control"] == "no-cache"
    assert old.content == kit.sheet().text


def test_a_public_page_loads_less_than_100_kb():
    """What every public page costs before its own words: fonts, style sheet, script, icons, as they travel."""
    fonts = sum(path.stat().st_size for path in (STATIC / "fonts").glob("*.woff2"))
    packed = [gzip.compress((STATIC / name).read_bytes()) for name in ("motcua.js", "icons.svg", "favicon.svg")]
    shell = fonts + len(kit.sheet().packed) + sum(len(data) for data in packed)
    assert shell <= 55 * KB, "leave at least 45 kB for the words of the page"


def test_an_unknown_icon_is_noticed():
    with pytest.raises(LookupError, match="no-such"):
        icons.icon("no-such")


def test_the_htmx_settings_of_the_desk_evaluate_nothing_and_store_nothing():
    layout = (kit.FOLDER.parent / "templates" / "ui" / "desk.html").read_text("utf-8")
    for setting in ('"allowEval":false', '"includeIndicatorStyles":false', '"historyCacheSize":0', '"code":"422"'):
        assert setting in layout
