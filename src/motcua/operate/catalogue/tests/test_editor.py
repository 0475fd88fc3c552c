"""The desk's editor: typed by buttons without a script, nothing lost, checked, decided by another person."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.http import QueryDict

from motcua.operate.catalogue import queries, rules
from motcua.operate.catalogue.forms import EDITED_PARTS, Page
from motcua.operate.catalogue.models import TextDraft
from motcua.operate.catalogue.tests.building import begun, content, keep

pytestmark = pytest.mark.django_db
CODE = "9.000001"
FULL = {
    "kind": "central",
    "competent": "department",
    "steps": (rules.Step("Nộp hồ sơ"),),
    "channels": (rules.Channel("direct", rules.TimeLimit(5, "working_day", "05 ngày làm việc")),),
    "components": (rules.Component("TP1", "Đơn", clause="Điều 5"), rules.Component("TP2", "Bản sao giấy khai sinh")),
    "sets": 1,
    "time_limit": rules.TimeLimit(5, "working_day", "05 ngày làm việc"),
    "subjects": ("Công dân",),
    "agencies": (rules.AgencyPart("implement", "Sở"),),
}


@pytest.fixture
def draft(cast):
    keep(CODE, "2026", name="Thủ tục thử", **FULL)
    return begun(CODE)


def address(draft, tail=""):
    return f"/lam-viec/thu-tuc/ban-thao/{draft.pk}/{tail}"


def filled(response, **changes):
    """What a browser would send from the page, with changes."""
    soup = BeautifulSoup(response.content, "html.parser")
    return boxes(soup.find("main").find_all("form")[-1], **changes)


def boxes(form, **changes):
    """Names and values of the boxes of a form."""
    sent = {}
    for box in form.find_all(["input", "textarea", "select"]):
        name = box.get("name")
        if not name or name == "csrfmiddlewaretoken":
            continue
        if box.name == "select":
            sent[name] = next((option["value"] for option in box.find_all("option") if option.has_attr("selected")), "")
        elif box.name == "textarea":
            sent[name] = box.get_text().lstrip("\n")
        elif box.get("type") in {"radio", "checkbox"}:
            if box.has_attr("checked"):
                sent[name] = [*sent.get(name, []), box["value"]] if name == "levels" else box.get("value", "on")
        else:
            sent[name] = box.get("value", "")
    return {**sent, **changes}


@pytest.mark.parametrize("key", EDITED_PARTS)
def test_saving_a_part_as_it_is_changes_nothing(cast, draft, key):
    kiem = cast.client("kiem")
    page = kiem.get(address(draft, f"phan/{key}/"))
    response = kiem.post(address(draft, f"phan/{key}/"), {**filled(page), "lam": "luu"})
    assert response.status_code == 302, response.content.decode()[:3000]
    assert queries.draft(draft.pk).parsed == draft.parsed


def test_a_paper_is_added_moved_and_removed_by_buttons_without_a_script(cast, draft):
    kiem, here = cast.client("kiem"), address(draft, "phan/giay-to/")
    page = kiem.post(here, filled(kiem.get(here), lam="them"))
    assert page.status_code == 200
    page = kiem.post(here, filled(page, **{"hang-2-name": "Giấy ủy quyền", "hang-2-copies": "hai"}, lam="len-2"))
    typed = filled(page)
    assert (typed["hang-1-name"], typed["hang-1-copies"]) == ("Giấy ủy quyền", "hai")
    assert queries.draft(draft.pk).parsed == draft.parsed
    wrong = kiem.post(here, filled(page, lam="luu"))
    assert wrong.status_code == 422
    assert "Giấy tờ 2, Số bản sao" in wrong.content.decode()
    page = kiem.post(here, filled(wrong, **{"hang-1-copies": "2"}, lam="bo-2"))
    assert kiem.post(here, filled(page, lam="luu")).status_code == 302
    papers = queries.draft(draft.pk).parsed.components
    assert [(part.code, part.name, part.copies) for part in papers] == [
        ("TP1", "Đơn", None), ("TP3", "Giấy ủy quyền", 2),
    ]  # fmt: skip


def test_what_was_typed_stays_when_another_window_saved_first(cast, draft):
    kiem, here = cast.client("kiem"), address(draft, "phan/chung/")
    first = filled(kiem.get(here), sets="2", lam="luu")
    late = {**first, "sets": "3"}
    assert kiem.post(here, first).status_code == 302
    answer = kiem.post(here, late)
    assert answer.status_code == 422
    assert filled(answer)["sets"] == "3"
    assert queries.draft(draft.pk).parsed.sets == 2
    assert kiem.post(here, filled(answer, lam="luu")).status_code == 302
    assert queries.draft(draft.pk).parsed.sets == 3


def test_fees_go_to_their_channel_with_their_time(cast, draft):
    kiem, here = cast.client("kiem"), address(draft, "phan/phi/")
    values = {
        "hang-0-kind": "charge", "hang-0-amount": "9.000", "hang-0-where": "0", "hang-0-valid_from_day": "1",
        "hang-0-valid_from_month": "3", "hang-0-valid_from_year": "2026", "empty": "none", "lam": "luu",
    }  # fmt: skip
    assert kiem.post(here, filled(kiem.get(here), **values)).status_code == 302
    text = queries.draft(draft.pk).parsed
    assert text.fees == ()
    assert text.channels[0].fees == (rules.Fee("charge", 9000, valid_from="2026-03-01"),)
    assert text.channels[0].limit.text == "05 ngày làm việc"


def test_two_papers_with_one_code_and_a_limit_without_unit_are_refused(cast, draft):
    kiem = cast.client("kiem")
    here = address(draft, "phan/giay-to/")
    answer = kiem.post(here, filled(kiem.get(here), **{"hang-1-code": "TP1"}, lam="luu"))
    assert answer.status_code == 422
    assert "trùng mã" in answer.content.decode()
    here = address(draft, "phan/cach-thuc/")
    answer = kiem.post(here, filled(kiem.get(here), **{"hang-0-limit_unit": ""}, lam="luu"))
    assert answer.status_code == 422
    assert "cả số và đơn vị" in answer.content.decode()


def test_an_empty_list_says_whether_there_is_none(cast, draft):
    kiem, here = cast.client("kiem"), address(draft, "phan/dieu-kien/")
    assert kiem.post(here, filled(kiem.get(here), empty="none", lam="luu")).status_code == 302
    assert queries.draft(draft.pk).parsed.conditions == ()


@pytest.mark.parametrize("junk", [{"hang": "9" * 30}, {"hang": "-1"}, {"edit": "x"}, {"lam": "bo-99"}, {"lam": "len-"}])
def test_a_forged_page_breaks_nothing(cast, draft, junk):
    kiem, here = cast.client("kiem"), address(draft, "phan/trinh-tu/")
    assert kiem.post(here, filled(kiem.get(here), **junk)).status_code in {200, 302, 422}


def test_the_task_list_says_what_is_missing_and_opens_the_way_to_review(cast, draft):
    kiem = cast.client("kiem")
    kiem.post(address(draft, "phan/chung/"), filled(kiem.get(address(draft, "phan/chung/")), sets="", lam="luu"))
    home = kiem.get(address(draft)).content.decode()
    assert "Số lượng bộ hồ sơ: bắt buộc phải có" in home
    kiem.post(address(draft, "gui/"))
    assert queries.draft(draft.pk).state == "draft"
    kiem.post(address(draft, "phan/chung/"), filled(kiem.get(address(draft, "phan/chung/")), sets="2", lam="luu"))
    assert kiem.post(address(draft, "gui/")).status_code == 302
    assert queries.draft(draft.pk).state == "review"


DECISION = {
    "decision": "12/QĐ-UBND",
    "decided_on_day": "1", "decided_on_month": "2", "decided_on_year": "2024",
    "effective_from_day": "1", "effective_from_month": "3", "effective_from_year": "2999",
}  # fmt: skip


def sent(cast, draft):
    kiem, here = cast.client("kiem"), address(draft, "phan/chung/")
    kiem.post(here, filled(kiem.get(here), sets="2", lam="luu"))
    kiem.post(address(draft, "gui/"))
    return queries.draft(draft.pk)


def test_the_head_reads_what_changes_and_approves(cast, draft):
    sent(cast, draft)
    dung = cast.client("dung")
    assert address(draft, "duyet/") in dung.get("/lam-viec/thu-tuc/ban-thao/").content.decode()
    page = dung.get(address(draft, "duyet/")).content.decode()
    assert "Số lượng bộ hồ sơ" in page
    assert dung.post(address(draft, "duyet/"), DECISION).status_code == 302
    found = queries.draft(draft.pk)
    assert (found.state, found.effective_from) == ("approved", date(2999, 3, 1))
    assert queries.version_in_force(CODE).content["sets"] == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"decided_on_year": "2998"}, "chưa tới"),
        ({"effective_from_year": "2023"}, "ký sau ngày có hiệu lực"),
        ({"effective_from_day": "31", "effective_from_month": "2"}, "Không có ngày"),
        ({"decision": ""}, "id_decision"),
    ],
)
def test_a_wrong_decision_comes_back_with_the_place(cast, draft, changes, said):
    sent(cast, draft)
    answer = cast.client("dung").post(address(draft, "duyet/"), {**DECISION, **changes})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert queries.draft(draft.pk).state == "review"


def test_a_text_is_given_back_with_a_reason_the_author_reads(cast, draft):
    sent(cast, draft)
    assert cast.client("dung").post(address(draft, "tra-lai/"), {"reason": ""}).status_code == 422
    cast.client("dung").post(address(draft, "tra-lai/"), {"reason": "Thiếu căn cứ của TP2"})
    assert "Thiếu căn cứ của TP2" in cast.client("kiem").get(address(draft)).content.decode()


def test_preview_comparison_and_history_are_pages(cast, draft):
    kiem = cast.client("kiem")
    kiem.post(address(draft, "phan/chung/"), filled(kiem.get(address(draft, "phan/chung/")), sets="7", lam="luu"))
    preview = kiem.get(address(draft, "xem-truoc/")).content.decode()
    assert "Bản xem trước" in preview
    assert "Số bộ hồ sơ: 7" in preview or "7" in preview
    assert "Số lượng bộ hồ sơ" in kiem.get(address(draft, "so-sanh/")).content.decode()
    page = kiem.get(f"/lam-viec/thu-tuc/{CODE}/van-ban/").content.decode()
    assert "Lưu bản nháp" in page


def test_a_dropped_draft_and_a_repeal_are_decided_on_their_pages(cast, draft):
    kiem, son = cast.client("kiem"), cast.client("son")
    assert kiem.post(address(draft, "bo/"), {"reason": "Không cần"}).status_code == 302
    assert TextDraft.objects.get().state == "dropped"
    assert son.post(f"/lam-viec/thu-tuc/{CODE}/bai-bo/", {**DECISION, "successor": "9.9"}).status_code == 422
    assert son.post(f"/lam-viec/thu-tuc/{CODE}/bai-bo/", DECISION).status_code == 302
    assert queries.procedure(CODE).repealed_on == date(2999, 3, 1)


def test_an_internal_procedure_of_one_group_is_made_and_found(cast):
    kiem = cast.client("kiem")
    new = {"code": "NB.01", "name": "Nghỉ phép của giáo viên", "kind": "internal", "internal_scope": "inside"}
    assert kiem.post("/lam-viec/thu-tuc/moi/", {**new, "kind": "central"}).status_code == 422
    assert kiem.post("/lam-viec/thu-tuc/moi/", new).status_code == 302
    assert kiem.post("/lam-viec/thu-tuc/moi/", new).status_code == 422
    keep("NB.02", "2026", name="Luân chuyển hồ sơ", kind="internal", internal_scope="between", competent="department")
    keep("NB.03", "2026", name="Thủ tục khác", kind="central", competent="department")
    page = kiem.get("/lam-viec/thu-tuc/?loai=internal-between").content.decode()
    assert "NB.02" in page
    assert "NB.03" not in page
    assert "NB.02" not in kiem.get("/lam-viec/thu-tuc/?loai=internal-inside").content.decode()
    assert "Nghỉ phép" not in cast.client().get("/thu-tuc/").content.decode()


STARTER = [
    rules.ProcedureContent.from_json(row["content"]) for row in queries.data_file("procedures.json")["procedures"]
]


@pytest.mark.parametrize("key", EDITED_PARTS)
def test_every_text_of_the_starter_survives_its_page(key):
    """A page made of a real text and sent back as it is says the same, so that an editor never edits in silence."""
    part = EDITED_PARTS[key]
    for text in STARTER[::3]:
        page = Page.of(part, text)
        shown = "".join(map(str, [page.form or "", *page.rows]))
        data = QueryDict(mutable=True)
        for name, value in boxes(BeautifulSoup(shown, "html.parser"), hang=len(page.rows)).items():
            data.setlist(name, value if isinstance(value, list) else [str(value)])
        again = Page.posted(part, text, data)
        assert again.result() == text, (text.name, again.errors)


def test_what_the_page_does_not_ask_is_kept():
    text = content(components=(rules.Component("TP1", "Đơn", held_by="population", held_note="CSDLQG"),))
    part = EDITED_PARTS["giay-to"]
    row = {**dict.fromkeys(part.row.base_fields), "was": 0, "code": "TP1", "name": "Đơn mới"}
    made = part.write(text, {}, [row]).components[0]
    assert (made.name, made.held_by, made.held_note) == ("Đơn mới", "population", "CSDLQG")
