"""Conditions, checks and computed values: CEL with a length cap, a list of known functions and no surprises.

Values seen by an expression: dates are ISO strings (they compare as text), an unanswered question is null, an
unticked box is false, a repeated section is a list of rows. `today` is the day of the evaluation, `row` the number
of the row. A result that hangs on an unanswered question is "unknown", never an error.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import cel

MAX_LENGTH = 500
MAX_PATTERN = 200
# Each loop goes over at most 200 rows: two of them stay in the milliseconds, a third would not.
MAX_LOOPS = 2
BUILT_IN = frozenset({"today", "row"})
RESERVED = frozenset({
    "as", "break", "const", "continue", "else", "false", "for", "function", "if", "import", "in", "let", "loop",
    "namespace", "null", "package", "return", "true", "type", "var", "void", "while",
    "bool", "bytes", "double", "duration", "dyn", "int", "list", "map", "null_type", "string", "timestamp", "uint",
})  # fmt: skip
FUNCTIONS = frozenset(
    {"size", "contains", "startsWith", "endsWith", "matches", "int", "double", "string", "sum", "years"}
)
_LOOP = re.compile(r"\.\s*(?:all|exists|exists_one|map|filter)\s*\(\s*([A-Za-z_]\w*)\s*,")
_LOOP_WORD = re.compile(r"\.\s*(?:all|exists|exists_one|map|filter)\s*\(")


class ExpressionError(ValueError):
    """The expression cannot be used; the message says why, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Expression:
    """A compiled expression and the variables it reads."""

    source: str
    names: frozenset[str]
    program: Any
    functions: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came out: a `value`; or "unknown" (hangs on an unanswered question); or "fault" with its `detail`.

    `wrong`: the expression itself is at fault (types, names), not these particular answers.
    """

    status: str
    value: Any = None
    detail: str = ""
    wrong: bool = False


def sum_of(items: Any) -> int | float | None:
    """The sum of the numbers in a list, skipping what is not answered; null when it is not a list."""
    if not isinstance(items, list):
        return None
    return sum(item for item in items if isinstance(item, int | float) and not isinstance(item, bool))


def years_between(first: Any, second: Any) -> int | None:
    """Whole years from one ISO date to another (an age); null when one of them is missing."""
    try:
        a, b = date.fromisoformat(first), date.fromisoformat(second)
    except (TypeError, ValueError):
        return None
    return b.year - a.year - ((b.month, b.day) < (a.month, a.day))


_OURS = {"sum": sum_of, "years": years_between}


@lru_cache(maxsize=16_384)
def compiled(source: str) -> Expression:
    """The expression ready to run. ExpressionError when it is too long, malformed or uses an unknown function."""
    if len(source) > MAX_LENGTH:
        raise ExpressionError(f"biểu thức dài {len(source)} ký tự, tối đa {MAX_LENGTH}")
    if len(_LOOP_WORD.findall(source)) > MAX_LOOPS:
        raise ExpressionError(f"biểu thức có quá {MAX_LOOPS} vòng lặp")
    try:
        program = cel.compile(source)
        references = program.references()
    except BaseException as error:
        raise ExpressionError(f"biểu thức sai cú pháp: {_first_line(error)}") from None
    unknown = sorted(name for name in references["functions"] if name.isidentifier() and name not in FUNCTIONS)
    if unknown:
        raise ExpressionError(f"hàm không có: {', '.join(unknown)}")
    names = frozenset(references["variables"]) - frozenset(_LOOP.findall(source))
    functions = {name: ours for name, ours in _OURS.items() if name in references["functions"]}
    return Expression(source, names, program, functions)


def run(source: str, variables: Mapping[str, Any]) -> Outcome:
    """Evaluate `source` over `variables`; never raises."""
    try:
        expression = compiled(source)
    except ExpressionError as error:
        return Outcome("fault", detail=str(error), wrong=True)
    seen = {name: variables[name] for name in expression.names if name in variables}
    try:
        context = cel.Context(variables=seen, functions=expression.functions)
        return Outcome("ok", expression.program.execute(context))
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt | SystemExit | GeneratorExit | MemoryError):
            raise
        if any(_has_null(value) for value in seen.values()):
            return Outcome("unknown")
        wrong = isinstance(error, TypeError | KeyError) or str(error).startswith("Undefined")
        return Outcome("fault", detail=_first_line(error), wrong=wrong)


def matches(pattern: str, text: str) -> Outcome:
    """Whether the whole of `text` fits `pattern`; this engine takes linear time, so no pattern can hang it."""
    return run("text.matches(pattern)", {"text": text, "pattern": f"^(?:{pattern})$"})


def _has_null(value: Any) -> bool:
    if isinstance(value, list):
        return any(_has_null(item) for item in value)
    if isinstance(value, dict):
        return any(_has_null(item) for item in value.values())
    return value is None


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
