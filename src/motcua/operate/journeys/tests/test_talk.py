"""The pages of the conversation, as applicant and officials use them."""

from io import BytesIO
from urllib.parse import urlsplit

from motcua.kernel.files.tests.samples import pdf
from motcua.operate.conversations.models import Message
from motcua.operate.journeys.tests import scenes
from motcua.operate.journeys.tests.desk_stage import fields, page, stating, url, words


def handled(office):
    return scenes.act(office, scenes.accepted(office), "hoa", "assign")


def write(client, address, text, **more):
    soup = page(client.get(address))
    form = next(form for form in soup.find_all("form") if form.find("textarea", {"name": "text"}))
    return client.post(address, fields(form) | {"text": text} | more)


def test_a_question_travels_to_the_officer_and_the_answer_back(office):
    dossier = handled(office)
    lan, hoa = office.client("lan"), office.client("hoa")
    assert "Chưa có tin nào" in words(page(lan.get(url("talk", dossier))))
    upload = BytesIO(pdf())
    upload.name = "bang-diem.pdf"
    sent = write(lan, url("talk", dossier), "Tôi gửi nhầm số điện thoại", tep=upload)
    assert sent.status_code == 302
    inbox = words(page(hoa.get(url("inbox"))))
    assert "1 tin mới" in inbox
    asked = page(hoa.get(url("talks")))
    assert "Chờ trả lời" in words(asked)
    assert asked.find("a", href=url("work-talk", dossier))
    shown = page(hoa.get(url("work-talk", dossier)))
    assert "Mới" in words(shown)
    assert "không dừng thời hạn" in words(shown)
    link = shown.find("a", string=lambda text: text and "bang-diem.pdf" in text) or shown.select_one(".timeline a")
    assert hoa.get(link["href"])["Content-Type"] == "application/pdf"
    assert write(hoa, url("work-talk", dossier), "Bạn gọi số trên giấy hẹn để đổi").status_code == 302
    assert "1 tin mới từ cán bộ" in words(page(lan.get(url("mine"))))
    assert "1 tin mới" in words(page(lan.get(url("dossier", dossier))))
    answer = words(page(lan.get(url("talk", dossier))))
    assert "Chuyên viên thụ lý" in answer
    assert "tin mới" not in words(page(lan.get(url("mine"))))


def test_notes_are_written_and_read_in_a_place_of_their_own(office):
    dossier = handled(office)
    hoa = office.client("hoa")
    notes = url("work-talk", dossier) + "?xem=noi-bo"
    soup = page(hoa.get(notes))
    assert "Người nộp không bao giờ thấy" in words(soup)
    assert write(hoa, notes, "Chờ đối chiếu sổ gốc").status_code == 302
    assert "Chờ đối chiếu sổ gốc" in words(page(office.client("dung").get(notes)))
    assert "Chờ đối chiếu" not in words(page(hoa.get(url("work-talk", dossier))))
    assert "Chờ đối chiếu" not in words(page(office.client("lan").get(url("talk", dossier))))


def test_a_bad_file_loses_neither_the_words_nor_the_good_file(office):
    dossier = handled(office)
    lan = office.client("lan")
    good, bad = BytesIO(pdf()), BytesIO(b"MZ nothing")
    good.name, bad.name = "don.pdf", "anh.png"
    answer = lan.post(url("talk", dossier), {"text": "Gửi anh chị", "tep": [good, bad]})
    soup = page(answer, 422)
    assert "anh.png" in words(soup)
    assert soup.find("textarea").text.strip() == "Gửi anh chị"
    form = next(form for form in soup.find_all("form") if form.find("textarea"))
    assert lan.post(url("talk", dossier), fields(form)).status_code == 302
    assert [file.name for file in Message.objects.get().files.all()] == ["don.pdf"]


def test_while_papers_are_asked_for_the_page_leads_to_the_supplement(office):
    dossier = scenes.asked(office)
    soup = page(office.client("lan").get(url("talk", dossier)))
    assert "không được tính là đã bổ sung" in words(soup)
    assert soup.find("a", href=url("supplement", dossier))


def test_the_head_takes_words_out_with_a_reason(office):
    dossier = handled(office)
    write(office.client("lan"), url("talk", dossier), "Số căn cước của người khác")
    dung = office.client("dung")
    soup = page(dung.get(url("work-talk", dossier)))
    erase = next(a["href"] for a in soup.find_all("a") if a["href"].endswith("/xoa/"))
    assert page(dung.post(erase, {}), 422)
    form = page(dung.get(erase)).find("form", {"class": "form"})
    done = dung.post(erase, fields(form) | {"reason": "personal"})
    assert urlsplit(done["Location"]).path == url("work-talk", dossier)
    assert "Nội dung đã được xoá" in words(page(office.client("lan").get(url("talk", dossier))))


def test_who_only_watches_reads_and_is_told_why_not_to_write(office):
    dossier = handled(office)
    kiem = stating(office.client("kiem"), dossier)
    soup = page(kiem.get(url("work-talk", dossier)))
    assert "chỉ được xem" in words(soup)
    assert soup.find("textarea") is None
    assert "chỉ được xem" in words(page(kiem.post(url("work-talk", dossier), {"text": "x"}), 422))
