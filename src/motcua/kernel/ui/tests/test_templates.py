"""Rules about every template of the product: it compiles, nothing stands inline, its classes and icons exist."""

import re
from pathlib import Path

import pytest
from django.template import engines

import motcua
from motcua.kernel.ui import icons, kit

SOURCE = Path(next(iter(motcua.__path__)))
TEMPLATES = sorted(path for path in SOURCE.rglob("templates/**/*.html"))
KIT = SOURCE / "kernel" / "ui"
TAG = re.compile(r"\{[%#{].*?[%#}]\}", re.DOTALL)
CLASSES = re.compile(r'(?<![\w-])class="([^"]*)"')
KNOWN = set(re.findall(r"\.([A-Za-z][\w-]*)", re.sub(r"/\*.*?\*/", "", "".join(
    (kit.FOLDER / f"{name}.css").read_text("utf-8") for name in kit.ORDER), flags=re.DOTALL)))  # fmt: skip
UNSTYLED = {"portal", "sheet-page", "main-text"}
"""Names on <body> and <main> that tell pages apart."""


def name(path: Path) -> str:
    return str(path.relative_to(SOURCE))


def text(path: Path) -> str:
    return path.read_text("utf-8")


def classes(source: str) -> set[str]:
    """Whole class names written in a template; parts of a name that a variable completes are left to the pages."""
    found: set[str] = set()
    for value in CLASSES.findall(re.sub(r"\{#.*?#\}", "", source)):
        plain = TAG.sub("\0", value)
        found |= {word for word in plain.replace("\0 ", " ").replace(" \0", " ").split() if "\0" not in word}
    return found


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_every_template_compiles(path: Path):
    engines["django"].from_string(text(path))


def test_nothing_stands_inline_that_the_policy_would_refuse():
    inline = re.compile(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=|\shx-on|javascript:", re.IGNORECASE)
    assert [f"{name(path)}: {match[0]}" for path in TEMPLATES for match in inline.finditer(text(path))] == []


def test_controls_written_by_hand_look_like_those_of_the_kit():
    control = re.compile(r"<(?:input|textarea|select)\b[^>]*>")
    others = [path for path in TEMPLATES if KIT not in path.parents]
    bare = [f"{name(path)}: {found}" for path in others for found in control.findall(text(path))
            if 'type="hidden"' not in found and "class=" not in found]  # fmt: skip
    assert bare == []


def test_every_class_used_exists_in_the_kit():
    unknown = {name(path): sorted(classes(text(path)) - KNOWN - UNSTYLED) for path in TEMPLATES}
    assert {path: words for path, words in unknown.items() if words} == {}


def test_every_icon_named_exists():
    named = re.compile(r'\{% icon "([^"]+)"')
    missing = [f"{name(path)}: {icon}" for path in TEMPLATES for icon in named.findall(text(path))
               if icon not in icons.names()]  # fmt: skip
    assert missing == []


def test_no_form_is_checked_by_the_browser_in_its_own_words():
    """Browsers speak their own language and hide our messages: forms with fields to fill in say novalidate."""
    form = re.compile(r'<form\b(?=[^>]*method="post")[^>]*>.*?</form>', re.DOTALL)
    visible = re.compile(r"as_field_group|\{\{ (\w+_)?form \}\}|<(textarea|select)\b")
    loose = [name(path) for path in TEMPLATES for match in form.findall(text(path))
             if visible.search(match) and "novalidate" not in match.split(">", 1)[0]]  # fmt: skip
    assert loose == []
