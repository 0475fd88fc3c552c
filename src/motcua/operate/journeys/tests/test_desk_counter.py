"""Intake at the counter, typed as at the counter: number, Enter, a few letters, Enter, ticks, one button."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.kernel.audit import queries as log
from motcua.kernel.audit.services import StreamRef
from motcua.kernel.files import services as files
from motcua.kernel.files.tests.samples import pdf
from motcua.operate.dossiers import queries
from motcua.operate.dossiers.queries import Dossier
from motcua.operate.dossiers.rules import Channel, PaperIn, State
from motcua.operate.journeys.tests.desk_stage import LAN, NO_LIMIT, Stage, fields, form_to, page, url, words

pytestmark = pytest.mark.django_db
PDF = pdf()


@pytest.fixture
def stage(cast):
    return Stage(cast)


class Counter:
    """The counter page as a browser without script sees it."""

    def __init__(self, client):
        self.client = client
        self.soup = page(client.get(url("counter")))

    @property
    def form(self):
        return form_to(self.soup, url("counter"))

    def send(self, status=200, **typed):
        self.response = self.client.post(url("counter"), fields(self.form) | typed)
        if self.response.status_code != 302:
            self.soup = page(self.response, status)
        return self

    def value(self, name):
        return fields(self.form).get(name, "")

    def done(self):
        assert self.response.status_code == 302, words(self.soup)
        key = self.response["Location"].rstrip("/").rsplit("/", 1)[-1]
        return Dossier.objects.get(pk=key)


@pytest.fixture
def counter(stage):
    return Counter(stage.cast.client("minh"))


def ticked(counter, answer="co"):
    names = {box["name"] for box in counter.form.find_all("input", type="radio") if box["name"].startswith("tp")}
    return dict.fromkeys(names, answer)


def test_a_known_person_is_served_with_number_letters_and_ticks(stage, counter):
    earlier = stage.at("returned")
    counter.send(number="099 180 000 011")
    assert counter.value("full_name") == "Nguyễn Thị Lan"
    assert str(earlier) in words(counter.soup)
    assert counter.soup.find("input", {"name": "q"}).has_attr("autofocus")
    counter.send(q="van bang")
    button = counter.soup.find("button", {"name": "chon", "value": "3.000465"})
    assert button
    counter.send(chon="3.000465")
    assert counter.soup.find("button", {"name": "buoc", "value": "nop"})
    counter.send(buoc="nop", **ticked(counter))
    dossier = counter.done()
    assert dossier.state == State.ACCEPTED
    assert dossier.channel == Channel.DIRECT
    assert dossier.papers.count() == 3
    text = words(page(counter.client.get(counter.response["Location"])))
    assert dossier.code in text
    assert queries.pin_of(dossier.pk) in text
    assert [e.type for e in log.events(StreamRef("dossier", str(dossier.pk)))] == [
        "dossier.submitted",
        "dossier.accepted",
    ]
    assert queries.orphans() == []


def choose(counter, code="3.000465", **person):
    counter.send(number=person.pop("number", ""), **({"full_name": "Phạm Văn Bình"} | person))
    return counter.send(chon=code)


def test_nothing_typed_is_lost_by_a_mistake(counter):
    choose(counter, phone="12", address="Số 5")
    marks = ticked(counter)
    first = sorted(marks)[0]
    del marks[first]
    counter.send(422, buoc="nop", **marks)
    summary = words(counter.soup.find(class_="error-summary"))
    assert "không phải là số điện thoại" in summary
    assert "Chưa chọn “Có”" in summary
    assert counter.value("full_name") == "Phạm Văn Bình"
    assert counter.value("address") == "Số 5"
    assert counter.value(sorted(marks)[0]) == "co"
    assert Dossier.objects.count() == 0
    counter.send(buoc="nop", phone="0912345678", **{first: "khong"})
    assert counter.done().papers.count() == 2


def test_a_double_click_takes_one_dossier(counter):
    choose(counter)
    data = fields(counter.form) | ticked(counter) | {"buoc": "nop"}
    first, second = (counter.client.post(url("counter"), data) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Dossier.objects.count() == 1


def test_an_impossible_number_is_told_and_another_person_is_not_left_in_the_fields(stage, counter):
    stage.submit()
    counter.send(422, number="12345")
    assert "12 chữ số" in words(counter.soup.find(class_="error-summary"))
    counter.send(number=LAN)
    assert counter.value("full_name") == "Nguyễn Thị Lan"
    counter.send(number="099090000029", full_name="Nguyễn Thị Lan")
    assert counter.value("full_name") != "Nguyễn Thị Lan"


def test_a_good_scan_is_kept_when_another_file_is_bad(counter):
    choose(counter)
    upload = {
        "tp0-tep": SimpleUploadedFile("don.pdf", PDF, "application/pdf"),
        "tp1-tep": SimpleUploadedFile("anh.pdf", b"khong phai pdf", "application/pdf"),
    }
    counter.send(422, buoc="nop", tp2="khong", **upload)
    assert "Đã giữ “don.pdf”" in words(counter.soup)
    assert "anh.pdf" in words(counter.soup.find(class_="error-summary"))
    counter.send(buoc="nop", tp1="khong", tp2="khong")
    paper = counter.done().papers.get()
    assert (paper.file_name, paper.source, paper.digital) == ("don.pdf", "scan", True)


def test_a_token_of_somebody_else_brings_no_file(counter):
    choose(counter)
    counter.send(422, buoc="nop", **{"tp0-giu": "giả:mạo", "tp1": "khong", "tp2": "khong"})
    assert Dossier.objects.count() == 0


def test_an_earlier_paper_is_used_again(stage, counter):
    stored = files.store(data=PDF, name="cccd.pdf", now=stage.now)
    paper = PaperIn(component_code="TP2", name="Thẻ căn cước", sha256=stored.pk, file_name="cccd.pdf")
    old = stage.submit(papers=(paper,)).papers.get()
    counter.send(number=LAN)
    counter.send(chon="3.000465")
    assert "1 giấy tờ đã số hoá" in words(counter.soup)
    counter.send(buoc="nop", go_on_reason="Xin thêm bản", **ticked(counter, "khong") | {"tp1-lai": str(old.pk)})
    again = counter.done().papers.get()
    assert (again.reused_from_id, again.source) == (old.pk, "earlier_dossier")


def test_a_missing_limit_is_asked_for_and_nothing_is_left_when_it_is_refused(counter):
    choose(counter, code=NO_LIMIT)
    counter.send(422, buoc="nop", limit="ít hôm", **ticked(counter))
    assert "Thời hạn giải quyết" in words(counter.soup.find(class_="error-summary"))
    assert Dossier.objects.count() == 0
    counter.send(buoc="nop", limit="5 ngày làm việc", limit_basis="Quyết định công bố", **ticked(counter))
    assert counter.done().limit_basis == "Quyết định công bố"


def test_somebody_files_for_another_and_the_result_goes_by_post(counter):
    choose(counter)
    counter.send(422, buoc="nop", filer_is="other", delivery="post", **ticked(counter))
    summary = words(counter.soup.find(class_="error-summary"))
    assert "Hãy nhập tên người nộp thay" in summary
    assert "bưu chính" in summary
    counter.send(
        buoc="nop", filer_name="Phạm Thị Cúc", ground="Cha, mẹ hoặc người giám hộ", delivery_address="Số 9",
        way="online", subject_name="Phạm Gia Hân",
    )  # fmt: skip
    dossier = counter.done()
    assert (dossier.owner.full_name, dossier.filer.full_name) == ("Phạm Văn Bình", "Phạm Thị Cúc")
    assert dossier.subject.full_name == "Phạm Gia Hân"
    submitted = log.events(StreamRef("dossier", str(dossier.pk)))[0].payload
    assert (submitted["channel"], submitted["assisted"], submitted["origin"]) == (2, True, "counter")


def test_a_procedure_without_components_takes_named_papers(counter):
    choose(counter, code="5.003836")
    counter.send(buoc="nop", **{"tp0-ten": "Công văn đề nghị", "tp0-goc": "1"})
    paper = counter.done().papers.get()
    assert (paper.name, paper.originals) == ("Công văn đề nghị", 1)


def test_no_identity_number_stands_in_an_address(counter, stage):
    stage.submit()
    counter.send(number=LAN)
    links = [link.get("href", "") for link in counter.soup.find_all("a")]
    assert not [href for href in links if LAN in href]
    assert counter.form["method"] == "post"


def test_two_counters_on_one_day_give_different_codes(stage):
    codes = set()
    for _ in range(2):
        counter = Counter(stage.cast.client("minh"))
        choose(counter)
        codes.add(counter.send(buoc="nop", **ticked(counter)).done().code)
    assert len(codes) == 2


def test_letters_that_fit_one_procedure_choose_it(counter):
    counter.send(full_name="Phạm Văn Bình", q="3.000466")
    assert counter.value("code") == "3.000466"
    counter.send(q="khong co gi nhu the")
    assert counter.value("code") == ""
    assert "Không có thủ tục nào khớp" in words(counter.soup)
    assert counter.value("full_name") == "Phạm Văn Bình"


def test_one_button_marks_all_that_everybody_must_bring(counter):
    choose(counter)
    counter.send(buoc="du")
    assert {counter.value(name) for name in ticked(counter)} == {"co"}
    submit = counter.soup.find("button", {"value": "nop"})
    assert submit.has_attr("autofocus")
    assert counter.send(buoc="nop").done().papers.count() == 3
