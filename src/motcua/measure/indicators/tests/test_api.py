"""The figures as JSON."""

import pytest

from motcua.measure.indicators.tests.building import fact, keep

pytestmark = pytest.mark.django_db


@pytest.fixture
def some(cast):
    from datetime import date

    keep(
        fact(accepted=date(2024, 1, 3), channel=2),
        fact(accepted=date(2024, 2, 3), channel=1, unit="sgddt-gdtrh"),
    )


def test_the_twelve_come_with_null_where_nobody_told_us(client, some):
    answer = client.get("/api/indicators?period=2024").json()
    by_code = {row["code"]: row for row in answer["indicators"]}
    assert len(by_code) == 12
    assert (by_code["I.3"]["numerator"], by_code["I.3"]["denominator"], by_code["I.3"]["value"]) == (1, 2, 50.0)
    assert by_code["III.1"]["value"] is None
    assert by_code["III.1"]["status"] == "no_source"
    assert answer["period"] == {"key": "2024", "first": "2024-01-01", "last": "2024-12-31"}


def test_one_comes_by_month_and_by_unit(client, some):
    answer = client.get("/api/indicators/I.3?period=2024-Q1").json()
    assert [(row["key"], row["denominator"]) for row in answer["by_month"]] == [
        ("2024-01", 1), ("2024-02", 1), ("2024-03", 0),
    ]  # fmt: skip
    assert [row["key"] for row in answer["by_unit"]] == ["sgddt-gdtrh", "sgddt-qlcl"]
    assert client.get("/api/indicators/I.3?period=2024&unit=sgddt-qlcl").json()["denominator"] == 1


def test_a_bad_period_and_an_unknown_code_are_problems(client, cast):
    bad = client.get("/api/indicators?period=bao giờ")
    assert (bad.status_code, bad["Content-Type"]) == (422, "application/problem+json")
    assert client.get("/api/indicators/X.9").status_code == 404
