"""Loading agencies, units and successions."""

from datetime import timedelta

import pytest

from motcua.people import services
from motcua.people.models import Agency, Edition, Succession, Unit

pytestmark = pytest.mark.django_db


def test_the_file_gives_agencies_and_units_and_a_second_load_changes_nothing(now):
    first = services.load(now)
    assert (Agency.objects.count(), Unit.objects.count(), Succession.objects.count()) == (88, 14, 81)
    assert first["created"] == 88 + 14 + 81
    before = list(Agency.objects.order_by("pk").values())
    again = services.load(now + timedelta(days=1))
    assert again == {"created": 0, "updated": 0, "unchanged": 183, "kept": 0}
    assert list(Agency.objects.order_by("pk").values()) == before
    assert Edition.objects.count() == 1
