"""The difference of two texts: nothing is lost, nothing is invented, components go by their code."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.operate.catalogue import rules
from motcua.operate.catalogue.rules import difference
from motcua.operate.catalogue.tests.building import content
from motcua.operate.catalogue.tests.random_texts import components, contents

PAPERS = (
    rules.Component("TP1", "Đơn đề nghị phúc khảo"),
    rules.Component("TP2", "Bản sao giấy khai sinh", copies=1),
    rules.Component("TP3", "Giấy ủy quyền"),
)
TEXT = content(
    components=PAPERS,
    steps=(rules.Step("Nộp hồ sơ tại Bộ phận Một cửa"), rules.Step("Nhận kết quả phúc khảo tại nơi nộp")),
    fees=(rules.Fee("charge", 9000, per="bản"),),
)


@given(contents)
def test_equal_texts_do_not_differ(text):
    assert not rules.compare(text, text)
    assert not rules.compare(text, rules.ProcedureContent.from_json(text.to_json()))


@given(contents, contents)
def test_the_difference_leads_from_one_text_to_the_other(old, new):
    changes = rules.compare(old, new)
    assert difference.apply(old, changes) == new
    assert bool(changes) == (old != new)


@settings(max_examples=50)
@given(components.filter(lambda found: len(found) > 1), st.randoms(use_true_random=False))
def test_reordered_papers_are_moved_never_removed(found, chance):
    shuffled = list(found)
    chance.shuffle(shuffled)
    changes = rules.compare(content(components=found), content(components=tuple(shuffled)))
    assert {row.kind for part in changes.parts for row in part.rows} <= {"moved"}


def rows(old, new, part):
    found = next((change for change in rules.compare(old, new).parts if change.key == part), None)
    return [(row.kind, row.name) for row in found.rows] if found else []


def test_a_paper_is_recognised_by_its_code_whatever_its_name():
    renamed = replace(PAPERS[1], name="Trích lục khai sinh")
    new = replace(TEXT, components=(PAPERS[0], renamed, PAPERS[2]))
    assert rows(TEXT, new, "components") == [("changed", "TP2: Bản sao giấy khai sinh")]
    dropped = rules.compare(TEXT, replace(TEXT, components=PAPERS[::2]))
    assert [part.code for part in dropped.removed_components()] == ["TP2"]


def test_a_step_with_a_few_new_words_is_changed_not_replaced():
    new = replace(TEXT, steps=(rules.Step("Nộp hồ sơ tại Trung tâm hoặc Bộ phận Một cửa"), TEXT.steps[1]))
    assert rows(TEXT, new, "steps") == [("changed", "Nộp hồ sơ tại Bộ phận Một cửa")]


def test_a_fee_is_told_in_words_with_both_amounts():
    new = replace(TEXT, fees=(rules.Fee("charge", 12000, per="bản"),))
    (part,) = rules.compare(TEXT, new).parts
    (field,) = part.rows[0].fields
    assert (field.before_words, field.after_words) == ("9.000 đ", "12.000 đ")
    assert difference.to_json(rules.compare(TEXT, new))[0]["rows"][0]["fields"] == [
        {"field": "amount", "before": "9.000 đ", "after": "12.000 đ"}
    ]


def test_no_data_and_none_are_different_statements():
    (part,) = rules.compare(content(fees=None), content(fees=())).parts
    assert (part.whole.before_words, part.whole.after_words) == ("chưa có dữ liệu", "không có")
