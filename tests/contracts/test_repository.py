"""Rules about what is committed."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.contracts.repository import ROOT, short, tracked

TEXT = {
    ".py",
    ".md",
    ".toml",
    ".html",
    ".css",
    ".js",
    ".json",
    ".csv",
    ".yml",
    ".yaml",
    ".lock",
    ".txt",
    ".typ",
    ".svg",
    "",
}
# A path under somebody's home or of a workplace; addresses of package indexes in lock files and settings.
PATHS = re.compile(r"(?<![\w.:/])/(?:home|root|Users|work|opt/pypi)[/][\w.-]+")
INDEXES = re.compile(
    r"--(?:extra-)?index-url|--find-links|simple/?\"?$|files\.pythonhosted|pypi\.org/simple", re.MULTILINE
)
# Names of places belong into data, so that another province starts by replacing files. Folded pieces, so that this
# file does not hold them either.
PLACES = re.compile("|".join(("Kh" + "ánh H" + "òa", "Kh" + "ánh Ho" + "à", "Nha Tr" + "ang", "\\bH3" + "2\\b")))


def read(path: Path) -> str:
    return path.read_bytes().decode("utf-8", errors="ignore")


def text_files() -> list[Path]:
    return [path for path in tracked() if path.suffix in TEXT and path.stat().st_size < 3_000_000]


def test_no_absolute_path_of_a_machine_is_tracked():
    me = Path(__file__)
    found = [f"{short(p)}: {m.group()}" for p in text_files() if p != me for m in [PATHS.search(read(p))] if m]
    assert not found, found


def test_no_package_index_is_named():
    found = [short(path) for path in tracked(".lock", ".toml", ".txt", ".cfg") if INDEXES.search(read(path))]
    assert not found, found


def test_no_place_is_named_in_code():
    code = [
        p
        for p in tracked(".py", ".html", ".js", ".css", ".typ")
        if p.is_relative_to(ROOT / "src") or p.is_relative_to(ROOT / "config")
    ]
    found = [short(path) for path in code if "tests" not in path.parts and PLACES.search(read(path))]
    assert not found, found


def test_nothing_reads_what_lies_outside_the_checkout():
    found = [short(path) for path in tracked(".py") if path != Path(__file__) and "../shared" in read(path)]
    assert not found, found


def test_every_dependency_carries_its_reason():
    lines = (ROOT / "pyproject.toml").read_text().splitlines()
    bare = [line for line in lines if re.match(r'\s+"[A-Za-z][\w.\[\]-]*(?:[<>=].*)?",', line) and "#" not in line]
    assert not [line for line in bare if ">=" in line or "types-" in line], bare


def test_every_dependency_of_the_product_is_locked_with_hashes():
    wanted = re.findall(
        r'^  "([a-z][\w-]*)', (ROOT / "pyproject.toml").read_text().split("[project.scripts]")[0], re.MULTILINE
    )
    lock = (ROOT / "requirements.lock").read_text()
    missing = [name for name in wanted if f"\n{name}==" not in f"\n{lock}" and f"\n{name}[" not in f"\n{lock}"]
    assert not missing, missing
    assert all("--hash=sha256:" in block for block in re.split(r"\n(?=[a-z])", lock) if "==" in block)


@pytest.mark.django_db
def test_models_and_migrations_agree():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_ci_calls_the_test_command_of_the_readme_and_nothing_of_its_own():
    script = (ROOT / ".ci/run").read_text()
    commands = [line for line in script.splitlines() if line and not line.startswith(("#", "set ", "cd "))]
    assert commands == ["exec make test"]
    assert os.access(ROOT / ".ci/run", os.X_OK)


def test_the_import_contracts_hold():
    script = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:]
