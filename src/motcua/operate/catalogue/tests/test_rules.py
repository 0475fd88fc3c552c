"""Content: what is known, what is missing, and the round trip through JSON."""

import json

import pytest
from hypothesis import given

from motcua.operate.catalogue import rules
from motcua.operate.catalogue.tests.building import content
from motcua.operate.catalogue.tests.random_texts import contents


@given(contents)
def test_content_comes_back_whole_from_its_json(made):
    written = json.loads(json.dumps(made.to_json()))
    again = rules.ProcedureContent.from_json(written)
    assert again == made
    assert again.to_json() == written
    assert rules.content_hash(again) == rules.content_hash(made)


@given(contents)
def test_a_part_is_missing_exactly_when_nothing_is_known_of_it(made):
    missing = rules.missing_parts(made)
    for part in rules.PARTS:
        value = getattr(made, part.key)
        unknown = value is None or (part.always and value in ("", ()))
        assert (part.key in missing) == unknown


def test_decree_63_art_8_2_names_eight_parts_always_needed_and_five_where_applicable():
    assert [part.key for part in rules.PARTS if part.always] == [
        "name", "steps", "channels", "components", "sets", "time_limit", "subjects", "agencies",
    ]  # fmt: skip
    assert len([part for part in rules.PARTS if not part.always]) == 5


def test_null_empty_and_zero_are_three_statements():
    unknown, free = content(), content(fees=())
    nothing = content(fees=(rules.Fee("fee", 0),))
    assert "fees" in rules.missing_parts(unknown)
    assert "fees" not in rules.missing_parts(free)
    assert len({rules.content_hash(each) for each in (unknown, free, nothing)}) == 3


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"name": None}, "name"),
        ({"name": " "}, "name"),
        ({"sets": -1}, "sets"),
        ({"sets": True}, "sets"),
        ({"steps": "x"}, "steps"),
        ({"steps": [{"text": 3}]}, "steps[0].text"),
        ({"steps": [{}]}, "steps[0]"),
        ({"channels": [{"kind": "fax"}]}, "channels[0].kind"),
        ({"time_limit": {"value": 0, "unit": "day", "text": ""}}, "time_limit"),
        ({"time_limit": {"value": 10**9, "unit": "day", "text": ""}}, "time_limit"),
        ({"components": [{"code": "TP1", "name": "a\x00"}]}, "components[0].name"),
        ({"components": [{"code": "TP1", "name": "a"}, {"code": "TP1", "name": "b"}]}, "components"),
        ({"surprise": 1}, "surprise"),
    ],
)
def test_wrong_content_is_refused_with_its_place(change, place):
    with pytest.raises(rules.BadContent) as caught:
        rules.ProcedureContent.from_json({"name": "Tên", **change})
    assert caught.value.place == place


def test_eras_are_ordered_by_their_last_year():
    eras = ["2026", "truoc-2018", "2018-2023", "2018", "2021-2024", "2025-2026"]
    assert sorted(eras, key=rules.era_order) == ["truoc-2018", "2018", "2018-2023", "2021-2024", "2025-2026", "2026"]
    for wrong in ("", "26", "2026-2018", "hôm nay"):
        with pytest.raises(ValueError, match="thời kỳ"):
            rules.era_order(wrong)
