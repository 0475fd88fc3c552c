"""Two people do the same thing at the same moment, with real transactions."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from motcua.kernel.actors import SYSTEM
from motcua.kernel.audit import Conflict
from motcua.people import queries, services
from motcua.people.models import Account, RoleGrant
from motcua.people.rules import Refusal

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(work, times=4):
    """Run `work` in several threads that start together; what each returned or raised."""
    gate = Barrier(times)

    def run(_):
        gate.wait()
        try:
            return work()
        except Conflict as late:
            return late
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, range(times)))


def test_one_telephone_makes_one_account_however_often_the_button_is_pressed(cast, now):
    outcomes = at_once(
        lambda: services.register(
            kind="person", full_name="Trần Văn Bê", phone="0912345678", password="x", by=SYSTEM, now=now
        )
    )
    assert [type(outcome) for outcome in outcomes].count(Account) == 1
    assert {outcome.code for outcome in outcomes if isinstance(outcome, Refusal)} == {"phone_taken"}
    assert Account.objects.filter(phone="0912345678").count() == 1


def test_one_role_is_granted_once_by_two_administrators(cast, now):
    account, unit = cast.hoa, queries.unit("sgddt-khtc")
    outcomes = at_once(lambda: services.grant_role(account=account, unit=unit, role="case_officer", by=SYSTEM, now=now))
    assert all(isinstance(outcome, RoleGrant | Conflict) for outcome in outcomes)
    assert RoleGrant.objects.filter(account=account, unit=unit, valid_to__isnull=True).count() == 1


def test_the_cast_is_there_again_after_the_tables_were_emptied(cast):
    assert cast.actor("minh").unit == "sgddt-mc"
