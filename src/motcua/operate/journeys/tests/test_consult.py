"""The pages of opinions, as the officer who asks and the unit that answers use them."""

from motcua.operate.consultations.models import Consultation
from motcua.operate.journeys.tests import scenes
from motcua.operate.journeys.tests.consult_access import asked
from motcua.operate.journeys.tests.desk_stage import fields, page, url, words
from motcua.people import queries as people

UNIT = "sgddt-gdtrh"


def filled(soup, **typed):
    form = next(form for form in soup.find_all("form") if form.find(["textarea", "select"]))
    return fields(form) | typed


def test_an_opinion_is_asked_answered_and_the_dossier_goes_on(office):
    dossier = scenes.act(office, scenes.accepted(office), "hoa", "assign")
    hoa, quang = office.client("hoa"), office.client("quang")
    work = page(hoa.get(url("work", dossier)))
    ask = work.find("a", href=url("consult", dossier))["href"]
    paper = str(dossier.papers.get().pk)
    typed = {"whom": f"u:{UNIT}", "question": "Bản scan có đúng mẫu không?", "days": "2", "papers": [paper]}
    sent = hoa.post(ask, filled(page(hoa.get(ask)), **typed))
    one = Consultation.objects.get()
    assert sent["Location"] == url("consultation", consultation_id=one.pk)
    assert people.unit(UNIT).name in words(page(hoa.get(url("work", dossier))))
    listed = page(quang.get(url("consultations")))
    assert listed.find("a", href=sent["Location"])
    question = page(quang.get(sent["Location"]))
    assert "Bản scan có đúng mẫu không?" in words(question)
    shown = question.find("a", href=url("consultation-paper", consultation_id=one.pk, paper_id=paper))
    assert quang.get(shown["href"])["Content-Type"] == "application/pdf"
    assert quang.get(url("work", dossier)).status_code == 403  # he is shown what was chosen and no more
    bad = quang.post(sent["Location"], filled(question, opinion="disagree"))
    assert "lý do không đồng ý" in words(page(bad, 422))
    assert quang.post(sent["Location"], filled(question, opinion="comment", text="Thiếu trang 2")).status_code == 302
    assert "Thiếu trang 2" in words(page(hoa.get(sent["Location"])))
    assert "Đang chờ" not in words(page(hoa.get(url("work", dossier))).select_one(".panel"))


def test_the_letter_of_another_agency_is_entered_by_the_clerk(office):
    dossier = scenes.act(office, scenes.accepted(office), "hoa", "assign")
    hoa, van = office.client("hoa"), office.client("van")
    ask = url("consult", dossier)
    hoa.post(ask, filled(page(hoa.get(ask)), whom="a:ubnd-tinh", question="Xin cho ý kiến", days="5"))
    address = url("consultation", consultation_id=Consultation.objects.get().pk)
    soup = page(van.get(address))
    assert "Nhập ý kiến theo công văn" in words(soup)
    assert page(van.post(address, filled(soup, opinion="agree")), 422)
    typed = {"letter": "12/UBND-VX", "letter_on_day": "5", "letter_on_month": "3", "letter_on_year": "2024"}
    done = van.post(address, filled(soup, opinion="agree", **typed))
    assert done.status_code == 302, words(page(done, 422).select_one(".error-summary"))
    assert "12/UBND-VX" in words(page(hoa.get(address)))


def test_what_cannot_be_asked_is_said_and_what_was_typed_stays(office):
    one = asked(office)
    hoa = office.client("hoa")
    ask = url("consult", one.dossier)
    typed = filled(page(hoa.get(ask)), whom=f"u:{UNIT}", question="Hỏi lại", days="2")
    soup = page(hoa.post(ask, typed), 422)
    assert "Đang chờ ý kiến của nơi này rồi" in words(soup)
    assert soup.find("textarea").text.strip() == "Hỏi lại"


def test_who_asked_withdraws_and_the_answer_is_no_longer_wanted(office):
    one = asked(office)
    hoa, quang = office.client("hoa"), office.client("quang")
    address = url("consultation", consultation_id=one.pk)
    assert hoa.post(url("consultation-withdraw", consultation_id=one.pk)).status_code == 302
    assert "Đã rút" in words(page(hoa.get(address)))
    assert quang.post(address, {"opinion": "agree"}).status_code == 403
    assert "Không có việc nào" in words(page(quang.get(url("consultations"))))
