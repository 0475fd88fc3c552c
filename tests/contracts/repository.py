"""What the contract tests read of the repository."""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def tracked(*suffixes: str) -> list[Path]:
    """Files git knows or would know (not ignored), with one of the suffixes when given."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()
    paths = [ROOT / name for name in names]
    return [path for path in paths if path.is_file() and (not suffixes or path.suffix in suffixes)]


def python_files(*folders: str) -> list[Path]:
    """Python sources in `folders`, migrations left out."""
    inside = [ROOT / folder for folder in folders]
    return [
        path
        for path in tracked(".py")
        if "migrations" not in path.parts and any(path.is_relative_to(folder) for folder in inside)
    ]


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Name and length in lines of each function of a file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield (
                f"{path.relative_to(ROOT)}:{node.lineno} {node.name}",
                (node.end_lineno or node.lineno) - node.lineno + 1,
            )


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))
