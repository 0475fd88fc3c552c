"""Desk pages beside the editor: law, papers, decentralisation; the public difference; the verbs of the command."""

import io
import json

import openpyxl
import pytest
from django.core.management import call_command

from motcua.operate.catalogue import queries, rules
from motcua.operate.catalogue.tests.building import keep

pytestmark = pytest.mark.django_db
CODE = "9.000001"
BASIS = (rules.LegalBasis("10/2026/TT-BGDĐT", "Quy chế văn bằng"),)
PAPERS = (rules.Component("TP1", "Đơn", clause="Điều 5"), rules.Component("TP2", "=Bản sao giấy khai sinh"))


@pytest.fixture(autouse=True)
def procedure(cast):
    keep(CODE, "2021", name="Thủ tục thử", competent="department", components=PAPERS[:1])
    return keep(CODE, "2026", name="Thủ tục thử", competent="department", components=PAPERS, legal_bases=BASIS)


def page(cast, address, who="hoa"):
    response = (cast.client(who) if who else cast.client()).get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_anybody_reads_what_changed_between_two_versions(cast):
    shown = page(cast, f"/thu-tuc/{CODE}/so-sanh/1/2/", None)
    assert "giấy khai sinh" in shown
    assert "10/2026/TT-BGDĐT" in shown
    assert cast.client().get(f"/thu-tuc/{CODE}/so-sanh/1/9/").status_code == 404


def test_officials_read_what_has_no_clause_and_what_a_law_touches(cast):
    assert "giấy khai sinh" in page(cast, f"/lam-viec/thu-tuc/can-cu/?ma={CODE}")
    assert "10/2026/TT-BGDĐT" in page(cast, "/lam-viec/thu-tuc/van-ban-phap-luat/")
    found = page(cast, "/lam-viec/thu-tuc/van-ban-phap-luat/?so=10/2026/TT-BGD%C4%90T")
    assert "Căn cứ pháp lý của thủ tục" in found
    assert "Đơn" in found
    assert "Không có gì dựa trên" in page(cast, "/lam-viec/thu-tuc/van-ban-phap-luat/?so=1/1999/X")


def test_a_suggested_paper_is_confirmed_and_leaves_for_excel(cast):
    kiem = cast.client("kiem")
    address = f"/lam-viec/thu-tuc/{CODE}/giay-to/TP2/"
    assert address in page(cast, "/lam-viec/thu-tuc/giay-to-da-co/?xem=suggested", "kiem")
    assert address not in page(cast, "/lam-viec/thu-tuc/giay-to-da-co/?xem=suggested")
    assert kiem.post(address, {"held_by": "other", "note": ""}).status_code == 422
    assert kiem.post(address, {"held_by": "population", "note": "Tra cứu theo số định danh"}).status_code == 302
    assert "giấy khai sinh" in page(cast, "/lam-viec/thu-tuc/giay-to-da-co/")
    book = openpyxl.load_workbook(io.BytesIO(kiem.get("/lam-viec/thu-tuc/giay-to-da-co.xlsx").content))
    row = next(iter(book.active.iter_rows(min_row=2)))
    assert [cell.value for cell in row][:5] == [CODE, "Thủ tục thử", "TP2", "=Bản sao giấy khai sinh", "nên bỏ"]
    assert {cell.data_type for cell in row} == {"s"}


def test_an_option_of_decentralisation_is_recorded_and_followed(cast):
    kiem, address = cast.client("kiem"), f"/lam-viec/thu-tuc/{CODE}/phan-cap/"
    assert CODE in page(cast, "/lam-viec/thu-tuc/phan-cap/")
    option = {
        "decision": "1015/QĐ-TTg", "from_level": "province", "to_level": "province",
        "decided_on_day": "30", "decided_on_month": "8", "decided_on_year": "2022",
        "due_on_day": "31", "due_on_month": "12", "due_on_year": "2023",
    }  # fmt: skip
    wrong = kiem.post(address, option)
    assert wrong.status_code == 422
    assert "Cấp nhận phải khác cấp giao" in wrong.content.decode()
    assert kiem.post(address, {**option, "to_level": "commune"}).status_code == 302
    shown = page(cast, "/lam-viec/thu-tuc/phan-cap/?xem=late")
    assert "1015/QĐ-TTg" in shown
    assert "Quá hạn" in shown
    assert len(queries.decentralisation(CODE)) == 1


def run(*words):
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("catalogue", *words, stdout=out, stderr=err)
    except SystemExit as stop:
        return stop.code, out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def test_diff_is_readable_and_a_script_reads_it_too():
    code, out, _ = run("diff", CODE, "1", "2")
    assert code == 0
    assert "+ thêm: TP2: =Bản sao giấy khai sinh" in out
    answer = json.loads(run("diff", CODE, "1", "live", "--json")[1])
    assert [part["part"] for part in answer["parts"]] == ["components", "legal_bases"]
    assert "không có gì khác nhau" in run("diff", CODE, "2", "2")[1]
    code, _, err = run("diff", CODE, "1", "9")
    assert (code, "không có văn bản '9'" in err) == (2, True)


def test_orphans_and_touched_print_json():
    found = json.loads(run("orphans", "--json")[1])
    assert set(found) == {"components", "fields", "steps"}
    assert {"procedure": CODE, "code": "TP2", "place": "components[1]", "name": "=Bản sao giấy khai sinh"} in found[
        "components"
    ]
    assert run("orphans", "9.999999")[0] == 2
    answer = json.loads(run("touched", "10/2026/TT-BGDĐT", "--json")[1])
    assert [row["part"] for row in answer["procedures"][0]["rows"]] == ["legal_bases", "components"]
    assert run("touched", "1/1999/X")[0] == 1
    assert "TP2" in run("orphans", CODE)[1]
