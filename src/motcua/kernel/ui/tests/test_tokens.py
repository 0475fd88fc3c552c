"""Colours can be told apart: contrast of every pair that meets, in every theme (WCAG 1.4.3, 1.4.11)."""

import re
from itertools import product

import pytest

from motcua.kernel.ui.kit import FOLDER

TOKENS = (FOLDER / "tokens.css").read_text("utf-8")
HEX = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{6})")
PAPERS = ("paper", "paper-2", "raised")
TEXT = [
    *product(("ink", "quiet", "action", "action-2", "ok", "wait", "late", "info", "calm", "brand"), PAPERS),
    *((ink, f"{ink}-tint") for ink in ("ok", "wait", "late", "info", "calm")),
    *product(("ink", "action"), ("info-tint", "ok-tint", "wait-tint", "late-tint", "calm-tint")),
    ("action-ink", "action"), ("action-ink", "action-2"), ("focus-ink", "focus"),
    ("paper", "ok"), ("paper", "late"),
]  # fmt: skip
LINES = [
    *product(("edge", "ink", "late", "ok", "wait", "action"), PAPERS),
    *product(("chart-1", "chart-2", "chart-3", "chart-4", "chart-rest"), ("paper", "raised")),
    ("ink", "focus"), ("focus-ink", "focus"),
]  # fmt: skip


def block(start: str) -> dict[str, str]:
    body = TOKENS.split(start, 1)[1].split("}", 1)[0]
    return dict(HEX.findall(body))


THEMES = {
    "light": block(":root {"),
    "dark": {**block(":root {"), **block(':root[data-theme="dark"] {')},
    "contrast": {**block(":root {"), **block(':root[data-theme="contrast"] {')},
}


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(a: str, b: str) -> float:
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_measure_agrees_with_the_definition():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
def test_every_text_can_be_read(theme: str):
    tokens = THEMES[theme]
    weak = {f"{a} on {b}": round(contrast(tokens[a], tokens[b]), 2) for a, b in TEXT}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_every_edge_and_drawing_can_be_seen(theme: str):
    tokens = THEMES[theme]
    ratios = {f"{a} on {b}": round(contrast(tokens[a], tokens[b]), 2) for a, b in LINES}
    floor = 3.0
    dim = {pair: ratio for pair, ratio in ratios.items() if ratio < floor}
    # On dark paper the yellow ring itself is what is seen; the ink line inside it need not stand out from it.
    if theme == "dark":
        dim.pop("ink on focus", None)
        assert contrast(tokens["focus"], tokens["paper"]) >= floor
    assert dim == {}


def test_the_dark_theme_is_the_same_by_device_and_by_switch():
    by_switch = block(':root[data-theme="dark"] {')
    by_device = dict(HEX.findall(TOKENS.split("prefers-color-scheme: dark", 1)[1].split("}", 1)[0]))
    assert by_device == by_switch


def test_red_is_no_colour_of_an_ordinary_button():
    css = (FOLDER / "button.css").read_text("utf-8")
    for rule in re.findall(r"([^{}]+)\{([^}]*)\}", css):
        if "danger" not in rule[0]:
            assert "--late" not in rule[1]
            assert "--brand" not in rule[1]
