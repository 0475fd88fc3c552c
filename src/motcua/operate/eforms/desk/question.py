"""The page of one question: its form with its condition and checks, read from a draft and saved into it again."""

from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest

from motcua.kernel.actors import Actor
from motcua.operate.codelists import queries as codelists
from motcua.operate.eforms.desk import seat
from motcua.operate.eforms.forms.conditions import SAVE, ChecksEditor, ConditionEditor
from motcua.operate.eforms.forms.fields import FieldForm, field_initial
from motcua.operate.eforms.forms.words import KINDS
from motcua.operate.eforms.models import FormDraft
from motcua.operate.eforms.queries import workshop
from motcua.operate.eforms.queries.workshop import Bench
from motcua.operate.eforms.rules import Refused, editing, questions, uses
from motcua.operate.eforms.rules.conditions import kind_of
from motcua.operate.eforms.rules.definition import SILENT_TYPES
from motcua.operate.eforms.rules.questions import Question
from motcua.operate.eforms.services import workshop as work

SAVING = {SAVE, "save-more"}


class QuestionPage:
    """One question on a page. `found` without a key is a new one, put after the question `after`."""

    def __init__(
        self, request: HttpRequest, bench: Bench, section: dict[str, Any], found: dict[str, Any], *, after: str = ""
    ) -> None:
        self.bench, self.section, self.found, self.after = bench, section, found, after
        self.posted = request.POST or None
        self.action = str(request.POST.get("_action", SAVE))
        self.base = seat.base_version(request)
        self.notice = ""
        self.kind = KINDS[found["type"]]
        self.asked = found["type"] not in SILENT_TYPES
        data, repeated = bench.definition, bool(section.get("repeat"))
        readable = questions.readable(data, section["key"], without=found["key"])
        judged = SAVE if self.wants_to_save else self.action
        self.form = self._form(readable, repeated)
        self.when = ConditionEditor(
            "when", found.get("when", ""), readable, data=self.posted, action=judged, repeated=repeated
        )
        subject = Question(found["key"] or "o_nay", found["label"] or "ô này", kind_of(found), section["title"],
                           tuple((one["value"], one["label"]) for one in found.get("options", ())))  # fmt: skip
        # A check names its own question by key: a new one gets its key when it is saved first.
        self.may_check = bool(found["key"]) and self.asked and found["type"] not in {"file", "checkbox"}
        self.checks = ChecksEditor(
            "check", found.get("checks", []), readable, subject, data=self.posted, action=judged, repeated=repeated
        )

    def _form(self, readable: tuple[Question, ...], repeated: bool) -> FieldForm:
        data = self.bench.definition
        bases = [basis.number for basis in workshop.legal_bases(data)]
        initial = field_initial(self.found, bases)
        bound = self.posted if self.wants_to_save else None
        if self.posted and bound is None:  # rows are being added: what was typed stays, nothing is judged
            initial |= {name: self.posted.get(name, "") for name in (*initial, *self.posted)}
        return FieldForm(
            bound, initial=initial, type=self.found["type"], key=self.found["key"], questions=readable,
            columns=questions.columns(data), bases=bases, repeated=repeated, papers=workshop.components(data),
            results=workshop.results(data), lists=[(row.key, row.name) for row, _ in codelists.lists()],
        )  # fmt: skip

    @property
    def wants_to_save(self) -> bool:
        return self.posted is not None and self.action in SAVING

    @property
    def version(self) -> int:
        return self.bench.version

    def _all(self) -> list[Any]:
        return [self.form, *([self.when] if self.asked else []), *([self.checks] if self.may_check else [])]

    def is_valid(self) -> bool:
        judged = [part.is_valid() for part in self._all()]
        return all(judged)

    @property
    def problems(self) -> list[forms.Form]:
        """Every bound form, for the summary of errors."""
        found = [self.form, *(self.when.forms() if self.asked else []), *(self.checks.rows if self.may_check else [])]
        return [form for form in found if form.is_bound]

    @property
    def has_errors(self) -> bool:
        return any(form.errors for form in self.problems)

    @property
    def has_limits(self) -> bool:
        """Whether the limits are worth opening: something is set there, or wrong."""
        return self._opened("limits")

    @property
    def has_filling(self) -> bool:
        return self._opened("filling")

    def _opened(self, group: str) -> bool:
        bound = self.form.groups[group]
        return any(one.errors if self.form.is_bound else False for one in bound) or any(one.value() for one in bound)

    def save(self, *, by: Actor, now: datetime) -> FormDraft | Refused:
        """Write the question into the draft; call after `is_valid`."""
        verb = "Sửa" if self.found["key"] else "Thêm"
        return work.edit(
            form_key=self.bench.definition["key"], base_version=self.base, by=by, now=now,
            said=f"{verb} ô «{self.form.cleaned_data['label'][:200]}»", change=self.changed,
        )  # fmt: skip

    def changed(self, data: dict[str, Any]) -> editing.Edited:
        """The definition with the question as it was typed; call after `is_valid`."""
        values = self.form.values(self.found)
        if self.asked:
            values["when"] = self.when.expression()
        if self.may_check:
            values["checks"] = self.checks.checks()
        key = self.found["key"]
        if not key:
            return editing.add_field(
                data, self.section["key"], {**values, "type": self.found["type"]}, after=self.after
            )
        changed = editing.change_field(data, key, values)
        fresh = str(self.form.cleaned_data.get("key") or key)
        return changed if isinstance(changed, Refused) else editing.rename(changed, key, fresh)

    def saved_key(self, data: dict[str, Any]) -> str:
        """The key of the question after saving."""
        if self.found["key"]:
            return str(self.form.cleaned_data.get("key") or self.found["key"])
        return next(iter(uses.keys(data) - uses.keys(self.bench.definition)), "")
