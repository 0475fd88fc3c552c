"""Same-day matters: settled and handed over at the counter as one act, without a receipt, and recorded all the same."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.kernel.audit import queries as log
from motcua.kernel.audit.services import StreamRef
from motcua.kernel.files.tests.samples import pdf
from motcua.operate.dossiers import queries, services
from motcua.operate.dossiers.queries import Dossier
from motcua.operate.dossiers.rules import Refusal, State
from motcua.operate.journeys.tests.desk_stage import NO_LIMIT, Stage, fields, page, stating, url, words
from motcua.operate.journeys.tests.test_desk_counter import Counter, choose, ticked
from motcua.operate.paperwork.queries import kept

pytestmark = pytest.mark.django_db
PDF = pdf()


@pytest.fixture
def stage(cast):
    return Stage(cast)


@pytest.fixture
def counter(stage):
    return Counter(stage.cast.client("minh"))


def result(stage, **typed):
    file = SimpleUploadedFile("ban-sao.pdf", PDF, "application/pdf")
    said = {"result_number": "125/BS", "result_signer": str(stage.cast.son.pk), "result_file": file}
    return {"buoc": "ngay", **said, **typed}


def test_one_screen_settles_hands_over_and_records_everything(stage, counter):
    choose(counter)
    assert "Không phải viết giấy tiếp nhận" in words(counter.soup)
    counter.send(**result(stage), **ticked(counter))
    dossier = counter.done()
    assert (dossier.state, dossier.process_version_id) == (State.RETURNED, None)
    assert dossier.code
    assert dossier.result.number_symbol == "125/BS"
    assert str(dossier.result.signer_id) == str(stage.cast.son.pk)
    events = log.events(StreamRef("dossier", str(dossier.pk)))
    assert [e.type for e in events] == [f"dossier.{name}" for name in ("submitted", "accepted", "issued", "returned")]
    assert "Bình" not in str([e.payload for e in events])
    assert kept(dossier.pk) == [], "no receipt slip was given"
    text = words(page(counter.client.get(counter.response["Location"])))
    assert "Đã trả kết quả số 125/BS" in text
    assert queries.orphans() == []


def test_a_mistake_in_the_result_keeps_the_page_and_the_file(stage, counter):
    choose(counter)
    counter.send(422, **result(stage, result_number=""), **ticked(counter))
    assert "Hãy ghi số của kết quả." in words(counter.soup)
    assert counter.value("result_token")
    assert Dossier.objects.count() == 0
    counter.send(buoc="ngay", result_number="126/BS", result_signer=str(stage.cast.son.pk))
    assert counter.done().result.number_symbol == "126/BS"


def test_whoever_is_no_signatory_has_signed_nothing(stage, counter):
    choose(counter)
    counter.send(422, **result(stage, result_signer=str(stage.cast.hoa.pk)), **ticked(counter))
    assert Dossier.objects.count() == 0


def test_a_procedure_that_is_not_same_day_offers_nothing_and_is_refused(stage, counter):
    choose(counter, NO_LIMIT)
    assert counter.soup.find("button", {"name": "buoc", "value": "ngay"}) is None
    counter.send(422, **result(stage), **ticked(counter))
    assert Dossier.objects.count() == 0


def test_the_rule_itself_refuses_what_the_text_does_not_call_same_day(stage):
    from motcua.operate.dossiers.services.receipt import AT_ONCE

    dossier = stage.submit(NO_LIMIT)
    by = stage.cast.actor("minh")
    said = {"at_once": AT_ONCE, "limit": "1 ngày làm việc", "limit_basis": "Thử"}
    outcome = services.act(
        dossier_id=dossier.pk, verb="accept", by=by, now=stage._tick(), command_id=str(uuid4()), data=said
    )
    assert isinstance(outcome, Refusal)
    assert outcome.code == "not_same_day"


def test_nothing_that_is_sent_makes_a_dossier_settled_at_once(stage):
    dossier = stage.submit()
    by, said = stage.cast.actor("minh"), {"at_once": True, "settled": {"number": "1"}}
    done = services.act(
        dossier_id=dossier.pk, verb="accept", by=by, now=stage._tick(), command_id=str(uuid4()), data=said
    )
    assert done.process_version_id is not None
    refused = services.act(
        dossier_id=dossier.pk, verb="settle", by=by, now=stage._tick(), command_id=str(uuid4()), data=said
    )
    assert refused.code == "not_at_once"


def test_the_same_form_sent_twice_settles_once(stage, counter):
    choose(counter)
    sent = result(stage) | ticked(counter)
    counter.send(**sent)
    first = counter.done()
    counter.send(**{**sent, "result_file": SimpleUploadedFile("ban-sao.pdf", PDF, "application/pdf")})
    assert counter.done() == first
    assert Dossier.objects.count() == 1


def test_a_proxy_who_may_only_file_is_given_no_result(stage, counter):
    choose(counter)
    proxy = {
        "filer_is": "other", "filer_name": "Trần Văn Nộp", "ground": "Người được uỷ quyền bằng văn bản",
        "right_paper": "Giấy uỷ quyền số 1", "right_scope": "file",
    }  # fmt: skip
    counter.send(422, **result(stage), **proxy, **ticked(counter))
    assert "không cho nhận kết quả" in words(counter.soup)
    assert Dossier.objects.count() == 0


def test_a_number_typed_wrong_is_mended_by_two_and_found_by_either(stage, counter):
    choose(counter)
    counter.send(**result(stage), **ticked(counter))
    dossier = counter.done()
    there = url("corrections", dossier)
    soup = page(counter.client.get(there))
    said = {"kind": "number", "number": "152/BS", "reason": "Gõ đảo hai chữ số của số kết quả"}
    form = soup.find("input", {"name": "kind"}).find_parent("form")
    assert counter.client.post(there, fields(form) | said).status_code == 302
    assert queries.for_work(dossier.pk).result.number_symbol == "125/BS"  # one person alone mends nothing
    correction = dossier.corrections.get()
    decide = url("correction-decide", dossier, correction_id=correction.pk)
    assert counter.client.post(decide, {"quyet-dinh": "duyet"}).status_code == 403
    assert queries.for_work(dossier.pk).result.number_symbol == "125/BS"
    son = stating(stage.cast.client("son"), dossier)
    assert "Từ số 125/BS" in words(page(son.get(there)))
    assert son.post(decide, {"quyet-dinh": "duyet"}).status_code == 302
    assert queries.for_work(dossier.pk).result.number_symbol == "152/BS"
    for number in ("125/BS", "152/BS"):
        assert str(dossier) in words(page(counter.client.get(url("list"), {"q": number})))
    assert "Từ số 125/BS" in words(page(counter.client.get(there)))


def test_a_number_inside_a_signed_file_is_not_mended_beside_it(stage):
    dossier = stage.at("processed")
    soup = page(stage.cast.client("hoa").get(url("corrections", dossier)))
    assert [box["value"] for box in soup.find_all("input", {"name": "kind"})] == ["paper", "result"]
