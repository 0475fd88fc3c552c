"""Life events and the question path: what ships is sound, and what is wrong is refused with its place."""

import copy
import json

import pytest
from django.conf import settings
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from motcua.operate.catalogue import queries, services
from motcua.operate.catalogue.rules import guiding
from motcua.operate.catalogue.tests.building import NOW
from tests.html import check

FOLDER = settings.DATA_DIR / "catalogue"
PATHS = json.loads((FOLDER / "paths.json").read_text(encoding="utf-8"))
KNOWN = {"1.000001", "1.000002"}
SMALL = {
    "start": "a",
    "questions": [
        {"key": "a", "ask": "Ai?", "answers": [
            {"key": "x", "say": "X", "next": "b"}, {"key": "y", "say": "Y", "procedures": ["1.000001"]}]},
        {"key": "b", "ask": "Gì?", "answers": [
            {"key": "x", "say": "X", "procedures": ["1.000002"]}, {"key": "y", "say": "Y", "advice": "Hỏi trường."}]},
    ],
}  # fmt: skip


def broken(change):
    data = copy.deepcopy(SMALL)
    change(data)
    with pytest.raises(guiding.BadGuide) as wrong:
        guiding.guide(data, KNOWN)
    return str(wrong.value)


def answer(data, question, number):
    return data["questions"][question]["answers"][number]


def test_what_ships_is_sound_and_every_end_is_reached():
    guide = queries.which()
    ends = []

    def walk(keys, question):
        assert len(keys) < 6, "a person answers few questions"
        for choice in question.choices:
            taken, following = guide.walk([*keys, choice.key])
            assert len(taken) == len(keys) + 1
            if following is None:
                ends.append(choice)
            else:
                walk([*keys, choice.key], following)

    walk([], guide.questions[guide.start])
    assert len(ends) > 40
    assert all(end.procedures or end.advice for end in ends)
    assert len(queries.life_events()) >= 6
    assert all(event.codes for event in queries.life_events())


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda d: answer(d, 1, 0).pop("procedures"), "b.x: không dẫn tới đâu"),
        (lambda d: answer(d, 0, 0).update(next="z"), "a.x: dẫn tới câu hỏi không có 'z'"),
        (lambda d: answer(d, 1, 0).update(procedures=["9.9"]), "b.x: không biết mã 9.9"),
        (lambda d: answer(d, 0, 1).update(next="b"), "vừa hỏi tiếp vừa kết thúc"),
        (lambda d: d["questions"][1].update(answers=[answer(d, 1, 0)]), "b: cần ít nhất hai câu trả lời"),
        (lambda d: answer(d, 0, 0).update(key="y"), "khóa 'y' lặp lại"),
        (lambda d: d.update(start="zz"), "start: không có câu hỏi 'zz'"),
        (lambda d: (answer(d, 1, 0).pop("procedures"), answer(d, 1, 0).update(next="a")), "đi vòng: a → b → a"),
        (lambda d: (answer(d, 0, 0).pop("next"), answer(d, 0, 0).update(advice="?")), "b: không câu trả lời nào"),
        (lambda d: d.update(questions="?"), "questions: phải là một danh sách"),
        (lambda d: answer(d, 0, 0).pop("say"), "say: thiếu"),
    ],
)
def test_what_leads_astray_is_refused_with_its_place(change, said):
    assert said in broken(change).replace("b → a → b", "a → b → a")


def test_a_life_event_with_an_unknown_code_is_refused():
    data = {
        "events": [{"key": "a", "title": "A", "text": "B", "icon": "x", "groups": [{"title": "C", "codes": ["9"]}]}]
    }
    with pytest.raises(guiding.BadGuide, match="a: không biết mã 9"):
        guiding.events(data, KNOWN)


@given(st.lists(st.sampled_from(["x", "y", "hoc-sinh", ""]), max_size=5))
def test_any_answers_lead_somewhere_or_nowhere(keys):
    walked = guiding.guide(SMALL, KNOWN).walk(keys)
    assert walked is None or len(walked[0]) == len(keys)


@pytest.mark.django_db
def test_one_question_a_page_answers_in_the_address_and_a_way_back(client):
    services.load_starter(now=NOW)
    first = client.get(reverse("catalogue:which")).content.decode()
    assert "Bạn cần làm thủ tục cho ai?" in first
    assert 'href="/chon-thu-tuc/hoc-sinh/"' in first
    second = client.get("/chon-thu-tuc/hoc-sinh/chuyen-truong/").content.decode()
    assert second.count("<h1>") == 1
    assert 'class="back" href="/chon-thu-tuc/hoc-sinh/"' in second
    end = client.get("/chon-thu-tuc/hoc-sinh/chuyen-truong/thpt/").content.decode()
    assert "/thu-tuc/1.000270/" in end
    assert "chưa có trong danh mục của trang này" in end  # 2.002854 is not in the starter
    assert "Bạn đã trả lời" in end
    for page in (first, second, end):
        assert check(page) == []
        assert len(page.encode()) < 100_000
    assert client.get("/chon-thu-tuc/hoc-sinh/khong-co/").status_code == 404
    assert client.get("/chon-thu-tuc/" + "hoc-sinh/" * 50).status_code == 404


@pytest.mark.django_db
def test_every_life_event_has_its_page(client):
    services.load_starter(now=NOW)
    for event in queries.life_events():
        page = client.get(reverse("catalogue:event", args=[event.key]))
        assert check(page.content) == []
        assert len(page.content) < 100_000
    assert client.get(reverse("catalogue:event", args=["khong-co"])).status_code == 404
    assert [event.key for event in queries.events_of("3.000465")] == ["mat-bang-can-ban-sao"]
