"""An official makes a process from a table or a drawing, tries it by examples and publishes it."""

import io
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from motcua.kernel.actors import SYSTEM
from motcua.kernel.audit.queries import events
from motcua.kernel.audit.services import StreamRef
from motcua.operate.catalogue import services as catalogue
from motcua.operate.processes import queries, services
from motcua.operate.processes.models import ProcessDraft, ProcessVersion
from motcua.operate.processes.rules import Example, Move, open_steps, read_bpmn
from motcua.operate.processes.tests.drawing import ENDS, drawing, line, task
from motcua.operate.processes.tests.scenes import NOW, office, office_draft
from motcua.people.models import RoleGrant
from motcua.people.rules import Refusal
from tests.cast import Cast
from tests.html import check

BASE = "/lam-viec/quy-trinh/thu/soan/"


def sound(response: HttpResponse, status: int = 200) -> BeautifulSoup:
    assert response.status_code == status, response.content.decode()[:2000]
    assert check(response.content) == []
    return BeautifulSoup(response.content, "html.parser")


@pytest.fixture
def officer(cast: Cast) -> Client:
    return cast.client("kiem")


def edit() -> int:
    draft = queries.draft("thu")
    assert draft is not None
    return draft.edit


class TestPages:
    def test_from_a_blank_table_to_a_published_process(self, officer: Client):
        page = sound(officer.post(reverse("processes:new"), {"key": "thu", "name": "Quy trình thử"}, follow=True))
        assert "Quy trình thiếu bước phân công" in page.get_text()
        services.change_table(key="thu", change=office, edit=0, by=SYSTEM, now=NOW)
        page = sound(officer.get(BASE))
        assert "Quy trình không có lỗi" in page.get_text()
        assert [row.th.get_text() for row in page.table.tbody.find_all("tr")] == [
            "Phân công", "Thẩm định", "Ký", "Phát hành", "Trả",
        ]  # fmt: skip
        said = {
            "edit": edit(), "decision": "123/QĐ-UBND ngày 01/02/2024", "effective_from_day": "1",
            "effective_from_month": "3", "effective_from_year": "2024",
        }  # fmt: skip
        page = sound(officer.post(f"{BASE}ban-hanh/", said, follow=True))
        assert "Đã ban hành quy trình Quy trình thử, phiên bản 1" in page.get_text()
        assert queries.draft("thu") is None
        assert [event.type for event in events(StreamRef("process", "thu"))] == ["process.published"]
        sound(officer.get(reverse("processes:desk")))

    def test_a_step_is_described_added_branched_and_taken_out(self, officer: Client):
        office_draft()
        said = {
            "edit": edit(),
            "name": "Thẩm tra",
            "role": "case_officer",
            "action": "forward",
            "allowance_hours": "16",
        }
        page = sound(officer.post(f"{BASE}buoc/step-2/", {**said, "basis": "Điều 19"}, follow=True))
        assert "Thẩm tra" in page.get_text()
        page = sound(officer.post(f"{BASE}buoc/step-2/", {"edit": edit(), "viec": "them"}, follow=True))
        assert page.h1.get_text() == "Bước mới"
        officer.post(f"{BASE}buoc/step-6/", {"edit": edit(), "viec": "bo"})
        branched = {"edit": edit(), "names": "Đủ\nThiếu", "together": "one"}
        page = sound(officer.post(f"{BASE}buoc/step-2/re-nhanh/", branched, follow=True))
        assert "Đủ: Đủ" in page.get_text(" ", strip=True).replace(" :", ":")

    def test_what_does_not_fit_is_said_and_what_was_typed_stays(self, officer: Client):
        office_draft()
        said = {"edit": edit(), "name": "Thẩm định lại", "role": "clerk", "action": "sign"}
        page = sound(officer.post(f"{BASE}buoc/step-2/", said), 422)
        assert "không được làm việc đã chọn" in page.get_text()
        assert page.find("input", {"name": "name"})["value"] == "Thẩm định lại"
        page = sound(
            officer.post(f"{BASE}buoc/step-2/re-nhanh/", {"edit": edit(), "names": "Một", "together": "one"}), 422
        )
        assert "ít nhất hai nhánh" in page.get_text()

    def test_a_slower_official_is_told_and_loses_nothing(self, officer: Client):
        office_draft()
        old = edit()
        services.change_table(key="thu", change=lambda net: net, edit=old, by=SYSTEM, now=NOW)
        said = {"edit": old, "name": "Tên của tôi", "role": "case_officer", "action": "forward"}
        page = sound(officer.post(f"{BASE}buoc/step-2/", said), 422)
        assert "Người khác vừa lưu" in page.get_text()
        assert page.find("input", {"name": "name"})["value"] == "Tên của tôi"

    def test_a_drawing_of_another_tool_comes_in_by_file_and_an_unreadable_one_changes_nothing(self, officer: Client):
        file = io.BytesIO(drawing(ENDS + task("a", "Thẩm định") + line("s", "a", "e")))
        file.name = "camunda.bpmn"
        said = {"key": "thu", "name": "Từ bản vẽ", "file": file}
        page = sound(officer.post(reverse("processes:new"), said, follow=True))
        assert "Bước chưa có vai trò thực hiện" in page.get_text()
        before = queries.draft("thu").drawing
        bad = drawing(ENDS + '<bpmn:scriptTask id="x"/>' + line("s", "e")).decode()
        page = sound(officer.post(f"{BASE}ban-ve/", {"edit": edit(), "drawing": bad}), 422)
        assert "scriptTask «x»" in page.get_text()
        assert "scriptTask" in page.find("textarea", {"name": "drawing"}).get_text()
        assert queries.draft("thu").drawing == before

    def test_examples_are_judged_at_once(self, officer: Client):
        office_draft()
        good = {"edit": edit(), "title": "Đủ", "done": "Phân công\nThẩm định", "open": "Ký"}
        page = sound(officer.post(f"{BASE}vi-du/", good, follow=True))
        assert "Đúng" in page.get_text()
        page = sound(officer.post(f"{BASE}vi-du/", {**good, "edit": edit(), "open": "Trả"}, follow=True))
        assert "Đang mở: Ký; ví dụ chờ: Trả." in page.get_text()
        assert "Cần sửa trước khi ban hành" in sound(officer.get(f"{BASE}ban-hanh/")).get_text()
        officer.post(f"{BASE}vi-du/", {"edit": edit(), "bo": "1"})
        assert "Quy trình không có lỗi" in sound(officer.get(f"{BASE}ban-hanh/")).get_text()

    def test_a_step_of_a_role_that_nobody_holds_is_warned_of_before_publication(self, cast: Cast, officer: Client):
        office_draft()
        assert "Hiện không ai trong cơ quan" not in sound(officer.get(f"{BASE}ban-hanh/")).get_text()
        RoleGrant.objects.filter(role="signatory").delete()
        page = sound(officer.get(f"{BASE}ban-hanh/"))
        assert "Ký: Hiện không ai trong cơ quan giữ vai trò" in page.get_text()
        assert page.find("button", string="Ban hành quy trình") is not None

    def test_a_procedure_is_let_follow_a_process_and_leaves_it(self, cast: Cast, officer: Client):
        catalogue.load_starter(now=NOW)
        draft = office_draft()
        services.publish(
            key="thu", edit=draft.edit, decision="1/QĐ", effective_from=date(2024, 1, 1), by=SYSTEM, now=NOW
        )
        address = reverse("processes:follow", args=["thu"])
        page = sound(officer.post(address, {"procedure": "9.999999"}), 422)
        assert "Không có thủ tục mã này" in page.get_text()
        page = sound(officer.post(address, {"procedure": "3.000465"}), 422)  # one working day, and the steps take two
        assert "cộng lại 16 giờ làm việc, quá thời hạn 7 giờ của thủ tục 3.000465" in page.get_text()
        page = sound(officer.post(address, {"procedure": "2.002811"}, follow=True))
        assert "Từ bây giờ hồ sơ tiếp nhận của thủ tục 2.002811 theo quy trình này" in page.get_text()
        assert queries.uses("thu") == ["2.002811"]
        assert queries.process_for(procedure_code="2.002811", on=date(2024, 3, 1)).key == "thu"
        sound(officer.post(address, {"bo": "2.002811"}, follow=True))
        assert queries.uses("thu") == []
        assert officer.post(address, {"bo": "2.002811"}).status_code == 404
        page = sound(cast.client("dung").get(reverse("processes:version", args=["thu", 1])))
        assert page.find("form", {"action": address}) is None

    def test_a_published_process_is_read_by_everybody_and_revised_by_few(self, cast: Cast, officer: Client):
        services.load(now=NOW)
        page = sound(cast.client("dung").get(reverse("processes:version", args=["standard", 1])))
        assert "Thẩm định hồ sơ" in page.get_text()
        assert page.find("form", {"action": reverse("processes:revise", args=["standard"])}) is None
        page = sound(officer.post(reverse("processes:revise", args=["standard"]), follow=True))
        assert len(page.table.tbody.find_all("tr")) == 6
        sheet = officer.get(reverse("processes:version", args=["standard", 1]), {"tai": "bpmn"})
        assert read_bpmn(sheet.content).faults == []
        for tab in ("", "ban-ve/", "vi-du/", "ban-hanh/", "buoc/assign/", "buoc/assign/re-nhanh/"):
            sound(officer.get(f"/lam-viec/quy-trinh/standard/soan/{tab}"))


@pytest.mark.django_db
class TestServices:
    def publish(self, **change: object) -> ProcessVersion | Refusal:
        said = {"key": "thu", "decision": "1/QĐ", "effective_from": date(2024, 3, 1), "by": SYSTEM, "now": NOW}
        return services.publish(**{**said, "edit": edit(), **change})

    def test_dossiers_of_a_procedure_follow_the_version_of_their_day(self):
        services.load(now=NOW)
        office_draft()
        first = self.publish()
        assert isinstance(first, ProcessVersion)
        assert services.follow(procedure_code="1.1", process_key="thu", by=SYSTEM, now=NOW) is None
        assert queries.process_for(procedure_code="1.1", on=date(2024, 3, 2)) == first
        assert queries.process_for(procedure_code="2.2", on=date(2024, 3, 2)).key == "standard"
        graph = queries.graph(first.pk)
        assert open_steps(graph, [Move("step-1")]) == ("step-2",)
        services.start(key="thu", name="Quy trình thử", version=first, by=SYSTEM, now=NOW)
        second = self.publish(effective_from=date(2024, 6, 1), decision="2/QĐ")
        assert isinstance(second, ProcessVersion)
        assert second.number == 2
        assert queries.process_for(procedure_code="1.1", on=date(2024, 5, 31)) == first
        assert queries.process_for(procedure_code="1.1", on=date(2024, 6, 1)) == second
        assert services.follow(procedure_code="1.1", process_key="", by=SYSTEM, now=NOW) is None
        assert queries.process_for(procedure_code="1.1", on=date(2024, 6, 1)).key == "standard"

    def test_what_is_not_ready_is_not_published(self):
        services.start(key="thu", name="Trống", by=SYSTEM, now=NOW)
        assert self.publish().code == "not_ready"
        services.change_table(key="thu", change=office, edit=0, by=SYSTEM, now=NOW)
        assert self.publish(decision=" ").code == "no_decision"
        assert self.publish(edit=0).code == "stale"
        wrong = Example("Sai", ("Ký",), ())
        services.save_examples(key="thu", examples=[wrong], edit=edit(), by=SYSTEM, now=NOW)
        assert self.publish().code == "not_ready"
        assert services.follow(procedure_code="1", process_key="thu", by=SYSTEM, now=NOW).code == "unknown"

    def test_a_layout_drawn_by_a_person_stays_while_only_words_change(self):
        data = drawing(ENDS + task("a", "Thẩm định") + line("s", "a", "e")).replace(
            b"<bpmn:process ", b"<!-- ve tay --><bpmn:process "
        )
        made = services.start(key="thu", name="Vẽ tay", drawing=data, by=SYSTEM, now=NOW)
        assert isinstance(made, ProcessDraft)

        def said(net):
            from motcua.operate.processes.rules.editing import describe

            return describe(net, "a", "Thẩm định", role="case_officer", action="forward")

        saved = services.change_table(key="thu", change=said, edit=0, by=SYSTEM, now=NOW)
        assert "ve tay" in saved.drawing
        assert services.net_of_draft(saved).nodes["a"].task.role == "case_officer"
