"""Whatever is done to a copy, reading it never fails and never passes over a line in silence."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from motcua.steer.plans import rules
from motcua.steer.plans.rules.record import plan_record

from .seed import LINES, SEED, unaccounted

MARKER = re.compile(r"^\W*(?:\d+(?:\.\d+)*|[IVXLC]+|[a-zđ])\s*[.)/]\s*")
NOISE = st.sampled_from([*'abcđeIVX.)(-–+*|\t0123456789%/:;,"_\\=… \n', "\x00", "\u200b", "\u00a0", "\u0301", "\ud800"])
CHANGE = st.tuples(
    st.sampled_from(["drop", "double", "move", "swap", "noise", "cut", "join"]),
    st.integers(0, len(LINES) - 1),
    st.integers(0, len(LINES) - 1),
    st.integers(0, 200),
    NOISE,
)


def changed(changes: list[tuple[str, int, int, int, str]]) -> str:
    lines = list(LINES)
    for kind, one, other, at, noise in changes:
        i, j = one % len(lines), other % len(lines)
        line = lines[i]
        if kind == "drop" and len(lines) > 1:
            del lines[i]
        elif kind == "double":
            lines.insert(j, line)
        elif kind == "move":
            lines.insert(j, lines.pop(i))
        elif kind == "swap":
            lines[i], lines[j] = lines[j], line
        elif kind == "noise":
            lines[i] = line[:at] + noise + line[at + 1 :]
        elif kind == "cut":
            lines[i : i + 1] = [line[:at], line[at:]]
        elif kind == "join":
            lines[i : i + 2] = [" ".join(lines[i : i + 2])]
    return "\n".join(lines)


def judge(text: str) -> None:
    plan = rules.parse(text)
    plan_record(plan)
    assert unaccounted(text) == []
    codes = [task.id for task in plan.tasks]
    assert len(codes) == len(set(codes))
    rows = [row.code for row in plan.indicators]
    assert len(rows) == len(set(rows))
    assert {task.parent for task in plan.tasks} <= {None, *codes, *(part.id for part in plan.sections)}


@given(st.lists(CHANGE, min_size=1, max_size=12))
def test_a_damaged_copy_is_read_without_failing_and_every_line_is_accounted_for(changes):
    judge(changed(changes))


@given(st.text(alphabet=st.one_of(NOISE, st.sampled_from(sorted(set(SEED)))), max_size=400))
def test_any_text_is_read_without_failing_and_every_line_is_accounted_for(text):
    judge(text)


@pytest.mark.soak
@settings(max_examples=3000)
@given(st.lists(CHANGE, min_size=1, max_size=40))
def test_a_badly_damaged_copy_too(changes):
    judge(changed(changes))


@example([("cut", 58, 0, 4, "a")])  # "2. Đ", then the rest: the number of a short line is no word of it
@given(st.lists(CHANGE, min_size=1, max_size=6))
def test_the_words_of_every_line_taken_by_a_task_stand_in_that_task(changes):
    text = changed(changes)
    plan = rules.parse(text)
    tasks = {task.id: f"{task.text} {task.intro}" for task in plan.tasks}
    lines = rules.split_lines(text)
    for number, element in plan.accounted.items():
        kind, _, name = element.partition(" ")
        if kind == "item" and name in tasks and not _is_label(lines[number - 1]):
            words = plain(MARKER.sub("", lines[number - 1]))
            assert words[-30:] in plain(tasks[name])


def _is_label(line: str) -> bool:
    return ":" in line[:45]


def plain(text: str) -> str:
    """Only letters and digits, as the reader cleans them."""
    from motcua.kernel.text import search_key
    from motcua.steer.plans.rules.lines import read_lines

    return search_key(" ".join(line.text for line in read_lines(text.replace("\n", " ")))).replace(" ", "")
