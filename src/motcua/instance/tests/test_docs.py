"""`motcua docs`: the pages the program writes about itself."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command

from motcua.instance import docs
from motcua.instance.docs import architecture, commands, modules, registries
from motcua.kernel.plugins import Port


@pytest.fixture
def checkout(settings, tmp_path: Path) -> Path:
    """A checkout with an empty docs/ folder."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "pyproject.toml").write_text((Path(settings.BASE_DIR) / "pyproject.toml").read_text())
    settings.BASE_DIR = tmp_path
    return tmp_path


def test_pages_are_written_once_and_then_left_alone(checkout, capsys):
    call_command("docs", "--json")
    assert sorted(json.loads(capsys.readouterr().out)["written"]) == sorted(docs.PAGES)
    call_command("docs")
    assert capsys.readouterr().out.strip() == "every page is up to date"


def test_a_page_somebody_edited_by_hand_is_named_and_left_as_it_is(checkout, capsys):
    docs.write()
    page = checkout / "docs/reference/settings.md"
    page.write_text("edited")
    with pytest.raises(SystemExit) as stop:
        call_command("docs", "--check")
    assert stop.value.code == 1
    assert capsys.readouterr().out.strip() == "out of date: docs/reference/settings.md"
    assert page.read_text() == "edited"


def test_without_a_docs_folder_nothing_is_written(settings, tmp_path, capsys):
    settings.BASE_DIR = tmp_path
    with pytest.raises(SystemExit) as stop:
        call_command("docs")
    assert stop.value.code == 2
    assert "not a checkout" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_every_storey_of_the_contracts_is_on_the_page():
    page = architecture.architecture_page()
    storeys = architecture._storeys(architecture._contracts())
    assert [name for name in storeys if f"\n### [{name}](" not in page] == []


def test_a_module_tells_its_rooms_tables_and_commands():
    audit = next(module for module in modules.storey_modules("kernel") if module.name == "motcua.kernel.audit")
    assert {"rules", "models", "queries", "services"} <= set(audit.rooms)
    assert "Event" in audit.tables
    assert audit.commands == ("audit",)


def test_a_port_says_who_fills_it_and_that_nobody_does():
    ports = {port.name: port for port in registries.declared_ports()}
    assert ports["shell.person"].filled == "motcua.people.queries.shell.person"
    assert ports["files.scanner"].filled == ""


def test_what_fills_a_port_is_named_by_its_class_when_it_is_an_object():
    assert registries._filler(Port("a")) == "motcua.kernel.plugins.Port"


def test_what_a_function_made_on_the_way_is_named_by_that_function():
    def make():
        return lambda: None

    here = "test_what_a_function_made_on_the_way_is_named_by_that_function"
    assert registries._filler(make()).endswith(f".{here}")


def test_a_command_shows_its_own_arguments_and_none_of_the_frameworks():
    page = commands.commands_page()
    assert "`--expect DAY=ROOT`" in page
    assert "--pythonpath" not in page
