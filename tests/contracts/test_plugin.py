"""The test plugin makes mistakes loud."""

import pytest
from django.conf import settings
from django.template import engines

from motcua.people.models import Agency, Unit


def test_an_unknown_variable_in_a_template_fails_the_test():
    template = engines["django"].from_string("{% if missing %}x{% endif %}{{ missing }}")
    with pytest.raises(pytest.fail.Exception, match="missing"):
        template.render({})


@pytest.mark.django_db
def test_rows_without_an_order_come_shuffled_and_all_of_them():
    plain = Unit.objects.order_by()
    seen = {tuple(plain.values_list("pk", flat=True)) for _ in range(8)}
    assert len(seen) > 1
    assert {frozenset(order) for order in seen} == {frozenset(Unit.objects.values_list("pk", flat=True))}


@pytest.mark.django_db
def test_rows_with_an_order_and_counted_or_distinct_ones_are_left_alone():
    ordered = [list(Unit.objects.order_by("key").values_list("key", flat=True)) for _ in range(3)]
    assert ordered == [sorted(ordered[0])] * 3
    assert Agency.objects.filter(units__key__startswith="sgddt").distinct().count() == 1
    assert Unit.objects.filter(agency__in=Agency.objects.filter(key="sgddt")).exists()


def test_nothing_is_written_into_the_folder_of_the_developer():
    assert str(settings.BASE_DIR) not in str(settings.MOTCUA_HOME)
    assert settings.FILES_ROOT.parent == settings.MOTCUA_HOME
