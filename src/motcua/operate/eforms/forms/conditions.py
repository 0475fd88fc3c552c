"""Conditions and checks as rows to choose from; a formula that rows cannot say stays a text that can be edited."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from motcua.kernel.ui.fields import CleanCharField
from motcua.operate.eforms.rules import conditions
from motcua.operate.eforms.rules.conditions import KINDS, OPERATORS, WITHOUT_VALUE, Condition, Row
from motcua.operate.eforms.rules.expressions import BUILT_IN, ExpressionError, compiled
from motcua.operate.eforms.rules.questions import Question, kinds
from motcua.operate.eforms.rules.values import date_parts

MOST_ROWS = 8
SAVE = "save"
MOST_CHECKS = 4
_COMPARED = {"text", "number", "decimal", "date"}
TODAY = ("today", "Ngày hôm nay")


def grouped(questions: Iterable[Question]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The choices of a select, by section."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for question in questions:
        groups.setdefault(question.section, []).append((question.key, question.label))
    return list(groups.items())


class _Asked:
    """A control that is asked for without being demanded: its form says in its own words what is missing."""

    def validate(self, value: Any) -> None:
        if value not in (None, ""):
            super().validate(value)  # type: ignore[misc]


class _Choice(_Asked, forms.ChoiceField):
    """A select or radio buttons that may stay open."""


class _Text(_Asked, CleanCharField):
    """A text that may stay empty."""


class RowForm(forms.Form):
    """One row: a question, what is said of it, and of which value. `subject`: the question is not chosen but given."""

    def __init__(
        self, *args: Any, questions: tuple[Question, ...], subject: Question | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions = {question.key: question for question in questions}
        self.subject = subject
        if subject is None:
            choices = [("", "Chọn một ô"), *grouped(questions)]
            self.fields["key"] = _Choice(label="Ô", choices=choices)
        self.question = subject or self.questions.get(self._shown("key"))
        if self.question is not None:
            self._operators(self.question)

    def _shown(self, name: str) -> str:
        return str((self.data.get(self.add_prefix(name)) if self.is_bound else self.initial.get(name)) or "")

    def _operators(self, question: Question) -> None:
        choices = [(key, OPERATORS[key]) for key in KINDS[question.kind]]
        self.fields["operator"] = _Choice(label="Phép so", choices=choices)
        if set(KINDS[question.kind]) <= WITHOUT_VALUE:
            return
        if question.options:
            options = [("", "Chọn câu trả lời"), *question.options]
            self.fields["value"] = _Choice(label="Giá trị", choices=options)
        else:
            self.fields["value"] = _Text(
                label="Giá trị", max_length=200, widget=forms.TextInput({"class": "input--10"})
            )
        others = [
            (o.key, o.label) for o in self.questions.values() if o.key != question.key and _alike(o.kind, question.kind)
        ]
        others = [TODAY, *others] if question.kind == "date" else others
        if question.kind in _COMPARED and others:
            choices = [("", "một giá trị cố định"), *others]
            self.fields["other"] = forms.ChoiceField(label="Hoặc so với ô", choices=choices, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        question = self.question
        if question is None:
            self.add_error("key", "Hãy chọn một ô, hoặc bỏ dòng này.")
            return cleaned
        operator = cleaned.get("operator") or KINDS[question.kind][0]
        cleaned["operator"] = operator
        if operator in WITHOUT_VALUE or cleaned.get("other"):
            return cleaned
        value, problem = _value(question, str(cleaned.get("value") or ""))
        if problem:
            self.add_error("value" if "value" in self.fields else None, problem)
        cleaned["value"] = value
        return cleaned

    def row(self) -> Row | None:
        """The row; None while no question is chosen."""
        if self.question is None:
            return None
        data = self.cleaned_data
        operator, other = data["operator"], data.get("other") or ""
        plain = operator in WITHOUT_VALUE
        return Row(self.question.key, operator, "" if plain or other else data["value"], "" if plain else other)


def _alike(one: str, two: str) -> bool:
    numbers = {"number", "decimal"}
    return one == two or (one in numbers and two in numbers)


def _value(question: Question, typed: str) -> tuple[str, str]:
    """What is typed as a stored value, or what is wrong with it."""
    if not typed:
        return "", f"Hãy ghi giá trị để so với «{question.label}»."
    if question.kind in {"number", "decimal", "rows"}:
        plain = typed.replace(" ", "")
        plain = plain.replace(".", "") if question.kind == "number" and "," not in plain else plain.replace(",", ".")
        try:
            number = float(plain)
            conditions.literal(plain, question.kind)
        except (ValueError, OverflowError):
            return "", f"Giá trị để so với «{question.label}» phải là một số."
        return str(int(number)) if number == int(number) else repr(number), ""
    if question.kind == "date":
        parts = date_parts(typed)
        if parts is None or not 1 <= parts[0] <= 31 or not 1 <= parts[1] <= 12 or not 1900 <= parts[2] <= 2100:
            return "", "Hãy viết ngày như 27/03/2006."
        return f"{parts[2]:04d}-{parts[1]:02d}-{parts[0]:02d}", ""
    return typed, ""


def shown_value(question: Question | None, value: str) -> str:
    """A stored value as it is typed: 2006-03-27 → 27/03/2006, 8.5 → 8,5."""
    if question is None or not value:
        return value
    if question.kind == "date":
        return "/".join(value.split("-")[::-1])
    return value.replace(".", ",") if question.kind in {"decimal", "number"} else value


def formula_problem(source: str, names: Iterable[str], *, repeated: bool) -> str:
    """What is wrong with a formula typed by hand; "" when it can be used."""
    try:
        read = compiled(source).names
    except ExpressionError as error:
        return str(error)[:1].upper() + str(error)[1:] + "."
    known = {*names, *(BUILT_IN if repeated else BUILT_IN - {"row"})}
    unknown = sorted(read - known)
    return f"Công thức nhắc đến ô không có ở đây: {', '.join(unknown)}." if unknown else ""


MODES = (
    ("all", "khi đúng tất cả các dòng dưới đây"),
    ("any", "khi đúng ít nhất một dòng"),
    ("text", "theo công thức tự viết"),
)


class ModeForm(forms.Form):
    """Whether all or any of the rows must hold, or a formula; and that formula."""

    mode = _Choice(label="Chỉ hiện", choices=MODES, widget=forms.RadioSelect)
    source = _Text(
        label="Công thức",
        max_length=500,
        widget=forms.Textarea({"rows": 2, "spellcheck": "false"}),
        help_text='Dùng mã của ô, ví dụ: tuoi >= 18 && loai == "A".',
    )


class ConditionEditor:
    """The condition of a field or section on a page: some rows with all or any, or a formula.

    `action`: the button that was pressed ("when-add", "when-remove-1", "refresh"…); what does not save never judges.
    """

    def __init__(
        self, prefix: str, source: str, questions: tuple[Question, ...], *,
        data: Mapping[str, Any] | None = None, action: str = "", repeated: bool = False,
    ) -> None:  # fmt: skip
        self.prefix, self.questions, self.repeated = prefix, questions, repeated
        self.kinds = kinds(questions)
        self.unreadable = False
        if data is None:
            self._from_source(source)
        else:
            self._from_data(data, action)
        self.is_text = self.mode["mode"].value() == "text"

    def _from_source(self, source: str) -> None:
        condition = conditions.read(source, self.kinds)
        self.unreadable = condition is None
        mode = "text" if condition is None else condition.mode
        self.mode = ModeForm(prefix=self.prefix, initial={"mode": mode, "source": source if condition is None else ""})
        by_key = {question.key: question for question in self.questions}
        rows = condition.rows if condition is not None else ()
        self.rows = [
            RowForm(prefix=f"{self.prefix}-{number}", questions=self.questions, initial=_initial(row, by_key))
            for number, row in enumerate(rows)
        ]

    def _from_data(self, data: Mapping[str, Any], action: str) -> None:
        names = ("mode", "source")
        first = {name: str(data.get(f"{self.prefix}-{name}", "")) for name in names}
        self.mode = ModeForm(data if action == SAVE else None, prefix=self.prefix, initial=first)
        count = _count(data.get(f"{self.prefix}-rows"), MOST_ROWS)
        removed = action.removeprefix(f"{self.prefix}-remove-") if action.startswith(f"{self.prefix}-remove-") else ""
        kept = [number for number in range(count) if str(number) != removed]
        typed = [_typed(data, f"{self.prefix}-{number}") for number in kept]
        if action == f"{self.prefix}-add" and len(typed) < MOST_ROWS:
            typed.append({})
        self.rows = [
            RowForm(_bound(prefix, row, action), prefix=prefix, initial=row, questions=self.questions)
            for number, row in enumerate(typed)
            for prefix in [f"{self.prefix}-{number}"]
        ]

    @property
    def may_add(self) -> bool:
        return len(self.rows) < MOST_ROWS and bool(self.questions)

    def is_valid(self) -> bool:
        good = self.mode.is_valid()
        if self.is_text:
            source = self.mode.cleaned_data.get("source", "")
            problem = formula_problem(source, self.kinds, repeated=self.repeated) if source else ""
            if problem:
                self.mode.add_error("source", problem)
            return good and not problem
        judged = [row.is_valid() for row in self.rows]  # every row says what is wrong with it
        return all(judged) and good

    def forms(self) -> list[forms.Form]:
        """Every form on the page, for the summary of errors."""
        return [self.mode, *self.rows]

    def expression(self) -> str:
        """What to store; call after `is_valid`."""
        if self.is_text:
            return str(self.mode.cleaned_data.get("source", "")).strip()
        rows = tuple(row for row in (form.row() for form in self.rows) if row is not None)
        mode: conditions.Mode = "any" if self.mode.cleaned_data.get("mode") == "any" else "all"
        return conditions.build(Condition(mode, rows), self.kinds)


class CheckForm(RowForm):
    """One check of an answer: the answer must be so, else a message. An unreadable one is a formula."""

    def __init__(self, *args: Any, repeated: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.repeated = repeated
        self.is_text = self._shown("source") != "" or self.subject is None
        if self.is_text:
            for name in ("key", "operator", "value", "other"):
                self.fields.pop(name, None)
            self.fields["source"] = _Text(
                label="Phép kiểm tra (công thức)", max_length=500, widget=forms.Textarea({"rows": 2})
            )
        self.fields["message"] = _Text(
            label="Nếu không đúng thì báo", max_length=300, help_text="Nói rõ sai ở đâu và phải làm gì."
        )

    def clean(self) -> dict[str, Any]:
        if self.is_text:
            cleaned = forms.Form.clean(self) or {}
            names = [*self.questions, *([self.subject.key] if self.subject else [])]
            problem = formula_problem(cleaned.get("source") or "", names, repeated=self.repeated)
            if problem:
                self.add_error("source", problem)
        else:
            cleaned = super().clean()
        if not cleaned.get("message"):
            self.add_error("message", "Hãy ghi lời báo cho người khai.")
        return cleaned

    def check(self) -> dict[str, str]:
        """The check as a definition holds it."""
        data = self.cleaned_data
        if self.is_text:
            return {"expr": data["source"].strip(), "message": data["message"]}
        row = self.row()
        assert row is not None
        all_kinds = {row.key: self.subject.kind if self.subject else "text"} | kinds(tuple(self.questions.values()))
        return {
            "expr": conditions.build(Condition("all", (row,)), all_kinds, guarded=False),
            "message": data["message"],
        }


class ChecksEditor:
    """The checks of one question on a page."""

    def __init__(
        self, prefix: str, checks: list[dict[str, str]], questions: tuple[Question, ...], subject: Question, *,
        data: Mapping[str, Any] | None = None, action: str = "", repeated: bool = False,
    ) -> None:  # fmt: skip
        self.prefix = prefix
        common: dict[str, Any] = {"questions": questions, "subject": subject, "repeated": repeated}
        if data is None:
            self.rows = [
                CheckForm(prefix=f"{prefix}-{number}", initial=_check_initial(check, questions, subject), **common)
                for number, check in enumerate(checks)
            ]
            return
        removed = action.removeprefix(f"{prefix}-remove-") if action.startswith(f"{prefix}-remove-") else ""
        count = _count(data.get(f"{prefix}-rows"), MOST_CHECKS)
        typed = [_typed(data, f"{prefix}-{number}") for number in range(count) if str(number) != removed]
        if action == f"{prefix}-add" and len(typed) < MOST_CHECKS:
            typed.append({})
        self.rows = [
            CheckForm(_bound(at, row, action), prefix=at, initial=row, **common)
            for number, row in enumerate(typed)
            for at in [f"{prefix}-{number}"]
        ]

    @property
    def may_add(self) -> bool:
        return len(self.rows) < MOST_CHECKS

    def is_valid(self) -> bool:
        judged = [row.is_valid() for row in self.rows]
        return all(judged)

    def checks(self) -> list[dict[str, str]]:
        return [row.check() for row in self.rows]


def _initial(row: Row, questions: Mapping[str, Question]) -> dict[str, str]:
    value = shown_value(questions.get(row.key), row.value)
    return {"key": row.key, "operator": row.operator, "value": value, "other": row.other}


def _check_initial(check: Mapping[str, str], questions: tuple[Question, ...], subject: Question) -> dict[str, str]:
    condition = conditions.read(check["expr"], kinds((*questions, subject)), guarded=False)
    if condition is None or len(condition.rows) != 1 or condition.rows[0].key != subject.key:
        return {"source": check["expr"], "message": check["message"]}
    return {**_initial(condition.rows[0], {subject.key: subject}), "message": check["message"]}


def _bound(prefix: str, row: Mapping[str, str], action: str) -> dict[str, str] | None:
    """What a row is judged by; nothing while somebody is only adding rows or choosing questions."""
    return {f"{prefix}-{name}": value for name, value in row.items()} if action == SAVE else None


def _typed(data: Mapping[str, Any], prefix: str) -> dict[str, str]:
    names = ("key", "operator", "value", "other", "source", "message")
    return {name: str(data[f"{prefix}-{name}"]) for name in names if f"{prefix}-{name}" in data}


def _count(text: Any, most: int) -> int:
    text = str(text or "")
    return min(int(text), most) if text.isascii() and text.isdigit() and len(text) < 4 else 0


__all__ = ["CheckForm", "ChecksEditor", "ConditionEditor", "RowForm", "formula_problem", "grouped"]
