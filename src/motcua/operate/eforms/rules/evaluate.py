"""The one evaluator: raw answers in; clean values, what is visible and what is wrong out. Never raises."""

from collections import ChainMap
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from dataclasses import field as default
from datetime import date
from typing import Any

from motcua.operate.eforms.rules import compound, lookups
from motcua.operate.eforms.rules.definition import Definition, Field, Section
from motcua.operate.eforms.rules.expressions import Outcome, run
from motcua.operate.eforms.rules.lookups import Lookup
from motcua.operate.eforms.rules.values import clean_value, empty, is_blank


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with the answer at `path` ("ho_ten", "bai_thi-0-mon_thi", or a section's key)."""

    path: str
    message: str


@dataclass(frozen=True, slots=True)
class Evaluation:
    """`values`: clean answers of visible questions. `visible`: paths of the questions to show. `errors`: for the
    applicant, in the order of the form. `faults`: expressions that failed, for whoever keeps the form. `groups`: for
    each repeated section, which raw groups the clean ones are (blank groups are left out). `words`: by path, how the
    answers that are codes are read (names of units, of codes of shared lists)."""

    values: dict[str, Any]
    visible: frozenset[str]
    errors: tuple[FieldError, ...]
    faults: tuple[FieldError, ...] = ()
    groups: Mapping[str, tuple[int, ...]] = default(default_factory=dict)
    words: Mapping[str, str] = default(default_factory=dict)

    @property
    def complete(self) -> bool:
        """Whether the form may be submitted."""
        return not self.errors

    def errors_in(self, section: Section) -> tuple[FieldError, ...]:
        """The errors of one section."""
        own = {section.key, *(f.key for f in section.fields)} if section.repeat is None else {section.key}
        return tuple(error for error in self.errors if error.path.split("-", 1)[0] in own)


def path_of(section: Section, field: Field, index: int | None = None) -> str:
    """The path of a question; `index` counts the groups of a repeated section from 0."""
    return field.key if section.repeat is None else f"{section.key}-{index or 0}-{field.key}"


def evaluate(
    definition: Definition, answers: Mapping[str, Any], *, today: date, lookup: Lookup = lookups.nothing
) -> Evaluation:
    """Judge `answers` (raw) as of the local date `today`. Answers to hidden or unknown questions are dropped.

    `lookup`: the shared code lists; without it every code is unknown.
    """
    return _Run(definition, answers if isinstance(answers, Mapping) else {}, today, lookup).result()


@dataclass(slots=True)
class _Scope:
    """Where a question is settled: the top of the form, or one group of a repeated section."""

    section: Section
    variables: MutableMapping[str, Any]
    values: dict[str, Any]
    index: int | None = None


@dataclass(slots=True)
class _Run:
    definition: Definition
    answers: Mapping[str, Any]
    today: date
    lookup: Lookup = lookups.nothing
    values: dict[str, Any] = default(default_factory=dict)
    variables: dict[str, Any] = default(default_factory=dict)
    visible: list[str] = default(default_factory=list)
    errors: list[FieldError] = default(default_factory=list)
    faults: list[FieldError] = default(default_factory=list)
    ranks: dict[str, int] = default(default_factory=dict)
    groups: dict[str, tuple[int, ...]] = default(default_factory=dict)
    words: dict[str, str] = default(default_factory=dict)

    def result(self) -> Evaluation:
        self.variables["today"] = self.today.isoformat()
        homes: dict[str, tuple[Section, Field | None]] = {}
        for rank, section in enumerate(self.definition.sections):
            # Sections in order, and inside them fields in order; no section has a thousand fields.
            self.ranks |= {section.key: rank * 1000}
            self.ranks |= {field.key: rank * 1000 + place for place, field in enumerate(section.fields)}
            if section.repeat:
                homes[section.key] = (section, None)
                self.variables[section.key] = []
                continue
            for field in section.fields:
                homes[field.key] = (section, field)
                self.variables[field.key] = empty(field)
        for key in self.definition.plan.top:
            section, one = homes[key]
            if one is None:
                self._groups(section)
            else:
                self._settle(_Scope(section, self.variables, self.values), one, self.answers.get(key))
        self._check_all()
        self.errors.sort(key=self._rank)
        errors, faults = tuple(self.errors), tuple(self.faults)
        return Evaluation(self.values, frozenset(self.visible), errors, faults, self.groups, self.words)

    def _rank(self, error: FieldError) -> tuple[int, int, int]:
        head, _, tail = error.path.partition("-")
        index, _, key = tail.partition("-")
        return self.ranks.get(head, 0), int(index or -1), self.ranks.get(key, 0)

    def _groups(self, section: Section) -> None:
        """Settle a repeated section, group by group; blank groups beyond the least number are left out."""
        repeat = section.repeat
        if repeat is None or not self._open(section.when, self.variables, section.key):
            return
        self.visible.append(section.key)
        raw = self.answers.get(section.key)
        groups = [group if isinstance(group, Mapping) else {} for group in raw] if isinstance(raw, list) else []
        if len(groups) > repeat.max:
            self.errors.append(FieldError(section.key, f"«{section.title}» có tối đa {repeat.max} dòng."))
        groups = groups[: repeat.max] + [{}] * (repeat.min - len(groups))
        given = [_answered(section, group) for group in groups]
        lacking = max(0, repeat.min - sum(given))  # blank groups are asked for only as far as the least number needs
        kept: list[tuple[int, dict[str, Any]]] = []
        rows: list[dict[str, Any]] = []
        for index, group in enumerate(groups):
            wanted = given[index] or lacking > 0
            lacking -= wanted and not given[index]
            fresh = {field.key: empty(field) for field in section.fields} | {"row": len(kept) + 1}
            scope = _Scope(section, ChainMap(fresh, self.variables), {}, index)
            self._group(scope, group, wanted=wanted)
            if wanted:
                kept.append((index, scope.values))
                rows.append({field.key: scope.variables[field.key] for field in section.fields})
        self.values[section.key] = [values for _, values in kept]
        self.groups[section.key] = tuple(index for index, _ in kept)
        self.variables[section.key] = rows

    def _group(self, scope: _Scope, group: Mapping[str, Any], *, wanted: bool) -> None:
        fields = {field.key: field for field in scope.section.fields}
        for key in self.definition.plan.rows[scope.section.key]:
            self._settle(scope, fields[key], group.get(key), wanted=wanted)
        if wanted:
            for field in scope.section.fields:
                self._check(scope, field)

    def _settle(self, scope: _Scope, field: Field, raw: Any, *, wanted: bool = True) -> None:
        """Decide whether `field` is visible, and its value or its error."""
        path = path_of(scope.section, field, scope.index)
        conditions = [field.when] if scope.index is not None else [scope.section.when, field.when]
        if not field.asked or not all(self._open(condition, scope.variables, path) for condition in conditions):
            return
        self.visible.append(path)
        if field.compute:
            value, error = self._computed(scope, field, path), ""
        else:
            value, error = clean_value(field, raw, self.today, on=self._day(field, scope), lookup=self.lookup)
        if value is not None:
            self._keep(scope, field, path, value)
        elif not wanted:
            return
        elif scope.section.given:
            # What another step recorded is not this form's to refuse; the keeper of the form hears of it.
            if error:
                self.faults.append(FieldError(path, error))
        elif error:
            self.errors.append(FieldError(path, error))
        elif field.required and not field.compute:
            self.errors.append(FieldError(path, missing(field)))

    def _day(self, field: Field, scope: _Scope) -> date:
        """The day on which a code of `field` must be valid."""
        day = scope.variables.get(field.on, field.on) if field.on else None
        return date.fromisoformat(day) if day else self.today

    def _keep(self, scope: _Scope, field: Field, path: str, value: Any) -> None:
        """An expression reads an address as the text people read, everything else as it is kept."""
        words = compound.words(field, value, self._day(field, scope), self.lookup) if field.code_list else ""
        if words:
            self.words[path] = words
        scope.values[field.key] = value
        scope.variables[field.key] = words if isinstance(value, dict) else value

    def _computed(self, scope: _Scope, field: Field, path: str) -> Any:
        outcome = run(field.compute, scope.variables)
        if outcome.status != "ok":
            self._note(path, outcome)
            return None
        value = outcome.value
        if isinstance(value, float) and field.type in {"number", "money"}:
            value = round(value, field.decimals) if abs(value) < 1e15 else None
            value = int(value) if value is not None and not field.decimals else value
        value, error = clean_value(field, value, self.today)
        if error:
            self.faults.append(FieldError(path, error))
        return value

    def _open(self, condition: str, variables: Mapping[str, Any], path: str) -> bool:
        """Whether a condition holds. A broken one shows the question: asking too much beats losing an answer."""
        if not condition:
            return True
        outcome = run(condition, variables)
        if outcome.status == "fault":
            self._note(path, outcome)
            return True
        return outcome.status == "ok" and outcome.value is True

    def _check_all(self) -> None:
        for section in self.definition.sections:
            if section.repeat is None:
                for field in section.fields:
                    self._check(_Scope(section, self.variables, self.values), field)

    def _check(self, scope: _Scope, field: Field) -> None:
        """Run the checks of one answered question; what hangs on an unanswered one passes."""
        if field.key not in scope.values or scope.section.given:
            return
        path = path_of(scope.section, field, scope.index)
        for check in field.checks:
            outcome = run(check.expr, scope.variables)
            if outcome.status == "fault":
                self._note(path, outcome)
            elif outcome.status == "ok" and outcome.value is not True:
                self.errors.append(FieldError(path, check.message))
                return

    def _note(self, path: str, outcome: Outcome) -> None:
        if outcome.status == "fault":
            self.faults.append(FieldError(path, outcome.detail))


def missing(field: Field) -> str:
    """What to say when a required question is not answered."""
    if field.type == "checkbox":
        return f"Hãy đánh dấu vào ô «{field.label}»."
    if field.type in {"choice", "multi"}:
        return f"Hãy chọn câu trả lời cho «{field.label}»."
    if field.type == "date":
        return f"Hãy nhập đủ ngày, tháng, năm cho «{field.label}»."
    return f"Hãy nhập «{field.label}»."


def _answered(section: Section, group: Mapping[str, Any]) -> bool:
    return any(field.asked and not field.compute and not is_blank(group.get(field.key)) for field in section.fields)
