"""The page of settings: everything `config/settings.py` reads from the environment."""

from django.conf import settings

from motcua.instance.docs.markdown import code, page, table
from motcua.kernel.environment import Setting

INTRO = """\
All settings come from the environment; there is no settings file to edit. `motcua settings` lists them with the values
in force. What a clerk may want to change (holidays, units, forms, processes) is data, not a setting.

A setting `NAME` may also be given as `NAME_FILE`, the path of a file that holds the value: that is how secrets come
from files. Mistakes are collected: a start names all of them at once and ends with exit code 2.

Lists take commas. Flags take `1`, `true`, `yes`, `on` or `0`, `false`, `no`, `off`. A secret is never printed."""

MAKE = """\
## For make

These are read by the targets of the Makefile, before the program starts.

| variable | default | meaning |
|---|---|---|
| `DEMO` | 1 | `DEMO=0 make run` leaves the demo accounts and the demo year out |
| `MOTCUA_TEST_WORKERS` | 2 | how many processes share the tests |
| `PYTHON` | python3 | which Python makes the virtual environment |"""


def settings_page() -> str:
    """docs/reference/settings.md."""
    known = sorted(settings.ENV.settings.values(), key=lambda setting: setting.name)
    head = ("setting", "from a file", "default", "meaning")
    return page("Settings", INTRO, "## Of the product", table(head, (_row(setting) for setting in known)), MAKE)


def _row(setting: Setting) -> tuple[str, str, str, str]:
    meaning = f"{setting.doc} (secret)" if setting.secret else setting.doc
    return code(setting.name), code(f"{setting.name}_FILE"), code(_default(setting)), meaning


def _default(setting: Setting) -> str:
    """The default as it reads in any checkout: a path inside it is written from its root."""
    return setting.default.replace(f"{settings.BASE_DIR}/", "")
