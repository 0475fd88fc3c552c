"""What the public reads of a closed month: pages, files, feed and panel, with small counts hidden everywhere."""

import csv
import io
import json
import tempfile
from xml.etree import ElementTree

import duckdb
import pytest
from django.urls import reverse

from motcua.measure.disclosure.tests.stage import MARCH, march, restated

pytestmark = pytest.mark.django_db


@pytest.fixture
def public(cast):
    return cast.client()


def page(number=1):
    return reverse("disclosure:edition", args=[MARCH, number])


def file(name, form, number=1):
    return reverse("disclosure:file", args=[MARCH, number, name, form])


def rows(answer):
    return list(csv.DictReader(io.StringIO(answer.content.decode())))


def typed(answer):
    """The rows of a Parquet file as a reader of such files meets them."""
    with tempfile.NamedTemporaryFile(suffix=".parquet") as kept, duckdb.connect() as engine:
        kept.write(answer.content)
        kept.flush()
        read = engine.execute("SELECT * FROM read_parquet(?)", [kept.name])
        names = [column[0] for column in read.description]
        return [dict(zip(names, row, strict=True)) for row in read.fetchall()]


def test_the_page_shows_units_ranking_and_ratings_and_hides_what_is_small(public):
    march()
    text = public.get(page()).text
    assert "Xếp hạng đúng hạn" in text
    assert "Bộ chỉ số phục vụ người dân" in text
    assert "18 trên 18 phiếu" in text
    assert "Ít phiếu" in text
    assert ">ẩn<" in text
    assert len(public.get(page()).content) < 100_000


def test_files_hide_what_the_page_hides_and_say_so(public):
    march()
    found = {row["don_vi"]: row for row in rows(public.get(file("don-vi", "csv")))}
    assert found["sgddt-qlcl"]["tre_han"] == ""
    assert "tre_han" in found["sgddt-qlcl"]["an"].split()
    assert found["sgddt-vp"]["da_xong"] in ("", "15")
    said = json.loads(public.get(file("don-vi", "json")).content)
    assert (said["ky"], said["lan_chot"]) == (MARCH, 1)
    by_json = {row["don_vi"]: row["tre_han"] for row in said["dong"]}
    assert by_json["sgddt-qlcl"] is None


def test_every_dataset_of_the_month_comes_in_every_form_and_matches_its_dictionary(public):
    march()
    for one in public.get(reverse("disclosure:dictionary")).json()["bo_du_lieu"]:
        name, types = one["bo_du_lieu"], {column["ten"]: column["kieu"] for column in one["cot"]}
        wanted = list(types)
        answer = public.get(file(name, "csv"))
        assert answer.status_code == 200, name
        assert answer["Content-Type"].startswith("text/csv")
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert list(rows(answer)[0]) == wanted
        said = public.get(file(name, "json")).json()["dong"]
        assert list(said[0]) == wanted
        for row in said:  # a decimal is text in JSON
            row.update({key: float(row[key]) for key in types if types[key] == "decimal" and row[key] is not None})
        assert typed(public.get(file(name, "parquet"))) == said


def test_a_parquet_file_of_an_edition_is_the_same_every_time(public):
    march()
    first, again = (public.get(file("don-vi", "parquet")) for _ in range(2))
    assert first["Content-Type"] == "application/vnd.apache.parquet"
    assert first.content[:4] == b"PAR1"
    assert first.content == again.content


def test_the_catalogue_offers_every_form_of_a_file(public):
    march()
    found = public.get(reverse("disclosure:catalogue")).json()["dcat:dataset"]
    assert [{one["dct:title"] for one in each["dcat:distribution"]} for each in found] == [
        {"CSV", "JSON", "PARQUET"} for _ in found
    ]
    assert found


@pytest.mark.parametrize("path", ["chi-tieu.xls", "la.csv", "chi-tieu."])
def test_a_file_that_does_not_exist_is_not_found(public, path):
    march()
    assert public.get(f"{page()}{path}").status_code == 404


def test_a_restated_month_stands_beside_the_first_and_the_first_stays_as_it_was(public):
    march()
    before = public.get(file("don-vi", "csv")).content
    restated()
    assert public.get(file("don-vi", "csv")).content == before
    old, new = public.get(page(1)).text, public.get(page(2)).text
    assert "chốt lại lần 2" in old
    assert "Trường gửi sổ muộn" in new
    assert "Lần 1" in new
    hidden = [{row["don_vi"]: row["an"] for row in rows(public.get(file("don-vi", "csv", n)))} for n in (1, 2)]
    assert hidden[0] == hidden[1]


def test_no_page_and_no_file_names_a_dossier(public):
    from motcua.measure.facts import queries as facts

    march()
    ids = [str(one.pk) for one in facts.dossiers()] + [one.code for one in facts.dossiers()]
    addresses = [page(), *(file(name, "json") for name in ("chi-tieu", "don-vi", "danh-gia", "chi-so-766"))]
    for address in addresses:
        text = public.get(address).text
        assert not any(one in text for one in ids)


def test_a_quarter_tells_nothing_by_unit(public):
    from motcua.measure.editions.tests.closing import closed

    march()
    closed("2024-Q1")
    quarter = reverse("disclosure:edition", args=["2024-Q1", 1])
    assert "Xếp hạng" not in public.get(quarter).text
    assert public.get(f"{quarter}don-vi.csv").status_code == 404
    assert public.get(f"{quarter}chi-tieu.csv").status_code == 200


def test_the_catalogue_names_files_that_exist(public, settings):
    settings.MOTCUA_ORIGIN = ""
    march()
    said = public.get(reverse("disclosure:catalogue"))
    assert said["Content-Type"] == "application/ld+json"
    datasets = said.json()["dcat:dataset"]
    assert len(datasets) == 4
    for one in datasets:
        for distribution in one["dcat:distribution"]:
            address = distribution["dcat:downloadURL"]["@id"].removeprefix("http://testserver")
            assert public.get(address).status_code == 200


def test_the_feed_is_well_formed_and_newest_first(public):
    march()
    restated()
    root = ElementTree.fromstring(public.get(reverse("disclosure:feed")).content)
    space = {"a": "http://www.w3.org/2005/Atom"}
    titles = [one.text for one in root.findall("a:entry/a:title", space)]
    assert titles == ["Số liệu tháng 03/2024, chốt lại lần 2", "Số liệu tháng 03/2024"]
    assert root.find("a:updated", space).text == root.find("a:entry/a:updated", space).text


def test_only_the_panel_may_stand_inside_other_sites(public):
    march()
    panel = public.get(reverse("disclosure:panel"))
    assert "frame-ancestors *" in panel["Content-Security-Policy"]
    assert "script-src 'self'" in panel["Content-Security-Policy"]
    assert "X-Frame-Options" not in panel
    assert "<form" not in panel.text
    assert "csrf" not in panel.text
    for name in ("disclosure:list", "disclosure:data", "pages:public"):
        other = public.get(reverse(name))
        assert "frame-ancestors 'none'" in other["Content-Security-Policy"]
        assert other["X-Frame-Options"] == "DENY"


def test_before_anything_is_closed_the_pages_say_so(public):
    assert "Chưa chốt kỳ nào" in public.get(reverse("disclosure:list")).text
    assert "Chưa có tháng nào" in public.get(reverse("disclosure:panel")).text
    assert public.get(reverse("disclosure:data")).status_code == 200
    ElementTree.fromstring(public.get(reverse("disclosure:feed")).content)


@pytest.mark.parametrize("number", [0, 9])
def test_an_edition_that_does_not_exist_is_not_found(public, number):
    assert public.get(f"/cong-khai/ky/{MARCH}/{number}/").status_code == 404
