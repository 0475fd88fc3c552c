"""The demo accounts."""

from motcua.people import queries, services
from motcua.people.models import Account, Agency
from tests.cast import NAMES


def test_the_cast_says_that_it_is_synthetic_and_each_holds_its_role(cast, now):
    assert {account.username for account in queries.demo_accounts()} == set(NAMES)
    assert all("(minh hoạ)" in account.full_name for account in queries.demo_accounts())
    assert cast.actor("minh").role == "reception"
    assert cast.actor("minh").unit == "sgddt-mc"
    assert cast.actor("lan").kind == "applicant"
    assert cast.actor("an").role == "auditor"


def test_loading_the_cast_again_changes_nothing(cast, now):
    before = list(Account.objects.order_by("pk").values())
    services.load_cast(now)
    assert list(Account.objects.order_by("pk").values()) == before


def test_the_demo_identifier_is_marked_and_never_replaces_an_entered_one(cast, now):
    own = queries.agency()
    assert (own.identifier, own.identifier_demo) == ("H99.14", True)
    Agency.objects.filter(pk=own.pk).update(identifier="H98.01", identifier_demo=False)
    services.load_cast(now)
    assert Agency.objects.get(pk=own.pk).identifier == "H98.01"
