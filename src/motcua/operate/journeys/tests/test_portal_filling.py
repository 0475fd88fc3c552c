"""Filling a form: by section, by question, on one page; rows moved and pasted; answers mended from the check."""

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from motcua.kernel.files.tests.samples import image, pdf
from motcua.operate.dossiers import queries as dossiers
from motcua.operate.eforms import queries as eforms
from motcua.operate.eforms.tests.samples import field
from motcua.operate.journeys.tests import forms, scenes
from motcua.operate.journeys.tests.browsing import upload

pytestmark = pytest.mark.django_db
ROW = {
    "hoc_sinh-0-ho_ten": "Trần Thị Mơ",
    "hoc_sinh-0-ngay_sinh_day": "2",
    "hoc_sinh-0-ngay_sinh_month": "3",
    "hoc_sinh-0-ngay_sinh_year": "2010",
}
TABLE = "STT\tHọ và tên học sinh\tNgày sinh\tGiới tính\n1\tLê Văn Tám\t1/2/2011\tnam\n2\tMai An\t31/2/2011\tNữ\n"


def answers(browser):
    return eforms.draft(browser.path.split("/")[2], browser.client.request().wsgi_request.user).answers


def names(browser):
    return [tag.get("value", "") for tag in browser.page.select("input[name$=-ho_ten]")]


def test_pages_say_where_one_stands_and_go_on_in_order(office, lan, tmp_path):
    forms.use(tmp_path)
    forms.begin(lan)
    assert lan.heading == "Trường"
    assert "Tờ khai: bước 1/2" in lan.text
    lan.press("Lưu và tiếp tục", ten_truong="Trường A")
    assert (lan.heading, "bước 2/2" in lan.text) == ("Danh sách học sinh", True)
    lan.follow("Bước trước")
    assert lan.heading == "Trường"


def test_save_and_go_on_later_keeps_what_is_wrong_too(office, lan, tmp_path):
    forms.use(tmp_path)
    forms.begin(lan).press("Lưu, làm sau", ghi_chu="Dở dang")
    assert "Đã lưu. Bạn có thể làm tiếp bất cứ lúc nào" in lan.text
    assert answers(lan)["ghi_chu"] == "Dở dang"


def test_one_question_a_page(office, lan, tmp_path):
    forms.use(tmp_path, pages="questions")
    forms.begin(lan)
    assert "bước 1/4" in lan.text
    assert [tag["name"] for tag in lan.page.select("main input[type=text]")] == ["ten_truong"]
    lan.press("Lưu và tiếp tục")
    assert (lan.status, "Hãy nhập «Tên trường»" in lan.errors) == (422, True)
    lan.press("Lưu và tiếp tục", ten_truong="Trường A")
    assert lan.page.select("input[name=cong_lap]")
    lan.press("Lưu và tiếp tục", cong_lap="on")
    assert lan.page.select("input[name=dia_ban]"), "the answer brought up a question, which has its page now"
    lan.press("Lưu và tiếp tục", dia_ban="Phường 1").press("Lưu và tiếp tục")
    assert lan.page.select("input[name='hoc_sinh-0-ho_ten']"), "a group stays together"
    lan.press("Lưu và tiếp tục", **ROW)
    assert answers(lan)["ten_truong"] == "Trường A"
    forms.finish(lan)
    assert lan.heading == "Kiểm tra lại trước khi nộp"
    lan.go(next(tag["href"] for tag in lan.page.select(".summary__change a") if "địa bàn" in tag.get_text()))
    assert [tag["name"] for tag in lan.page.select("main input[type=text]")] == ["dia_ban"]
    lan.press("Lưu và quay lại kiểm tra", dia_ban="Phường 2")
    assert lan.heading == "Kiểm tra lại trước khi nộp"
    assert "Phường 2" in lan.text


def test_everything_on_one_page(office, lan, tmp_path):
    forms.use(tmp_path, pages="single")
    forms.begin(lan)
    assert {tag.get_text() for tag in lan.page.select("main form h2")} >= {"Trường", "Danh sách học sinh"}
    lan.press("Thêm học sinh", ten_truong="Trường A", **ROW)
    assert names(lan) == ["Trần Thị Mơ", ""]
    assert answers(lan)["ten_truong"] == "Trường A"
    lan.press("Xoá học sinh 2").press("Lưu và tiếp tục", cong_lap="on")
    assert "có thêm câu hỏi" in lan.text
    lan.press("Lưu và tiếp tục", dia_ban="Phường 1")
    assert lan.path.endswith("/giay-to/")
    lan.follow("Các việc cần làm")
    assert lan.text.count("Tờ khai") == 1


def test_rows_are_moved_and_taken_off_without_a_script(office, lan, tmp_path):
    forms.use(tmp_path)
    forms.begin(lan).press("Lưu và tiếp tục", ten_truong="Trường A")
    assert lan.page.select("table.fill")
    lan.press("Thêm học sinh", **{"hoc_sinh-0-ho_ten": "A"}).press("Thêm học sinh", **{"hoc_sinh-1-ho_ten": "B"})
    lan.press("Lên học sinh 2", **{"hoc_sinh-2-ho_ten": "C"})
    assert names(lan) == ["B", "A", "C"]
    lan.press("Xuống học sinh 1")
    assert names(lan) == ["A", "B", "C"]
    lan.press("Xoá học sinh 2")
    assert names(lan) == ["A", "C"]


def test_a_table_is_pasted_looked_at_and_taken(office, lan, tmp_path):
    forms.use(tmp_path)
    forms.begin(lan).press("Lưu và tiếp tục", ten_truong="Trường A")
    lan.press("Đọc bảng", **ROW | {"_paste-hoc_sinh": TABLE})
    assert "Đọc được 2 dòng" in lan.text
    assert "Dòng 2, cột “Ngày sinh”" in lan.text
    assert names(lan) == ["Trần Thị Mơ"], "nothing is taken before it was looked at, nothing typed is lost"
    lan.press("Thêm 2 dòng vào tờ khai")
    assert names(lan) == ["Trần Thị Mơ", "Lê Văn Tám", "Mai An"]
    assert lan.status == 422
    assert "không có ngày 31/2/2011" in lan.errors
    assert lan.page.select_one("[name='hoc_sinh-1-gioi'] option[selected]")["value"] == "Nam"
    lan.press("Lưu và tiếp tục", **{"hoc_sinh-2-ngay_sinh_day": "28"})
    assert lan.path.endswith("/giay-to/")


def test_more_rows_than_fit_are_told_and_replace_only_when_asked(office, lan, tmp_path):
    forms.use(tmp_path)
    forms.begin(lan).press("Lưu và tiếp tục", ten_truong="Trường A")
    many = "\n".join(f"Em {number}\t1/2/2011\tNam" for number in range(1, 7))
    lan.press("Đọc bảng", **ROW | {"_paste-hoc_sinh": many})
    assert "Đọc được 4 dòng" in lan.text
    assert "nhiều dòng hơn mức" in lan.text
    assert not [tag for tag in lan.page.find_all("button") if "vào tờ khai" in tag.get_text()]
    lan.press("Thay các dòng đang có bằng 4 dòng này")
    assert names(lan) == ["Em 1", "Em 2", "Em 3", "Em 4"]


def test_the_rows_are_fetched_as_a_table_and_pasted_back(office, lan, tmp_path):
    forms.use(tmp_path)
    forms.begin(lan).press("Lưu và tiếp tục", ten_truong="Trường A").press("Thêm học sinh", **ROW)
    address = next(tag["href"] for tag in lan.page.find_all("a") if "Tải bảng mẫu" in tag.get_text())
    sheet = lan.client.get(address)
    text = sheet.content.decode("utf-8-sig")
    assert text.startswith("Họ và tên học sinh\tNgày sinh\tGiới tính\nTrần Thị Mơ\t02/03/2010\t")
    assert "attachment" in sheet["Content-Disposition"]
    lan.press("Đọc bảng", **{"_paste-hoc_sinh": text}).press("Thay các dòng")
    assert names(lan) == ["Trần Thị Mơ"]


def test_answers_known_from_another_step_say_so_until_they_are_changed(office, lan, tmp_path):
    sections = [{"key": "a", "title": "Người", "fields": [field("ten", label="Tên", prefill="filer.full_name")]}]
    forms.use(tmp_path, sections=sections)
    forms.begin(lan)
    assert "Đã điền sẵn từ thông tin người nộp" in lan.text
    lan.press("Lưu, làm sau", ten="Tên khác")
    lan.follow("Người")
    assert "Đã điền sẵn" not in lan.text


def test_an_answer_of_the_earlier_dossier_is_offered_and_what_was_asked_can_be_read(office, lan, tmp_path):
    fields = [field("lop", label="Lớp", prefill="earlier.lop", required=True, help="Lớp đang học", clause="Điều 1")]
    forms.use(tmp_path, sections=[{"key": "a", "title": "Lớp học", "fields": fields}])
    forms.begin(lan).press("Lưu và tiếp tục", lop="9A")
    forms.finish(lan).press("Nộp hồ sơ", declared="on")
    dossier = dossiers.mine(account=lan.client.request().wsgi_request.user).rows[0]
    lan.go(reverse("journeys:filed-form", args=[dossier.pk]))
    assert "Lớp đang học" in lan.text
    assert "Căn cứ: Điều 1" in lan.text
    assert "còn nguyên như lúc gửi" in lan.text
    desk = office.client("minh").get(reverse("journeys:work", args=[dossier.pk])).content.decode()
    assert "còn nguyên như lúc gửi" in desk
    forms.begin(lan)
    assert lan.page.find("input", attrs={"name": "lop"})["value"] == "9A"
    assert "Đã điền sẵn từ hồ sơ trước của bạn" in lan.text


def test_a_question_takes_files_and_the_dossier_gets_them(office, lan, tmp_path):
    sections = [{"key": "a", "title": "Giấy", "fields": [field("anh", "file", label="Ảnh thẻ", required=True)]}]
    forms.use(tmp_path, sections=sections)
    forms.begin(lan).press("Lưu và tiếp tục")
    assert "Hãy" in lan.errors
    lan.press(
        "Lưu và tiếp tục", {"anh": [upload("the.jpg", image()), upload("kem.pdf", pdf()), upload("x.exe", b"MZ")]}
    )
    assert "x.exe" in lan.page.get_text()
    assert "the.jpg" in lan.text
    lan.press("Bỏ tệp kem.pdf")
    assert "kem.pdf" not in lan.text
    lan.press("Lưu và tiếp tục")
    forms.finish(lan).press("Nộp hồ sơ", declared="on")
    assert lan.heading == "Chúng tôi đã nhận hồ sơ của bạn", lan.errors
    dossier = dossiers.for_work(dossiers.mine(account=lan.client.request().wsgi_request.user).rows[0].pk)
    paper = dossier.papers.get(name="Ảnh thẻ")
    assert paper.file_name == "Ảnh chụp, 1 trang.pdf"


def test_every_answer_shown_is_in_the_printed_form(office, lan, tmp_path):
    forms.use(tmp_path)
    forms.begin(lan).press("Lưu và tiếp tục", ten_truong="Trường Tiểu học Phước Tân", ghi_chu="Dòng 1\r\nDòng 2")
    lan.press("Lưu và tiếp tục", **ROW)
    forms.finish(lan)
    shown = [tag.get_text("\n") for tag in lan.page.select("main section dd:not(.summary__change)")]
    assert "Trần Thị Mơ" in shown
    draft = lan.client.get(link(lan, "như bản in"))
    assert "Bản nháp, chưa nộp" in printed(draft)
    lan.press("Nộp hồ sơ", declared="on")
    sent = lan.client.get(link(lan, "Tờ khai đã gửi"))
    for words in ("Trường Tiểu học Phước Tân", "Dòng 1", "Dòng 2", "Trần Thị Mơ", "02/03/2010", "Kính gửi"):
        assert words in printed(sent), words
    dossier = dossiers.mine(account=lan.client.request().wsgi_request.user).rows[0]
    word = lan.client.get(reverse("journeys:filed-print", args=[dossier.pk, "docx"]))
    assert word.content.startswith(b"PK")
    assert lan.client.get(reverse("journeys:filed-print", args=[dossier.pk, "exe"])).status_code == 404


def link(browser, words: str) -> str:
    return next(tag["href"] for tag in browser.page.find_all("a") if words in tag.get_text())


def printed(response) -> str:
    assert response["Content-Type"] == "application/pdf", response.status_code
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages)
    return " ".join(text.split())


def test_a_page_that_is_not_there_is_not_there(office, lan):
    draft = scenes.draft(office)
    assert lan.go(reverse("journeys:section", args=[draft.pk, "khong-co"])).status == 404
    assert lan.client.post(reverse("journeys:section", args=[draft.pk, "khong-co"])).status_code == 404
    assert lan.client.get(reverse("journeys:section-table", args=[draft.pk, "van_bang"])).status_code == 404
