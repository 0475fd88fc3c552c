"""Photos of a paper: kept as they were taken, put in order, bound into one PDF/A when the dossier is sent."""

import io

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from motcua.kernel.audit import queries as log
from motcua.kernel.audit.rules import StreamRef
from motcua.kernel.documents.services import pdfa_state
from motcua.kernel.files.tests.samples import image, pdf
from motcua.operate.dossiers import queries as dossiers
from motcua.operate.journeys.queries.originals import originals_of
from motcua.operate.journeys.services import scans
from motcua.operate.journeys.tests import scenes
from motcua.operate.journeys.tests.browsing import upload
from motcua.operate.journeys.tests.desk_stage import Stage
from motcua.operate.journeys.tests.test_portal_story import DIPLOMA, begin, describe_self

pytestmark = pytest.mark.django_db


def pages(data: bytes) -> list[tuple[int, int]]:
    return [page.images[0].image.size for page in PdfReader(io.BytesIO(data)).pages]


def at_papers(browser):
    """On the page of the second paper, with persons and form done."""
    describe_self(begin(browser))
    return browser.press("Lưu và tiếp tục", **DIPLOMA).follow("là người đại diện")


def test_three_photos_of_one_paper_become_one_pdf_in_the_order_chosen(lan):
    at_papers(lan)
    photos = [upload(f"trang-{n}.jpg", image(size=(100 * n, 100))) for n in (1, 2, 3)]
    lan.press("Tải lên, ở lại", {"tep": photos})
    assert "Đã lưu 3 tệp" in lan.text
    assert "3 ảnh thành một tệp PDF" in lan.text
    lan.press("Lên trước: ảnh trang-3.jpg")
    made = lan.client.get(lan.page.find("a", string="Xem tệp PDF")["href"])
    assert [width for width, _ in pages(made.content)] == [100, 300, 200]
    lan.press("Lưu và tiếp tục").press("Lưu và tiếp tục", how="bring")
    lan.follow("Tiếp tục").press("Lưu và tiếp tục", delivery="electronic").press("Nộp hồ sơ", declared="on")
    dossier = dossiers.for_work(dossiers.mine(account=lan.client.request().wsgi_request.user).rows[0].pk)
    paper = dossier.papers.get(component_code="TP2")
    assert paper.file_name == "Ảnh chụp, 3 trang.pdf"
    data = paper.stored_file.read()
    assert [width for width, _ in pages(data)] == [100, 300, 200]
    assert pdfa_state(data) == "proven"
    originals = originals_of(paper.stored_file_id)
    assert [one.media_type for one in originals] == ["image/jpeg"] * 3
    (event,) = log.events(StreamRef("file", paper.stored_file_id))
    assert event.type == "file.bound"
    assert event.payload == {"originals": [one.pk for one in originals], "pages": 3}


def test_a_pdf_beside_photos_stays_what_it_is(lan):
    at_papers(lan)
    lan.press("Tải lên, ở lại", {"tep": [upload("a.jpg", image()), upload("b.pdf", pdf())]})
    assert "1 ảnh thành một tệp PDF" in lan.text
    lan.press("Lưu và tiếp tục").press("Lưu và tiếp tục", how="bring")
    lan.follow("Tiếp tục").press("Lưu và tiếp tục", delivery="electronic").press("Nộp hồ sơ", declared="on")
    dossier = dossiers.for_work(dossiers.mine(account=lan.client.request().wsgi_request.user).rows[0].pk)
    names = set(dossier.papers.filter(component_code="TP2").values_list("file_name", flat=True))
    assert names == {"Ảnh chụp, 1 trang.pdf", "b.pdf"}


def test_a_heic_photo_is_refused_with_the_way_out(lan):
    at_papers(lan)
    heic = b"\x00\x00\x00\x18ftypheic" + bytes(60)
    lan.press("Tải lên, ở lại", {"tep": upload("IMG_1.heic", heic)})
    assert lan.status == 422
    assert "Tương thích nhất" in lan.errors


def test_photos_for_a_supplement_are_bound_too(lan, office):
    dossier = scenes.asked(office)
    lan.go(reverse("journeys:supplement", args=[dossier.pk]))
    lan.press("Nộp bổ sung", {"tep-1": [upload("1.jpg", image()), upload("2.png", image("PNG"))]}, answer="Đã chụp lại")
    fresh = dossiers.for_work(dossier.pk)
    paper = fresh.papers.filter(component_code="TP1", replaced_at=None).get()
    assert paper.file_name == "Ảnh chụp, 2 trang.pdf"
    assert len(originals_of(paper.stored_file_id)) == 2


def test_officials_see_the_photos_as_they_were_taken(office):
    now = timezone.now()
    stage = Stage(office)
    sent = [upload("1.jpg", image()), upload("2.jpg", image(size=(50, 60)))]
    scan = scans.keep_scans(sent=sent, title="Đơn", account_id=str(office.minh.pk), now=now)
    assert isinstance(scan, scans.Scan)
    papers = (scenes.PaperIn(component_code="TP1", name="Đơn", sha256=scan.sha256, file_name=scan.name),)
    dossier = stage.submit(papers=papers)
    client = office.client("minh")
    page = client.get(reverse("journeys:work", args=[dossier.pk]) + "?xem=tai-lieu").content.decode()
    assert "Ảnh gốc 2, trước khi ghép thành PDF" in page
    paper = dossier.papers.get()
    one = client.get(reverse("journeys:work-original", args=[dossier.pk, paper.pk, 2]))
    assert one["Content-Type"] == "image/jpeg"
    assert client.get(reverse("journeys:work-original", args=[dossier.pk, paper.pk, 3])).status_code == 404


def test_at_the_counter_photos_are_put_together_and_other_files_are_not(office):
    account, now = str(office.minh.pk), timezone.now()
    alone = scans.keep_scans(sent=[upload("a.jpg", image())], title="Đơn", account_id=account, now=now)
    assert isinstance(alone, scans.Scan)
    assert alone.name == "a.jpg"
    both = [upload("a.jpg", image()), upload("b.pdf", pdf())]
    refused = scans.keep_scans(sent=both, title="Đơn", account_id=account, now=now)
    assert isinstance(refused, scans.BadScan)
    broken = [upload("a.jpg", image()), upload("b.jpg", image()[:300])]
    assert isinstance(scans.keep_scans(sent=broken, title="Đơn", account_id=account, now=now), scans.BadScan)
