"""Who keeps the processes moves running dossiers to a new version from a page or a command, and takes it back."""

import json

import pytest
from django.core.management import call_command

from motcua.operate.dossiers.models import Dossier
from motcua.operate.journeys.tests.desk_stage import COPY, Stage, page, url, words
from motcua.operate.processes.tests.branching import main_way, publish, step
from motcua.operate.processes.tests.drawing import line, task

pytestmark = pytest.mark.django_db


def body(*keys):
    steps = "".join(task(key, key.title(), inner=step("case_officer")) for key in keys)
    return main_way(steps) + line("assign", *keys, "review")


@pytest.fixture
def running(cast):
    """One dossier that can move and one that cannot, both under version 1 of «dai»."""
    stage = Stage(cast)
    publish(body("look", "think"), procedure=COPY, now=stage.now, key="dai")
    near, far = stage.at("accepted"), stage.act(stage.at("accepted"), "hoa", "assign")
    publish(body("think"), procedure=COPY, now=stage.now, key="dai")
    return stage, near, far


def number(dossier):
    return Dossier.objects.get(pk=dossier.pk).process_version.number


def test_the_page_says_who_can_move_moves_them_and_takes_it_back(running):
    stage, near, far = running
    client = stage.cast.client("kiem")
    address = url("migrate", key="dai")
    seen = words(page(client.get(address)))
    assert "1 trong 2 hồ sơ chuyển được" in seen
    assert "Bước “Look” đang mở không còn trong phiên bản mới." in seen
    done = page(client.post(address, {"viec": "chuyen"}, follow=True))
    assert "Đã chuyển 1 hồ sơ; 1 hồ sơ giữ nguyên." in words(done)
    assert (number(near), number(far)) == (2, 1)
    batch = done.find("button", {"name": "hoan-tac"})["value"]
    done = page(client.post(address, {"hoan-tac": batch}, follow=True))
    assert "Đã đưa về phiên bản cũ 1 hồ sơ" in words(done)
    assert (number(near), number(far)) == (1, 1)
    assert client.post(address, {"hoan-tac": "khac"}).status_code == 404
    linked = page(client.get("/lam-viec/quy-trinh/dai/phien-ban/2/"))
    assert linked.find("a", href=address) is not None


def test_the_command_tries_does_and_undoes(running, capsys):
    _, near, far = running
    with pytest.raises(SystemExit) as left:
        call_command("process", "migrate", "dai", "--to", "2", "--dry-run", "--json")
    tried = json.loads(capsys.readouterr().out)
    assert (left.value.code, tried["moved"], tried["kept"], tried["batch"]) == (1, 1, 1, "")
    assert (number(near), number(far)) == (1, 1)
    with pytest.raises(SystemExit):
        call_command("process", "migrate", "dai", "--to", "2", "--json")
    done = json.loads(capsys.readouterr().out)
    assert (number(near), number(far)) == (2, 1)
    call_command("process", "undo", done["batch"])
    assert "1 hồ sơ chuyển, 0 hồ sơ giữ nguyên" in capsys.readouterr().out
    assert number(near) == 1
    with pytest.raises(SystemExit) as unknown:
        call_command("process", "migrate", "dai", "--to", "7")
    assert unknown.value.code == 2
