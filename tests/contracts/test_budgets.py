"""Short files, short functions, no drawers for odds and ends."""

from tests.contracts.repository import functions, python_files, short

MAX_FILE = 400
MAX_FUNCTION = 40
DRAWERS = {"utils.py", "helpers.py", "common.py", "base.py", "manager.py", "misc.py"}


def test_no_file_is_over_400_lines():
    files = python_files("src", "config", "bootstrap", "tests", "simulators", "bench")
    long = {short(path): lines for path in files if (lines := len(path.read_text().splitlines())) > MAX_FILE}
    assert not long, long


def test_no_function_is_over_40_lines():
    files = python_files("src", "config", "bootstrap", "bench")
    long = {name: lines for path in files for name, lines in functions(path) if lines > MAX_FUNCTION}
    assert not long, long


def test_no_module_is_a_drawer():
    drawers = [short(path) for path in python_files("src", "config") if path.name in DRAWERS]
    assert not drawers, drawers


def test_every_module_of_the_product_says_what_it_knows():
    import ast

    silent = [
        short(path)
        for path in python_files("src", "config", "bootstrap")
        if "tests" not in path.parts and path.read_text().strip() and path.name not in {"apps.py"}
        if not ast.get_docstring(ast.parse(path.read_text()))
    ]
    assert not silent, silent
