"""Drafts of forms for the tests of the builder."""

from datetime import datetime
from typing import Any

from motcua.kernel.actors import Actor
from motcua.kernel.time import TZ
from motcua.operate.eforms import queries
from motcua.operate.eforms.models import FormDraft, FormVersion
from motcua.operate.eforms.rules import Refused
from motcua.operate.eforms.services import workshop
from motcua.operate.eforms.tests.samples import field, form, subjects

NOW = datetime(2024, 3, 5, 9, 0, tzinfo=TZ)
KEY = "don_thu"


def example(**more: Any) -> dict[str, Any]:
    """A name, a choice, a question that hangs on it, a table."""
    person = {"key": "nguoi", "title": "Người nộp", "fields": [
        field("ho_ten", required=True),
        field("loai", "choice", options=[{"value": "A", "label": "Học sinh"}, {"value": "B", "label": "Tự do"}]),
        field("truong", "school", when='loai == "A"'),
    ]}  # fmt: skip
    data = form(sections=[person, subjects()], **more)
    return {**data, "key": KEY, "title": "Đơn thử"}


def on_bench(by: Actor, definition: dict[str, Any] | None = None, now: datetime = NOW) -> FormDraft:
    """A form that is being worked on."""
    draft = workshop.create_form(
        key=KEY, definition=definition or example(), said="Bắt đầu từ tờ giấy trắng", by=by, now=now
    )
    assert not isinstance(draft, Refused), draft
    return draft


def published(by: Actor, definition: dict[str, Any] | None = None, now: datetime = NOW) -> FormVersion:
    """A form that is live."""
    draft = on_bench(by, definition, now)
    version = workshop.release(form_key=KEY, base_version=draft.version, reason="Thử", by=by, now=now)
    assert not isinstance(version, Refused), version
    return version


def definition() -> dict[str, Any]:
    """The text on the bench."""
    draft = queries.definition_draft(KEY)
    assert draft is not None
    return dict(draft.definition)


def labels(data: dict[str, Any] | None = None) -> list[str]:
    """Every question on the bench, in order."""
    return [one["label"] for part in (data or definition())["sections"] for one in part["fields"]]
