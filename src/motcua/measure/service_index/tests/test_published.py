"""What the portal published for two provinces, and every point of it that can be derived (QĐ 766/QĐ-TTg, 2026)."""

import csv
import json
from decimal import Decimal
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command

from motcua.kernel.sheets import BadFile
from motcua.measure.service_index import queries
from motcua.measure.service_index.rules import COLUMNS

PUBLISHED = settings.DATA_DIR / "service_index" / "published_2026.csv"
CENT = Decimal("0.01")


def rows():
    with PUBLISHED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def scored(data=None, scale="portal_2026"):
    found = queries.read_file(data or PUBLISHED.read_bytes(), "f.csv", queries.scale(scale))
    return found, queries.score_rows(found.rows, queries.scale(scale))


def test_every_published_point_is_derived_to_a_hundredth():
    found, units = scored()
    assert (found.read, found.refused) == (52, ())
    by_code = {unit.code: unit.score for unit in units}
    assert len(by_code) == 2
    compared = 0
    for row in rows():
        if not row["score"]:
            continue
        score, want = by_code[row["unit_code"]], Decimal(row["score"])
        if row["metric"] == "TOTAL":
            have = score.total
        elif row["metric"] == "GROUP_TOTAL":
            have = {group.group.code: group.score for group in score.groups}[row["group"]]
        else:
            have = {one.metric.code: one.score for one in score.metrics}[row["metric"]]
        assert have is not None, row
        assert abs(have - want) <= CENT, (row["unit_code"], row["metric"], have, want)
        compared += 1
    assert compared == 44


def test_groups_are_taken_as_given_only_where_their_parts_are_not_known():
    _, units = scored()
    for unit in units:
        assert {group.group.code for group in unit.score.groups if group.given} == {"ONLINE", "TTTT"}
        assert not unit.score.partial


def test_the_threshold_of_the_notes_would_contradict_what_was_published():
    """4.2: the notes on formulas give all points from 80 %; 77,513 of 325,476 earned 0.95 and not 1.19 of 4."""
    for row in rows():
        if row["metric"] == "SO_HOA_GIAY_TO_GIAI_QUYET":
            ratio = Decimal(row["numerator"]) / Decimal(row["denominator"])
            assert abs(4 * ratio - Decimal(row["score"])) <= CENT
            assert abs(4 * ratio / Decimal("0.8") - Decimal(row["score"])) > Decimal("0.2")


def test_without_the_groups_points_the_total_says_that_it_is_partial():
    kept = [row for row in rows() if row["metric"] not in ("GROUP_TOTAL", "TOTAL")]
    _, units = scored(table(kept))
    for unit in units:
        assert unit.score.partial
        assert set(unit.score.missing) == {
            "SERVICES_ONLINE", "SERVICES_USED", "DOSSIERS_ONLINE", "FORMALITY_PAYABLE_ONLINE",
        }  # fmt: skip
        assert unit.score.most == 86
        assert unit.score.band == ""


def test_points_of_2022_that_were_not_read_stay_unknown():
    scale = queries.scale("decision_2022")
    assert scale.most == 100
    assert not scale.readable
    assert {metric.points for metric in scale.metrics} == {None}
    found, units = scored(table([row for row in rows() if row["group"] == "MDSH"]), "decision_2022")
    assert units[0].score.groups[3].score == Decimal("9.6")  # the group's points are taken as given
    assert not found.refused
    assert {one.score for one in units[0].score.metrics} == {None}


def test_the_command_prints_units_metrics_groups_and_total():
    answer = command("--input", str(PUBLISHED), "--json")
    assert answer["read"] == 52
    first = answer["units"][0]
    assert set(first["groups"]) == {"CKMB", "TDGQ", "ONLINE", "TTTT", "MDSH", "MDHL"}
    assert first["total"] == 61.66
    metric = {row["metric"]: row for row in first["metrics"]}["ON_TIME"]
    assert (metric["score"], metric["max_score"], metric["published_score"]) == (16.88, 20, 16.88)


BAD = [
    ({"metric": "NO_SUCH"}, "không có chỉ số 'NO_SUCH'"),
    ({"numerator": "nhiều"}, "cột numerator: 'nhiều' không phải số"),
    ({"numerator": "1.234,5"}, "không phải số"),
    ({"numerator": "1", "denominator": "0"}, "mẫu số 0"),
    ({"numerator": "12", "denominator": "7"}, "lớn hơn mẫu số"),
    ({"numerator": "-1"}, "số âm"),
    ({"numerator": "1.5"}, "không phải số đếm"),
    ({"denominator": ""}, "cột denominator: thiếu số"),
    ({"unit_code": ""}, "chưa ghi mã đơn vị"),
    ({"group": "MDSH"}, "thuộc nhóm TDGQ"),
    ({"group": "XYZ"}, "không có nhóm"),
    ({"max_score": "25"}, "cho tối đa 20"),
    ({"score": "20.5"}, "lớn hơn điểm tối đa"),
]


@pytest.mark.parametrize(("changes", "reason"), BAD)
def test_a_row_that_cannot_be_is_refused_with_its_reason_and_the_others_are_taken(changes, reason):
    good, *others = rows()
    found, _ = scored(table([good | changes, *others]))
    assert [row.number for row in found.refused] == [2]
    assert reason in found.refused[0].reason
    assert found.read == len(others) + 1


def test_the_same_metric_twice_is_refused_naming_the_first_row():
    good = rows()[0]
    found, _ = scored(table([good, good]))
    assert [(row.number, row.reason) for row in found.refused] == [(3, "ON_TIME đã có ở dòng 2")]


def test_the_exit_code_tells_all_taken_some_refused_and_unreadable(tmp_path, capsys):
    path = tmp_path / "f.csv"
    path.write_bytes(table([rows()[0] | {"metric": "NO_SUCH"}]))
    with pytest.raises(SystemExit) as stopped:
        call_command("index", "score", "--input", str(path), stdout=StringIO())
    assert stopped.value.code == 1
    path.write_text("unit_code,metric\nA,ON_TIME\n", encoding="utf-8")
    with pytest.raises(SystemExit) as stopped:
        call_command("index", "score", "--input", str(path))
    assert stopped.value.code == 2
    assert "Thiếu cột group, numerator, denominator, score" in capsys.readouterr().err
    with pytest.raises(SystemExit) as stopped:
        call_command("index", "score", "--input", str(tmp_path / "none.csv"))
    assert stopped.value.code == 2


def test_a_file_cut_in_the_middle_or_of_something_else_is_refused_whole():
    for data in (b"", b"\x89PNG\r\n\x00", b"PK\x03\x04cut"):
        with pytest.raises(BadFile):
            queries.read_file(data, "f.csv", queries.scale("portal_2026"))


def table(kept):
    text = StringIO()
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows(kept)
    return text.getvalue().encode()


def command(*words):
    out = StringIO()
    call_command("index", "score", *words, stdout=out)
    return json.loads(out.getvalue())
