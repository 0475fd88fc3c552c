"""A section ready to be shown: controls with what was typed, errors of the evaluator, groups, what is not asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.utils import ErrorDict, ErrorList

from motcua.kernel.ui.templatetags.ui import first_id
from motcua.operate.eforms.filling.controls import control, initial
from motcua.operate.eforms.rules import Definition, Evaluation, Field, Lookup, Section, evaluate, path_of
from motcua.operate.eforms.rules.lookups import nothing
from motcua.operate.eforms.rules.summary import in_words


class GroupForm(forms.Form):
    """Controls that show raw answers and the evaluator's errors. It never cleans: there is one set of rules."""

    use_required_attribute = False

    def __init__(
        self, controls: Mapping[str, forms.Field], shown: Mapping[str, Any], messages: Mapping[str, str]
    ) -> None:
        super().__init__(initial=dict(shown))
        self.fields.update(controls)
        self._errors = ErrorDict({path: ErrorList([text]) for path, text in messages.items()})


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a group: a control to fill in (`bound`), or a computed value to read."""

    label: str
    bound: BoundField | None = None
    value: str = ""
    help: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The questions of a plain section, or one numbered group of a repeated one."""

    title: str
    index: int
    items: tuple[Item, ...]
    may_remove: bool = False


@dataclass(frozen=True, slots=True)
class SectionPage:
    """What `eforms/_section.html` shows. `done`: saved, nothing wrong, no new question; go on to the next step.

    `errors`: (id of the control, message) for `ui/_error_summary.html`. `fresh`: answers brought up new questions.
    """

    section: Section
    groups: tuple[Group, ...]
    errors: tuple[tuple[str, str], ...]
    shown: str
    version: int
    done: bool
    fresh: bool = False
    may_add: bool = False

    @property
    def status(self) -> int:
        """The HTTP status to answer with: 422 when something is to be corrected."""
        return 422 if self.errors else 200


def section_page(
    definition: Definition,
    section: Section,
    answers: Mapping[str, Any],
    *,
    today: date,
    version: int = 0,
    judged: bool = False,
    shown: frozenset[str] | None = None,
    lookup: Lookup = nothing,
) -> SectionPage:
    """The page of `section` for a draft's raw `answers`.

    `judged`: say what is wrong (after "save"; not on a first visit or after adding a group). `shown`: what the
    previous page asked; questions that appeared since are not called wrong before they were seen.
    """
    answers = {**answers, section.key: _rows(section, answers)} if section.repeat else answers
    evaluation = evaluate(definition, answers, today=today, lookup=lookup)
    asked = _asked(section, answers, evaluation)
    fresh = judged and shown is not None and not asked <= shown
    wrong = {error.path: error.message for error in evaluation.errors_in(section)} if judged else {}
    if shown is not None:
        wrong = {path: text for path, text in wrong.items() if path in shown or path == section.key}
    groups = tuple(_groups(section, answers, evaluation, wrong))
    return SectionPage(
        section=section,
        groups=groups,
        errors=tuple(_links(section, groups, wrong)),
        shown=" ".join(sorted(asked)),
        version=version,
        done=judged and not fresh and not evaluation.errors_in(section),
        fresh=fresh,
        may_add=section.repeat is not None and len(groups) < section.repeat.max,
    )


def _rows(section: Section, answers: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The groups to show: those that were typed, at least the least number, one to begin with."""
    if section.repeat is None:
        return []
    raw = answers.get(section.key)
    least = section.repeat.min if isinstance(raw, list) else max(1, section.repeat.min)
    rows = [row if isinstance(row, dict) else {} for row in raw] if isinstance(raw, list) else []
    return (rows + [{} for _ in range(least - len(rows))])[: section.repeat.max]


def _asked(section: Section, answers: Mapping[str, Any], evaluation: Evaluation) -> frozenset[str]:
    indices: list[int | None] = list(range(len(answers[section.key]))) if section.repeat else [None]
    return frozenset(
        path
        for index in indices
        for field in section.fields
        if not field.compute and (path := path_of(section, field, index)) in evaluation.visible
    )


def _groups(
    section: Section, answers: Mapping[str, Any], evaluation: Evaluation, wrong: Mapping[str, str]
) -> list[Group]:
    if section.repeat is None:
        return [Group("", 0, _items(section, None, answers, evaluation.values, evaluation, wrong))]
    clean = dict(zip(evaluation.groups.get(section.key, ()), evaluation.values.get(section.key, []), strict=True))
    rows = answers[section.key]
    return [
        Group(
            f"{section.repeat.item} {index + 1}",
            index,
            _items(section, index, row, clean.get(index, {}), evaluation, wrong),
            may_remove=len(rows) > max(1, section.repeat.min),
        )
        for index, row in enumerate(rows)
    ]


def _items(
    section: Section,
    index: int | None,
    raw: Mapping[str, Any],
    values: Mapping[str, Any],
    evaluation: Evaluation,
    wrong: Mapping[str, str],
) -> tuple[Item, ...]:
    paths = {field.key: path_of(section, field, index) for field in section.fields}
    visible = [field for field in section.fields if paths[field.key] in evaluation.visible]
    asked = {paths[field.key]: field for field in visible if not field.compute}
    form = GroupForm(
        {path: control(field) for path, field in asked.items()},
        {path: initial(field, raw.get(field.key)) for path, field in asked.items()},
        {path: wrong[path] for path in asked if path in wrong},
    )
    # The number of a row is already in the title of its group.
    return tuple(_item(field, paths[field.key], form, values) for field in visible if field.compute != "row")


def _item(field: Field, path: str, form: forms.Form, values: Mapping[str, Any]) -> Item:
    if field.compute:
        return Item(field.label, value=in_words(field, values.get(field.key)), help=field.help)
    return Item(field.label, bound=form[path])


def _links(section: Section, groups: tuple[Group, ...], wrong: Mapping[str, str]) -> list[tuple[str, str]]:
    links = [(f"muc-{section.key}", wrong[section.key])] if section.key in wrong else []
    for group in groups:
        for item in group.items:
            if item.bound is not None and item.bound.name in wrong:
                where = f"{group.title}: " if group.title else ""
                links.append((first_id(item.bound), where + wrong[item.bound.name]))
    return links
