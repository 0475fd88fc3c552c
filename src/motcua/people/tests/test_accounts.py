"""Accounts, roles and what they let an official do."""

import json
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from motcua.kernel.actors import SYSTEM
from motcua.kernel.audit import queries as log
from motcua.kernel.audit.services import StreamRef
from motcua.people import queries, services
from motcua.people.models import Account, Applicant, RoleGrant, Unit
from motcua.people.rules import Refusal, Role

PASSWORD = "một mật khẩu dài"


def new(username="moi", kind="official", now=None, **more):
    made = services.create_account(
        username=username, full_name="Người Mới", kind=kind, password=PASSWORD, by=SYSTEM, now=now, **more
    )
    assert isinstance(made, Account)
    return made


def test_passwords_are_hashed_with_argon2_as_the_settings_file_says(settings):
    settings.PASSWORD_HASHERS = settings.SHIPPED_PASSWORD_HASHERS  # all other tests run with a quick one
    stored = make_password(PASSWORD)
    assert stored.startswith("argon2$argon2id$")
    assert check_password(PASSWORD, stored)
    assert not check_password("khác", stored)


def test_a_taken_username_or_telephone_is_refused(cast, now):
    new("moi", now=now, phone="0912 345 678")
    again = {"full_name": "X", "kind": "person", "password": PASSWORD, "by": SYSTEM, "now": now}
    taken = services.create_account(username=" MOI ", **again)
    assert isinstance(taken, Refusal)
    assert taken.code == "username_taken"
    taken = services.create_account(username="khac", phone="+84912345678", **again)
    assert isinstance(taken, Refusal)
    assert taken.code == "phone_taken"
    assert not Account.objects.filter(username="khac").exists()


def test_many_accounts_may_have_no_telephone(cast, now):
    new("mot", now=now)
    new("hai", now=now)


def test_a_person_registers_with_an_applicant_row_of_the_own(cast, now):
    account = services.register(
        kind="person", full_name="  Trần  Văn Bê ", phone="0912345678", password=PASSWORD, by=SYSTEM, now=now
    )
    assert isinstance(account, Account)
    own = queries.own_applicant(account)
    assert own is not None
    assert (own.full_name, own.phone, own.identity_number) == ("Trần Văn Bê", "0912345678", "")
    assert queries.username_for("0912 345 678") == account.username
    assert not queries.grants(account, now)


def test_registering_a_taken_telephone_leaves_nothing_behind(cast, now):
    before = Applicant.objects.count()
    refusal = services.register(
        kind="person", full_name="X", phone=cast.lan.phone, password=PASSWORD, by=SYSTEM, now=now
    )
    assert isinstance(refusal, Refusal)
    assert Applicant.objects.count() == before


def test_nobody_registers_as_an_official(cast, now):
    with pytest.raises(ValueError, match="administrator"):
        services.register(kind="official", full_name="X", phone="0912345678", password=PASSWORD, by=SYSTEM, now=now)


def test_changed_contact_data_leave_dossiers_that_were_sent_alone(cast, now):
    sent_with = queries.own_applicant(cast.lan)
    later = now + timedelta(days=1)
    services.update_contact(
        account=cast.lan, full_name="Lan Mới", phone="0912345678", email="", address="Nhà mới", by=SYSTEM, now=later
    )
    own = queries.own_applicant(cast.lan)
    assert (own.full_name, own.address, own.identity_number) == ("Lan Mới", "Nhà mới", "099180000011")
    assert own.pk != sent_with.pk
    sent_with.refresh_from_db()
    assert sent_with.full_name == "Nguyễn Thị Lan (minh hoạ)"
    back = later + timedelta(days=1)
    services.update_contact(
        account=cast.lan, full_name=sent_with.full_name, phone=sent_with.phone, email=sent_with.email,
        address=sent_with.address, by=SYSTEM, now=back,
    )  # fmt: skip
    assert queries.own_applicant(cast.lan).pk == sent_with.pk


def test_the_telephone_of_somebody_else_is_refused(cast, now):
    refusal = services.update_contact(
        account=cast.lan, full_name="Lan", phone=cast.tu.phone, email="", address="", by=SYSTEM, now=now
    )
    assert isinstance(refusal, Refusal)
    assert Account.objects.get(pk=cast.lan.pk).phone == "01990000001"


@pytest.mark.parametrize(
    ("typed", "username"),
    [("lan", "lan"), (" LAN ", "lan"), ("0199 0000 001", "lan"), ("+84 1990000001", "lan"), ("0999", "0999"), ("", "")],
)
def test_username_or_telephone_both_lead_to_the_account(cast, typed, username):
    assert queries.username_for(typed) == username


def test_actors_name_accounts_by_id_and_carry_role_and_unit(cast):
    actor = queries.actor_of(cast.hoa)
    assert (actor.kind, actor.id, actor.role, actor.unit) == (
        "official", str(cast.hoa.pk), "case_officer", "sgddt-qlcl",
    )  # fmt: skip
    assert queries.actor_of(cast.lan).role == "applicant"
    assert queries.actor_of(AnonymousUser()).id == "anonymous"
    assert queries.account_name(actor.id) == cast.hoa.full_name
    assert queries.account_name("motcua") == queries.account_name("anonymous") == ""


def test_an_official_with_two_roles_acts_in_the_one_that_is_asked_for(cast, now):
    unit = queries.unit("sgddt-gdtrh")
    services.grant_role(account=cast.hoa, unit=unit, role=Role.UNIT_HEAD, by=SYSTEM, now=now)
    assert queries.actor_of(cast.hoa, Role.UNIT_HEAD, now=now).unit == "sgddt-gdtrh"
    assert queries.actor_of(cast.hoa, now=now).role == "case_officer"
    assert queries.actor_of(cast.hoa, unit="sgddt-gdtrh", now=now).role == "unit_head"
    assert queries.actor_of(cast.hoa, Role.CLERK, now=now).role == "case_officer"


def test_a_request_asks_for_grants_once(cast, django_assert_num_queries):
    account = Account.objects.get(username="hoa")
    with django_assert_num_queries(1):
        assert queries.has_role(account, Role.CASE_OFFICER)
        assert not queries.has_role(account, Role.CLERK, Role.SIGNATORY)
        queries.scope(account)
        queries.actor_of(account)


def test_closed_accounts_and_the_anonymous_may_do_nothing(cast):
    cast.hoa.is_active = False
    assert queries.grants(cast.hoa) == []
    assert queries.scope(cast.hoa).nothing
    assert queries.scope(AnonymousUser()).nothing
    assert not queries.has_role(AnonymousUser(), *Role)


def test_scopes_of_the_cast(cast):
    assert queries.scope(cast.lan).own
    assert queries.scope(cast.minh).unit_ids == {queries.unit("sgddt-mc").pk}
    assert queries.scope(cast.son).all
    assert queries.scope(cast.quan).nothing


def test_officials_are_found_by_role_and_unit(cast, now):
    assert queries.officials_with(Role.CASE_OFFICER, "sgddt-qlcl") == [cast.hoa]
    assert queries.officials_with(Role.CASE_OFFICER) == [cast.quang, cast.hoa]  # of this agency, not of others
    assert queries.officials_with(Role.CASE_OFFICER, "ubnd-tinh-lt") == [cast.phuc]
    assert queries.signers("ubnd-tinh") == [cast.thuy]
    assert queries.officials_with(Role.CASE_OFFICER, "sgddt-mc") == []
    Account.objects.filter(pk=cast.hoa.pk).update(is_active=False)
    assert queries.officials_with(Role.CASE_OFFICER, "sgddt-qlcl") == []


def test_a_role_begins_and_ends_at_an_instant_and_both_are_recorded_without_personal_data(cast, now):
    account, unit = new(now=now), queries.unit("sgddt-khtc")
    grant = services.grant_role(account=account, unit=unit, role="case_officer", by=cast.actor("quan"), now=now)
    assert isinstance(grant, RoleGrant)
    assert "Dương Anh Quân" in grant.granted_by
    assert [held.role for held in queries.grants(account, now)] == ["case_officer"]
    assert queries.grants(account, now - timedelta(seconds=1)) == []
    later = now + timedelta(days=30)
    services.revoke_role(grant=grant, by=cast.actor("quan"), now=later)
    account = Account.objects.get(pk=account.pk)
    assert queries.grants(account, later) == []
    assert len(queries.grants(account, later - timedelta(seconds=1))) == 1
    events = log.events(StreamRef("account", str(account.pk)))
    assert [event.type for event in events] == ["account.role_granted", "account.role_revoked"]
    assert "Người" not in json.dumps([event.payload for event in events], ensure_ascii=False)


def test_granting_or_revoking_twice_changes_nothing(cast, now):
    account, unit = new(now=now), queries.unit("sgddt-khtc")
    first = services.grant_role(account=account, unit=unit, role="clerk", by=SYSTEM, now=now)
    assert services.grant_role(account=account, unit=unit, role="clerk", by=SYSTEM, now=now) == first
    for _ in range(2):
        services.revoke_role(grant=first, by=SYSTEM, now=now)
    assert log.version(StreamRef("account", str(account.pk))) == 2


def test_the_database_holds_each_open_grant_once(cast, now):
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleGrant.objects.create(
            account=cast.hoa, unit=queries.unit("sgddt-qlcl"), role="case_officer", valid_from=now, granted_by="x"
        )


def test_four_eyes_need_a_written_reason(cast, now):
    unit = queries.unit("sgddt-qlcl")
    refusal = services.grant_role(account=cast.hoa, unit=unit, role=Role.SIGNATORY, by=SYSTEM, now=now, reason="  ")
    assert isinstance(refusal, Refusal)
    assert "chuyên viên thụ lý" in refusal.message
    granted = services.grant_role(
        account=cast.hoa, unit=unit, role=Role.SIGNATORY, by=SYSTEM, now=now, reason="Phòng chỉ có một người"
    )
    assert isinstance(granted, RoleGrant)
    assert granted.reason == "Phòng chỉ có một người"


@pytest.mark.parametrize(("who", "code"), [("lan", "not_an_official"), ("quan", "own_account")])
def test_citizens_get_no_role_and_nobody_grants_one_to_themselves(cast, now, who, code):
    refusal = services.grant_role(
        account=getattr(cast, who), unit=queries.unit("sgddt-vp"), role="auditor", by=cast.actor("quan"), now=now
    )
    assert isinstance(refusal, Refusal)
    assert refusal.code == code


def test_no_role_in_a_unit_that_ended(cast, now):
    unit = queries.unit("sgddt-cttt")
    Unit.objects.filter(pk=unit.pk).update(valid_to=now.date() - timedelta(days=1))
    unit.refresh_from_db()
    refusal = services.grant_role(account=cast.hoa, unit=unit, role="clerk", by=SYSTEM, now=now)
    assert isinstance(refusal, Refusal)
    assert refusal.code == "unit_ended"


def test_who_may_be_given_work_is_known_anew_after_a_role_was_granted_or_taken_away(cast, now):
    """Remembered between acts, so that a queue of assignments does not ask the same question each time."""
    unit, after = Unit.objects.get(key="sgddt-qlcl"), now + timedelta(seconds=1)
    before = queries.officer_ids("case_officer", unit.key, after)
    assert str(cast.quang.pk) not in before
    grant = services.grant_role(account=cast.quang, unit=unit, role="case_officer", by=SYSTEM, now=now)
    assert queries.officer_ids("case_officer", unit.key, after) == before | {str(cast.quang.pk)}
    services.revoke_role(grant=grant, by=SYSTEM, now=now)
    assert queries.officer_ids("case_officer", unit.key, after) == before
    held = {str(one.pk) for one in queries.officials_with("case_officer", unit.key, after)}
    assert held == before
