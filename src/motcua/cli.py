"""The console script `motcua`: Django's commands, with our errors, exit codes and list of commands.

Exit codes: 0 done, 1 the answer is no (a check failed, something was refused), 2 the call or its input is wrong.
"""

import os
import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; expected failures print one line on stderr, never a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    arguments = list(sys.argv[1:] if argv is None else argv)
    from django.core.exceptions import ImproperlyConfigured

    try:
        return _run(arguments)
    except ImproperlyConfigured as error:
        print(f"motcua: {error}", file=sys.stderr)  # noqa: T201
        return 2


def _run(arguments: list[str]) -> int:
    from django.core.management import ManagementUtility

    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        return _list_commands()
    try:
        ManagementUtility(["motcua", *arguments]).execute()
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else int(bool(stop.code))
    return 0


def _list_commands() -> int:
    import django
    from django.core.management import get_commands, load_command_class

    django.setup()
    print("motcua COMMAND [OPTIONS]; motcua COMMAND --help tells more.\n")  # noqa: T201
    for name, app in sorted(get_commands().items()):
        if isinstance(app, str) and app.startswith("motcua."):
            print(f"  {name:12} {load_command_class(app, name).help}")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
