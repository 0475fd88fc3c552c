"""What the desk says when something cannot be done, and that nothing typed is lost by it."""

from uuid import uuid4

import pytest

from motcua.kernel.audit import queries as log
from motcua.kernel.audit.services import StreamRef
from motcua.operate.dossiers import queries
from motcua.operate.dossiers.rules import State
from motcua.operate.journeys.tests.desk_stage import NO_LIMIT, Stage, fields, form_to, page, send, stating, url, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(cast):
    return Stage(cast)


def events_of(dossier):
    return [event.type for event in log.events(StreamRef("dossier", str(dossier.pk)))]


def test_a_role_that_may_not_is_told_the_rule_and_who_could(stage):
    dossier = stage.submit()
    hoa = stating(stage.cast.client("hoa"), dossier, "coordination")  # it is not handed over to her unit yet
    soup = page(hoa.get(url("work-act", dossier, slug="tiep-nhan")), 403)
    assert "Vai trò của bạn không được tiếp nhận hồ sơ" in words(soup)
    assert "NĐ 61/2018/NĐ-CP điều 17" in words(soup)
    assert "Công chức tiếp nhận" in words(soup)
    response = hoa.post(url("work-act", dossier, slug="tiep-nhan"), {"command_id": str(uuid4())})
    assert response.status_code == 403
    assert events_of(dossier) == ["dossier.submitted"]


def test_the_wrong_moment_is_told_in_words(stage):
    dossier = stage.at("accepted")
    text = words(page(stage.cast.client("minh").get(url("work-act", dossier, slug="tiep-nhan")), 409))
    assert "Không thể tiếp nhận hồ sơ khi hồ sơ đang ở trạng thái “Được tiếp nhận”" in text


def test_a_dossier_of_another_unit_stays_closed(stage):
    dossier = stage.at("assigned")
    response = stage.cast.client("quang").get(url("work", dossier))
    assert response.status_code == 403
    assert "ngoài phạm vi của bạn" in response.content.decode()


def test_two_officers_take_the_same_step_and_the_second_is_told_who_was_faster(stage):
    dossier = stage.at("review")
    dung = stage.cast.client("dung")
    soup = page(dung.get(url("work-act", dossier, slug="tra-lai")))
    stage.act(dossier, "dung", "forward")
    response = send(dung, soup, url("work-act", dossier, slug="tra-lai"), reason="Sửa trích yếu cho đúng")
    text = words(page(response, 409))
    assert "vừa được Võ Tiến Dũng" in text
    assert "Sửa trích yếu cho đúng" in text
    assert events_of(dossier)[-1] == "dossier.forwarded"


def test_an_old_page_is_sent_again_after_reading_what_changed(stage):
    dossier = stage.at("assigned")
    hoa = stage.cast.client("hoa")
    action = url("work-act", dossier, slug="yeu-cau-bo-sung")
    soup = page(hoa.get(action))
    stage.draft(dossier)
    again = send(hoa, soup, action, what0="Thiếu chữ ký", reason="Đơn chưa ký")
    soup = page(again, 409)
    assert "Đã soạn dự thảo kết quả" in words(soup)
    assert fields(form_to(soup, action))["what0"] == "Thiếu chữ ký"
    assert send(hoa, soup, action).status_code == 302
    assert queries.find(dossier.pk).state == State.SUPPLEMENT_REQUESTED


@pytest.mark.parametrize(
    ("name", "slug", "where"),
    [("minh", "tiep-nhan", "submitted"), ("son", "ky", "sign"), ("van", "phat-hanh", "issue")],
)
def test_a_double_click_does_it_once(stage, name, slug, where):
    dossier = stage.at(where)
    client = stage.cast.client(name)
    form = form_to(page(client.get(url("work", dossier))), url("work-act", dossier, slug=slug))
    first, second = (client.post(form["action"], fields(form)) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    found = events_of(dossier)
    assert len(found) == len(set(found)) or found.count(found[-1]) <= 2
    assert found[-1] != found[-2]


def test_a_limit_that_the_data_lacks_is_asked_for_with_its_basis(stage):
    dossier = stage.submit(code=NO_LIMIT)
    minh = stage.cast.client("minh")
    # The change of school is handled elsewhere but received at the same counter.
    soup = page(minh.get(url("work", dossier)))
    action = url("work-act", dossier, slug="tiep-nhan")
    soup = page(send(minh, soup, action, limit="một tuần", limit_basis=""), 422)
    assert "Căn cứ của thời hạn" in words(soup.find(class_="error-summary"))
    assert fields(form_to(soup, action))["limit"] == "một tuần"
    response = send(minh, soup, action, limit="5 ngày làm việc", limit_basis="Thông tư quy định điều 1")
    assert response.status_code == 302
    accepted = queries.find(dossier.pk)
    assert (accepted.limit_text, accepted.limit_basis) == ("5 ngày làm việc", "Thông tư quy định điều 1")


def test_a_refusal_at_the_counter_needs_a_reason_and_prints_form_03(stage):
    dossier = stage.submit()
    minh = stage.cast.client("minh")
    action = url("work-act", dossier, slug="tu-choi")
    soup = page(minh.get(action))
    assert "không mở lại được" in words(soup)
    soup = page(send(minh, soup, action, reason=""), 422)
    assert send(minh, soup, action, reason="Không thuộc thẩm quyền").status_code == 302
    assert minh.get(url("work-slip", dossier, form="03"))["Content-Type"] == "application/pdf"


def test_a_supplement_is_asked_for_once_with_everything_and_taken_in_at_the_counter(stage):
    dossier = stage.at("assigned")
    hoa, minh = stage.cast.client("hoa"), stage.cast.client("minh")
    action = url("work-act", dossier, slug="yeu-cau-bo-sung")
    soup = page(hoa.get(action))
    assert "Thời hạn sẽ tính lại từ đầu khi người dân bổ sung" in words(soup)
    soup = page(send(hoa, soup, action, reason="Thiếu"), 422)
    assert "ít nhất một giấy tờ" in words(soup)
    assert send(hoa, soup, action, what0="Đơn chưa ký").status_code == 302
    before = queries.find(dossier.pk).legal_due
    assert "Đang dừng chờ bổ sung" in words(page(hoa.get(url("work", dossier))))
    action = url("work-act", dossier, slug="nop-bo-sung")
    soup = page(minh.get(action))
    page(send(minh, soup, action), 422)
    assert send(minh, soup, action, originals0="1").status_code == 302
    after = queries.find(dossier.pk)
    assert after.state == State.IN_PROGRESS
    assert after.legal_due >= before
    assert "Tính lại từ đầu sau khi bổ sung" in words(page(hoa.get(url("work", dossier))))


def test_a_hold_is_placed_read_and_released(stage):
    dossier = stage.at("drafted")
    hoa = stage.cast.client("hoa")
    action = url("work-act", dossier, slug="dat-dieu-kien-cho")
    soup = page(hoa.get(action))
    typed = {"code": "Lấy ý kiến đơn vị khác", "detail": "Phòng Tài chính"}
    soup = page(send(hoa, soup, action, pauses_clock="on", **typed), 422)
    assert "thời hạn cứ chạy" in words(soup), "only a recorded sector rule stops the clock"
    form = fields(form_to(soup, action)) | typed
    form.pop("pauses_clock")
    assert hoa.post(action, form).status_code == 302
    soup = page(hoa.get(url("work", dossier)))
    assert "Đang chờ: Lấy ý kiến đơn vị khác: Phòng Tài chính" in words(soup)
    release = soup.find("a", string="Gỡ điều kiện chờ này")["href"]
    soup = page(hoa.get(release))
    assert send(hoa, soup, url("work-act", dossier, slug="go-dieu-kien-cho")).status_code == 302
    assert "Đang chờ:" not in words(page(hoa.get(url("work", dossier))))


@pytest.mark.parametrize(("name", "slug"), [("dung", "dung-giai-quyet"), ("minh", "rut-ho-so")])
def test_what_ends_a_dossier_says_so_before(stage, name, slug):
    dossier = stage.at("assigned")
    client = stage.cast.client(name)
    action = url("work-act", dossier, slug=slug)
    soup = page(client.get(action))
    assert soup.find(class_="notice--late")
    assert send(client, soup, action, reason="Theo đơn của người nộp").status_code == 302
    assert queries.find(dossier.pk).is_final


def test_an_unknown_act_is_not_found(stage):
    dossier = stage.submit()
    assert stage.cast.client("minh").get(url("work-act", dossier, slug="bay-len")).status_code == 404
