"""What the public pages owe everybody: light, titled, filtered, the same for machines, readable on paper."""

import json

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from motcua.operate.catalogue import answers, jsonld, queries, rules, services
from motcua.operate.catalogue.models import Procedure, ProcedureVersion
from motcua.operate.catalogue.rules import finding
from motcua.operate.catalogue.tests.building import NOW, content, keep
from tests.html import check

pytestmark = pytest.mark.django_db
MOST_BYTES = 100_000


@pytest.fixture
def starter():
    services.load_starter(now=NOW)


def soup_of(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    assert check(response.content) == []
    return BeautifulSoup(response.content, "html.parser")


def test_every_page_of_the_starter_is_light_and_whole(client, starter):
    weights = {}
    for code in Procedure.objects.values_list("code", flat=True):
        for row in queries.versions(code):
            page = client.get(reverse("catalogue:version", args=[code, row.number]))
            assert check(page.content) == []
            weights[code, row.number] = len(page.content)
    heaviest = max(weights, key=weights.__getitem__)
    assert weights[heaviest] < MOST_BYTES, heaviest
    for address in ("/thu-tuc/", "/thu-tuc/?q=ban+sao", "/thu-tuc/?q=zzzz", "/"):
        assert len(client.get(address).content) < MOST_BYTES


def test_a_heavy_text_still_fits(client):
    parts = tuple(rules.Component(f"TP{n}", "Giấy tờ chứng minh " * 12, case=f"Trường hợp {n % 9}") for n in range(60))
    steps = tuple(rules.Step("Người nộp thực hiện việc này tại nơi tiếp nhận. " * 8) for _ in range(30))
    bases = tuple(rules.LegalBasis(f"{n}/2024/NĐ-CP", "Quy định chi tiết một số điều của Luật " * 3) for n in range(20))
    keep("9.000001", "2026", name="Thủ tục nặng", components=parts, steps=steps, legal_bases=bases)
    assert len(client.get("/thu-tuc/9.000001/").content) < MOST_BYTES


def test_titles_descriptions_and_canonical_addresses(client, starter):
    seen = set()
    for code in ("3.000465", "1.005095", "1.000270"):
        soup = soup_of(client, f"/thu-tuc/{code}/")
        assert soup.html["lang"] == "vi"
        described = soup.find("meta", attrs={"name": "description"})["content"]
        assert len(described) > 40
        seen.add((soup.title.get_text(), described))
        assert soup.find("link", rel="canonical")["href"] == f"http://testserver/thu-tuc/{code}/"
        assert soup.find("link", rel="alternate")["href"] == f"/thu-tuc/{code}.jsonld"
    assert len(seen) == 3
    old = soup_of(client, "/thu-tuc/1.005095/phien-ban/1/")
    assert old.find("link", rel="canonical")["href"].endswith("/thu-tuc/1.005095/")
    assert "noindex" in old.find("meta", attrs={"name": "robots"})["content"]
    assert "noindex" in soup_of(client, "/thu-tuc/?q=bang").find("meta", attrs={"name": "robots"})["content"]


def test_machines_read_the_same_in_the_page_and_beside_it(client, starter):
    soup = soup_of(client, "/thu-tuc/3.000465/")
    inside = json.loads(soup.find("script", type="application/ld+json").string)
    beside = client.get("/thu-tuc/3.000465.jsonld")
    assert beside["Content-Type"].startswith("application/ld+json")
    assert beside.json() == inside
    assert inside["@type"] == "GovernmentService"
    assert inside["identifier"] == "3.000465"
    assert inside["provider"]["name"]
    assert "offers" not in inside, "no data is left out, never given as free"
    assert {channel["description"] for channel in inside["availableChannel"]} == {"1 ngày làm việc"}
    assert client.get("/thu-tuc/9.999999.jsonld").status_code == 404


def test_no_text_can_break_out_of_the_data_block(client):
    keep("9.000001", "2026", name="</script><script>alert(1)</script>")
    soup = soup_of(client, "/thu-tuc/9.000001/")
    scripts = [tag for tag in soup.find_all("script") if not tag.get("src")]
    assert [tag["type"] for tag in scripts] == ["application/ld+json"]
    assert json.loads(scripts[0].string)["name"] == "</script><script>alert(1)</script>"


def test_fees_and_times_in_the_words_of_schema_org():
    limit = rules.TimeLimit(2, "month", "02 tháng")
    keep("9.000001", "2026", fees=(rules.Fee("charge", 9000, "bản"),), channels=(rules.Channel("online", limit),))
    version = ProcedureVersion.objects.get()
    document = jsonld.service(version, address="https://a.vn/x", agency="Sở", online=True)
    assert document["offers"] == [{"@type": "Offer", "price": "9000", "priceCurrency": "VND", "name": "Lệ phí/bản"}]
    channel = document["availableChannel"][0]
    assert channel["processingTime"] == "P2M"
    assert channel["serviceUrl"] == "https://a.vn/x"


@pytest.fixture
def shelf():
    citizens, firms = ("Công dân Việt Nam",), ("Doanh nghiệp", "Hợp tác xã")
    keep("9.000001", "2026", name="Một", subjects=citizens, fees=())
    keep("9.000002", "2026", name="Hai", subjects=firms, fees=(rules.Fee("fee", 50000),), competent="department")
    keep("9.000003", "2026", name="Ba", field="Văn bằng")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?ai=person", {"9.000001"}),
        ("?ai=organisation", {"9.000002"}),
        ("?phi=free", {"9.000001"}),
        ("?phi=fee", {"9.000002"}),
        ("?phi=unknown", {"9.000003"}),
        ("?cap=department", {"9.000002"}),
        ("?linh-vuc=Văn bằng", {"9.000003"}),
        ("?muc-do=unknown", {"9.000001", "9.000002", "9.000003"}),
        ("?muc-do=full", set()),
        ("?ai=person&phi=fee", set()),
        ("?ai=khong-co&phi=xyz&nop=7", {"9.000001", "9.000002", "9.000003"}),
    ],
)
def test_filters_narrow_and_unknown_is_a_choice_of_its_own(client, shelf, query, found):
    soup = soup_of(client, f"/thu-tuc/{query}")
    assert {a["href"].strip("/").split("/")[-1] for a in soup.select(".tasks__item a")} == found


def test_only_what_can_be_filed_here(client, shelf, monkeypatch):
    monkeypatch.setattr(queries.form_exists, "_impl", lambda code: code == "9.000002")
    soup = soup_of(client, "/thu-tuc/?nop=1")
    assert [a["href"] for a in soup.select(".tasks__item a")] == ["/thu-tuc/9.000002/"]
    assert "Nộp trực tuyến được" in soup.get_text()
    assert soup.find("a", class_="action", href="/thu-tuc/?")


def test_nothing_found_offers_other_ways(client, starter):
    text = soup_of(client, "/thu-tuc/?q=xuất khẩu gạo zzz").get_text()
    assert "Thử tìm" in text
    assert "Tìm theo việc" in text
    assert "Trả lời vài câu hỏi" in text
    assert "phúc khảo bài thi" in soup_of(client, "/thu-tuc/?q=phuc+khaor+bai+thii").get_text()


def test_each_way_to_file_has_its_cost_limit_and_date():
    week, day = (
        rules.TimeLimit(5, "working_day", "5 ngày làm việc"),
        rules.TimeLimit(1, "working_day", "1 ngày làm việc"),
    )
    fee = (rules.Fee("charge", 9000, "bản"),)
    text = content(
        fees=(),
        time_limit=week,
        channels=(rules.Channel("direct", week), rules.Channel("online", day, fees=fee, case="Cấp lại")),
    )
    direct, online = answers.ways(text, NOW)
    assert (direct.cost, online.cost) == ("Không thu phí, lệ phí", "Lệ phí 9.000 đ/bản")
    assert online.case == "Cấp lại"
    assert "07/02/2024" in online.ready
    assert "20/02/2024" in direct.ready  # Tết 2024 between
    assert all(way.ready is None for way in answers.ways(text, None))
    assert any("tuỳ cách nộp" in line.note for line in answers.answers(text, NOW))


def test_marks_for_nothing_in_a_source_are_no_words():
    [way] = answers.ways(content(channels=(rules.Channel("post", limit_text="N/A", fee_text="Theo quy định"),)), NOW)
    assert (way.limit, way.cost) == (None, "Theo quy định")


def test_on_paper_stands_where_it_came_from(client, starter):
    paper = soup_of(client, "/thu-tuc/3.000465/").find(class_="only-print")
    assert "http://testserver/thu-tuc/3.000465/" in paper.get_text()
    assert paper.find("svg")


def test_what_changed_from_one_version_to_the_next_is_a_link_away(client, starter):
    soup = soup_of(client, "/thu-tuc/1.005095/")
    assert soup.find("a", href="/thu-tuc/1.005095/so-sanh/1/2/")


def test_papers_say_what_asks_for_them_and_what_the_state_holds(client):
    paper = rules.Component("TP1", "Căn cước", clause="khoản 2 Điều 5", held_by="population")
    basis = rules.LegalBasis("29/2019/QH14", effective_from="2020-07-01")
    odd = rules.LegalBasis("1/2020/TT", effective_from="sắp tới")
    keep("9.000001", "2026", components=(paper,), legal_bases=(basis, odd))
    text = soup_of(client, "/thu-tuc/9.000001/").get_text()
    assert "theo khoản 2 Điều 5" in text
    assert "Nhà nước đã có: Cơ sở dữ liệu quốc gia về dân cư" in text
    assert "hiệu lực từ 01/07/2020" in text


@given(st.lists(st.sampled_from(["Công dân Việt Nam", "Doanh nghiệp", "Cán bộ, công chức", "Hợp tác xã", "???"])))
def test_kinds_of_people_are_only_those_named(subjects):
    assert finding.people(subjects) == frozenset().union(*(finding.people([one]) for one in subjects))
