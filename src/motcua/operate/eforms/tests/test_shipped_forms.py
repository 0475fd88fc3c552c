"""The starter forms: valid, complete against their official source, and answerable by a person."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from motcua.operate.eforms import rules
from motcua.operate.eforms.tests.official_fields import LABELS, OFFICIAL

FILES = sorted((settings.DATA_DIR / "eforms").glob("*.json"))
TODAY = date(2024, 7, 20)


def load(key: str) -> rules.Definition:
    return rules.parse(json.loads((settings.DATA_DIR / "eforms" / f"{key}.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_shipped_form_is_valid(path: Path) -> None:
    data = json.loads(path.read_text(encoding="utf-8"))
    assert rules.check_definition(data, codelists={"tinh", "huyen", "xa"}) == []
    assert [problem for problem in rules.review_definition(data) if problem.severity == "error"] == []
    assert data["key"] == path.stem
    assert data["source"]


@pytest.mark.parametrize("key", sorted(OFFICIAL))
def test_every_official_question_is_there_and_marked(key: str) -> None:
    form = load(key)
    official = {field.key for _, field in form.fields() if field.origin == "official"}
    official |= {section.key for section in form.sections if section.repeat}
    assert official == set(OFFICIAL[key])
    name, label = LABELS[key]
    assert label in {field.label for _, field in form.fields() if field.key == name}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_answers_and_endless_answers_both_give_errors_in_words(path: Path) -> None:
    form = load(path.stem)
    endless = {field.key: "x" * 30_000 for _, field in form.fields()}
    for raw in ({}, endless):
        found = rules.evaluate(form, raw, today=TODAY)
        assert found.errors
        assert all(error.message.startswith(("Hãy ", "«")) and error.message.endswith(".") for error in found.errors)


def test_each_procedure_has_one_form() -> None:
    codes = [code for path in FILES for code in load(path.stem).procedures]
    assert len(codes) == len(set(codes)) >= 12


def test_an_owner_asks_for_a_certified_copy_with_four_answers() -> None:
    """Only what the diploma is and how many copies: who asks was said at another step."""
    form = load("cap_ban_sao_van_bang_tu_so_goc")
    known = {
        "filer.is_owner": True,
        "filer.full_name": "Trần Thị Lan",
        "filer.phone": "0905123456",
        "owner.kind": "person",
    }
    answers = rules.prefilled(form, rules.defaults(form), known)
    assert answers["requestQty"] == 1
    answers |= {"Duoccap": "Bằng tốt nghiệp THPT", "thongtinkhac": "Trường A, năm 2006"}
    found = rules.evaluate(form, answers, today=TODAY)
    assert (found.errors, found.faults) == ((), ())
    assert found.values["lienhe"] == "0905123456;"
    assert found.values["sogoc"] is True
    assert not {"quan_he", "lydo", "ownerTaxCode"} & found.visible


def test_who_files_for_another_is_asked_how_they_are_related() -> None:
    form = load("cap_ban_sao_van_bang_tu_so_goc")
    answers = rules.prefilled(form, {}, {"filer.is_owner": False, "owner.full_name": "Trần Thị Lan"})
    found = rules.evaluate(form, answers, today=TODAY)
    assert "quan_he" in {error.path for error in found.errors}
    assert found.values["chu_van_bang"] == "Trần Thị Lan"


def test_remarking_counts_subjects_and_dates_itself() -> None:
    form = load("phuc_khao_thi_tot_nghiep_thpt")
    rows = [{"mon_thi": "Toán", "diem_bai_thi": "7,25"}, {"mon_thi": "Tiếng Anh", "diem_bai_thi": "11"}]
    found = rules.evaluate(form, {"bai_thi": rows, "cam_doan": "on"}, today=TODAY)
    assert found.values["ngay_lap"] == "2024-07-20"
    assert [row["stt"] for row in found.values["bai_thi"]] == [1, 2]
    assert {"bai_thi-1-diem_bai_thi", "ho_ten", "so_bao_danh"} <= {error.path for error in found.errors}


@pytest.mark.parametrize(
    ("prizes", "points"),
    [
        ({}, None),
        ({"giai_hsg": "Nhì tỉnh", "giai_hsg_diem": "1.5"}, 1.5),
        ({"giai_hsg": "Ba tỉnh", "giai_hsg_diem": "1.0", "giai_khac": "HC Vàng", "giai_khac_diem": "2.0"}, 2.0),
    ],
)
def test_only_the_highest_prize_counts(prizes: dict[str, Any], points: float | None) -> None:
    """Phụ lục III, Thông tư 24/2024/TT-BGDĐT: nhiều giải thì chỉ lấy giải cao nhất."""
    form = load("xet_cong_nhan_tot_nghiep_thpt")
    assert rules.evaluate(form, prizes, today=TODAY).values.get("diem_khuyen_khich") == points


def test_transfer_to_the_same_school_is_noticed() -> None:
    form = load("chuyen_truong_thpt")
    found = rules.evaluate(form, {"kinh_gui_truong_di": "THPT A", "kinh_gui_truong_den": "THPT A"}, today=TODAY)
    assert "Trường đến phải khác trường đi. Hãy xem lại tên hai trường." in [error.message for error in found.errors]


def test_the_two_forms_of_our_own_say_so_and_rest_on_clauses() -> None:
    for key in ("chinh_sua_noi_dung_van_bang", "dang_ky_hoc_cu_tuyen"):
        form = load(key)
        assert form.ours.startswith("Toàn bộ tờ này do đơn vị soạn")
        assert {field.origin for _, field in form.fields()} == {"ours"}
        assert all(field.clause for _, field in form.fields() if field.typed)


def test_forms_whose_source_was_cut_say_so() -> None:
    for key in ("dang_ky_du_thi_tot_nghiep_thpt", "ho_tro_chi_phi_hoc_tap_nd81"):
        assert load(key).completeness == "partial"
        assert load(key).note.startswith("Chưa đầy đủ")


def test_a_diploma_is_corrected_item_by_item() -> None:
    form = load("chinh_sua_noi_dung_van_bang")
    answers = {
        "ten_van_bang": "Bằng tốt nghiệp THPT",
        "so_hieu": "A 123456",
        "nam_cap": "2006",
        "noi_cap": "Sở",
        "thay_doi": [
            {"muc_sua": "ho_ten", "dang_ghi": "Trần Thi Lan", "sua_thanh": "Trần Thị Lan"},
            {"muc_sua": "khac", "dang_ghi": "Khá", "sua_thanh": "Khá"},
        ],
        "ly_do": "cai_chinh",
        "trich_luc_so": "12/TLKS",
        "trich_luc_ngay": "1/3/2024",
        "cam_doan": "on",
    }
    found = rules.evaluate(form, answers, today=TODAY)
    assert [error.path for error in found.errors] == ["thay_doi-1-muc_khac", "thay_doi-1-sua_thanh"]
    assert found.values["so_noi_dung"] == 2
    assert {"trich_luc"} <= found.visible
    assert not {"giay_khai_sinh", "ly_do_khac"} & found.visible


def test_an_address_of_an_application_for_cadre_study_is_read_with_its_unit() -> None:
    form = load("dang_ky_hoc_cu_tuyen")
    units = {("xa", "22522"): "Xã Mẫu, tỉnh Mẫu"}
    answers = {
        "noi_thuong_tru": {"line": "Thôn 3", "unit": "22522"},
        "thuong_tru_tu": "1/7/2015",
        "ket_qua_hoc_tap": [{"lop": "10", "diem_tb": "7"}, {"lop": "11", "diem_tb": "8,5"}],
    }
    found = rules.evaluate(form, answers, today=TODAY, lookup=lambda key, code, on: units.get((key, code)))
    assert found.words["noi_thuong_tru"] == "Thôn 3, Xã Mẫu, tỉnh Mẫu"
    assert found.values["noi_thuong_tru"] == {"line": "Thôn 3", "unit": "22522", "on": "2024-07-20"}
    assert (found.values["so_nam_thuong_tru"], found.values["diem_tb_cac_nam"]) == (9, 7.75)
