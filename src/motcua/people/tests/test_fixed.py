"""A query compiled once (kernel.fixed) answers as the query set would, every time."""

from datetime import UTC, datetime

import pytest
from django.db import models
from django.test import TestCase

from motcua.kernel.fixed import Fixed
from motcua.people.models import Account, RoleGrant

pytestmark = pytest.mark.django_db


def test_rows_are_those_of_the_query_set_with_what_they_refer_to(cast):
    fixed = Fixed(
        lambda key: RoleGrant.objects.filter(account=key).select_related("unit__agency").order_by("pk"),
        models.UUIDField(),
    )
    for account in (cast.minh, cast.hoa, cast.lan):
        plain = list(RoleGrant.objects.filter(account=account).select_related("unit__agency").order_by("pk"))
        found = fixed(account.pk)
        assert found == plain
        with TestCase().assertNumQueries(0):
            assert [row.unit.agency.name for row in found] == [row.unit.agency.name for row in plain]
        assert [row.valid_from for row in found] == [row.valid_from for row in plain]


def test_it_asks_once_and_sees_what_was_changed_meanwhile(cast):
    fixed = Fixed(lambda name: Account.objects.filter(username=name).order_by(), models.CharField())
    lan = cast.lan
    with TestCase().assertNumQueries(1):
        assert fixed.first("lan").full_name == lan.full_name
    Account.objects.filter(username="lan").update(full_name="Nguyễn Thị Lan Anh")
    assert fixed.first("lan").full_name == "Nguyễn Thị Lan Anh"
    assert fixed.first("nobody") is None


def test_columns_left_out_are_read_when_asked_for(cast):
    fixed = Fixed(lambda name: Account.objects.filter(username=name).defer("email").order_by(), models.CharField())
    account = fixed.first("lan")
    assert "email" not in account.__dict__
    assert account.email == cast.lan.email


def test_several_values_go_to_their_places_prepared_by_their_fields(cast):
    before = datetime(2100, 1, 1, tzinfo=UTC)
    fixed = Fixed(
        lambda at, kind: Account.objects.filter(created_at__lt=at, kind=kind, is_demo=True).order_by("username"),
        models.DateTimeField(),
        models.CharField(),
    )
    plain = Account.objects.filter(created_at__lt=before, kind="person", is_demo=True).order_by("username")
    assert fixed(before, "person") == list(plain)
    assert fixed(datetime(2000, 1, 1, tzinfo=UTC), "person") == []
