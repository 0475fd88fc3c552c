"""A code means what it meant on its day; a wrong file writes nothing."""

import io
from datetime import UTC, date, datetime

import pytest
import xlsxwriter
from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.actors import SYSTEM
from motcua.kernel.audit.queries import events
from motcua.kernel.audit.services import StreamRef
from motcua.kernel.sheets import BadFile
from motcua.operate.codelists import queries, rules, services
from motcua.operate.codelists.models import CodeEdition
from tests.cast import Cast
from tests.html import check

NOW = datetime(2024, 2, 6, 8, tzinfo=UTC)
SHEET = "Mã,Tên,Mã cha\n01,Kinh,\n02,Tày,\n"
entries = st.builds(rules.Entry, code=st.from_regex(r"[0-9]{1,3}", fullmatch=True), name=st.text("ab", min_size=1))


def sound(response: HttpResponse) -> BeautifulSoup:
    """The page, once it is known to be good HTML."""
    assert check(response.content) == []
    return BeautifulSoup(response.content, "html.parser")


def bring(text: str | bytes, *, starts_on: date = date(2024, 1, 1), key: str = "dan_toc") -> services.Report:
    data = text.encode() if isinstance(text, str) else text
    return services.import_file(
        key=key, name="Dân tộc", data=data, file_name="dan-toc.csv", starts_on=starts_on, source="Quyết định thử",
        by=SYSTEM, now=NOW,
    )  # fmt: skip


@given(st.lists(entries, unique_by=lambda e: e.code), st.lists(entries, unique_by=lambda e: e.code))
def test_a_difference_leads_from_one_list_to_the_other(old: list[rules.Entry], new: list[rules.Entry]):
    told = rules.difference(old, new)
    codes = {e.code: e for e in old}
    for gone in told.removed:
        del codes[gone.code]
    codes |= {e.code: e for e in (*told.added, *(after for _, after in told.changed))}
    assert codes == {e.code: e for e in new}
    assert not rules.difference(new, new)


@pytest.mark.django_db
class TestShipped:
    def test_a_ward_is_found_on_its_day_and_districts_end_with_june_2025(self):
        first = services.load(NOW)
        again = services.load(NOW)
        assert first.created
        assert not again.created
        assert again.unchanged == first.created
        assert len(queries.codes("xa", date(2024, 2, 1))) == 139
        assert len(queries.codes("xa", date(2025, 4, 1))) == 132
        assert len(queries.codes("xa", date(2025, 7, 1))) == 65
        assert len(queries.codes("huyen", date(2025, 6, 30))) == 9
        assert queries.codes("huyen", date(2025, 7, 1)) == []
        assert next(row.name for row in queries.codes("xa", date(2024, 2, 1), parent="576")) == "Thị trấn Trường Sa"
        assert len(queries.codes("tinh", date(2026, 11, 1))) == 34

    def test_words_without_accents_find_a_place_and_those_that_begin_so_come_first(self):
        services.load(NOW)
        found = [row.name for row in queries.search("xa", "nha trang", date(2026, 1, 1))]
        assert "Phường Nha Trang" in found
        assert len(found) == 4
        assert queries.search("xa", "không có nơi này", date(2026, 1, 1)) == []

    def test_an_old_day_before_all_editions_takes_the_first_because_nothing_older_is_known(self):
        services.load(NOW)
        held = queries.edition("xa", date(2001, 1, 1))
        assert held is not None
        assert held.starts_on == date(2024, 2, 1)
        assert not held.exact

    def test_a_list_the_agency_has_edited_is_not_overwritten_by_the_shipped_one(self):
        services.load(NOW)
        bring("Mã,Tên\n56,Khác\n", key="tinh", starts_on=date(2027, 1, 1))
        assert services.load(NOW).kept == 1
        assert [row.name for row in queries.codes("tinh", date(2027, 2, 1))] == ["Khác"]


@pytest.mark.django_db
class TestImport:
    def test_a_new_edition_changes_nothing_of_what_a_code_meant_before(self):
        bring(SHEET)
        report = bring("Mã,Tên\n01,Kinh (Việt)\n03,Thái\n", starts_on=date(2025, 1, 1))
        assert report.difference is not None
        assert [e.code for e in report.difference.added] == ["03"]
        assert [e.code for e in report.difference.removed] == ["02"]
        assert queries.code("dan_toc", "01", date(2024, 6, 1)).name == "Kinh"
        assert queries.code("dan_toc", "01", date(2025, 6, 1)).name == "Kinh (Việt)"
        assert queries.code("dan_toc", "02", date(2025, 6, 1)) is None
        assert queries.code("dan_toc", "02").name == "Tày"
        assert [e.type for e in events(StreamRef("codelist", "dan_toc"))] == ["codelist.edition_recorded"] * 2

    def test_the_same_file_again_writes_nothing(self):
        bring(SHEET)
        assert bring(SHEET).unchanged
        assert CodeEdition.objects.count() == 1

    def test_one_wrong_row_refuses_the_file_and_names_each(self):
        report = bring("Mã,Tên,Từ ngày\n01,Kinh,\n01,Lặp,\nmã lạ,Tày,\n04,,\n05,Nùng,32/01/2024\n06,=1+1,\n")
        assert [row.row for row in report.refused] == [3, 4, 5, 6, 7]
        assert "đã có ở một dòng trên" in report.refused[0].reason
        assert not CodeEdition.objects.exists()

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("", "rỗng"),
            ("Mã,Tên\n", "không có dòng"),
            ("Cột,Khác\n1,2\n", "Không hiểu cột"),
            ("Mã,Mã,Tên\n1,2,3\n", "hai lần"),
            ("Tên\nKinh\n", "cột mã"),
            (b"\xff\xfe\x00", "UTF-8"),
            (b"PK\x03\x04broken", "XLSX"),
        ],
    )
    def test_a_file_of_another_kind_is_refused_with_words(self, text: str | bytes, words: str):
        with pytest.raises(BadFile, match=words):
            bring(text)
        assert not CodeEdition.objects.exists()

    @pytest.mark.parametrize("key", ["Dân tộc", "x", "1a", "a" * 41, "../etc"])
    def test_a_key_that_forms_could_not_name_is_refused(self, key: str):
        with pytest.raises(BadFile, match="Mã danh mục"):
            bring(SHEET, key=key)

    def test_a_spreadsheet_that_made_numbers_of_codes_still_gives_codes(self):
        book = io.BytesIO()
        with xlsxwriter.Workbook(book) as writer:
            sheet = writer.add_worksheet()
            sheet.write_row(0, 0, ["Mã", "Tên"])
            sheet.write_row(1, 0, [568, "Thành phố"])
        assert bring(book.getvalue()).taken == 1
        assert queries.code("dan_toc", "568") is not None


class TestPages:
    def test_an_officer_brings_in_a_list_and_sees_it(self, cast: Cast):
        client = cast.client("kiem")
        file = io.BytesIO(SHEET.encode())
        file.name = "dan-toc.csv"
        said = {
            "key": "dan_toc", "name": "Dân tộc", "source": "Quyết định thử", "file": file,
            "starts_on_day": "1", "starts_on_month": "1", "starts_on_year": "2024",
        }  # fmt: skip
        response = client.post(reverse("codelists:new"), said, follow=True)
        page = sound(response)
        assert "Đã ghi 2 mã" in page.get_text()
        assert "Tày" in page.get_text()
        found = sound(client.get(reverse("codelists:list", kwargs={"key": "dan_toc"}), {"q": "tay"}))
        assert "1 mã khớp" in found.get_text()

    def test_wrong_rows_come_back_with_what_was_typed(self, cast: Cast):
        file = io.BytesIO("Mã,Tên\n,Thiếu mã\n".encode())
        file.name = "sai.csv"
        said = {
            "key": "dan_toc", "name": "Dân tộc", "source": "Quyết định thử", "file": file,
            "starts_on_day": "1", "starts_on_month": "1", "starts_on_year": "2024",
        }  # fmt: skip
        response = cast.client("kiem").post(reverse("codelists:new"), said)
        assert response.status_code == 422
        page = sound(response)
        assert "chưa ghi gì" in page.get_text()
        assert page.find("input", {"name": "source"})["value"] == "Quyết định thử"
        assert not CodeEdition.objects.exists()

    def test_a_day_that_is_none_is_said_and_the_download_opens_in_a_spreadsheet(self, cast: Cast):
        services.load(NOW)
        client = cast.client("minh")
        address = reverse("codelists:list", kwargs={"key": "xa"})
        assert client.get(address, {"ngay": "hôm qua"}).status_code == 422
        sheet = client.get(address, {"ngay": "01/07/2025", "tai": "csv"})
        assert sheet.content.decode("utf-8-sig").splitlines()[0] == "Mã,Tên,Mã cha,Loại,Từ ngày,Đến ngày"
        assert len(sheet.content.decode().splitlines()) == 66
