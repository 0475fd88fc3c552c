"""One word for one thing: the glossary and the code agree."""

import io
import re
import tokenize
from functools import lru_cache

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
def names() -> dict[str, str]:
    """Every identifier of the code in snake case (WorkFile is work_file), and a file that uses it."""
    found: dict[str, str] = {}
    for path in SOURCES:
        tokens = tokenize.generate_tokens(io.StringIO(path.read_text(encoding="utf-8")).readline)
        for name in {token.string for token in tokens if token.type == tokenize.NAME}:
            found[re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()] = short(path)
    return found


@lru_cache
def written() -> frozenset[str]:
    """Every word of the code, those in texts and keys too."""
    return frozenset(word for path in SOURCES for word in re.findall(r"\w+", path.read_text(encoding="utf-8")))


def holds(name: str, word: str) -> bool:
    """Whether `word` is a whole part of the identifier: "case_file" is in "old_case_files", not in "showcase_file"."""
    return word in name and re.search(rf"(?:^|_){word}(?:s|es)?(?:_|$)", name) is not None


SOURCES = python_files("src", "config")
UNUSED = {row[0].strip("`"): row[1].strip("`") for row in rows("Words not used")}


@pytest.mark.parametrize("word", UNUSED)
def test_a_word_with_a_better_one_is_not_used(word: str):
    found = [f"{path}: {name}" for name, path in names().items() if holds(name, word)]
    assert not found, f"the word of this house is {UNUSED[word]}: {found}"


def test_the_check_finds_a_word_inside_an_identifier():
    assert holds("old_case_files", "case_file")
    assert not holds("showcase_file", "case_file")


@pytest.mark.parametrize(
    "words", [row[1] for row in rows("Words of the law and the office")] + [r[0] for r in rows("Words of this house")]
)
def test_a_word_of_the_glossary_is_in_the_code(words: str):
    missing = [
        word
        for word in WORD.findall(words)
        if not any(w.lower().startswith(word) or holds(w.lower(), word) for w in written())
    ]
    assert not missing, missing


def test_no_two_rows_of_the_law_claim_the_same_identifier_for_different_words():
    seen: dict[str, list[str]] = {}
    for vietnamese, words, *_ in rows("Words of the law and the office"):
        for word in WORD.findall(words):
            seen.setdefault(word, []).append(vietnamese)
    twice = {word: said for word, said in seen.items() if len(said) > 1}
    assert set(twice) <= {"owner"}, twice  # the owner of a dossier, and of a task of the plan
