"""Modules meet at their front doors; relations between tables point down."""

import grimp
import pytest
from django.apps import apps

DOORS = {"services", "queries", "rules"}
STOREYS = ["kernel", "law", "people", "operate", "exchange", "measure", "reform", "steer", "pages", "instance", "cli"]
OPERATE = [
    "codelists",
    "catalogue",
    "publications",
    "processes",
    "eforms",
    "dossiers",
    "intake",
    "paperwork",
    "records",
    "payments",
    "notices",
    "feedback",
    "correspondence",
    "conversations",
    "consultations",
    "linking",
    "journeys",
]
WINGS = {"operate", "exchange", "measure", "reform", "steer"}


def module_of(name: str) -> str | None:
    """The module a dotted name belongs to: "motcua.operate.dossiers", "motcua.law", "motcua.kernel"."""
    parts = name.split(".")
    if len(parts) < 2 or parts[0] != "motcua":
        return None
    if parts[1] in WINGS:
        return ".".join(parts[:3]) if len(parts) > 2 else None
    return ".".join(parts[:2])


def storey(module: str) -> tuple[int, int]:
    parts = module.split(".")
    inner = OPERATE.index(parts[2]) if len(parts) > 2 and parts[2] in OPERATE else 0
    return STOREYS.index(parts[1]), inner


@pytest.fixture(scope="module")
def graph():
    return grimp.build_graph("motcua", cache_dir=None)


def test_modules_use_each_others_front_doors(graph):
    strays = []
    for importer in graph.modules:
        if ".tests" in importer:
            continue
        for imported in graph.find_modules_directly_imported_by(importer):
            mine, other = module_of(importer), module_of(imported)
            if mine is None or other is None or mine == other or other == "motcua.kernel":
                continue
            rest = imported.removeprefix(other).lstrip(".").split(".")
            if rest[0] not in DOORS:
                strays.append(f"{importer} -> {imported}")
    assert not strays, "\n".join(sorted(strays))


def test_relations_between_tables_point_down():
    upward = []
    for model in apps.get_models():
        if not model.__module__.startswith("motcua."):
            continue
        here = module_of(model.__module__)
        for field in model._meta.get_fields():
            other = getattr(field, "related_model", None)
            if not field.concrete or other is None or not other.__module__.startswith("motcua."):
                continue
            there = module_of(other.__module__)
            if there != here and storey(there) >= storey(here):
                upward.append(f"{model.__name__}.{field.name} -> {other.__name__}")
    assert not upward, upward


def test_tables_of_events_end_in_event():
    from motcua.kernel.audit.models import Event

    assert Event._meta.db_table.endswith("event")
