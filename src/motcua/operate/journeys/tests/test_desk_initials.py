"""Who initialled the draft is seen on the dossier page and before signing."""

import pytest

from motcua.operate.journeys.tests.desk_stage import Stage, page, url, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(cast):
    return Stage(cast)


def test_the_signatory_sees_who_initialled_before_he_signs(stage):
    dossier = stage.at("sign")
    hoa, dung = stage.cast.hoa.full_name, stage.cast.dung.full_name
    for name in ("work", "work-act"):
        address = url(name, dossier) if name == "work" else url(name, dossier, slug="ky")
        text = words(page(stage.cast.client("son").get(address)))
        assert f"Thẩm định hồ sơ: {hoa}" in text
        assert f"Duyệt dự thảo kết quả: {dung}" in text
    assert stage.cast.client("son").get(url("work-act", dossier, slug="ky")).status_code == 200


def test_a_level_that_is_still_missing_is_named(stage):
    text = words(page(stage.cast.client("dung").get(url("work", stage.at("review")))))
    assert f"Thẩm định hồ sơ: {stage.cast.hoa.full_name}" in text
    assert "Duyệt dự thảo kết quả: chưa ký nháy" in text
