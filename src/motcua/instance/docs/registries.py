"""Finds every port that is declared anywhere, and what fills it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from motcua.instance.docs.modules import SOURCE


@dataclass(frozen=True, slots=True)
class DeclaredPort:
    """A port: its name, the shape of what fills it, the module that declares it, what fills it ("": nothing)."""

    name: str
    shape: str
    declared: str
    filled: str


def declared_ports() -> list[DeclaredPort]:
    """Every port that a module declares as `name: Port[Shape] = Port("…")`, by its name."""
    found = (port for path in sorted(SOURCE.rglob("*.py")) if "tests" not in path.parts for port in _ports(path))
    return sorted(found, key=lambda port: port.name)


def _ports(path: Path) -> Iterator[DeclaredPort]:
    text = path.read_text(encoding="utf-8")
    if "Port(" not in text:
        return
    module = ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts).removesuffix(".__init__")
    for node in ast.parse(text).body:
        if not (isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and _makes_port(node.value)):
            continue
        port = getattr(import_module(module), node.target.id)
        shape = ast.unparse(node.annotation.slice) if isinstance(node.annotation, ast.Subscript) else ""
        yield DeclaredPort(port.name, shape, f"{module}.{node.target.id}", _filler(port.get()))


def _makes_port(value: ast.expr | None) -> bool:
    return isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == "Port"


def _filler(impl: Any) -> str:
    """Where the implementation is written: the function, the class of the object, or the function that makes it."""
    if impl is None:
        return ""
    named = impl if hasattr(impl, "__qualname__") else type(impl)
    return f"{named.__module__}.{named.__qualname__}".partition(".<locals>")[0]
