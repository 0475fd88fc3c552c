"""Filing online for somebody else: by what right, shown by which paper, judged before anything is sent."""

import pytest

from motcua.kernel.files.tests.samples import pdf
from motcua.operate.dossiers.queries import Dossier
from motcua.operate.intake.queries import papers as intake
from motcua.operate.journeys.tests import scenes
from motcua.operate.journeys.tests.browsing import upload
from motcua.operate.journeys.tests.test_portal_story import DIPLOMA, begin

pytestmark = pytest.mark.django_db
OWNER = {
    "kind": "person", "full_name": "Trần Văn Bình", "ground": "authorised", "ground_text": "số 12 ngày 01/03/2024",
    "date_of_birth_day": "1", "date_of_birth_month": "2", "date_of_birth_year": "1979", "right_scope": ["file"],
}  # fmt: skip


def for_another(lan, **owner):
    """To the list of papers, the persons and the form done, nothing chosen for the authority paper yet."""
    begin(lan).follow("Thông tin người nộp").press("Lưu và tiếp tục", for_whom="other")
    lan.press("Lưu và tiếp tục", **(OWNER | owner))
    lan.press("Lưu và tiếp tục", quan_he="uy_quyen")
    lan.press("Lưu và tiếp tục", **DIPLOMA)
    root = lan.path.split("/giay-to")[0]
    for code in ("TP2", "TP3"):
        lan.go(f"{root}/giay-to/{code}/").press("Lưu và tiếp tục", how="none")
    return lan.go(f"{root}/giay-to/")


def to_check(lan):
    root = lan.path.split("/giay-to")[0]
    lan.go(f"{root}/nhan-ket-qua/").press("Lưu và tiếp tục", delivery="electronic")
    return lan.go(f"{root}/kiem-tra/")


def show_right(lan):
    root = lan.path.split("/giay-to")[0]
    lan.go(f"{root}/giay-to/UQ/").press("Lưu và tiếp tục", {"tep": upload("uy-quyen.pdf", pdf())})
    return lan.go(f"{root}/giay-to/")


def test_without_the_paper_nothing_is_sent_and_it_is_said_why(lan):
    for_another(lan)
    assert "Giấy uỷ quyền (căn cứ để bạn nộp thay)" in lan.text
    to_check(lan)
    assert "Nộp thay phải gửi kèm giấy uỷ quyền" in lan.text
    assert Dossier.objects.count() == 0


def test_with_the_paper_it_is_sent_and_the_right_is_kept_with_the_dossier(lan, office):
    to_check(show_right(for_another(lan))).press("Nộp hồ sơ", declared="on")
    assert lan.heading == "Chúng tôi đã nhận hồ sơ của bạn", lan.text
    dossier = Dossier.objects.get()
    assert dossier.owner_id != dossier.filer_id
    assert dossier.papers.get(component_code="UQ").stored_file is not None
    right = intake.right_of(dossier)
    assert (right.ground, right.paper, tuple(right.scope)) == ("authorised", "số 12 ngày 01/03/2024", ("file",))
    assert intake.why_not_handed_to_filer(dossier, dossier.submitted_at).code == "authority"


@pytest.mark.parametrize(
    ("owner", "words"),
    [
        ({"right_to_day": "4", "right_to_month": "3", "right_to_year": "2024"}, "đã hết hạn ngày 04/03/2024"),
        ({"right_scope": ["receive"]}, "không cho nộp hồ sơ"),
        ({"ground": "representative"}, "Chủ hồ sơ là cá nhân"),
        ({"identity_number": scenes.IDENTITY, "date_of_birth_year": "1980"}, "cùng một số định danh"),
    ],
)
def test_a_right_that_does_not_hold_stops_the_sending(lan, owner, words):
    to_check(show_right(for_another(lan, **owner)))
    assert words in lan.text
    assert lan.client.post(lan.path, {"declared": "on"}).status_code == 422
    assert Dossier.objects.count() == 0


def test_a_parent_of_a_grown_up_is_told_and_may_still_send(lan):
    to_check(show_right(for_another(lan, ground="guardian")))
    assert "Chủ hồ sơ đã đủ 18 tuổi" in lan.text
    lan.press("Nộp hồ sơ", declared="on")
    assert Dossier.objects.count() == 1


def test_who_files_is_who_is_signed_in(lan):
    begin(lan).follow("Thông tin người nộp").press("Lưu và tiếp tục", for_whom="self", full_name="Hoàng Thị Mai")
    lan.press("Lưu và tiếp tục", **DIPLOMA)
    root = lan.path.split("/giay-to")[0]
    lan.go(f"{root}/kiem-tra/")
    assert "Người nộp phải là người đang đăng nhập" in lan.text


def test_the_authority_paper_is_never_brought_later_or_left_out(lan):
    for_another(lan)
    root = lan.path.split("/giay-to")[0]
    lan.go(f"{root}/giay-to/UQ/")
    assert [one["value"] for one in lan.page.find_all("input", attrs={"name": "how"})] == ["upload"]
    lan.press("Lưu và tiếp tục", how="bring")
    assert lan.status == 422
