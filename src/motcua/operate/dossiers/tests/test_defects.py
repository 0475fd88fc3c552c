"""One complete list: what was there before is not asked for a second time without a superior, and it is counted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.audit import queries as log
from motcua.kernel.audit.services import StreamRef
from motcua.operate.dossiers.rules import PaperIn, Refusal, State, defects

ITEMS = st.lists(
    st.fixed_dictionaries(
        {"component_code": st.sampled_from(["", "TP1", "TP2", "TP3"]), "kind": st.sampled_from([*defects.KINDS, "x"])}
    ),
    max_size=5,
)
FRESH = st.sets(st.sampled_from(["TP1", "TP2", "TP3"]))


@given(ITEMS, st.lists(ITEMS, max_size=2), FRESH)
def test_only_a_defect_of_a_paper_that_came_in_since_is_new(items, earlier, fresh):
    again = {(one.component, one.kind) for one in defects.repeated(items, earlier=earlier, fresh=fresh)}
    named = {(one["component"], one["kind"]) for request in earlier for one in defects.fact(request)}
    for one in defects.fact(items):
        key = (one["component"], one["kind"])
        new = not earlier or (key[0] in fresh and (key not in named or key[1] == "other"))
        assert (key in again) is not new


@given(ITEMS, st.lists(ITEMS, min_size=1, max_size=2), FRESH, FRESH)
def test_papers_that_came_in_never_make_more_of_a_list_repeated(items, earlier, fresh, more):
    """The more the applicant hands in anew, the less can be held against the office."""
    few = set(defects.repeated(items, earlier=earlier, fresh=fresh | more))
    assert {one for one in few if one.why == "unchanged"} <= set(defects.repeated(items, earlier=earlier, fresh=fresh))


@given(ITEMS, FRESH)
def test_a_first_request_repeats_nothing(items, fresh):
    assert defects.repeated(items, earlier=[], fresh=fresh) == ()


def test_a_line_chosen_from_the_list_says_what_is_wrong_and_how_to_mend_it():
    line = defects.item(component="TP1", kind="unsigned", what="")
    assert line["what"] == "Chưa ký hoặc chưa đóng dấu"
    assert "ký số" in line["how"]
    assert defects.item(component="TP1", kind="other", what="")["what"] == ""
    assert defects.item(component="", kind="lạ", what="Thiếu ảnh")["kind"] == "other"


def test_the_checklist_says_of_each_line_how_far_it_is():
    items = [{"component_code": "TP1"}, {"component_code": ""}]
    assert defects.states(items, answered=False, handed=set()) == ["open", "open"]
    assert defects.states(items, answered=False, handed={"tep-2"}) == ["open", "ready"]
    assert defects.states(items, answered=True, handed={"TP1"}) == ["mended", "told"]


def ask(play, name, *items, **more):
    rows = [{"component_code": code, "kind": kind, "what": ""} for code, kind in items]
    return play(name, "request_supplement", items=rows, reason="Chưa đủ", **more)


def last_event(play):
    return log.events(StreamRef("dossier", str(play.dossier.pk)))[-1]


def answer(play, *codes):
    return play("lan", "supplement", papers=[PaperIn(component_code=code, name="Giấy", originals=1) for code in codes])


@pytest.fixture
def at_work(play):
    play("minh", "accept")
    play("hoa", "assign")
    return play


@pytest.mark.django_db
def test_a_second_request_may_name_what_is_wrong_with_the_new_paper(at_work):
    ask(at_work, "hoa", ("TP1", "unsigned"))
    answer(at_work, "TP1")
    assert ask(at_work, "hoa", ("TP1", "unreadable")).state == State.SUPPLEMENT_REQUESTED
    payload = last_event(at_work).payload
    assert payload["repeated"] is False
    assert payload["defects"] == [{"component": "TP1", "kind": "unreadable"}]


@pytest.mark.django_db
@pytest.mark.parametrize("second", [("TP2", "missing"), ("TP1", "unsigned"), ("", "other")])
def test_what_the_first_request_could_have_named_needs_the_head_and_is_counted(at_work, second):
    ask(at_work, "hoa", ("TP1", "unsigned"))
    answer(at_work, "TP1")
    items = [{"component_code": second[0], "kind": second[1], "what": "Thiếu"}]
    refused = at_work("hoa", "request_supplement", items=items, reason="Thiếu")
    assert isinstance(refused, Refusal)
    assert (refused.code, refused.who) == ("defect_repeated", "Trưởng phòng chuyên môn")
    assert at_work("dung", "request_supplement", items=items, reason="Thiếu").code == "repeat_reason_missing"
    done = at_work("dung", "request_supplement", items=items, reason="Thiếu", repeat_reason="Sót khi kiểm tra lần đầu")
    assert done.state == State.SUPPLEMENT_REQUESTED
    payload = last_event(at_work).payload
    assert payload["repeated"] is True
    assert payload["repeats"][0]["component"] == second[0]
    assert "Sót" not in str(payload)
    assert done.notes.get(pk=payload["note_id"]).text.startswith("Sót")


@pytest.mark.django_db
def test_before_acceptance_too_the_head_answers_for_asking_again(play):
    ask(play, "minh", ("TP1", "unsigned"))
    assert answer(play, "TP1").state == State.SUBMITTED
    assert ask(play, "minh", ("TP2", "missing")).code == "defect_repeated"
    done = ask(play, "dung", ("TP2", "missing"), repeat_reason="Sót")
    assert done.state == State.SUPPLEMENT_REQUESTED


@pytest.mark.django_db
def test_the_head_of_another_unit_and_a_first_request_before_acceptance_are_refused(play):
    assert ask(play, "dung", ("TP1", "missing"), repeat_reason="Sót").code == "wrong_role"
