"""The documentation says what there is: every command, setting and symbol, and no link leads nowhere."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

from tests.contracts.repository import ROOT, tracked

DOCS = [path for path in tracked(".md") if path.is_relative_to(ROOT / "docs") or path.parent == ROOT]
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)\s#]+)(#[^)]*)?\)")
SYMBOL = re.compile(r"`(motcua(?:\.\w+)+)`")


def text_of(*names: str) -> str:
    return "\n".join((ROOT / name).read_text(encoding="utf-8") for name in names)


@pytest.fixture(scope="module")
def everything() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in DOCS)


def test_every_command_is_documented(everything):
    ours = [name for name, app in get_commands().items() if str(app).startswith("motcua.")]
    missing = [name for name in ours if f"`motcua {name}" not in everything]
    assert not missing, missing


def test_every_setting_is_documented(everything):
    missing = [name for name in settings.ENV.settings if f"`{name}`" not in everything]
    assert not missing, missing


def test_no_setting_is_documented_that_does_not_exist():
    named = set(re.findall(r"`(MOTCUA_[A-Z_]+)`", text_of("docs/reference/settings.md")))
    known = set(settings.ENV.settings) | {f"{name}_FILE" for name in settings.ENV.settings}
    assert named <= known, named - known


def test_every_target_of_the_makefile_is_documented(everything):
    targets = re.findall(r"^([a-z-]+):.*## ", text_of("Makefile"), re.MULTILINE)
    missing = [name for name in targets if f"make {name}" not in everything]
    assert not missing, missing


@pytest.mark.parametrize("path", DOCS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(path: Path):
    text = path.read_text(encoding="utf-8")
    broken = [target for target, _ in LINK.findall(text) if not (path.parent / target).exists()]
    assert not broken, broken


def test_every_symbol_of_the_tour_exists():
    from django.utils.module_loading import import_string

    for name in SYMBOL.findall(text_of("docs/tour.md")):
        try:
            import_string(name)
        except ImportError:
            __import__(name)


def test_adrs_are_a_page_at_most():
    long = [path.name for path in (ROOT / "docs/adr").glob("*.md") if len(path.read_text().split()) > 500]
    assert not long, long


def test_the_readmes_name_the_two_commands_and_are_short():
    for name in ("README.md", "README.vi.md"):
        text = text_of(name)
        assert "make run" in text
        assert "make test" in text
        assert len(text.splitlines()) <= 100
