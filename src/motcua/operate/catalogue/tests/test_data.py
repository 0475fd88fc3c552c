"""The starter data obeys its own rules: verbatim facts, no official prose, nothing invented."""

import json
import re

import pytest
from django.conf import settings

from motcua.kernel.text import search_key
from motcua.operate.catalogue import queries, rules

FOLDER = settings.DATA_DIR / "catalogue"
DATA = json.loads((FOLDER / "procedures.json").read_text(encoding="utf-8"))
ROWS = {f"{row['code']}@{row['era']}": row for row in DATA["procedures"]}
WITH_FORMS = {
    "3.000465", "1.005092", "1.005095", "1.013338", "1.005144",
    "1.000270", "1.005142", "1.014336", "1.005099", "1.010627",
}  # fmt: skip


def test_every_complete_record_of_the_department_is_there_and_the_rest_have_a_form():
    full = [
        row for row in ROWS.values() if row["completeness"] == "full" and row["content"]["competent"] == "department"
    ]
    assert len(full) == 37
    others = [row for row in ROWS.values() if row not in full]
    assert {row["code"] for row in others} <= WITH_FORMS
    assert "tham khảo" in DATA["label"]


@pytest.mark.parametrize("id", sorted(ROWS))
def test_a_text_is_sound_lists_what_it_lacks_and_names_its_source(id):
    row = ROWS[id]
    content = rules.ProcedureContent.from_json(row["content"])
    assert content.to_json() == row["content"]
    assert list(rules.missing_parts(content)) == row["missing"]
    assert content.scope_note is None
    assert any(page.get("original") or page.get("url") for page in row["source"]["pages"])
    rules.era_order(row["era"])


@pytest.mark.parametrize("id", sorted(ROWS))
def test_steps_are_our_own_short_words_and_conditions_are_left_to_the_agency(id):
    content = rules.ProcedureContent.from_json(ROWS[id]["content"])
    assert content.conditions is None
    assert content.steps_are_summary == (content.steps is not None)
    assert content.steps is None or 2 <= len(content.steps) <= 6
    for step in content.steps or ():
        assert len(step.text) <= 170
        assert "…" not in step.text
        assert not re.search(r"Điều \d|khoản \d|/(NĐ-CP|TT-|QĐ-)", step.text), "reads like the official text"


def _form_has_a_place_to_sign(code):
    files = (json.loads(path.read_text(encoding="utf-8")) for path in (FOLDER.parent / "eforms").glob("*.json"))
    forms = [form for form in files if code in form.get("procedures", ())]
    return any(field["type"] == "signature" for form in forms for part in form["sections"] for field in part["fields"])


@pytest.mark.parametrize("id", sorted(ROWS))
def test_nothing_is_invented(id):
    content = rules.ProcedureContent.from_json(ROWS[id]["content"])
    assert content.sets is None
    assert content.fees is None
    for part in content.components or ():
        assert part.digitise is part.reuse_source is None
    signed = [part for part in content.components or () if part.signed is not None]
    for part in signed:
        assert part.signed == "hand"
        assert part.name.endswith(" ký") or _form_has_a_place_to_sign(ROWS[id]["code"]), part.name
    assert len(signed) <= 1
    assert content.same_day is (True if any("trong ngày" in step.text for step in content.steps or ()) else None)
    for result in content.results or ():
        assert result.paper_required is result.can_be_electronic is None
    for part in content.agencies or ():
        assert part.name in ROWS[id]["source"]["implementing_agency"] or part.role != "implement"


def test_everyday_words_mean_something_in_the_catalogue():
    words = json.loads((FOLDER / "words.json").read_text(encoding="utf-8"))
    assert set(words["procedures"]) <= {row["code"] for row in ROWS.values()}
    assert all(search_key(row["say"]) and row["means"] for row in words["sayings"])
    assert queries.sayings()["cap 3"] == ["trung hoc pho thong"]


def test_successions_lead_to_procedures_of_the_starter():
    for row in json.loads((FOLDER / "successions.json").read_text(encoding="utf-8")):
        assert row["successor"] in {each["code"] for each in ROWS.values()}
        assert row["source"]
