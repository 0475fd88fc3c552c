"""A second person signs: invited by a code, reads, agrees or declines; the first person's submission waits for it."""

import pytest
from django.urls import reverse

from motcua.operate.dossiers import queries as dossiers
from motcua.operate.eforms import queries as eforms
from motcua.operate.journeys.tests import forms

pytestmark = pytest.mark.django_db
ROWS = {
    "hoc_sinh-0-ho_ten": "Trần Thị Mơ",
    "hoc_sinh-0-ngay_sinh_day": "2",
    "hoc_sinh-0-ngay_sinh_month": "3",
    "hoc_sinh-0-ngay_sinh_year": "2010",
}


@pytest.fixture
def signed_form(office, tmp_path):
    forms.use(tmp_path, cosign={"who": "Cha hoặc mẹ", "reason": "Người khai chưa đủ 18 tuổi."})
    return office


@pytest.fixture
def filled(signed_form, lan):
    """Lan's application, complete but for the second signature, on the page of the invitation."""
    forms.begin(lan).press("Lưu và tiếp tục", ten_truong="Trường A").press("Lưu và tiếp tục", **ROWS)
    forms.finish(lan)
    assert lan.heading == "Người ký thứ hai"
    return lan


def code_of(browser) -> str:
    return browser.page.find(class_="confirmation__code").get_text(strip=True)


def test_a_parent_reads_and_agrees_and_the_dossier_is_sent(filled, anyone):
    filled.press("Lấy mã mời ký")
    code = code_of(filled)
    filled.follow("Kiểm tra và nộp")
    assert "Còn việc chưa xong" in filled.text
    anyone.go(reverse("journeys:cosign")).press("Đọc tờ khai", ma=code.lower())
    assert "mời bạn ký với tư cách: Cha hoặc mẹ" in anyone.text
    assert "Trần Thị Mơ" in anyone.text
    assert not anyone.page.select(".summary__change")
    anyone.press("Gửi ý kiến", full_name="Trần Văn Cha", decision="agree")
    assert anyone.heading == "Bạn đã đồng ý ký tờ khai"
    filled.follow("Các việc cần làm").follow("Người ký thứ hai")
    assert "Trần Văn Cha" in filled.text
    assert "chỉ bằng mã mời" in filled.text
    filled.follow("Kiểm tra và nộp").press("Nộp hồ sơ", declared="on")
    assert filled.heading == "Chúng tôi đã nhận hồ sơ của bạn"
    dossier = dossiers.mine(account=filled.client.request().wsgi_request.user).rows[0]
    signature = eforms.cosignature_in(eforms.answers(dossiers.for_work(dossier.pk).answers_id))
    assert signature.signer_name == "Trần Văn Cha"
    anyone.go(f"{reverse('journeys:cosign')}?ma={code}")
    assert anyone.status == 422


def test_a_refusal_needs_its_reason_and_reaches_the_first_person(filled, tu):
    filled.press("Lấy mã mời ký")
    tu.go(f"{reverse('journeys:cosign')}?ma={code_of(filled)}")
    tu.press("Gửi ý kiến", decision="decline")
    assert "Hãy ghi lý do" in tu.text
    tu.press("Gửi ý kiến", decision="decline", reason="Sai ngày sinh của cháu")
    assert tu.heading == "Bạn đã từ chối ký tờ khai"
    filled.go(filled.path)
    assert "Sai ngày sinh của cháu" in filled.text
    assert "Lấy mã mời mới" in filled.text


def test_changed_answers_need_a_new_signature(filled, anyone):
    filled.press("Lấy mã mời ký")
    code = code_of(filled)
    draft = filled.path.rsplit("nguoi-ky", 1)[0]
    filled.go(f"{draft}to-khai/truong/").press("Lưu và tiếp tục", ten_truong="Trường B")
    anyone.go(f"{reverse('journeys:cosign')}?ma={code}")
    anyone.press("Gửi ý kiến", full_name="Trần Văn Cha", decision="agree")
    assert "đã sửa sau khi mời" in anyone.text
    filled.go(f"{draft}nguoi-ky/")
    assert "chữ ký không còn dùng được" in filled.text


def test_the_first_person_cannot_sign_twice_and_may_take_the_invitation_back(filled, anyone):
    filled.press("Lấy mã mời ký")
    code, invitation = code_of(filled), filled.path
    filled.go(f"{reverse('journeys:cosign')}?ma={code}").press("Gửi ý kiến", decision="agree")
    assert "phải là người khác" in filled.text
    filled.go(invitation).press("Rút lời mời")
    anyone.go(f"{reverse('journeys:cosign')}?ma={code}")
    assert "Mã mời không đúng" in anyone.errors


def test_guessing_codes_is_slowed_down(office, anyone, client):
    address = reverse("journeys:cosign")
    answers = [client.get(f"{address}?ma=XXXXX-XXXX{n % 9}").status_code for n in range(62)]
    assert answers[0] == 422
    assert answers[-1] == 429


def test_a_form_for_one_person_asks_for_nobody_else(office, lan):
    lan.go("/nop-ho-so/3.000465/").press("Bắt đầu")
    draft = lan.path
    assert "Người ký thứ hai" not in lan.text
    assert lan.go(f"{draft}nguoi-ky/").path == draft
