"""What goes wrong while dossiers of another system come in: nothing half, nothing twice, nothing too big to bear."""

import json
import tracemalloc

import pytest

from motcua.exchange.imports import rules, services
from motcua.exchange.imports.models import Finding, Import
from motcua.exchange.imports.services import beginning, running
from motcua.exchange.imports.tests.conftest import ground  # noqa: F401
from motcua.exchange.imports.tests.generating import messages
from motcua.exchange.imports.tests.stage import BY, NOW, bring
from motcua.kernel.audit import queries as log
from motcua.kernel.sheets import BadFile
from motcua.measure.facts import services as facts
from motcua.operate.dossiers import queries as dossiers
from motcua.operate.dossiers.models import Dossier
from motcua.people import queries as people
from tests.stories.storm import power, record

pytestmark = pytest.mark.django_db
MEGABYTE = 1024 * 1024


@pytest.mark.parametrize("away", [False, True], ids=["killed", "database away"])
def test_an_import_killed_between_any_two_statements_is_taken_once_and_whole(ground, tmp_path, monkeypatch, away):  # noqa: F811
    """Cut at its first, second, third … write, then run again: the rows add up as after one undisturbed run."""
    monkeypatch.setattr(running, "BATCH", 7)
    rows = list(messages(20, identifier=people.agency().identifier, odd=0.4))
    path = tmp_path / "h.json"
    path.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    source = services.begin_file(path=path, name="h.json", by=BY, now=NOW)
    cuts = 0
    for through in range(400):
        cut, _ = power.cut(lambda: services.run(import_id=source.pk, now=lambda: NOW), through=through, away=away)
        cuts += cut
        stands = Import.objects.get(pk=source.pk)
        assert stands.read == stands.taken + stands.unchanged + stands.refused
        assert stands.refused == stands.refused_rows.count()
        assert list(facts.check()) == []
        assert dossiers.orphans(now=NOW) == []
        if not cut:
            break
    assert cuts > 10
    assert (stands.state, stands.read, stands.total) == ("done", 20, 20)
    assert log.verify().ok
    assert record.streams_out_of_order() == []
    assert record.doubled() == []
    before = record.everything(table for table in record.watched() if not table.startswith("imports_"))
    findings = Finding.objects.count()
    again = bring(tmp_path, *rows, name="again.json")
    assert (again.taken, again.unchanged, again.refused) == (0, stands.taken + stands.unchanged, stands.refused)
    assert record.changes(before, record.everything(before)) == {}
    assert Finding.objects.count() == findings


def test_a_file_larger_than_a_page_takes_is_refused_in_words_and_leaves_nothing(ground, tmp_path, monkeypatch):  # noqa: F811
    monkeypatch.setattr(beginning, "MOST_SENT", 3 * MEGABYTE)
    monkeypatch.setattr(beginning, "_sent", lambda: tmp_path / "sent")
    with pytest.raises(BadFile, match="motcua import dossiers"):
        services.begin(chunks=(b" " * MEGABYTE for _ in range(9)), name="lon.json", by=BY, now=NOW)
    assert not Import.objects.exists()
    assert not Dossier.objects.exists()
    assert list((tmp_path / "sent").iterdir()) == []


@pytest.mark.parametrize("start", [b"PK\x03\x04", b"MaHoSo;TenHoSo\n"], ids=["xlsx", "csv"])
def test_a_table_of_two_gigabytes_is_refused_in_words_before_it_is_in_memory(ground, tmp_path, start):  # noqa: F811
    path = tmp_path / "lon"
    with path.open("wb") as file:
        file.write(start)
        file.truncate(2 * 1024 * MEGABYTE)
    tracemalloc.start()
    try:
        with pytest.raises(BadFile, match="Hãy chia thành nhiều tệp"):
            services.begin_file(path=path, name="lon", by=BY, now=NOW)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 6 * MEGABYTE
    assert not Import.objects.exists()


def test_a_file_of_any_length_is_read_in_the_memory_of_a_few_messages():
    """What is true of 40 MB is true of 2 GB: nothing is kept of what was read."""
    filler = {"MaHoSo": "x", "GhiChu": "dài " * 2000}
    one = json.dumps(filler).encode()

    def chunks():
        yield b"["
        for number in range(40 * MEGABYTE // len(one)):
            yield (b"," if number else b"") + one
        yield b"]"

    tracemalloc.start()
    try:
        read = sum(1 for _ in rules.messages(chunks()))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert read == 40 * MEGABYTE // len(one)
    assert peak < 6 * MEGABYTE
