"""Dossiers of another system, brought in: each row accounted for, nothing doubled, nothing half."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from motcua.exchange.imports import queries, services
from motcua.exchange.imports.models import Finding, Import, RefusedRow
from motcua.exchange.imports.tests.generating import messages
from motcua.exchange.imports.tests.stage import NOW, bring, code, message
from motcua.kernel.audit.models import Event
from motcua.kernel.audit.verify import verify
from motcua.kernel.outbox.models import Message
from motcua.operate.dossiers import queries as dossiers
from motcua.operate.dossiers import services as acts
from motcua.operate.dossiers.models import Dossier
from motcua.operate.dossiers.queries.orphans import orphans
from motcua.operate.dossiers.rules import Refusal
from motcua.people import queries as people

STEP = {"ThoiDiemXuLy": "20240318083000", "NguoiXuLy": "Trần Thị Mẫu", "NoiDungXuLy": "Thẩm định", "TrangThai": "4"}


def counts(done):
    assert done.read == done.taken + done.unchanged + done.refused
    return done.taken, done.unchanged, done.refused


def kinds():
    return set(Finding.objects.values_list("kind", flat=True))


def test_a_message_becomes_a_dossier_with_its_history(ground, tmp_path):
    assert counts(bring(tmp_path, message())) == (1, 0, 0)
    row = Dossier.objects.get(code=code())
    assert (row.state, row.observed, row.unit_id, row.owner.full_name) == (10, True, "sgddt-qlcl", "Nguyễn Văn Ví Dụ")
    told = Event.objects.filter(stream_id=str(row.pk)).order_by("version")
    assert [one.type.split(".")[1] for one in told] == ["submitted", "accepted", "issued", "returned"]
    assert {one.source for one in told} == {"observed"}
    assert verify().ok
    assert not kinds()


def test_a_second_run_changes_nothing(ground, tmp_path):
    rows = list(messages(120, identifier=people.agency().identifier, odd=0.4))
    first = bring(tmp_path, *rows)
    before = Event.objects.filter(stream_kind="dossier").count()
    second = bring(tmp_path, *rows)
    assert counts(second) == (0, first.taken + first.unchanged, first.refused)
    assert Event.objects.filter(stream_kind="dossier").count() == before
    assert verify().ok


def test_newer_progress_is_added_and_an_older_message_again_is_not(ground, tmp_path):
    early = message(TrangThaiHoSo="4", NgayKetThucXuLy=None, NgayTra=None)
    bring(tmp_path, early)
    assert counts(bring(tmp_path, message())) == (1, 0, 0)
    assert counts(bring(tmp_path, early, message())) == (0, 2, 0)
    assert Dossier.objects.get().state == 10


def test_states_that_go_to_and_fro_are_taken_once(ground, tmp_path):
    work = message(TrangThaiHoSo="4", NgayKetThucXuLy=None, NgayTra=None)
    asked = {**work, "TrangThaiHoSo": "5", "DanhSachHoSoBoSung": [{"NgayBoSung": "20240318080000"}]}
    answered = {
        "NgayBoSung": "20240318080000",
        "NgayTiepNhanBoSung": "20240319080000",
        "NgayHenTraMoi": "20240327170000",
    }
    back = {**work, "DanhSachHoSoBoSung": [answered], "NgayHenTra": "20240327170000"}
    assert counts(bring(tmp_path, work, asked, back)) == (3, 0, 0)
    assert counts(bring(tmp_path, work, asked, back)) == (0, 3, 0)
    row = Dossier.objects.get()
    assert row.state == 4
    assert row.legal_due.isoformat().startswith("2024-03-27")


def test_the_same_code_with_another_story_is_refused_and_kept(ground, tmp_path):
    bring(tmp_path, message())
    done = bring(tmp_path, message(NgayTiepNhan="20240314090000"), message(MaTTHC="1.005144"))
    assert counts(done) == (0, 0, 2)
    assert set(done.refused_rows.values_list("code", flat=True)) == {"contradicts"}
    assert json.loads(done.refused_rows.first().raw)["MaHoSo"] == code()


def test_steps_of_handling_join_the_history(ground, tmp_path):
    step = {"MaHoSo": code(), **STEP}
    assert counts(bring(tmp_path, step)) == (0, 0, 1)  # nothing is known of the dossier yet
    bring(tmp_path, message(TrangThaiHoSo="2", NgayKetThucXuLy=None, NgayTra=None))
    done = {**step, "TrangThai": "9", "ThoiDiemXuLy": "20240319150000"}
    assert counts(bring(tmp_path, step, done)) == (2, 0, 0)
    assert counts(bring(tmp_path, step, done)) == (0, 2, 0)
    row = Dossier.objects.get()
    assert (row.state, row.notes.count()) == (9, 2)
    assert "Trần" not in str(list(Event.objects.values_list("payload", flat=True)))


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"NgayHenTra": ""}, "missing_due"),
        ({"NgayKetThucXuLy": "20240301080000"}, "finish_before_start"),
        ({"NgayTiepNhan": None}, "skipped_states"),
        ({"MaTTHC": "9.999999"}, "unknown_procedure"),
        ({"NgayNopHoSo": "32/13/2024"}, "unreadable_date"),
        ({"NgayKetThucXuLy": None}, "missing_finish"),
        ({"TrangThaiHoSo": "77"}, "unknown_state"),
        ({"DinhDanhCHS": [{"LoaiDinhDanh": "1", "SoDinhDanh": "000000001"}]}, "identity_format"),
        ({"ChuHoSo": ""}, "missing_owner"),
        ({"NgayTra": "20990101"}, "future_date"),
    ],
)
def test_what_is_odd_is_a_finding_and_the_dossier_is_taken(ground, tmp_path, changes, kind):
    assert counts(bring(tmp_path, message(**changes))) == (1, 0, 0)
    assert kind in kinds()
    assert verify().ok


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (7, "not_a_message"),
        ({"MaTTHC": "3.000465"}, "no_code"),
        ({"MaHoSo": "000.00.14.Y98-240315-0001"}, "other_province"),
        ({"MaHoSo": "x" * 80}, "no_code"),
    ],
)
def test_what_has_no_identity_here_is_refused(ground, tmp_path, row, reason):
    done = bring(tmp_path, row, message())
    assert counts(done) == (1, 0, 1)
    assert done.refused_rows.get().code == reason


@pytest.mark.parametrize("cut", [1, 40, 300, -1, -30])
def test_a_file_cut_in_the_middle_leaves_nothing_and_names_the_place(ground, tmp_path, cut):
    whole = json.dumps([message(MaHoSo=code(number)) for number in (1, 2, 3)], ensure_ascii=False).encode()
    with pytest.raises(services.Unreadable, match="Dòng 1"):
        bring(tmp_path, data=whole[:cut])
    assert not Dossier.objects.exists()
    assert Import.objects.get().state == "failed"


def test_an_import_cut_off_goes_on_where_it_stood(ground, tmp_path, monkeypatch):
    from motcua.exchange.imports.services import running

    monkeypatch.setattr(running, "BATCH", 2)
    rows = [message(MaHoSo=code(number)) for number in range(1, 6)]
    taken = running._settled
    calls = []

    def power_goes(*args):
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        taken(*args)

    monkeypatch.setattr(running, "_settled", power_goes)
    with pytest.raises(KeyboardInterrupt):
        bring(tmp_path, *rows)
    cut = Import.objects.get()
    assert (cut.read, cut.state) == (2, "running")
    done = services.run(import_id=cut.pk, now=lambda: NOW)
    assert counts(done) == (5, 0, 0)


def test_a_dossier_handled_here_is_not_overwritten(ground, tmp_path, now):
    bring(tmp_path, message())
    Dossier.objects.update(observed=False)
    done = bring(tmp_path, message(TrangThaiHoSo="9"))
    assert done.refused_rows.get().code == "handled_here"


def test_nobody_acts_here_on_what_is_handled_elsewhere_and_nobody_is_told(ground, tmp_path, now):
    bring(tmp_path, message(TrangThaiHoSo="4", NgayKetThucXuLy=None, NgayTra=None))
    row = Dossier.objects.get()
    for who, verb in (("hoa", "assign"), ("minh", "request_supplement"), ("dung", "stop"), ("kiem", "move_due")):
        said = acts.act(dossier_id=row.pk, verb=verb, by=ground.actor(who), now=NOW, command_id=f"x{who}")
        assert isinstance(said, Refusal)
        assert said.code == "handled_elsewhere"
    assert not dossiers.verbs_for(row, ground.actor("hoa"))
    assert not Message.objects.filter(topic__startswith="dossier.").exists()
    assert row.lead.username == "kiem"
    assert orphans(now=NOW) == []
    Dossier.objects.update(lead=None)
    assert [one.why for one in orphans(now=NOW)] == ["không có người theo dõi"]


def test_a_refused_row_is_mended_and_tried_again_and_its_content_goes(ground, tmp_path):
    done = bring(tmp_path, message(MaHoSo=""))
    row = done.refused_rows.get()
    again = services.retry(row=row, raw=message(MaHoSo=""), by=ground.actor("kiem"), now=NOW)
    assert again.code == "no_code"
    assert RefusedRow.objects.get().state == "open"
    services.retry(row=row, raw=message(), by=ground.actor("kiem"), now=NOW)
    settled = RefusedRow.objects.get()
    assert (settled.state, settled.raw) == ("taken", "")
    assert Dossier.objects.filter(code=code()).exists()


def test_a_correction_takes_the_finding_away(ground, tmp_path):
    bring(tmp_path, message(NgayTra=None))
    assert kinds() == {"missing_returned"}
    bring(tmp_path, message())
    assert not kinds()
    report = queries.quality()
    assert (report.dossiers, report.rows) == (1, 2)
    assert dict(report.fields)["NgayTra"] == 1


def test_the_pages_of_such_a_dossier_say_where_it_is_handled(ground, tmp_path):
    bring(tmp_path, message(TrangThaiHoSo="4", NgayKetThucXuLy=None, NgayTra=None), message(MaHoSo=code(2), MaTTHC="x"))
    row = Dossier.objects.get(code=code())
    for who in ("hoa", "dung", "kiem"):
        page = ground.client(who).get(f"/lam-viec/ho-so/{row.pk}/", {"muc-dich": "supervision"}, follow=True)
        assert page.status_code == 200
    page = ground.client("dung").get("/lam-viec/ho-so/")
    assert "Ở hệ thống khác" in page.content.decode()


def test_a_file_that_was_sent_is_erased_once_it_is_taken_and_one_that_lies_here_stays(ground, tmp_path):
    """What was refused of it is kept row by row; nothing else needs the names it holds."""
    by, text = ground.actor("kiem"), json.dumps([message(), {"MaHoSo": ""}]).encode()
    sent = services.begin(chunks=[text], name="a.json", by=by, now=NOW)
    waiting = services.begin(chunks=[b"Ma,Ten\n1,2\n"], name="b.csv", by=by, now=NOW)
    bring(tmp_path, message())
    lying = Path(Import.objects.get(path__startswith=str(tmp_path)).path)
    assert services.erase_sent(NOW) == 0
    services.run(import_id=sent.pk, now=lambda: NOW)
    kept = Path(sent.path)
    assert services.erase_sent(NOW) == 1
    assert (kept.exists(), lying.exists(), Path(waiting.path).exists()) == (False, True, True)
    assert RefusedRow.objects.filter(source=sent).exists()
    assert services.erase_sent(NOW + timedelta(days=31)) == 1
    waiting.refresh_from_db()
    assert (waiting.state, waiting.path) == ("failed", "")
    assert services.erase_sent(NOW + timedelta(days=32)) == 0
