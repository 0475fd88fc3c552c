"""The JSON of the catalogue, through its router alone."""

import pytest
from ninja.testing import TestClient

from motcua.operate.catalogue import services
from motcua.operate.catalogue.api import router
from motcua.operate.catalogue.tests.building import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def api(monkeypatch):
    monkeypatch.setenv("NINJA_SKIP_REGISTRY", "1")
    services.load_starter(now=NOW)
    return TestClient(router)


def test_procedures_are_found_and_counted(api):
    answer = api.get("/procedures?q=ban sao bang&limit=3").json()
    assert answer["items"][0]["code"] == "3.000465"
    assert answer["total"] >= 1
    assert api.get("/procedures?limit=100000&offset=-5").json()["offset"] == 0


def test_one_procedure_has_all_its_parts_and_null_for_no_data(api):
    answer = api.get("/procedures/3.000465").json()
    assert answer["content"]["fees"] is None
    assert "fees" in answer["missing"]
    assert answer["label"].startswith("Dữ liệu tham khảo")
    assert api.get("/procedures/1.005092").json()["successor"] == "3.000465"


def test_an_unknown_code_is_not_found(api):
    assert api.get("/procedures/9.999999").status_code == 404


def test_a_search_tells_scores_repairs_and_what_is_near(api):
    answer = api.get("/procedures?q=phuc khaor bai thii").json()
    assert answer["understood"] == "phúc khảo bài thi"
    assert answer["items"][0]["score"] > 0.5
    assert api.get("/procedures").json()["items"][0]["score"] is None
    assert api.get("/procedures?cost=free").json()["total"] == 0
    assert api.get("/procedures?cost=unknown&person=person").json()["total"] > 0


def test_an_old_version_is_given_as_it_was(api):
    old = api.get("/procedures/1.005095/versions/1").json()
    assert old["version"]["number"] == 1
    assert old["linked_data"] == "/thu-tuc/1.005095.jsonld"
    assert api.get("/procedures/1.005095/versions/99").status_code == 404


def test_life_events_carry_their_codes(api):
    events = {event["key"]: event for event in api.get("/life-events").json()}
    assert "3.000465" in events["mat-bang-can-ban-sao"]["codes"]
