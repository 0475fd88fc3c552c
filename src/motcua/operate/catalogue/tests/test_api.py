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
