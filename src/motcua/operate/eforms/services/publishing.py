"""Working on a form beside its live version, and publishing it: each act one event on the stream ("form", key)."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from motcua.kernel.actors import Actor
from motcua.kernel.audit import Conflict
from motcua.kernel.audit.services import StreamRef, append
from motcua.kernel.ids import new_id
from motcua.kernel.time import local_date
from motcua.operate.eforms import queries, rules
from motcua.operate.eforms.models import Form, FormDraft, FormUse, FormVersion
from motcua.operate.eforms.rules import Refused
from motcua.operate.eforms.services.loading import definition_hash

ONE_DAY = timedelta(days=1)
LARGEST = 1_000_000  # characters of JSON; the largest form of 600 fields needs a third of it
_OTHER = "Một người khác vừa lưu bản nháp này. Hãy mở lại để xem bản mới nhất; nội dung bạn vừa nhập chưa được lưu."


@transaction.atomic
def save_definition(
    *, form_key: str, definition: Mapping[str, Any], base_version: int, by: Actor, now: datetime
) -> FormDraft | Refused:
    """Keep a draft of a form; it may be unfinished. A form that does not exist yet begins with its first draft.

    `base_version`: the `version` of the draft that was changed; 0 to begin one. Refused when somebody was faster.
    """
    refused = _unfit(form_key, definition)
    if refused is not None:
        return refused
    form, _ = Form.objects.get_or_create(key=form_key)
    fresh = {"definition": dict(definition), "saved_at": now, "saved_by": by.id}
    if base_version:
        mine = FormDraft.objects.filter(form=form, version=base_version)
        if not mine.update(**fresh, version=base_version + 1):
            return Refused("busy", _OTHER)
        return FormDraft.objects.select_related("form").get(form=form)
    live = form.versions.first()
    draft, created = FormDraft.objects.get_or_create(
        form=form, defaults={**fresh, "base_number": live.number if live else 0}
    )
    return draft if created else Refused("busy", _OTHER)


def discard_definition(*, form_key: str, base_version: int) -> bool | Refused:
    """Throw a draft away; the live version stays. True when there was one."""
    drafts = FormDraft.objects.filter(form__key=form_key)
    if not drafts.exists():
        return False
    with transaction.atomic():
        if not drafts.filter(version=base_version).delete()[0]:
            return Refused("busy", _OTHER)
        Form.objects.filter(key=form_key, versions=None).delete()  # it was never anything else than this draft
    return True


def publish(
    *, form_key: str, definition: Mapping[str, Any], by: Actor, now: datetime, draft_version: int | None = None
) -> FormVersion | Refused:
    """Make `definition` the live version of a form: the next number, used by new applications from now on.

    Drafts and dossiers keep the version they began with. Refused, with every problem and its place, when the text
    cannot be used or its review finds an error; the live version then stays untouched. `draft_version`: the draft it
    comes from, which is gone afterwards; refused when somebody saved that draft meanwhile.
    """
    refused = _unfit(form_key, definition) or _wrong(definition)
    if refused is not None:
        return refused
    try:
        with transaction.atomic():
            return _publish(form_key, dict(definition), by, now, draft_version)
    except Conflict:
        return Refused("busy", "Biểu mẫu vừa được công bố từ một cửa sổ khác. Hãy mở lại để xem.")


def _publish(
    form_key: str, definition: dict[str, Any], by: Actor, now: datetime, draft_version: int | None
) -> FormVersion | Refused:
    form, _ = Form.objects.get_or_create(key=form_key)
    newest = form.versions.first()
    digest = definition_hash(definition)
    live = queries.live(form_key)
    if live is not None and live.sha256 == digest:
        return Refused("unchanged", "Bản này giống hệt bản đang dùng nên không cần công bố lại.")
    if draft_version is not None and not FormDraft.objects.filter(form=form, version=draft_version).delete()[0]:
        return Refused("busy", _OTHER)
    version = FormVersion.objects.create(
        form=form,
        number=newest.number + 1 if newest else 1,
        title=definition["title"],
        definition=definition,
        sha256=digest,
        source=definition["source"],
        completeness=definition.get("completeness", "full"),
        origin=FormVersion.Origin.AGENCY,
        recorded_at=now,
        recorded_by=by.id,
    )
    _use(form, definition["procedures"], now)
    payload = {"number": version.number, "sha256": digest, "procedures": list(definition["procedures"])}
    _tell(form, "form.published", payload, by, now, retired_at=None)
    return version


def withdraw(*, form_key: str, number: int, by: Actor, now: datetime) -> FormVersion | Refused:
    """Take a published version back: new applications use the one before it. What was begun with it goes on."""
    version = FormVersion.objects.filter(form__key=form_key, number=number).select_related("form").first()
    if version is None or version.withdrawn_at is not None:
        return Refused("gone", "Phiên bản này không có hoặc đã rút.")
    live = FormVersion.objects.filter(form__key=form_key, withdrawn_at=None)
    if live.count() == 1:
        return Refused("last", "Đây là phiên bản duy nhất còn dùng. Muốn thôi dùng biểu mẫu, hãy chọn «Ngừng dùng».")
    return _ended(version.form, "form.version_withdrawn", {"number": number}, by, now, version=version) or version


def retire(*, form_key: str, by: Actor, now: datetime) -> Form | Refused:
    """Offer a form no longer: procedures that used it fall back to the plain request. Dossiers keep what they have."""
    form = Form.objects.filter(key=form_key, retired_at=None).first()
    if form is None:
        return Refused("gone", "Biểu mẫu này không có hoặc đã ngừng dùng.")
    if form_key == queries.GENERIC:
        return Refused("generic", "Tờ đề nghị chung phải luôn có, để thủ tục chưa có tờ khai riêng vẫn nộp được.")
    return _ended(form, "form.retired", {}, by, now, retired_at=now) or form


def restore(*, form_key: str, by: Actor, now: datetime) -> Form | Refused:
    """Offer a retired form again."""
    form = Form.objects.filter(key=form_key).exclude(retired_at=None).first()
    if form is None:
        return Refused("gone", "Biểu mẫu này không có hoặc vẫn đang dùng.")
    return _ended(form, "form.restored", {}, by, now, retired_at=None) or form


def _ended(
    form: Form,
    type: str,
    payload: dict[str, Any],
    by: Actor,
    now: datetime,
    *,
    version: FormVersion | None = None,
    **fresh: Any,
) -> Refused | None:
    try:
        with transaction.atomic():
            if version is not None:
                FormVersion.objects.filter(pk=version.pk).update(withdrawn_at=now)
                version.withdrawn_at = now
            _tell(form, type, payload, by, now, **fresh)
    except Conflict:
        return Refused("busy", "Biểu mẫu vừa được đổi từ một cửa sổ khác. Hãy mở lại để xem.")
    return None


def _tell(form: Form, type: str, payload: dict[str, Any], by: Actor, now: datetime, **fresh: Any) -> None:
    """Write the event; Conflict when another act on the form was faster."""
    append(
        stream=StreamRef("form", form.key),
        expected_version=form.stream_version,
        type=type,
        payload=payload,
        actor=by,
        occurred_at=now,
        recorded_at=now,
        command_id=str(new_id()),
    )
    for name, value in {**fresh, "stream_version": form.stream_version + 1}.items():
        setattr(form, name, value)
    form.save(update_fields=[*fresh, "stream_version"])


def _use(form: Form, codes: list[str], now: datetime) -> None:
    """From today the form is for these procedures and no others."""
    today = local_date(now)
    current = {use.procedure_code: use for use in form.uses.filter(effective_to=None)}
    for code, use in current.items():
        if code not in codes:
            begun = use.effective_from is None or use.effective_from < today
            if begun:
                FormUse.objects.filter(pk=use.pk).update(effective_to=today - ONE_DAY)
            else:
                use.delete()
    for code in dict.fromkeys(codes):
        if code not in current:
            FormUse.objects.update_or_create(
                procedure_code=code, form=form, effective_from=today, defaults={"effective_to": None}
            )


def _unfit(form_key: str, definition: Mapping[str, Any]) -> Refused | None:
    """What cannot even be kept as a draft."""
    try:
        text = json.dumps(definition, ensure_ascii=False, allow_nan=False)
        text.encode()
    except (TypeError, ValueError, RecursionError):
        return Refused("not_json", "Bản nháp có nội dung không lưu được.")
    if len(text) > LARGEST:
        return Refused("too_large", f"Biểu mẫu dài {len(text):,} ký tự, tối đa {LARGEST:,}.".replace(",", "."))
    if "\\u0000" in text:
        return Refused("not_json", "Bản nháp có ký tự không lưu được.")
    if not rules.KEY.fullmatch(form_key) or definition.get("key") != form_key:
        return Refused("bad_key", "Mã biểu mẫu chỉ gồm chữ thường không dấu, chữ số, gạch nối, gạch dưới.")
    return None


def _wrong(definition: Mapping[str, Any]) -> Refused | None:
    known = queries.known_lists()
    problems = rules.check_definition(dict(definition), codelists=known)
    if not problems:
        found = queries.review(dict(definition))
        problems = [problem for problem in found if problem.severity == "error"]
    if not problems:
        return None
    return Refused("wrong", f"Biểu mẫu còn {len(problems)} lỗi phải sửa trước khi công bố.", problems=tuple(problems))
