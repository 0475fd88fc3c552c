"""The page of architecture: storeys and contracts from pyproject.toml, modules from docstrings, filled registries."""

import tomllib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

from motcua.instance.docs.markdown import code, page, table
from motcua.instance.docs.modules import Module, storey_modules, summary_of
from motcua.instance.docs.registries import declared_ports
from motcua.kernel.plugins import navigation, projectors, schedule, subscribers

STOREYS = """\
A module imports only from storeys below its own. Between modules only the front doors `services`, `queries` and `rules`
are used, and `kernel` freely. Foreign keys are written as strings and point downwards too. Names in brackets have
their place in the contracts and are not built yet. `config/` (settings, addresses) stands outside and is imported by
nobody."""

CONTRACTS = """\
`lint-imports` checks these on every run of `make check` and `make test`; they are written in `pyproject.toml`. The
front doors and the direction of foreign keys are checked by `tests/contracts/test_doors.py`."""

MODULES = "From the top storey down. What a module knows is its docstring; change it there."

REGISTRIES = """\
A lower storey never imports a higher one. Where it must reach one, the higher storey registers itself with
`kernel.plugins` at start-up. These are all such places, as they are filled when the program starts."""


def architecture_page() -> str:
    """docs/architecture.md."""
    contracts = _contracts()
    return page(
        "Architecture",
        "## Storeys",
        STOREYS,
        _picture(contracts),
        "## Import contracts",
        CONTRACTS,
        "\n".join(f"{number}. {contract['name']}" for number, contract in enumerate(contracts, 1)),
        "## Modules",
        MODULES,
        *(block for storey in _storeys(contracts) for block in _storey(storey)),
        "## Who fills what",
        REGISTRIES,
        *_registries(),
    )


def _contracts() -> list[dict[str, Any]]:
    text = (Path(settings.BASE_DIR) / "pyproject.toml").read_text(encoding="utf-8")
    contracts: list[dict[str, Any]] = tomllib.loads(text)["tool"]["importlinter"]["contracts"]
    return contracts


def _layers(contracts: list[dict[str, Any]], container: str) -> list[str]:
    """The layers of one package from the top, empty when no contract orders its inside."""
    for contract in contracts:
        if contract.get("containers") == [container]:
            return [str(layer) for layer in contract["layers"]]
    return []


def _storeys(contracts: list[dict[str, Any]]) -> list[str]:
    return _layers(contracts, "motcua")


def _picture(contracts: list[dict[str, Any]]) -> str:
    lines = []
    for storey in _storeys(contracts):
        inside = _layers(contracts, f"motcua.{storey}")
        if not inside and storey != "kernel":
            inside = [module.name.rpartition(".")[2] for module in storey_modules(storey)[1:]]
        lines.append(f"{storey:10} {'  >  '.join(inside) or summary_of(f'motcua.{storey}')}".rstrip())
    return "\n".join(["```text", *lines, "```"])


def _storey(storey: str) -> Iterator[str]:
    for depth, module in enumerate(storey_modules(storey)):
        yield f"{'###' if depth == 0 else '####'} [{module.name.removeprefix('motcua.')}](../{module.path})"
        yield module.doc
        yield _facts(module)


def _facts(module: Module) -> str:
    lists = (("Rooms", module.rooms), ("Tables", module.tables), ("Commands", module.commands), ("Files", module.files))
    return "\n".join(f"- {label}: {', '.join(map(code, words))}" for label, words in lists if words)


def _registries() -> Iterator[str]:
    yield "### Ports"
    yield table(
        ("port", "shape", "declared in", "filled by"),
        ((code(p.name), code(p.shape), code(p.declared), code(p.filled) or "nobody yet") for p in declared_ports()),
    )
    yield "### Projectors: rows that follow the events of a stream, in the same transaction"
    yield table(
        ("stream", "projector"),
        ((code(kind), code(_path(func))) for kind in projectors.kinds() for func in projectors.of(kind)),
    )
    yield "### Subscribers: told of outbox messages after commit"
    rows = [(code(entry.prefix), code(_path(entry.handler))) for entry in subscribers.items()]
    yield table(("topics that start with", "handler"), rows) or "Nobody yet."
    yield "### Recurring work of the worker"
    yield table(
        ("work", "every", "function"),
        ((entry.name, _every(entry.every), code(entry.path)) for entry in schedule.items()),
    )
    yield "### Entries of the officials' rail"
    yield table(
        ("entry", "words", "address", "roles"),
        (
            (e.key, e.label, code(e.url_name), ", ".join(sorted(e.roles)) or "every official")
            for e in navigation.items()
        ),
    )


def _path(func: Any) -> str:
    return f"{func.__module__}.{func.__qualname__}"


def _every(span: timedelta) -> str:
    for unit, seconds in (("day", 86400), ("hour", 3600), ("minute", 60), ("second", 1)):
        count = span.total_seconds() / seconds
        if count >= 1:
            return f"{count:g} {unit}{'' if count == 1 else 's'}"
    return str(span)
