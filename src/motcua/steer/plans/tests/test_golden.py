"""The document read against the reading people made of it, field by field."""

from typing import Any

import pytest

from .seed import GOLDEN, SEED, ids, read, unaccounted

OURS = read(SEED)

# Where the parser differs from the golden reading, and why. Everything else agrees to the letter.
DIFFERENCES = {
    "basis": "the golden reading shortens; ours keeps the document's words",
    "targets_note.text": "the golden reading shortens and says so; ours is verbatim",
    "targets_note.shortened": "ours is not shortened",
    "tasks.II.1.a-1.expected_product": "the golden reading adds (trình công bố)",
    "tasks.II.1.b-2.deadline_text": "the golden reading adds what is due first in brackets; ours joins the words",
    "tasks.II.1.b-2.expected_product": "the golden reading repeats TTHC nội bộ",
    "tasks.II.1.b-2.milestones": "the name of the second: the document only says hoàn thành; dates agree",
    "tasks.II.1.b-2.targets": "the golden reading adds nội bộ to a name; numbers agree",
    "tasks.II.2-2.targets": "names are shortened in the golden reading; numbers agree",
    "tasks.II.2-6.expected_product": "the golden reading tells progress and results apart",
    "tasks.II.1.c.criteria": "not read: criteria belong to impact assessment, not to the plan",
}
READERS_OWN = {"related_indicators"}  # links people made; the document does not have them
OPTIONAL = ("heading", "recurrence", "milestones", "targets", "legal_basis", "owner_from")


def compared() -> list[tuple[str, Any, Any]]:
    """(field, golden, ours) for every field of the golden reading, and for what only ours says."""
    rows = [(name, GOLDEN[name], OURS[name]) for name in OURS if name in GOLDEN and not isinstance(GOLDEN[name], list)]
    rows = [row for row in rows if row[0] != "targets_note"]
    rows += [(name, GOLDEN[name], OURS[name]) for name in ("recipients", "indicator_groups")]
    rows.append(("section_II_basis", GOLDEN["section_II_basis"], OURS["sections"][1]["basis"]))
    rows += [(f"targets_note.{k}", v, OURS["targets_note"].get(k)) for k, v in GOLDEN["targets_note"].items()]
    for part in ("purposes", "requirements", "tasks", "indicators"):
        for golden, ours in zip(GOLDEN[part], OURS[part], strict=True):
            name = f"{part}.{golden['id']}"
            rows += [(f"{name}.{key}", value, ours.get(key)) for key, value in golden.items()]
            rows += [(f"{name}.{key}", None, ours[key]) for key in OPTIONAL if key not in golden and ours.get(key)]
    return [row for row in rows if row[0].rsplit(".", 1)[-1] not in READERS_OWN]


def test_the_ids_are_those_of_the_golden_reading():
    assert ids(OURS) == ids(GOLDEN)
    assert len(OURS["tasks"]) == 25
    assert len(OURS["indicators"]) == 12


def test_every_field_agrees_except_where_a_reason_is_written_down():
    different = {name for name, golden, ours in compared() if golden != ours}
    assert different == set(DIFFERENCES)


def test_the_comparison_covers_the_whole_golden_reading():
    assert len(compared()) > 390


def test_every_text_is_verbatim():
    for part in ("purposes", "requirements", "tasks"):
        assert [entry["text"] for entry in OURS[part]] == [entry["text"] for entry in GOLDEN[part]]
    assert [entry["name"] for entry in OURS["indicators"]] == [entry["name"] for entry in GOLDEN["indicators"]]


def test_typing_errors_of_the_document_stay():
    texts = " ".join([row["text"] for row in OURS["tasks"]] + [row["name"] for row in OURS["indicators"]])
    assert "những nhiều" in texts
    assert "giáo dịch" in texts


def test_every_line_is_taken_up_and_none_is_doubtful():
    assert unaccounted(SEED) == []
    assert OURS["not_understood"] == []
    assert OURS["warnings"] == []


def test_a_row_cut_by_a_page_break_is_whole():
    row = next(row for row in OURS["indicators"] if row["code"] == "II.3")
    assert row["legal_basis"][1] == "Công văn số 221/VPCP-KSTT ngày 10/01/2024 của Văn phòng Chính phủ"


def test_two_milestones_and_three_aims_are_read_from_one_sentence():
    task = next(task for task in OURS["tasks"] if task["id"] == "II.1.b-2")
    assert [step["deadline_before"] for step in task["milestones"]] == ["2024-06-01", "2024-10-01"]
    assert task["deadline"] == "2024-09-30"
    assert [(aim["operator"], aim["value"]) for aim in task["targets"]] == [("=", 100), (">=", 20), (">=", 20)]


def test_documents_are_listed_with_kind_day_and_issuer():
    found = {row["number"]: (row["kind"], row["date"], row["issuer"]) for row in OURS["documents"]}
    assert found["421/QĐ-UBND"][:2] == ("Quyết định", "2024-02-06")
    assert found["12680/UBND-KSTT"] == ("Công văn", "2023-12-01", "UBND tỉnh")
    assert found["8377/UBND-KSTT"][:2] == ("Văn bản", "2023-08-18")
    assert found["06/QĐ-TTg"] == ("Quyết định", "2022-01-06", "Thủ tướng Chính phủ")
    assert len(found) == 14 - 1  # the digital-transformation plan of the annex has no number


@pytest.mark.parametrize(
    ("code", "gaps"), [("II.1.a-1", ["owner"]), ("II.2-6", []), ("III.1", ["deadline", "product"])]
)
def test_what_a_task_lacks_is_flagged(code: str, gaps: list[str]):
    task = next(task for task in OURS["tasks"] if task["id"] == code)
    assert task["missing"] == gaps
