"""An edition that an earlier version of the program closed, in the first format, still verifies and is made again.

The files in `frozen/` were written by that version: the events of six dossiers, the edition over them, its inputs. Only
the position in the log is this instance's own, because other events came before.
"""

import json
from datetime import datetime
from pathlib import Path

import pytest
from django.db import transaction

from motcua.kernel.actors import SYSTEM
from motcua.kernel.audit.models import Event
from motcua.kernel.audit.services import StreamRef, append, observe
from motcua.kernel.files import services as files
from motcua.kernel.files import vault
from motcua.measure.editions import queries, rules, services
from motcua.measure.editions.models import Edition
from motcua.measure.editions.queries.checking import stated, stream
from motcua.measure.editions.tests.closing import NOW
from motcua.measure.indicators.rules import parse_period

pytestmark = pytest.mark.django_db
FROZEN = Path(__file__).parent / "frozen"
MARCH = parse_period("2024-03")


def brought_back() -> Edition:
    """The events as they were told, and the edition as that version kept it."""
    for told in json.loads((FROZEN / "2024-03-events.json").read_text(encoding="utf-8")):
        observe(
            stream=StreamRef("dossier", told["stream"]), expected_version=told["version"] - 1, type=told["type"],
            payload=told["payload"], actor=SYSTEM, occurred_at=datetime.fromisoformat(told["occurred_at"]),
            recorded_at=datetime.fromisoformat(told["recorded_at"]), command_id=f"{told['stream']}:{told['version']}",
            publish=False,
        )  # fmt: skip
    position = Event.objects.order_by("-position").values_list("position", flat=True)[0]
    text = (FROZEN / "2024-03-format-1.json").read_bytes()
    then = json.loads(text)["position"]
    text = text.replace(f'"position": {then}'.encode(), f'"position": {position}'.encode())
    inputs = (FROZEN / "2024-03-format-1-inputs.json").read_bytes()
    row = Edition(
        key=MARCH.key, first=MARCH.first, last=MARCH.last, number=1, position=position, cut_off=NOW, closed_by="then",
        content=files.store(data=text, name="edition.json", now=NOW),
        inputs=files.store(data=inputs, name="inputs.json", now=NOW),
    )  # fmt: skip
    with transaction.atomic():
        append(
            stream=stream(row.key), expected_version=0, type="edition.closed", actor=SYSTEM, occurred_at=NOW,
            payload={**stated(row), "number": 1, "cross_checked": True}, recorded_at=NOW, command_id="edition:then",
        )  # fmt: skip
        row.save(force_insert=True)
    return row


def test_it_verifies_and_is_made_again_byte_for_byte(db):
    row = brought_back()
    assert queries.content(row)["format"] == 1
    assert queries.check() == ([row], [])
    made = queries.gather(
        agency="sgddt", period=MARCH, number=1, cut_off=NOW, position=row.position, inputs=row.inputs_id,
        text=row.inputs.read(), yardsticks=rules.stated_yardsticks(queries.content(row)),
    )  # fmt: skip
    assert made.content == queries.content(row)


def test_a_changed_byte_of_it_is_found(db):
    row = brought_back()
    path = vault.place(row.content_id)
    path.chmod(0o600)
    path.write_bytes(path.read_bytes().replace(b'"numerator": 3', b'"numerator": 4', 1))
    _, wrong = queries.check()
    assert [(fault.key, fault.number, fault.place) for fault in wrong] == [("2024-03", 1, "file")]


def test_it_is_published_without_the_tables_it_does_not_know(cast):
    brought_back()
    page = cast.client().get("/cong-khai/ky/2024-03/1/")
    assert page.status_code == 200
    assert "Mười hai chỉ tiêu" in page.text
    assert "Theo đơn vị" not in page.text
    assert cast.client().get("/cong-khai/ky/2024-03/1/don-vi.csv").status_code == 404


def test_stated_again_it_stands_beside_one_in_the_format_of_today(db):
    first = brought_back()
    made = services.restate(period=MARCH, by=SYSTEM, now=NOW, reason="Chốt lại để có số theo đơn vị.")
    assert isinstance(made, Edition)
    assert (queries.content(first)["format"], queries.content(made)["format"]) == (1, rules.FORMAT)
    assert queries.check() == ([made, first], [])
