"""Due dates that prove themselves, warnings where the work lies, the slip of an apology, the ground of a hold."""

import io
import json
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from motcua.kernel.documents.services import pdfa_state
from motcua.kernel.time import TZ
from motcua.operate.dossiers import queries
from motcua.operate.dossiers.models import Dossier, DueChange
from motcua.operate.dossiers.rules.forecast import Forecast
from motcua.operate.dossiers.services.warning import warn
from motcua.operate.journeys.tests.desk_stage import Stage
from motcua.operate.journeys.tests.test_desk_deadlines import page, send
from motcua.operate.paperwork.models import Slip
from motcua.people import queries as people

pytestmark = pytest.mark.django_db
HOUR = 3600


@pytest.fixture
def stage(cast):
    return Stage(cast, timezone.now() - timedelta(hours=2))


def text_of(pdf):
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def check(*words):
    out = io.StringIO()
    call_command("deadlines", "check", *words, "--json", stdout=out)
    return json.loads(out.getvalue())


def test_the_page_shows_every_day_of_both_clocks_and_that_the_checker_agrees(cast, stage):
    dossier = stage.at("assigned")
    text = page(cast, "hoa", reverse("journeys:proof", args=[dossier.pk]))
    assert text.count("cho cùng kết quả") == 2
    assert "Ngày thứ 1" in text
    assert f"{dossier.legal_due.astimezone(TZ):%d/%m/%Y}" in text
    assert "one_stop_20" in text
    assert "vn-civil@" in text
    assert reverse("journeys:proof", args=[dossier.pk]) in page(
        cast, "hoa", reverse("journeys:work", args=[dossier.pk])
    )


def test_the_document_says_the_same_as_an_archive_file(cast, stage):
    dossier = stage.at("assigned")
    answer = cast.client("dung").get(reverse("journeys:proof-pdf", args=[dossier.pk]))
    assert answer["Content-Type"] == "application/pdf"
    assert pdfa_state(answer.content) != "broken"
    text = text_of(answer.content)
    assert "BẢN TÍNH THỜI HẠN" in text
    assert dossier.code in text
    assert "Ngày thứ 1" in text


def test_before_acceptance_there_is_nothing_to_prove(cast, stage):
    dossier = stage.submit()
    assert cast.client("minh").get(reverse("journeys:proof", args=[dossier.pk])).status_code == 404
    assert cast.client("minh").get(reverse("journeys:proof-pdf", args=[dossier.pk])).status_code == 404


def test_a_stored_date_that_was_tampered_with_is_found_by_the_command(cast, stage):
    first, second = stage.at("assigned"), stage.at("assigned")
    assert check(first.code)["wrong"] == 0
    assert check("--all") == {"checked": 4, "wrong": 0, "dates": []}
    Dossier.objects.filter(pk=second.pk).update(legal_due=second.legal_due + timedelta(days=1))
    with pytest.raises(SystemExit) as ended:
        check("--all")
    assert ended.value.code == 1
    assert queries.proven(queries.for_work(second.pk))[0].faults
    assert "không cho cùng kết quả" in page(cast, "hoa", reverse("journeys:proof", args=[second.pk]))


@pytest.mark.parametrize("words", [(), ("H00-000000-0000",), ("X", "--all")])
def test_the_command_says_what_it_needs(db, words):
    with pytest.raises(SystemExit) as ended:
        check(*words)
    assert ended.value.code == 2


def test_warnings_stand_beside_the_work_and_in_the_list_and_are_counted_in_the_rail(cast, stage):
    dossier = stage.at("assigned")
    warn(now=dossier.legal_due + timedelta(minutes=1))
    assert "Đã hết hạn" in page(cast, "hoa", reverse("journeys:inbox"))
    assert "Đã hết hạn" in page(cast, "dung", reverse("journeys:list"))
    told = {name: queries.warned_count(**_who(cast, name)) for name in ("hoa", "dung", "quang")}
    assert told == {"hoa": 1, "dung": 1, "quang": 0}
    stage.act(dossier, "hoa", "request_supplement", **MISSING)
    assert queries.warned_count(**_who(cast, "hoa")) == 0  # who waits for the applicant is not late


MISSING = {"items": [{"component_code": "", "kind": "other", "what": "Bản rõ hơn"}], "reason": "Mờ"}


def _who(cast, name):
    account = getattr(cast, name)
    return {"grants": people.grants(account, timezone.now()), "account_id": str(account.pk)}


def test_an_apology_gives_its_slip_at_once_and_the_person_finds_it(cast, stage):
    """NĐ 61/2018/NĐ-CP điều 19 khoản 9: the form 04 of the set of the day of acceptance."""
    dossier = stage.at("assigned")
    act = reverse("journeys:work-act", args=[dossier.pk, "xin-loi"])
    send(cast, "dung", act, days="2", reason="Chờ sổ gốc", expected_version=dossier.version)
    slip = Slip.objects.get(purpose="apology_slip")
    assert slip.form_number == "04"
    text = page(cast, "lan", reverse("journeys:dossier", args=[dossier.pk]))
    assert "xin lỗi" in text
    link = next(a["href"] for a in BeautifulSoup(text, "html.parser").select("dl.answer a") if "phieu" in a["href"])
    answer = cast.client("lan").get(link)
    assert (answer.status_code, answer.content) == (200, slip.pdf.read())
    assert "Xin lỗi và hẹn lại…" not in page(cast, "dung", reverse("journeys:work", args=[dossier.pk]))
    again = send(cast, "dung", act, 409, days="1", reason="Nữa", expected_version=dossier.version)
    assert "không được hẹn lại nữa" in again or "vừa" in again
    assert DueChange.objects.count() == 1


def test_what_an_official_cites_for_a_hold_is_kept_and_shown_and_stops_no_clock(cast, stage):
    dossier = stage.at("assigned")
    act = reverse("journeys:work-act", args=[dossier.pk, "dat-dieu-kien-cho"])
    said = {"code": "Lấy ý kiến đơn vị khác", "blocks": ["forward"], "basis": "Luật Y, điều 9"}
    refused = send(cast, "hoa", act, 422, **said, pauses_clock="on", expected_version=dossier.version)
    assert "Chưa ghi quy định chuyên ngành" in refused
    send(cast, "hoa", act, **said, expected_version=dossier.version)
    hold = dossier.holds.get()
    assert (hold.basis, hold.pauses_clock) == ("Luật Y, điều 9", False)
    text = page(cast, "hoa", reverse("journeys:work", args=[dossier.pk]))
    assert "Thời hạn vẫn chạy; căn cứ nêu ra: Luật Y, điều 9" in text


def test_the_forecast_is_told_to_the_person_in_words_and_that_too_little_is_known_too(cast, stage, monkeypatch):
    dossier = stage.at("assigned")
    mine = reverse("journeys:dossier", args=[dossier.pk])
    assert "Chưa đủ hồ sơ tương tự" in page(cast, "lan", mine)
    code = f"?ma={dossier.code}&pin={queries.pin_of(dossier.pk)}"
    track = reverse("journeys:track") + code
    assert "Chưa đủ hồ sơ tương tự" in page(cast, "lan", track)
    found = Forecast(HOUR, 8 * HOUR, 30 * HOUR, 42)
    monkeypatch.setattr("motcua.operate.dossiers.queries.forecast.forecast", lambda elapsed, history: found)
    told = page(cast, "lan", mine)
    assert "như 9 trên 10 hồ sơ tương tự" in told
    assert "Dự báo từ 42 hồ sơ đã xong, không phải lời hẹn" in told
    assert "như 9 trên 10 hồ sơ tương tự" in page(cast, "lan", track)
    assert "9 trên 10 hồ sơ tương tự" in page(cast, "hoa", reverse("journeys:work", args=[dossier.pk]))
