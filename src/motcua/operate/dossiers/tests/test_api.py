"""The same services over JSON; every "no" is a problem detail."""

from uuid import uuid4

import pytest

from motcua.kernel.readings.models import Reading

pytestmark = pytest.mark.django_db


def body(**changes):
    said = {
        "command_id": str(uuid4()),
        "procedure": "3.000465",
        "owner": {"full_name": "Nguyễn Thị Lan"},
        "papers": [{"component_code": "TP1", "name": "Phiếu đề nghị", "originals": 1}],
    }
    return said | changes


def post(client, path, said):
    return client.post(path, said, content_type="application/json")


def test_a_citizen_files_and_finds_the_dossier_again(ground):
    lan = ground.client("lan")
    made = post(lan, "/api/dossiers", body())
    assert made.status_code == 200, made.content
    assert made.json()["state"] == 1
    assert [row["id"] for row in lan.get("/api/dossiers").json()["items"]] == [made.json()["id"]]
    assert lan.get(f"/api/dossiers/{made.json()['id']}").json()["tracking_code"] == made.json()["tracking_code"]


def test_a_resent_request_makes_no_second_dossier(ground):
    lan, said = ground.client("lan"), body()
    first, second = post(lan, "/api/dossiers", said), post(lan, "/api/dossiers", said)
    assert first.json()["id"] == second.json()["id"]


def test_a_program_is_told_every_defect_at_once_and_nothing_is_filed(ground):
    from motcua.operate.dossiers.models import Dossier

    row = {"component_code": "TP1", "name": "Phiếu đề nghị"}
    wrong = body(
        owner={"full_name": "Phạm Gia Hân", "kind": "organisation"},
        papers=[row, row | {"component_code": "XX9", "originals": 1}, row | {"component_code": "XX9", "copies": 1}],
    )
    answer = post(ground.client("lan"), "/api/dossiers", wrong)
    assert (answer.status_code, answer.json()["code"]) == (422, "preflight")
    found = {one["code"]: one for one in answer.json()["errors"]}
    assert {"not_answered", "paper_undecided", "not_oneself", "wrong_subject"} <= set(found)
    assert found["paper_undecided"]["place"] == "TP1"
    assert not found["paper_left_out"]["blocking"]
    assert Dossier.objects.count() == 0


def test_a_program_that_sends_no_paper_at_all_is_refused(ground):
    answer = post(ground.client("lan"), "/api/dossiers", body(papers=[]))
    assert answer.json()["code"] == "preflight"


def test_filing_the_like_again_needs_a_reason_and_a_resent_request_does_not(ground):
    from motcua.kernel.audit import queries as log
    from motcua.kernel.audit.services import StreamRef

    lan, first = ground.client("lan"), body()
    made = post(lan, "/api/dossiers", first).json()
    again = post(lan, "/api/dossiers", body())
    assert (again.status_code, again.json()["code"]) == (422, "duplicate")
    assert "running_twin" in {one["code"] for one in again.json()["errors"]}
    assert post(lan, "/api/dossiers", first).json()["id"] == made["id"]
    more = post(lan, "/api/dossiers", body(go_on_reason="Cần thêm một bản cho con"))
    assert more.status_code == 200
    (event,) = log.events(StreamRef("dossier", more.json()["id"]))
    assert event.payload["preflight"] == {"warnings": ["paper_left_out", "paper_to_bring"]}
    assert "note_id" in event.payload


def test_officials_act_over_the_same_rules(ground):
    made = post(ground.client("lan"), "/api/dossiers", body()).json()
    path = f"/api/dossiers/{made['id']}/accept"
    refused = post(ground.client("hoa"), path, {"command_id": str(uuid4())})
    assert refused.status_code == 403
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.json()["code"] == "wrong_role"
    done = post(ground.client("minh"), path, {"command_id": str(uuid4()), "expected_version": 1})
    assert done.json()["code"]
    stale = post(ground.client("minh"), path, {"command_id": str(uuid4()), "expected_version": 1})
    assert stale.status_code == 409


def test_a_stranger_cannot_tell_that_the_dossier_exists(ground):
    made = post(ground.client("lan"), "/api/dossiers", body()).json()
    theirs = ground.client("tu").get(f"/api/dossiers/{made['id']}")
    nothing = ground.client("tu").get(f"/api/dossiers/{uuid4()}")
    assert theirs.status_code == nothing.status_code == 404
    assert theirs.json() == nothing.json()


def test_tracking_needs_the_pin_and_shows_no_person(ground):
    from uuid import UUID

    from motcua.operate.dossiers import queries

    made = post(ground.client("lan"), "/api/dossiers", body()).json()
    pin = queries.pin_of(UUID(made["id"]))
    shown = ground.client().get("/api/tracking", {"code": made["tracking_code"], "pin": pin})
    assert shown.status_code == 200
    assert "Lan" not in shown.content.decode()
    for wrong in ("000000" if pin != "000000" else "111111", "mười một", "１２３４５６"):
        assert ground.client().get("/api/tracking", {"code": made["tracking_code"], "pin": wrong}).status_code == 404
    for _ in range(9):
        ground.client().get("/api/tracking", {"code": made["tracking_code"], "pin": wrong})
    braked = ground.client().get("/api/tracking", {"code": made["tracking_code"], "pin": pin})
    assert (braked.status_code, braked.json()["code"]) == (429, "too_many_tries")


@pytest.mark.parametrize(
    "said",
    [
        body(procedure="9.999999"),
        body(owner={"full_name": ""}),
        body(owner={"full_name": "Lan", "identity_number": "12"}),
        body(command_id="x"),
        {},
    ],
)
def test_bad_input_is_a_problem_and_nothing_is_written(ground, said):
    from motcua.operate.dossiers.models import Dossier

    answer = post(ground.client("lan"), "/api/dossiers", said)
    assert answer.status_code == 422
    assert answer.json()["detail"]
    assert Dossier.objects.count() == 0


def test_the_document_of_the_interface_is_openapi_3_1(client):
    document = client.get("/api/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    assert {"/api/procedures", "/api/dossiers", "/api/tracking"} <= document["paths"].keys()


def test_an_official_who_does_not_handle_it_says_what_for_and_is_noted(ground):
    made = post(ground.client("lan"), "/api/dossiers", body()).json()
    address, kiem = f"/api/dossiers/{made['id']}", ground.client("kiem")
    assert kiem.get(address).json()["code"] == "purpose_wanted"
    assert kiem.get(address, {"purpose": "statistics", "basis": "theo lời bà Lan"}).status_code == 403
    assert kiem.get(address, {"purpose": "statistics", "basis": "3/BC"}).status_code == 200
    assert ground.client("minh").get(address).status_code == 200
    assert ground.client("lan").get(address).status_code == 200
    said = [(row.kind, row.purpose, row.basis) for row in Reading.objects.order_by("pk")]
    assert said == [("api", "statistics", "3/BC"), ("api", "handling", "")]
