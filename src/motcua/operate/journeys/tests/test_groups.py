"""One application for several procedures: asked once, sent together, one dossier each."""

from django.utils import timezone

from motcua.operate.dossiers.models import Dossier
from motcua.operate.eforms import queries as eforms
from motcua.operate.eforms import services as eform_services
from motcua.operate.journeys.services import grouping
from motcua.operate.journeys.tests import scenes
from motcua.operate.journeys.tests.desk_stage import fields, page, send, url, words
from motcua.operate.journeys.tests.group_access import begun, drafted, in_force
from motcua.operate.linking import queries as linking

TWO = (scenes.RIGHTS, scenes.COPY)
LAN = {
    "kind": "person", "full_name": "Nguyễn Thị Lan", "identity_number": scenes.IDENTITY,
    "date_of_birth": "1980-05-12", "phone": "0912345678", "address": "Số 1",
}  # fmt: skip


def members(filing, office):
    return grouping.filings_in(linking.filing(filing.pk, office.lan), office.lan, timezone.now())


def fill(filing, office, code):
    """Everything of one procedure as it asks for it."""
    one = next(one for member, one in members(filing, office) if member.procedure_code == code)
    now, draft = timezone.now(), one.draft
    parts = [part.code for part in one.content.components or ()]
    extra = {"papers": dict.fromkeys(parts, "none")}
    if not one.filer:
        extra |= {"filer": LAN, "for_whom": "self", "delivery": {"delivery": "counter"}}
    eform_services.save_draft(draft_id=draft.pk, extra=extra, now=now)
    answers = {
        scenes.RIGHTS: {"de_nghi": {"noi_dung": "Chỉnh sửa"}, "cam_doan_muc": {"cam_doan": "on"}},
        scenes.COPY: {
            "quan_he_muc": {"quan_he": "cha_me_con", "chu_van_bang": "Nguyễn Thị Lan"},
            "van_bang": {"Duoccap": "Bằng tốt nghiệp", "thongtinkhac": "Năm 2010", "requestQty": "1"},
        },
    }[code]
    for key, values in answers.items():
        saved = eform_services.save_draft(draft_id=draft.pk, section=key, answers=values, now=now)
        assert isinstance(saved, eform_services.Saved), saved


def test_the_control_officer_defines_a_group_and_puts_it_in_force(office):
    kiem, anyone = office.client("kiem"), office.client()
    address = url("desk-groups")
    typed = {"name": "Nhóm thử", "procedures": f"{scenes.COPY}\n{scenes.RIGHTS}", "source": "QĐ 1/QĐ-UBND"}
    form = page(kiem.get(address)).select_one("section.panel form")
    wrong = page(kiem.post(address, fields(form) | typed | {"procedures": f"{scenes.COPY}\n9.9"}), 422)
    assert "Danh mục không có thủ tục mã 9.9" in words(wrong)
    assert kiem.post(address, fields(form) | typed).status_code == 302
    assert "Nhóm thử" not in words(page(anyone.get(url("groups"))))
    listed = page(kiem.get(address))
    assert send(kiem, listed, url("desk-group-act", key="nhom-thu", slug="ap-dung")).status_code == 302
    shown = page(anyone.get(url("groups")))
    assert shown.find("a", href=url("group", key="nhom-thu"))
    assert page(anyone.get(url("apply", code=scenes.COPY))).find("a", href=url("group", key="nhom-thu"))
    assert "Thông tin chưa được kiểm chứng" in words(shown)
    assert (
        send(kiem, page(kiem.get(address)), url("desk-group-act", key="nhom-thu", slug="ket-thuc")).status_code == 302
    )


def test_a_group_with_a_procedure_that_is_not_filed_here_says_so_and_is_refused(office):
    group = in_force(office, scenes.COPY, scenes.PRIMARY)
    lan = office.client("lan")
    assert "chưa nộp trực tuyến được ở đây" in words(page(lan.get(url("group", key=group.key))))
    assert lan.post(url("group-begin", key=group.key))["Location"] == url("groups")
    assert linking.filings(office.lan) == []


def test_a_draft_of_a_group_is_not_applied_for(office):
    assert office.client("lan").get(url("group", key=drafted(office).key)).status_code == 404


def test_what_was_said_once_is_there_for_the_next_procedure(office):
    filing = begun(office, *TWO)
    fill(filing, office, scenes.RIGHTS)
    lan = office.client("lan")
    other = next(member for member, _ in members(filing, office) if member.procedure_code == scenes.COPY)
    address = url("group-filing", filing_id=filing.pk)
    opened = lan.post(address, {"open": str(other.draft)})
    assert opened["Location"] == url("draft", draft_id=other.draft)
    draft = eforms.draft(other.draft, office.lan)
    assert draft.extra["filer"]["full_name"] == "Nguyễn Thị Lan"
    assert draft.extra["delivery"] == {"delivery": "counter"}


def test_a_paper_of_the_same_name_is_handed_in_once(office):
    filing = begun(office, scenes.COPY, scenes.REMARK)
    (_, first), (_, second) = members(filing, office)
    name = (first.content.components or ())[1].name
    before = {part.name for part in second.content.components or ()}
    scenes.attached(first.draft)
    eform_services.save_draft(draft_id=first.draft.pk, extra={"papers": {"TP2": "upload"}}, now=timezone.now())
    grouping.share(filing=linking.filing(filing.pk, office.lan), account=office.lan, now=timezone.now())
    files = eforms.draft(second.draft.pk, office.lan).files.count()
    assert files == (1 if name in before else 0)


def test_the_group_is_sent_whole_or_not_at_all(office):
    filing = begun(office, *TWO)
    fill(filing, office, scenes.RIGHTS)
    lan, address = office.client("lan"), url("group-filing", filing_id=filing.pk)
    assert "Nút nộp hiện ra khi" in words(page(lan.get(address)))
    assert lan.post(address, {}).status_code == 302
    assert not Dossier.objects.exists()  # one was complete, the other not: nothing was sent
    assert "Chưa nộp được hồ sơ nào" in words(page(lan.get(address)))


def test_one_sending_makes_one_dossier_for_each_procedure_and_one_page_follows_them(office):
    filing = begun(office, *TWO)
    fill(filing, office, scenes.RIGHTS)
    grouping.share(filing=linking.filing(filing.pk, office.lan), account=office.lan, now=timezone.now())
    fill(filing, office, scenes.COPY)
    lan, address = office.client("lan"), url("group-filing", filing_id=filing.pk)
    assert "Nộp tất cả" in words(page(lan.get(address)))
    assert lan.post(address, {}).status_code == 302
    told = words(page(lan.get(address)))
    assert "Đã nộp lúc" in told, told
    made = list(Dossier.objects.order_by("procedure__code").values_list("procedure__code", flat=True))
    assert made == sorted(TWO)
    assert lan.post(address, {}).status_code == 302  # sent again: nothing more
    assert Dossier.objects.count() == 2
    one = Dossier.objects.order_by("pk").first()
    assert page(lan.get(url("dossier", one))).find("a", href=address)
    assert page(lan.get(url("mine"))).find("a", href=address)
    assert office.client("tu").get(address).status_code == 404
