"""One word for one thing: the glossary and the code agree."""

import io
import re
import tokenize
from functools import lru_cache
from pathlib import Path

import pytest

from tests.contracts.repository import ROOT, python_files, short

GLOSSARY = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
WORD = re.compile(r"`(\w+)`")


def rows(heading: str) -> list[list[str]]:
    """The rows of the table under a heading, as cells."""
    part = re.search(rf"^## {heading}\n(.*?)(?=^## |\Z)", GLOSSARY, re.MULTILINE | re.DOTALL)
    assert part, heading
    lines = [line for line in part[1].splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


@lru_cache
def identifiers(path: Path) -> frozenset[str]:
    """Every name a Python file uses, in snake case, so that WorkFile and work_file are the same."""
    tokens = tokenize.generate_tokens(io.StringIO(path.read_text(encoding="utf-8")).readline)
    names = {token.string for token in tokens if token.type == tokenize.NAME}
    return frozenset(re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower() for name in names)


@lru_cache
def all_text() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)


def holds(name: str, word: str) -> bool:
    """Whether `word` is a whole part of the identifier: "case_file" is in "old_case_files", not in "showcase_file"."""
    return re.search(rf"(?:^|_){word}(?:s|es)?(?:_|$)", name) is not None


SOURCES = python_files("src", "config")
UNUSED = {row[0].strip("`"): row[1].strip("`") for row in rows("Words not used")}


@pytest.mark.parametrize("word", UNUSED)
def test_a_word_with_a_better_one_is_not_used(word: str):
    found = [f"{short(path)}: {name}" for path in SOURCES for name in identifiers(path) if holds(name, word)]
    assert not found, f"the word of this house is {UNUSED[word]}: {found}"


def test_the_check_finds_a_word_inside_an_identifier():
    assert holds("old_case_files", "case_file")
    assert not holds("showcase_file", "case_file")


@pytest.mark.parametrize(
    "words", [row[1] for row in rows("Words of the law and the office")] + [r[0] for r in rows("Words of this house")]
)
def test_a_word_of_the_glossary_is_in_the_code(words: str):
    missing = [word for word in WORD.findall(words) if not re.search(rf"(?:\b|_){word}", all_text())]
    assert not missing, missing


def test_no_two_rows_of_the_law_claim_the_same_identifier_for_different_words():
    seen: dict[str, list[str]] = {}
    for vietnamese, words, *_ in rows("Words of the law and the office"):
        for word in WORD.findall(words):
            seen.setdefault(word, []).append(vietnamese)
    twice = {word: said for word, said in seen.items() if len(said) > 1}
    assert set(twice) <= {"owner"}, twice  # the owner of a dossier, and of a task of the plan
