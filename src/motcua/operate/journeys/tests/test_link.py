"""The pages of connected handling, as both agencies and the applicant use them."""

from motcua.operate.dossiers import queries as dossiers
from motcua.operate.journeys.tests import scenes
from motcua.operate.journeys.tests.desk_stage import fields, form_to, page, send, url, words
from motcua.operate.journeys.tests.link_access import ELSEWHERE, handled, sent
from motcua.operate.linking import queries as linking
from motcua.operate.linking.models import Leg, Plan


def filled(soup, **typed):
    form = next(form for form in soup.find_all("form") if form.find("textarea"))
    return fields(form) | typed


def test_an_officer_writes_the_plan_part_by_part_and_sends_it(office):
    dossier = scenes.act(office, scenes.accepted(office), "hoa", "assign")
    hoa = office.client("hoa")
    address = page(hoa.get(url("work", dossier))).find("a", href=url("link", dossier))["href"]
    typed = {"unit_1": ELSEWHERE, "what_1": "Xác minh", "days_1": "1", "papers_1": str(dossier.papers.get().pk)}
    longer = page(hoa.post(address, filled(page(hoa.get(address)), more="1", **typed)))
    assert longer.find("textarea", attrs={"name": "what_1"}).text.strip() == "Xác minh"
    assert longer.find("input", attrs={"name": "papers_1"}).has_attr("checked")
    assert longer.find("textarea", attrs={"name": "what_2"})
    wrong = page(hoa.post(address, filled(longer)), 422)
    assert "Phần 2: hãy chọn cơ quan giải quyết" in words(wrong.select_one(".error-summary"))
    second = {"order": "at_once", "unit_2": ELSEWHERE, "what_2": "Cho ý kiến", "days_2": "1"}
    assert hoa.post(address, filled(wrong, **second)).status_code == 302
    told = words(page(hoa.get(url("work", dossier))))
    assert "Gửi đồng thời" in told
    assert "Đang chờ: Cơ quan khác giải quyết phần liên thông" in told
    assert [leg.state for leg in Leg.objects.order_by("place")] == ["sent", "sent"]


def test_the_other_agency_finds_the_part_and_sees_only_what_was_sent(office):
    leg = sent(office)
    phuc = office.client("phuc")
    listed = page(phuc.get(url("inbox")))
    assert "Liên thông từ" in words(listed)
    assert listed.select_one(".rail").find("a", href=url("inbox"))
    assert "Chỉ tiêu" not in words(listed.select_one(".rail"))
    work = page(phuc.get(url("work", leg.child)))
    assert "Xác minh văn bằng" in words(work)
    assert "Kết quả phát hành ở đây tự chuyển về nơi gửi" in words(work)
    assert "Có thể trùng" not in words(work)
    assert "Chưa nộp" not in words(work)  # nothing is missing: what was chosen has come
    assert phuc.get(url("work", leg.plan.dossier)).status_code == 403
    assert send(phuc, work, url("work-act", leg.child, slug="tiep-nhan")).status_code == 302
    assert dossiers.for_work(leg.child_id).code


def test_the_sender_sees_the_result_and_goes_on(office):
    leg = handled(office)
    hoa = office.client("hoa")
    work = page(hoa.get(url("work", leg.plan.dossier)))
    assert "Đã có kết quả" in words(work)
    shown = work.find("a", href=url("link-result", leg_id=leg.pk))
    assert hoa.get(shown["href"])["Content-Type"] == "application/pdf"
    assert "Đang chờ: Cơ quan khác" not in words(work)


def test_a_refused_part_is_told_to_the_sender_who_goes_on_without_it(office):
    leg = sent(office)
    phuc, hoa = office.client("phuc"), office.client("hoa")
    refusing = url("work-act", leg.child, slug="tu-choi")
    assert send(phuc, page(phuc.get(refusing)), refusing, reason="Không thuộc thẩm quyền").status_code == 302
    assert "Liên thông không có kết quả" in words(page(hoa.get(url("inbox"))))
    work = page(hoa.get(url("work", leg.plan.dossier)))
    assert "Không thuộc thẩm quyền" in words(work)
    assert form_to(work, url("link-act", leg_id=leg.pk, slug="gui-lai"))
    assert send(hoa, work, url("link-act", leg_id=leg.pk, slug="bo-qua")).status_code == 302
    assert Plan.objects.get().standing == "done"


def test_the_applicant_reads_who_works_on_it_and_sees_one_dossier(office):
    leg = sent(office)
    lan = office.client("lan")
    told = words(page(lan.get(url("dossier", leg.plan.dossier))))
    assert "Cơ quan khác cùng giải quyết" in told
    assert leg.unit.agency.name in told
    assert lan.get(url("dossier", leg.child)).status_code == 404
    assert str(leg.child_id) not in str(page(lan.get(url("mine"))))


def test_a_withdrawn_dossier_takes_its_parts_back_at_once(office):
    leg = sent(office)
    lan = office.client("lan")
    address = url("withdraw", leg.plan.dossier)
    typed = fields(page(lan.get(address)).select_one("main form")) | {"sure": "on"}
    assert lan.post(address, typed).status_code == 302
    assert dossiers.for_work(leg.child_id).state_label == "Công dân yêu cầu rút hồ sơ"


def test_programs_read_the_links(office):
    leg = sent(office)
    answer = office.client("hoa").get(f"/api/dossiers/{leg.plan.dossier_id}").json()
    assert [(link["relation"], link["dossier"]) for link in answer["links"]] == [("part", str(leg.child_id))]
    part = office.client("phuc").get(f"/api/dossiers/{leg.child_id}").json()
    assert part["links"][0]["relation"] == "part_of"


def test_the_form_begins_with_the_plan_that_data_knows(office, monkeypatch):
    legs = (("ubnd-tinh", "Trình quyết định", 1), ("ubnd-tinh", "Lưu hồ sơ", 1))
    known = linking.KnownPlan("in_order", legs, "Quy trình nội bộ số 1")
    monkeypatch.setattr(linking, "known_plan", lambda code: known)
    dossier = scenes.act(office, scenes.accepted(office), "hoa", "assign")
    soup = page(office.client("hoa").get(url("link", dossier)))
    assert "Điền sẵn theo Quy trình nội bộ số 1" in words(soup)
    assert soup.find("textarea", attrs={"name": "what_2"}).text.strip() == "Lưu hồ sơ"
    assert soup.select_one("[name=unit_1] option[selected]")["value"] == ELSEWHERE


def test_without_data_no_plan_is_invented():
    assert linking.known_plan(scenes.COPY) is None
