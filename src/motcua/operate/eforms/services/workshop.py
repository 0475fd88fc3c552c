"""Working on a draft of a form step by step: every step can be undone, and two people never lose each other's work."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.kernel.actors import Actor
from motcua.operate.eforms.models import Form, FormDraft, FormDraftStep, FormVersion
from motcua.operate.eforms.queries import definition_draft, live
from motcua.operate.eforms.queries.workshop import current_step, next_step, person, previous_step
from motcua.operate.eforms.rules import Refused
from motcua.operate.eforms.rules.editing import Edited
from motcua.operate.eforms.rules.shape import shape_problems
from motcua.operate.eforms.services.publishing import publish, save_definition
from motcua.people.rules import Role

MAKERS = (Role.CONTROL_OFFICER, Role.ADMINISTRATOR)
"""Who makes forms."""
KEPT_STEPS = 60
NOTHING = Refused(
    "no_draft", "Biểu mẫu này không có bản nháp nào đang mở. Có thể bản nháp vừa được công bố hoặc bị bỏ."
)
NO_STEP = Refused("no_step", "Không còn bước nào để làm lại hoặc hoàn tác.")


def open_draft(*, form_key: str, by: Actor, now: datetime) -> FormDraft | Refused:
    """The draft of a form; when there is none, one that begins with the live version."""
    draft = definition_draft(form_key)
    if draft is not None:
        return draft
    version = live(form_key)
    if version is None:
        return Refused("gone", "Biểu mẫu này không có bản đang dùng để sửa.")
    return begin(
        form_key=form_key,
        definition=version.definition,
        said=f"Mở bản nháp từ phiên bản {version.number}",
        by=by,
        now=now,
    )


@transaction.atomic
def begin(*, form_key: str, definition: Mapping[str, Any], said: str, by: Actor, now: datetime) -> FormDraft | Refused:
    """Begin a draft with `definition`; refused when there is one already."""
    saved = save_definition(form_key=form_key, definition=definition, base_version=0, by=by, now=now)
    if not isinstance(saved, Refused):
        _step(saved, said, by, now, state=saved.version, parent=0)
    return saved


@transaction.atomic
def create_form(*, key: str, definition: Mapping[str, Any], said: str, by: Actor, now: datetime) -> FormDraft | Refused:
    """A form that did not exist yet, as a draft."""
    if Form.objects.filter(key=key).exists():
        return Refused("taken", "Đã có biểu mẫu mang mã này. Hãy chọn tên khác.")
    return begin(form_key=key, definition={**definition, "key": key}, said=said, by=by, now=now)


@transaction.atomic
def edit(
    *,
    form_key: str,
    base_version: int,
    change: Callable[[dict[str, Any]], Edited],
    said: str,
    by: Actor,
    now: datetime,
) -> FormDraft | Refused:
    """Do one operation of `rules.editing` to the draft that was seen as `base_version`.

    Refused ("busy", with who was faster and what they did) when the draft was saved since; nothing is changed then.
    """
    draft = definition_draft(form_key)
    if draft is None:
        return NOTHING
    if draft.version != base_version:
        return _faster(draft)
    fresh = change(dict(draft.definition))
    if isinstance(fresh, Refused):
        return fresh
    if fresh == draft.definition:
        return draft
    unfit = sorted({problem.message for problem in shape_problems(fresh)} - _known_faults(draft))
    if unfit:
        return Refused("unfit", f"Chưa lưu được: {'; '.join(unfit)}.")
    before = _known_step(draft)
    return _save(draft, fresh, said, by, now, parent=before.state)


@transaction.atomic
def undo(*, form_key: str, base_version: int, by: Actor, now: datetime) -> FormDraft | Refused:
    """Go back to the text before the last step."""
    return _travel(form_key, base_version, "Hoàn tác", by, now, back=True)


@transaction.atomic
def redo(*, form_key: str, base_version: int, by: Actor, now: datetime) -> FormDraft | Refused:
    """Do again what was undone last."""
    return _travel(form_key, base_version, "Làm lại", by, now, back=False)


@transaction.atomic
def release(*, form_key: str, base_version: int, reason: str, by: Actor, now: datetime) -> FormVersion | Refused:
    """Publish the draft that was seen as `base_version`. `reason`: why its warnings are accepted ("": it has none)."""
    draft = definition_draft(form_key)
    if draft is None:
        return NOTHING
    if draft.version != base_version:
        return _faster(draft)
    version = publish(form_key=form_key, definition=draft.definition, by=by, now=now, draft_version=base_version)
    if not isinstance(version, Refused) and reason:
        FormVersion.objects.filter(pk=version.pk).update(accepted=reason)
    return version


def _travel(
    form_key: str, base_version: int, word: str, by: Actor, now: datetime, *, back: bool
) -> FormDraft | Refused:
    draft = definition_draft(form_key)
    if draft is None:
        return NOTHING
    if draft.version != base_version:
        return _faster(draft)
    here = _known_step(draft)
    there = previous_step(draft, here) if back else next_step(draft, here)
    if there is None:
        return NO_STEP
    done = FormDraftStep.objects.filter(draft=draft, number=here.state if back else there.number).first()
    said = f"{word}: {done.said}" if done is not None else word
    return _save(draft, there.definition, said, by, now, state=there.state, parent=there.parent)


def _save(
    draft: FormDraft, definition: Any, said: str, by: Actor, now: datetime, *, parent: int, state: int = 0
) -> FormDraft | Refused:
    saved = save_definition(form_key=draft.form.key, definition=definition, base_version=draft.version, by=by, now=now)
    if isinstance(saved, Refused):
        return _faster(saved_since) if (saved_since := _newer(draft)) is not None else saved
    _step(saved, said, by, now, state=state or saved.version, parent=parent)
    FormDraftStep.objects.filter(draft=saved, number__lte=saved.version - KEPT_STEPS).delete()
    return saved


def _newer(draft: FormDraft) -> FormDraft | None:
    found = definition_draft(draft.form.key)
    return found if found is not None and found.version != draft.version else None


def _known_faults(draft: FormDraft) -> set[str]:
    """What was wrong with the text before: it must not keep anybody from mending something else."""
    return {problem.message for problem in shape_problems(draft.definition)}


def _step(draft: FormDraft, said: str, by: Actor, now: datetime, *, state: int, parent: int) -> FormDraftStep:
    return FormDraftStep.objects.create(
        draft=draft, number=draft.version, state=state, parent=parent, definition=draft.definition,
        said=said[:300], by=by.id, at=now,
    )  # fmt: skip


def _known_step(draft: FormDraft) -> FormDraftStep:
    """The step the draft stands at; a text saved by other means becomes a step of its own."""
    step = current_step(draft)
    if step is not None:
        return step
    return FormDraftStep.objects.create(
        draft=draft, number=draft.version, state=draft.version, definition=draft.definition,
        said="Bản nháp được lưu từ nơi khác", by=draft.saved_by, at=draft.saved_at,
    )  # fmt: skip


def _faster(draft: FormDraft) -> Refused:
    step = current_step(draft)
    who = person(draft.saved_by) or "Một người khác"
    did = f" ({step.said})" if step is not None else ""
    return Refused("busy", f"{who} vừa sửa bản nháp này{did} trong lúc bạn đang mở trang.")
