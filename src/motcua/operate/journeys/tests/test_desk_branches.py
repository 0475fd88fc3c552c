"""The desk of a dossier whose process was drawn: ways to choose, several steps at once, another unit's part."""

import pytest

from motcua.operate.dossiers import queries
from motcua.operate.journeys.tests.desk_stage import COPY, Stage, form_to, page, send, url, words
from motcua.operate.processes.tests.branching import branching, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(cast):
    made = Stage(cast)
    publish(branching(), procedure=COPY, now=made.now)
    return made


def forward(stage, name, dossier, **typed):
    client = stage.cast.client(name)
    soup = page(client.get(url("work-act", dossier, slug="chuyen-buoc")))
    return client, send(client, soup, url("work-act", dossier, slug="chuyen-buoc"), **typed)


def test_the_other_unit_finds_its_part_in_its_inbox_and_does_it(stage):
    dossier = stage.act(stage.at("accepted"), "hoa", "assign")
    client = stage.cast.client("quang")
    assert str(dossier) in words(page(client.get(url("inbox"))))
    soup = page(client.get(url("work", dossier)))
    assert "Cho ý kiến" in words(soup)
    sent = send(client, soup, url("work-act", dossier, slug="chuyen-buoc"), note="Đồng ý")
    assert sent.status_code == 302
    assert [task.step for task in dossier.tasks.filter(closed_at=None)] == ["appraise"]
    seen = words(page(stage.cast.client("hoa").get(url("work", dossier))))
    assert "Thẩm định" in seen


def test_the_officer_chooses_the_outcome_and_is_told_when_none_was_chosen(stage):
    dossier = stage.act(stage.at("accepted"), "hoa", "assign")
    stage.act(dossier, "quang", "forward")
    stage.draft(dossier)
    stage.act(dossier, "hoa", "forward")
    client, answer = forward(stage, "hoa", dossier)
    soup = page(answer, 422)
    assert "Hãy chọn kết quả của bước" in words(soup)
    labels = [label.get_text(" ", strip=True) for label in soup.find_all("label")]
    assert {"Đủ", "Chưa đủ"} <= set(labels)
    _, answer = forward(stage, "hoa", dossier, way="decide|Chưa đủ", note="Thiếu bảng điểm")
    assert answer.status_code == 302
    assert [task.step for task in dossier.tasks.filter(closed_at=None)] == ["verify"]
    shown = words(page(client.get(url("work", dossier))))
    assert "Xác minh" in shown
    assert "Kiểm tra tổ chức" not in shown  # the way that was not taken


def test_the_page_shows_the_drawing_with_what_is_done_and_open(stage):
    dossier = stage.act(stage.at("accepted"), "hoa", "assign")
    soup = page(stage.cast.client("hoa").get(url("work", dossier), {"xem": "quy-trinh"}))
    marks = [" ".join(shape["class"]) for shape in soup.find_all("rect")]
    assert sum("step--open" in mark for mark in marks) == 2
    assert sum("step--done" in mark for mark in marks) == 1
    fresh = stage.submit()
    page(stage.cast.client("minh").get(url("work", fresh), {"xem": "quy-trinh"}))


def test_the_signatory_chooses_to_whom_it_goes_back(stage):
    dossier = stage.act(stage.at("accepted"), "hoa", "assign")
    stage.act(dossier, "quang", "forward")
    stage.draft(dossier)
    stage.act(dossier, "hoa", "forward")
    stage.act(dossier, "hoa", "forward", outcome="Đủ")
    stage.act(dossier, "dung", "forward")
    son = stage.cast.client("son")
    soup = page(son.get(url("work-act", dossier, slug="tra-lai")))
    ways = [
        radio["value"]
        for radio in form_to(soup, url("work-act", dossier, slug="tra-lai")).find_all("input", {"name": "to"})
    ]
    assert ways == ["decide", "review"]
    sent = send(son, soup, url("work-act", dossier, slug="tra-lai"), to="review", reason="Sửa câu cuối")
    assert sent.status_code == 302
    assert [task.step for task in queries.open_tasks(queries.for_work(dossier.pk))] == ["review"]
