"""Absence and delegation: who may stand in, for how long, and that every question about permission honours it."""

from datetime import date, timedelta

import pytest

from motcua.kernel.actors import SYSTEM
from motcua.kernel.audit import queries as log
from motcua.kernel.audit.services import StreamRef
from motcua.people import queries, services
from motcua.people.models import Account, RoleGrant, Unit
from motcua.people.rules import Refusal, Role
from motcua.people.rules.delegating import Wish
from motcua.people.tests.pages import soup

DAY = timedelta(days=1)
PAGE = "/lam-viec/vang-mat/"


@pytest.fixture
def officer(cast, now):
    """A second officer in the unit of hoa and dung."""
    made = services.create_account(
        username="thu2", full_name="Lê Thị Hai", kind="official", password="một mật khẩu dài", by=SYSTEM, now=now
    )
    services.grant_role(
        account=made, unit=Unit.objects.get(key="sgddt-qlcl"), role=Role.CASE_OFFICER, by=SYSTEM, now=now
    )
    return made


def ask(cast, now, who="dung", delegate=None, role=Role.UNIT_HEAD, unit="sgddt-qlcl", by=None, **more):
    wishes = [Wish(role, unit, str(delegate.pk))] if delegate else []
    period = {"starts": now + DAY, "ends": now + 4 * DAY} | more
    return services.ask_absence(
        account=getattr(cast, who), kind="leave", wishes=wishes, by=by or cast.actor(who), now=now, **period
    )


def decide(asked, by, now, granted=True):
    return services.decide_absence(absence_id=asked.pk, granted=granted, by=by, now=now)


def fresh(account):
    return Account.objects.get(pk=account.pk)


def test_the_stand_in_holds_the_role_for_the_absence_and_not_a_moment_longer(cast, now):
    asked = ask(cast, now, delegate=cast.hoa)
    assert not isinstance(asked, Refusal)
    assert len(queries.grants(fresh(cast.hoa), now + 2 * DAY)) == 1  # only asked for
    granted = decide(asked, cast.actor("quan"), now)
    assert granted.standing == "granted"
    for at, roles in ((now, 1), (now + DAY, 2), (now + 4 * DAY - timedelta(seconds=1), 2), (now + 4 * DAY, 1)):
        assert len(queries.grants(fresh(cast.hoa), at)) == roles
    actor = queries.actor_of(fresh(cast.hoa), Role.UNIT_HEAD, now=now + 2 * DAY)
    assert (actor.role, actor.on_behalf_of) == ("unit_head", str(cast.dung.pk))
    assert queries.absent([cast.dung.pk], now + 2 * DAY)
    assert queries.officials_with(Role.UNIT_HEAD, "sgddt-qlcl", now + 2 * DAY) == [cast.dung]
    events = log.events(StreamRef("account", str(cast.dung.pk)))
    assert events[-1].type == "account.absence_granted"


@pytest.mark.parametrize(
    ("who", "delegate", "role", "unit", "code"),
    [
        ("dung", "dung", Role.UNIT_HEAD, "sgddt-qlcl", "oneself"),
        ("dung", "quang", Role.UNIT_HEAD, "sgddt-qlcl", "another_unit"),
        ("dung", "lan", Role.UNIT_HEAD, "sgddt-qlcl", "not_an_official"),
        ("dung", "hoa", Role.SIGNATORY, "sgddt-ld", "not_held"),
        ("son", "dung", Role.SIGNATORY, "sgddt-ld", "decision_missing"),
        ("son", "quan", Role.SIGNATORY, "sgddt-ld", "four_eyes"),
    ],
)
def test_a_delegation_is_never_more_than_the_role_it_comes_from(cast, now, who, delegate, role, unit, code):
    refusal = ask(cast, now, who=who, delegate=getattr(cast, delegate), role=role, unit=unit)
    assert isinstance(refusal, Refusal)
    assert refusal.code == code


def test_signing_is_delegated_only_with_a_named_decision(cast, now):
    named = {"decision_number": "12/UQ-SGDĐT", "decision_on": date(2024, 3, 1)}
    asked = ask(cast, now, who="son", delegate=cast.dung, role=Role.SIGNATORY, unit="sgddt-ld", **named)
    assert not isinstance(asked, Refusal)
    decide(asked, cast.actor("quan"), now)
    assert "12/UQ-SGDĐT" in RoleGrant.objects.get(on_behalf_of=cast.son).granted_by


def test_what_is_delegated_is_not_passed_on(cast, now, officer):
    decide(ask(cast, now, delegate=cast.hoa, ends=now + 9 * DAY), cast.actor("quan"), now)
    chain = services.ask_absence(
        account=fresh(cast.hoa), kind="leave", starts=now + 2 * DAY, ends=now + 3 * DAY,
        wishes=[Wish(Role.UNIT_HEAD, "sgddt-qlcl", str(officer.pk))], by=cast.actor("hoa"), now=now,
    )  # fmt: skip
    assert isinstance(chain, Refusal)
    assert chain.code == "no_chain"


def test_a_delegation_is_no_longer_than_the_grant_and_ends_with_it(cast, now):
    grant = RoleGrant.objects.get(account=cast.dung, role="unit_head")
    RoleGrant.objects.filter(pk=grant.pk).update(valid_to=now + 2 * DAY)
    assert ask(cast, now, delegate=cast.hoa).code == "longer_than_grant"
    RoleGrant.objects.filter(pk=grant.pk).update(valid_to=None)
    decide(ask(cast, now, delegate=cast.hoa), cast.actor("quan"), now)
    services.revoke_role(grant=grant, by=SYSTEM, now=now + 2 * DAY)
    assert len(queries.grants(fresh(cast.hoa), now + 2 * DAY + timedelta(seconds=1))) == 1


def test_nobody_decides_on_his_own_absence_nor_on_what_he_would_gain(cast, now, officer):
    mine = ask(cast, now, delegate=cast.hoa)
    for name in ("dung", "hoa", "quang", "kiem"):
        assert decide(mine, cast.actor(name), now).code == "not_yours"
    assert decide(mine, cast.actor("quan"), now, granted=False).standing == "refused"
    assert decide(mine, cast.actor("quan"), now).code == "already_decided"
    theirs = ask(cast, now, who="hoa", delegate=officer, role=Role.CASE_OFFICER)
    assert decide(theirs, cast.actor("dung"), now).standing == "granted"


def test_two_people_away_at_once_do_not_stand_in_for_each_other(cast, now, officer):
    assert not isinstance(ask(cast, now, who="hoa"), Refusal)
    absent = services.ask_absence(
        account=officer, kind="leave", starts=now + DAY, ends=now + 2 * DAY,
        wishes=[Wish(Role.CASE_OFFICER, "sgddt-qlcl", str(cast.hoa.pk))], by=queries.actor_of(officer), now=now,
    )  # fmt: skip
    assert isinstance(absent, Refusal)
    assert absent.code == "delegate_away"
    assert ask(cast, now, who="hoa").code == "overlapping"


def test_who_is_back_early_takes_the_role_back_at_once(cast, now):
    asked = ask(cast, now, delegate=cast.hoa)
    decide(asked, cast.actor("quan"), now)
    ended = services.end_absence(absence_id=asked.pk, by=cast.actor("dung"), now=now + 2 * DAY)
    assert ended.standing == "ended"
    assert len(queries.grants(fresh(cast.hoa), now + 2 * DAY + timedelta(seconds=1))) == 1
    assert services.end_absence(absence_id=asked.pk, by=cast.actor("dung"), now=now + 3 * DAY).code == "already_decided"


def test_the_page_asks_and_the_administrator_grants(cast):
    dung = cast.client("dung")
    page = soup(dung.get(PAGE))
    said = {"first": "1/12/2099", "last": "3/12/2099", "kind": "leave", "delegate_0": str(cast.hoa.pk)}
    boxes = {f"{name}_{n}": part for name in ("first", "last") for n, part in enumerate(said[name].split("/"))}
    assert page.select_one("select[name=delegate_0]").find("option", value=str(cast.hoa.pk))
    assert dung.post(PAGE, said | boxes).status_code == 302
    page = soup(cast.client("quan").get(PAGE))
    form = page.find("form", action=lambda text: text and text.endswith("/duyet/"))
    assert "Phạm Thu Hoa" in form.find_parent("tr").get_text()
    assert cast.client("quan").post(form["action"], {"quyet-dinh": "duyet"}).status_code == 302
    assert RoleGrant.objects.filter(on_behalf_of=cast.dung).count() == 1
    assert "Đã duyệt" in soup(cast.client("dung").get(PAGE)).get_text()


def test_a_wrong_period_comes_back_in_words(cast):
    said = {"first_0": "3", "first_1": "12", "first_2": "2099", "last_0": "1", "last_1": "12", "last_2": "2099"}
    answer = cast.client("hoa").post(PAGE, said | {"first": "3/12/2099", "last": "1/12/2099", "kind": "leave"})
    assert answer.status_code == 422
    assert "Ngày cuối" in answer.content.decode()
