"""Ways to a procedure for people who do not know its name: life events, and a short path of questions. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import Any

from motcua.operate.catalogue.rules.reading import Fields, WrongShape


class BadGuide(ValueError):
    """The data cannot guide anybody; `problems` names every wrong place."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LifeEvent:
    key: str
    title: str
    text: str
    icon: str
    groups: tuple[Group, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(code for group in self.groups for code in group.codes))


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer: it leads to the question `next`, or to an end with procedures, advice or both."""

    key: str
    say: str
    next: str | None = None
    procedures: tuple[str, ...] = ()
    advice: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    key: str
    ask: str
    hint: str | None
    choices: tuple[Choice, ...]

    def choice(self, key: str) -> Choice | None:
        return next((choice for choice in self.choices if choice.key == key), None)


@dataclass(frozen=True, slots=True)
class Guide:
    """The questions by key; every path from `start` ends."""

    start: str
    questions: Mapping[str, Question]

    def walk(self, answers: Sequence[str]) -> "tuple[tuple[tuple[Question, Choice], ...], Question | None] | None":
        """What was asked and answered so far, and the question that follows (None at an end).

        None when the answers lead nowhere, as in an address typed by hand.
        """
        taken: list[tuple[Question, Choice]] = []
        question: Question | None = self.questions[self.start]
        for answer in answers:
            choice = question.choice(answer) if question else None
            if question is None or choice is None:
                return None
            taken.append((question, choice))
            question = self.questions[choice.next] if choice.next else None
        return tuple(taken), question


def events(data: Any, known: Collection[str]) -> tuple[LifeEvent, ...]:
    """The life events of data/catalogue/events.json; BadGuide when a code is not in `known` or a key stands twice."""
    try:
        made = tuple(_event(item) for item in Fields(data).items("events"))
    except WrongShape as error:
        raise BadGuide([str(error)]) from error
    problems = _twice("events", [event.key for event in made])
    for event in made:
        problems += [f"{event.key}: không có thủ tục nào"] if not event.codes else []
        problems += [f"{event.key}: không biết mã {code}" for code in event.codes if code not in known]
    if problems:
        raise BadGuide(problems)
    return made


def guide(data: Any, known: Collection[str]) -> Guide:
    """The question path of data/catalogue/paths.json.

    BadGuide names every question that leads nowhere, in a circle, or is never asked, and every unknown code.
    """
    fields = Fields(data)
    try:
        questions = [_question(item) for item in fields.items("questions")]
        start = fields.text("start") or ""
    except WrongShape as error:
        raise BadGuide([str(error)]) from error
    by_key = {question.key: question for question in questions}
    problems = _twice("questions", [question.key for question in questions])
    if start not in by_key:
        raise BadGuide([*problems, f"start: không có câu hỏi {start!r}"])
    for question in questions:
        problems += _wrong_choices(question, by_key, known)
    problems += _circles(by_key)
    reached = _reached(start, by_key)
    problems += [f"{key}: không câu trả lời nào dẫn tới câu hỏi này" for key in by_key if key not in reached]
    if problems:
        raise BadGuide(problems)
    return Guide(start, by_key)


def _wrong_choices(question: Question, by_key: Mapping[str, Question], known: Collection[str]) -> list[str]:
    problems = _twice(question.key, [choice.key for choice in question.choices])
    if len(question.choices) < 2:
        problems.append(f"{question.key}: cần ít nhất hai câu trả lời")
    for choice in question.choices:
        place = f"{question.key}.{choice.key}"
        if choice.next is not None and choice.next not in by_key:
            problems.append(f"{place}: dẫn tới câu hỏi không có {choice.next!r}")
        if choice.next is not None and (choice.procedures or choice.advice):
            problems.append(f"{place}: vừa hỏi tiếp vừa kết thúc")
        if choice.next is None and not choice.procedures and not choice.advice:
            problems.append(f"{place}: không dẫn tới đâu")
        problems += [f"{place}: không biết mã {code}" for code in choice.procedures if code not in known]
    return problems


def _circles(by_key: Mapping[str, Question]) -> list[str]:
    """A question that leads back to itself."""
    ways = {key: [choice.next for choice in question.choices if choice.next] for key, question in by_key.items()}
    try:
        TopologicalSorter(ways).prepare()
    except CycleError as error:
        return [f"các câu hỏi đi vòng: {' → '.join(reversed(error.args[1]))}"]
    return []


def _reached(start: str, by_key: Mapping[str, Question]) -> set[str]:
    reached: set[str] = set()
    waiting = [start]
    while waiting:
        key = waiting.pop()
        if key in by_key and key not in reached:
            reached.add(key)
            waiting += [choice.next for choice in by_key[key].choices if choice.next]
    return reached


def _twice(place: str, keys: Sequence[str]) -> list[str]:
    return [f"{place}: khóa {key!r} lặp lại" for key in dict.fromkeys(keys) if keys.count(key) > 1]


def _event(fields: Fields) -> LifeEvent:
    groups = tuple(Group(_needed(group, "title"), group.texts("codes")) for group in fields.items("groups"))
    named = {key: _needed(fields, key) for key in ("key", "title", "text", "icon")}
    return LifeEvent(**named, groups=groups)


def _question(fields: Fields) -> Question:
    choices = tuple(
        Choice(_needed(c, "key"), _needed(c, "say"), c.text("next"), c.texts("procedures"), c.text("advice"))
        for c in fields.items("answers")
    )
    return Question(_needed(fields, "key"), _needed(fields, "ask"), fields.text("hint"), choices)


def _needed(fields: Fields, key: str) -> str:
    text = fields.text(key)
    if text is None:
        raise WrongShape(key, "thiếu")
    return text
