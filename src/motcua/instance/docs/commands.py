"""The page of commands: what each `motcua` command does, with its arguments."""

import argparse
from collections.abc import Iterator

from django.core.management import get_commands, load_command_class
from django.core.management.base import CommandParser

from motcua.instance.docs.markdown import code, page, table

INTRO = """\
`motcua` is the way in without a browser; in a checkout it is `.venv/bin/motcua`. `motcua` alone lists the commands and
`motcua COMMAND --help` tells more. Answers go to standard output, errors to standard error, without a traceback.

| exit code | meaning |
|---|---|
| 0 | done, or the answer is yes |
| 1 | the answer is no: a check failed, something was refused |
| 2 | the call or its input is wrong, or the database does not answer; nothing was written |"""


def commands_page() -> str:
    """docs/reference/commands.md."""
    return page("Commands", INTRO, *(block for name in names() for block in _blocks(parser_of(name))))


def names() -> list[str]:
    """The commands of the product, without those of Django and other packages."""
    return sorted(name for name, app in get_commands().items() if isinstance(app, str) and app.startswith("motcua."))


def parser_of(name: str) -> CommandParser:
    """The parser of one command with its own arguments only, not those that Django gives every command."""
    command = load_command_class(get_commands()[name], name)
    parser = CommandParser(prog=f"motcua {name}", description=command.help)
    command.add_arguments(parser)
    return parser


def branches(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """The sub-commands of a parser by name."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    return {}


def _blocks(parser: argparse.ArgumentParser) -> Iterator[str]:
    yield f"## {code(parser.prog)}"
    yield _sentence(parser.description or "")
    yield _arguments(parser)
    helps = _helps(parser)
    for name, branch in branches(parser).items():
        yield f"### {code(f'{parser.prog} {name}')}"
        yield _sentence(helps.get(name, ""))
        yield _arguments(branch)


def _helps(parser: argparse.ArgumentParser) -> dict[str, str]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            return {choice.dest: choice.help or "" for choice in action._choices_actions}
    return {}


def _arguments(parser: argparse.ArgumentParser) -> str:
    own = [
        action
        for action in parser._actions
        if not isinstance(action, argparse._HelpAction | argparse._SubParsersAction)
    ]
    return table(("argument", "meaning"), ((code(_spelling(action)), _meaning(action)) for action in own))


def _spelling(action: argparse.Action) -> str:
    """How the argument is written: `--day DAY`, `FILE`, `--json`."""
    choices = "{" + ",".join(map(str, action.choices)) + "}" if action.choices else ""
    value = str(action.metavar or choices or action.dest.upper())
    if not action.option_strings:
        return f"[{value} …]" if action.nargs == "*" else value
    takes_value = action.nargs != 0
    return f"{action.option_strings[-1]} {value}" if takes_value else action.option_strings[-1]


def _meaning(action: argparse.Action) -> str:
    must = " (required)" if action.option_strings and action.required else ""
    return f"{action.help or ''}{must}".strip()


def _sentence(text: str) -> str:
    text = text.strip()
    return f"{text[:1].upper()}{text[1:]}" + ("" if text.endswith(".") or not text else ".")
