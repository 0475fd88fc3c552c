"""Papers attached to a draft: judged by content; a bad one is refused in words and costs nothing else."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from PIL import Image

from motcua.operate.eforms import queries, services
from motcua.operate.eforms.rules import Refused

NOW = datetime(2024, 2, 6, 8, 20, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def png(colour: str = "white") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (40, 40), colour).save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def draft() -> object:
    return services.start_draft(purpose="apply:x", procedure_code="x", form_version=None, now=NOW).draft


def attach(draft: object, data: bytes, name: str, now: datetime = NOW) -> object:
    return services.attach(draft_id=draft.pk, component_code="TP1", data=data, name=name, now=now)


def test_a_picture_is_attached_once_however_often_it_is_sent(draft: object) -> None:
    first = attach(draft, png(), "anh\x00 the.png")
    assert isinstance(first, services.Attached)
    assert first.file.name == "anh the.png"
    assert attach(draft, png(), "lan hai.png").file == first.file
    assert [file.stored_file.media_type for file in queries.files_of(draft)] == ["image/png"]


@pytest.mark.parametrize(
    ("data", "name"), [(b"", "rong.pdf"), (b"MZ\x90 chuong trinh", "bang.pdf"), (png()[:60], "hong.png")]
)
def test_a_bad_file_is_refused_in_words_and_the_others_stay(draft: object, data: bytes, name: str) -> None:
    attach(draft, png(), "tot.png")
    found = attach(draft, data, name)
    assert found.file is None
    assert name in found.problems[0].message_vi
    assert len(queries.files_of(draft)) == 1


def test_a_file_taken_off_is_gone_from_the_draft_only(draft: object) -> None:
    file = attach(draft, png(), "a.png").file
    assert services.detach(draft_id=draft.pk, file_id=file.pk, now=NOW) is True
    assert services.detach(draft_id=draft.pk, file_id=file.pk, now=NOW) is False
    assert file.stored_file.read() == png()


def test_nothing_is_attached_to_a_draft_that_expired(draft: object) -> None:
    found = attach(draft, png(), "a.png", now=NOW + timedelta(days=31))
    assert isinstance(found, Refused)
    assert found.code == "gone"
