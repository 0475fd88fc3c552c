"""What there is to say of each module: its docstring, rooms, tables and commands, read from the code."""

import ast
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps

import motcua

SOURCE = Path(motcua.__file__).parent
ROOMS = ("rules", "models", "queries", "services", "forms", "portal", "desk", "api", "jobs", "urls")
NOT_MODULES = {"tests", "management", "migrations", "templates", "static", "templatetags"}


@dataclass(frozen=True, slots=True)
class Module:
    """One module. `files` are the single files of a storey that are modules of their own (kernel)."""

    name: str
    path: str
    doc: str
    rooms: tuple[str, ...]
    tables: tuple[str, ...]
    commands: tuple[str, ...]
    files: tuple[str, ...]


def storey_modules(storey: str) -> list[Module]:
    """A storey itself and the modules inside it, by name."""
    folder = SOURCE / storey
    if not folder.is_dir():
        return [_module(folder.with_suffix(".py"))]
    if (folder / "apps.py").exists():
        return [_module(folder)]
    inside = sorted(path for path in folder.iterdir() if (path / "__init__.py").exists())
    return [_module(folder), *(_module(path) for path in inside if path.name not in NOT_MODULES)]


def summary_of(name: str) -> str:
    """The first sentence of a module's docstring."""
    path = SOURCE.joinpath(*name.split(".")[1:])
    return _doc(path if path.is_dir() else path.with_suffix(".py")).partition("\n")[0]


def _module(path: Path) -> Module:
    relative = path.relative_to(SOURCE.parent)
    name = ".".join(relative.with_suffix("").parts)
    is_storey_of_many = path.is_dir() and path.parent == SOURCE and not (path / "apps.py").exists()
    return Module(
        name=name,
        path=f"src/{relative.as_posix()}",
        doc=_doc(path),
        rooms=() if is_storey_of_many else tuple(room for room in ROOMS if _has_room(path, room)),
        tables=_tables(name),
        commands=_names(path / "management" / "commands"),
        files=_names(path) if is_storey_of_many else (),
    )


def _doc(path: Path) -> str:
    source = path / "__init__.py" if path.is_dir() else path
    return ast.get_docstring(ast.parse(source.read_text(encoding="utf-8"))) or ""


def _has_room(path: Path, room: str) -> bool:
    return (path / f"{room}.py").exists() or (path / room / "__init__.py").exists()


def _names(folder: Path) -> tuple[str, ...]:
    if not folder.is_dir():
        return ()
    return tuple(sorted(path.stem for path in folder.glob("*.py") if not path.stem.startswith("_")))


def _tables(name: str) -> tuple[str, ...]:
    found = [config for config in apps.get_app_configs() if config.name == name]
    return tuple(sorted(model.__name__ for config in found for model in config.get_models()))
