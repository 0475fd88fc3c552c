"""The pages of the plan, as HTML."""

from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from motcua.steer.plans import queries, services
from motcua.steer.plans.models import Completion, PlanItem

from .seed import SEED

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(cast, now):
    services.load_starter(now=now)
    return queries.plan()


def soup(response, status: int = 200) -> BeautifulSoup:
    assert response.status_code == status
    return BeautifulSoup(response.content, "html.parser")


def words(page) -> str:
    return " ".join(page.get_text(" ").split())


def item_url(code: str, kind: str = "task") -> str:
    return reverse("plans:item", args=[PlanItem.objects.get(kind=kind, code=code).pk])


def test_officials_see_tasks_by_section_with_their_gaps(plan, cast):
    page = soup(cast.client("hoa").get(reverse("plans:plan")))
    captions = [caption.get_text() for caption in page.select("#nhiem-vu caption")]
    assert captions == ["II. NỘI DUNG, NHIỆM VỤ CỤ THỂ", "III. TỔ CHỨC THỰC HIỆN"]
    assert len(page.select("#nhiem-vu tbody tr")) == 25
    assert "cần bổ sung: đơn vị chủ trì, thời hạn, sản phẩm" in words(page)


def test_every_target_stands_with_its_live_value_or_says_why_not(plan, cast):
    page = soup(cast.client("hoa").get(reverse("plans:plan")))
    rows = page.select("#chi-tieu tbody tr")
    assert len(rows) == 12
    assert all("chưa có" in words(row).lower() or "không phát sinh" in words(row).lower() for row in rows)


@pytest.mark.parametrize("gap", ["any", "owner", "deadline", "product"])
def test_a_filter_shows_as_many_tasks_as_its_tab_says(plan, cast, gap):
    page = soup(cast.client("hoa").get(reverse("plans:plan"), {"thieu": gap}))
    count = int(page.select_one(".tabs__tab[aria-current] .tabs__count").get_text())
    assert len(page.select("#nhiem-vu tbody tr")) == count > 0


def test_without_a_plan_the_page_says_what_to_do(cast):
    assert "Chưa có kế hoạch nào" in words(soup(cast.client("kiem").get(reverse("plans:plan"))))
    assert "Chưa có kế hoạch được công khai" in words(soup(cast.client().get(reverse("plans:public"))))


def test_the_focal_point_completes_a_task(plan, cast):
    client = cast.client("kiem")
    data = {"owner": "sgddt-vp", "coordinators": ["sgddt-ttra"], "deadline_day": "30", "deadline_month": "11",
            "deadline_year": "2024", "product": "Báo cáo kết quả", "seen": "0", "command_id": "c-1"}  # fmt: skip
    response = client.post(item_url("II.1.b-1"), data, follow=True)
    page = soup(response)
    row = page.find(id=f"muc-{PlanItem.objects.get(kind='task', code='II.1.b-1').pk}")
    assert "Văn phòng Sở" in words(row)
    assert "30/11/2024" in words(row)
    assert "cần bổ sung" not in words(row)


def test_sending_the_form_twice_keeps_one_completion(plan, cast):
    client = cast.client("kiem")
    for _ in range(2):
        client.post(item_url("II.1.b-1"), {"owner": "sgddt-vp", "seen": "0", "command_id": "c-1"})
    assert Completion.objects.count() == 1


def test_saving_without_a_change_keeps_nothing(plan, cast):
    page = cast.client("kiem").post(item_url("II.1.a-1"), {"product": "danh mục TTHC thực hiện trên địa bàn tỉnh",
                                    "recurrence": "thuong_xuyen", "seen": "0"}, follow=True)  # fmt: skip
    assert "không có gì thay đổi" in words(soup(page))
    assert not Completion.objects.exists()


def test_an_impossible_day_comes_back_with_what_was_typed(plan, cast):
    data = {"deadline_day": "31", "deadline_month": "2", "deadline_year": "2024", "product": "Báo cáo", "seen": "0"}
    page = soup(cast.client("kiem").post(item_url("II.1.b-1"), data), 422)
    assert "Không có ngày 31/2/2024" in words(page)
    assert page.select_one("textarea[name=product]").get_text().strip() == "Báo cáo"


def test_a_year_out_of_reach_is_refused_by_the_service_and_shown(plan, cast):
    data = {"deadline_day": "1", "deadline_month": "1", "deadline_year": "2019", "seen": "0"}
    page = soup(cast.client("kiem").post(item_url("II.1.b-1"), data), 422)
    assert "nằm ngoài các năm 2024 đến 2026" in words(page)


def test_an_unknown_unit_is_refused(plan, cast):
    soup(cast.client("kiem").post(item_url("II.1.b-1"), {"owner": "khong-co", "seen": "0"}), 422)
    assert not Completion.objects.exists()


def test_other_officials_read_and_cannot_write(plan, cast):
    client = cast.client("hoa")
    assert soup(client.get(item_url("II.1.b-1"))).select_one("main form") is None
    assert client.post(item_url("II.1.b-1"), {"owner": "sgddt-vp"}).status_code == 403


def test_a_heading_and_a_purpose_offer_no_form(plan, cast):
    client = cast.client("kiem")
    assert soup(client.get(item_url("II.1"))).select_one("main form") is None
    assert soup(client.get(item_url("I.1.a", "purpose"))).select_one("main form") is None


def test_an_edit_is_flagged_after_the_text_changed_until_it_is_confirmed(plan, cast, now):
    client = cast.client("kiem")
    client.post(item_url("II.1.a-2"), {"owner": "sgddt-vp", "seen": "0"})
    changed = SEED.replace("các bất cập", "mọi bất cập")
    upload = SimpleUploadedFile("moi.txt", changed.encode(), "text/plain")
    report = words(soup(client.post(reverse("plans:import"), {"file": upload})))
    assert "Mục cập nhật 1" in report
    page = soup(client.get(item_url("II.1.a-2")))
    assert "Văn bản đã đổi sau khi bổ sung" in words(page)
    seen = page.select_one("input[name=seen]")["value"]
    client.post(item_url("II.1.a-2"), {"keep": "1", "seen": seen, "command_id": "c-9"})
    assert "Văn bản đã đổi" not in words(soup(client.get(item_url("II.1.a-2"))))


@pytest.mark.parametrize(("data", "why"), [(b"", "trống"), (b"%PDF-1.7", "tệp PDF"), (b"xin chao", "không giống")])
def test_a_file_that_is_no_plan_is_refused_on_the_page(cast, data, why):
    upload = SimpleUploadedFile("tep.txt", data, "text/plain")
    page = soup(cast.client("kiem").post(reverse("plans:import"), {"file": upload}), 422)
    assert why in words(page)


def test_the_text_page_says_how_each_line_was_read(plan, cast, now):
    services.import_plan(SEED.replace("Tối thiểu 45%", "nhiều"), by=cast.actor("kiem"), now=now, name="x.txt")
    page = soup(cast.client("hoa").get(reverse("plans:text")))
    assert "không đọc được chỉ tiêu «nhiều»" in words(page.find(id="dong-126"))
    assert "Ý II.1.a-1" in words(page.find(id="dong-45"))


def test_the_workbook_holds_tasks_and_targets(plan, cast):
    book = load_workbook(BytesIO(cast.client("hoa").get(reverse("plans:export")).content))
    assert [sheet.max_row for sheet in book] == [26, 13]
    assert book["Nhiệm vụ"]["A2"].value == "II.1"


def test_a_product_that_looks_like_a_formula_stays_text_in_the_workbook(plan, cast, now):
    item = PlanItem.objects.get(kind="task", code="II.1")
    item = PlanItem.objects.get(kind="task", code="II.1.a-1")
    services.complete(item=item, field="product", value="=1+1", by=cast.actor("kiem"), now=now)
    book = load_workbook(BytesIO(cast.client("hoa").get(reverse("plans:export")).content))
    cells = [cell for row in book["Nhiệm vụ"].iter_rows() for cell in row if cell.value == "=1+1"]
    assert [cell.data_type for cell in cells] == ["s"]


def test_the_public_page_speaks_plainly_and_offers_nothing_to_edit(plan, cast):
    response = cast.client().get(reverse("plans:public"))
    page = soup(response)
    assert "Cơ quan đặt ra 12 chỉ tiêu cho năm 2024" in words(page)
    assert page.select_one("main form") is None
    assert len(response.content) < 100_000


def test_the_print_page_has_everything_on_one_sheet(plan, cast):
    page = soup(cast.client("hoa").get(reverse("plans:sheet")))
    assert len(page.select("tbody tr")) == 25 + 12


@pytest.mark.parametrize("name", ["plan", "text", "sheet", "public"])
def test_pages_have_one_heading_unique_ids_and_no_inline_style(plan, cast, name):
    page = soup(cast.client("kiem").get(reverse(f"plans:{name}")))
    ids = [tag["id"] for tag in page.select("[id]")]
    assert len(page.select("h1")) == 1
    assert len(ids) == len(set(ids))
    assert not page.select("[style], style, script:not([src])")


def test_nobody_is_asked_for_a_plan_of_a_year_that_has_none(plan, cast):
    page = soup(cast.client("hoa").get(reverse("plans:plan"), {"nam": "1999"}))
    assert "Chưa có kế hoạch nào" in words(page)
