"""The documentation says what there is: every command, setting, path and symbol, and no link leads nowhere."""

import json
import re
import shlex
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from motcua import __version__
from motcua.instance import docs
from motcua.instance.docs import commands
from tests.contracts.repository import ROOT, tracked

DOCS = [path for path in tracked(".md") if path.is_relative_to(ROOT / "docs") or path.parent == ROOT]
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)\s#]*)(#[^)\s]+)?\)")
SYMBOL = re.compile(
    r"`(motcua\.(?:kernel|law|people|operate|exchange|measure|reform|steer|pages|instance|cli)(?:\.\w+)*)`"
)
PATH = re.compile(r"`((?:src|data|tests|docs|config|bootstrap|bench|simulators)/[\w./*{},-]*)`")
FENCE = re.compile(r"^```\w*\n(.*?)^```", re.MULTILINE | re.DOTALL)
CALL = re.compile(r"(?:^|[\s`(])(?:\.venv/bin/)?motcua ([a-z][^`\n|>]*)", re.MULTILINE)
STOPS = {"|", ">", "&&", ";", "#", "\\"}

each_page = pytest.mark.parametrize("path", DOCS, ids=lambda path: str(path.relative_to(ROOT)))


def read(path: Path | str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def shown_code(text: str) -> str:
    """What stands in blocks of code and between backticks, a piece a line."""
    blocks = FENCE.findall(text)
    return "\n".join([*blocks, *re.findall(r"`([^`\n]+)`", FENCE.sub("", text))])


@pytest.fixture(scope="module")
def everything() -> str:
    return "\n".join(read(path) for path in DOCS)


@pytest.mark.parametrize("name", docs.PAGES)
def test_generated_pages_are_what_the_program_would_write_now(name: str):
    assert read(name) == docs.pages()[name], "run: make docs"


def test_generated_pages_hold_nothing_of_this_machine():
    for text in docs.pages().values():
        assert str(ROOT) not in text
        assert "%(" not in text


def test_every_command_is_documented(everything):
    missing = [name for name in commands.names() if f"`motcua {name}" not in everything]
    assert not missing, missing


def calls(text: str) -> Iterator[list[str]]:
    """Every call of `motcua` in code, as words."""
    for line in CALL.findall(shown_code(text)):
        words = shlex.split(line.strip().rstrip("`").replace("…", ""), comments=True)
        stop = next((index for index, word in enumerate(words) if word in STOPS), len(words))
        yield words[:stop]


def mistakes_in(words: list[str]) -> list[str]:
    """What is wrong with a call: the command, its branch or an option that does not exist."""
    if words[0] not in commands.names():
        return [f"no command {words[0]}"]
    parser = commands.parser_of(words[0])
    inside = commands.branches(parser)
    known = set(parser._option_string_actions)
    if inside and len(words) > 1 and not words[1].startswith("-"):
        if words[1] not in inside:
            return [f"no {words[0]} {words[1]}"]
        known = set(inside[words[1]]._option_string_actions)
    options = [word.partition("=")[0] for word in words if word.startswith("-")]
    return [f"{words[0]}: no option {option}" for option in options if option not in known]


@each_page
def test_every_call_of_motcua_in_the_text_would_be_understood(path: Path):
    mistakes = [problem for words in calls(read(path)) if words for problem in mistakes_in(words)]
    assert not mistakes, mistakes


def test_the_check_of_calls_finds_mistakes():
    text = "```sh\n.venv/bin/motcua nonsense\nmotcua audit seal --dya 1\n```\nand `motcua audit vrify`"
    assert [problem for words in calls(text) for problem in mistakes_in(words)] == [
        "no command nonsense",
        "audit: no option --dya",
        "no audit vrify",
    ]


def test_every_setting_is_documented(everything):
    missing = [name for name in settings.ENV.settings if f"`{name}`" not in everything]
    assert not missing, missing


def bootstrap_variables() -> set[str]:
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "bootstrap").glob("*.py"))
    return set(re.findall(r'os\.environ\.get\("(\w+)"', source))


def test_what_the_makefile_reads_is_documented():
    missing = [name for name in bootstrap_variables() if f"`{name}`" not in read("docs/reference/settings.md")]
    assert not missing, missing


@each_page
def test_no_setting_is_documented_that_does_not_exist(path: Path):
    named = set(re.findall(r"\bMOTCUA_[A-Z_]+\b", shown_code(read(path))))
    known = set(settings.ENV.settings) | {f"{name}_FILE" for name in settings.ENV.settings} | bootstrap_variables()
    assert named <= known, named - known


def test_every_target_of_the_makefile_is_documented_and_no_other_is(everything):
    targets = set(re.findall(r"^([a-z-]+):.*## ", read("Makefile"), re.MULTILINE))
    named = set(re.findall(r"(?:^|[\s`])make ([a-z]+)\b", shown_code(everything), re.MULTILINE))
    assert named == targets


def headings(path: Path) -> set[str]:
    """The anchors of a page: letters, digits, hyphens and underscores of each heading, blanks as hyphens."""
    found = re.findall(r"^#+ (.+)$", FENCE.sub("", path.read_text(encoding="utf-8")), re.MULTILINE)
    plain = (re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text) for text in found)
    return {re.sub(r"[^\w\- ]", "", text.lower()).strip().replace(" ", "-") for text in plain}


def broken_links(path: Path) -> Iterator[str]:
    for target, anchor in LINK.findall(FENCE.sub("", read(path))):
        goal = (path.parent / target).resolve() if target else path
        if not goal.exists():
            yield target
        elif anchor and goal.suffix == ".md" and anchor[1:] not in headings(goal):
            yield target + anchor


@each_page
def test_every_link_leads_somewhere(path: Path):
    assert not list(broken_links(path))


@each_page
def test_every_path_in_the_text_exists(path: Path):
    named = PATH.findall(read(path))
    missing = [name for name in named if not (set("*{") & set(name) or (ROOT / name).exists())]
    assert not missing, missing


@each_page
def test_every_symbol_in_the_text_exists(path: Path):
    missing = [name for name in SYMBOL.findall(read(path)) if not exists(name)]
    assert not missing, missing


def exists(name: str) -> bool:
    """Whether a dotted name is a module, something in a module, or an attribute of that."""
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        try:
            found = import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        try:
            for part in parts[length:]:
                found = getattr(found, part)
        except AttributeError:
            return False
        return True
    return False


def test_the_tour_goes_through_every_room():
    symbols = SYMBOL.findall(read("docs/tour.md"))
    rooms = {"urls", "services", "rules", "models", "queries", "timeline"}
    assert len(set(symbols)) >= 7
    assert rooms <= {part for name in symbols for part in name.split(".")}


@each_page
def test_every_page_but_the_front_ones_can_be_reached(path: Path):
    if path.parent == ROOT:
        return
    linked = {(page.parent / target).resolve() for page in DOCS for target, _ in LINK.findall(read(page)) if target}
    assert path in linked


ADRS = sorted(path for path in (ROOT / "docs/adr").glob("[0-9]*.md"))


@pytest.mark.parametrize("path", ADRS, ids=lambda path: path.stem)
def test_an_adr_is_a_page_at_most_with_four_parts(path: Path):
    text = read(path)
    assert len(text.split()) <= 500
    assert re.search(r"^Status: (accepted|replaced by \d{4}), \d{4}-\d{2}-\d{2}$", text, re.MULTILINE)
    assert [part for part in ("Context", "Decision", "Consequences") if f"\n## {part}\n" not in text] == []


def test_adrs_are_numbered_without_gaps():
    assert [int(path.name[:4]) for path in ADRS] == list(range(1, len(ADRS) + 1))


CAST = json.loads(read("data/people/cast.json"))


@pytest.mark.parametrize("name", ["README.md", "README.vi.md"])
def test_the_readmes_are_short_and_name_the_two_commands_and_the_demo_accounts(name: str):
    text = read(name)
    assert len(text.splitlines()) <= 100
    assert [word for word in ("make run", "make test", CAST["password"]) if word not in text] == []
    assert [a["username"] for a in CAST["accounts"] if f"`{a['username']}`" not in text] == []


def test_the_changelog_opens_with_this_version():
    first = re.search(r"^## (.+)$", read("CHANGELOG.md"), re.MULTILINE)
    assert first
    assert __version__ in first[1]


def test_publiccode_has_what_the_standard_demands():
    said = yaml.safe_load(read("publiccode.yml"))
    demanded = {
        "publiccodeYmlVersion", "name", "url", "platforms", "categories", "developmentStatus", "softwareType",
        "description", "legal", "maintenance", "localisation",
    }  # fmt: skip
    assert demanded <= set(said)
    assert said["legal"]["license"] == "Apache-2.0"
    assert said["maintenance"]["type"] == "community"
    assert said["maintenance"]["contacts"][0]["name"]
    assert set(said["localisation"]["availableLanguages"]) == {"vi"}
    for words in said["description"].values():
        assert len(words["genericName"]) <= 35
        assert len(words["shortDescription"]) <= 150
        assert 500 <= len(words["longDescription"]) <= 10_000
        assert words["features"]


def test_hooks_run_before_a_commit_come_from_this_checkout():
    hooks = yaml.safe_load(read(".pre-commit-config.yaml"))["repos"]
    assert {repo["repo"] for repo in hooks} == {"local"}
    assert {hook["language"] for repo in hooks for hook in repo["hooks"]} == {"system"}
