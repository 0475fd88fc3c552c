"""Bytes are kept whole, once, and are found out when they change."""

import json
import threading
from datetime import UTC, datetime

import pytest
from django.core.management import call_command

from motcua.kernel.files import services, vault
from motcua.kernel.files.models import StoredFile

from . import samples

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 2, 6, 8, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.FILES_ROOT = tmp_path / "files"


def keep(data: bytes, name: str = "a.pdf") -> StoredFile:
    return services.store(data=data, name=name, now=NOW)


def test_a_stored_file_comes_back_as_it_was():
    data = samples.pdf(2)
    stored = keep(data)
    assert (stored.size, stored.media_type, stored.pages) == (len(data), "application/pdf", 2)
    assert StoredFile.objects.get().read() == data


def test_the_same_content_is_kept_once():
    first, again = keep(samples.pdf(), "a.pdf"), keep(samples.pdf(), "b.pdf")
    assert first.pk == again.pk
    assert len(list(vault.names())) == 1


def test_a_judged_file_is_not_opened_again(monkeypatch):
    data = samples.image("PNG")
    judgement = services.judge(data, "a.png")
    monkeypatch.setattr(services.guard, "inspect", lambda *_: pytest.fail("opened twice"))
    stored = services.store(data=data, name="a.png", now=NOW, judgement=judgement)
    assert (stored.media_type, stored.pages) == ("image/png", 1)


def test_a_register_is_kept_as_what_its_name_says():
    stored = keep(b"a;b\n1;2\n", "so lieu.csv")
    assert (stored.media_type, stored.pages) == ("text/csv; charset=utf-8", None)


def test_nothing_is_not_kept():
    with pytest.raises(ValueError, match="empty"):
        keep(b"")


def test_many_writers_of_one_content_agree():
    data, names = samples.pdf(3), []
    writers = [threading.Thread(target=lambda: names.append(vault.put(data))) for _ in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert names == [vault.sha256_of(data)] * 8
    assert [path.name for path in vault.place(names[0]).parent.iterdir()] == [names[0]]


def test_a_failed_write_leaves_nothing(monkeypatch):
    def full(_: int) -> None:
        raise OSError(28, "no space left on device")

    monkeypatch.setattr(vault.os, "fsync", full)
    with pytest.raises(OSError, match="no space"):
        keep(samples.pdf())
    assert not StoredFile.objects.exists()
    assert not [path for path in vault.place("0" * 64).parents[2].rglob("*") if path.is_file()]


def test_a_changed_file_is_not_read():
    stored = keep(samples.pdf())
    vault.place(stored.pk).write_bytes(b"%PDF-1.7 something else")
    with pytest.raises(services.Damaged, match="changed"):
        stored.read()


def test_a_missing_file_is_named():
    stored = keep(samples.pdf())
    vault.place(stored.pk).unlink()
    with pytest.raises(services.Damaged, match="missing"):
        services.open_response(stored, "a.pdf")


def test_storing_the_content_again_heals_the_damage():
    stored = keep(samples.pdf())
    vault.place(stored.pk).write_bytes(b"rubbish")
    keep(samples.pdf())
    assert stored.read() == samples.pdf()


@pytest.mark.parametrize("name", ["../../etc/passwd", "A" * 64, "ab", "g" * 64])
def test_only_a_hash_names_a_place(name):
    with pytest.raises(ValueError, match="not a sha256"):
        vault.place(name)


def test_a_pdf_is_shown_in_place_under_its_vietnamese_name():
    response = services.open_response(keep(samples.pdf()), "Bằng tốt nghiệp.pdf")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == "inline; filename*=utf-8''B%E1%BA%B1ng%20t%E1%BB%91t%20nghi%E1%BB%87p.pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"


def test_what_is_no_pdf_or_image_is_only_downloaded():
    response = services.open_response(keep(b"<script>alert(1)</script>", "a.html"), "a.html")
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ('..\\x/a"\r\nSet-Cookie: b.pdf', "aSet-Cookie: b.pdf"),
        ("", "không tên.pdf"),
        ("anh.exe", "anh.pdf"),
        ("giay", "giay.pdf"),
    ],
)
def test_a_crafted_name_stays_a_name(asked, given):
    header = services.open_response(keep(samples.pdf()), asked)["Content-Disposition"]
    assert "\n" not in header
    assert "\r" not in header
    from urllib.parse import unquote

    assert given in unquote(header).replace('\\"', "").replace('"', "") or given.replace(" ", "%20") in header


def test_the_sweep_names_missing_and_changed_files(capsys):
    whole, changed, missing = keep(samples.pdf(1)), keep(samples.pdf(2)), keep(samples.pdf(3))
    vault.place(changed.pk).write_bytes(b"rubbish")
    vault.place(missing.pk).unlink()
    stray = vault.put(b"left by an undone transaction")
    with pytest.raises(SystemExit, match="1"):
        call_command("files", "check", "--json")
    answer = json.loads(capsys.readouterr().out)
    found = {fault["sha256"]: fault["reason"] for fault in answer["faults"]}
    assert found == {changed.pk: "changed", missing.pk: "missing"}
    assert (answer["checked"], answer["strays"]) == (3, [stray])
    assert whole.pk not in found


def test_the_sweep_is_content_when_all_is_whole(capsys):
    keep(samples.pdf())
    call_command("files", "check")
    assert "1 files checked, 0 missing or changed" in capsys.readouterr().out
