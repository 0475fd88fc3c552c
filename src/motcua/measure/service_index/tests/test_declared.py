"""Metrics that nothing here records are fed by declared figures with evidence, marked so, and are null without."""

import pytest

from motcua.measure.indicators.queries import INDEX_DECLARABLE, declarable
from motcua.measure.indicators.tests.building import register
from motcua.measure.registers.tests.building import declared
from motcua.measure.service_index.tests.test_own import MARCH, NOW, metric, own, pair
from motcua.operate.catalogue import services as catalogue

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("code", "named"), INDEX_DECLARABLE.items())
def test_a_declared_figure_feeds_the_metric_of_its_own_period_and_says_what_it_is(cast, code, named):
    catalogue.load_starter(now=NOW)
    register(
        cast, NOW, "feedback", {"code": "PA1", "received_on": "04/03/2024", "closed_on": "05/03/2024"}
    )  # dislikes stay unknown, so 5.3 is missing
    assert metric(own(), code).status == "missing"
    assert metric(own(), code).given.gaps
    declared(cast, NOW, named.code, MARCH.first, MARCH.last.replace(day=30), 9, 10)
    assert metric(own(), code).status == "missing"  # a figure of other days is not one of these
    declared(cast, NOW, named.code, MARCH.first, MARCH.last, 30, 40)
    assert pair(own(), code) == (30, 40)
    assert metric(own(), code).status == "counted"
    assert metric(own(), code).given.gaps == ("số liệu khai báo, kèm minh chứng “bao-cao.png”",)
    assert metric(own(), code).score is not None


def test_what_is_counted_here_is_never_replaced_by_a_declaration(cast):
    register(cast, NOW, "feedback", {"code": "PA1", "received_on": "08/01/2024", "closed_on": "09/01/2024"})
    declared(cast, NOW, "766-5.3", MARCH.first, MARCH.last, 1, 2)
    assert pair(own(), "PETITION_HANDLING_SATISFACTION") == (0, 0)


def test_the_form_of_declarations_offers_them(cast):
    page = cast.client("kiem").get("/lam-viec/so-lieu/khai-bao/").content.decode()
    assert {"766-3.5a", "766-4.4", "766-4.5a", "766-4.5b", "766-5.3"} <= {item.code for item in declarable()}
    assert "766-4.4. Chỉ số 766: hồ sơ kết nối kho dữ liệu cá nhân" in page
