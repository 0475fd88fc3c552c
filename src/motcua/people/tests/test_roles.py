"""Roles, four eyes, and who sees which dossier."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.people.rules import OFFICIAL_ROLES, Grant, Role, Scope, conflict, scope_of, visible

roles = st.sampled_from(sorted(OFFICIAL_ROLES))
grants = st.lists(st.builds(Grant, role=roles, unit_key=st.sampled_from("abc"), unit_id=st.integers(1, 5)), max_size=4)
dossiers = st.fixed_dictionaries(
    {"unit_ids": st.sets(st.integers(1, 5), max_size=2), "account_ids": st.sets(st.sampled_from("xyz"), max_size=2)}
)


def test_every_role_has_a_vietnamese_label():
    assert all(role.label and role.label != role.value for role in Role)


def test_case_officer_and_unit_head_see_their_unit_only():
    scope = scope_of([Grant(Role.CASE_OFFICER, "a", 1), Grant(Role.UNIT_HEAD, "b", 2)], official=True)
    assert scope == Scope(all=False, unit_ids=frozenset({1, 2}), own=False)
    assert visible(scope, unit_ids={2, 9}, account_ids=set(), viewer="x")
    assert not visible(scope, unit_ids={9}, account_ids={"x"}, viewer="x")


@pytest.mark.parametrize(
    "role", [Role.SIGNATORY, Role.CLERK, Role.CONTROL_OFFICER, Role.INSPECTOR, Role.AUDITOR], ids=str
)
def test_those_who_decide_or_watch_for_all_units_see_the_whole_agency(role):
    assert scope_of([Grant(role, "a", 1)], official=True).all


def test_an_administrator_sees_no_dossier_at_all():
    assert scope_of([Grant(Role.ADMINISTRATOR, "a", 1)], official=True).nothing


def test_a_person_sees_the_own_dossiers_and_no_others():
    scope = scope_of([], official=False)
    assert visible(scope, unit_ids={1}, account_ids={"lan"}, viewer="lan")
    assert not visible(scope, unit_ids={1}, account_ids={"lan"}, viewer="tu")
    assert not visible(scope, unit_ids={1}, account_ids={None}, viewer=None)


@given(held=grants, more=grants, dossier=dossiers)
def test_another_role_never_hides_what_was_visible(held, more, dossier):
    before = visible(scope_of(held, official=True), viewer="x", **dossier)
    after = visible(scope_of(held + more, official=True), viewer="x", **dossier)
    assert after or not before


@given(held=grants, dossier=dossiers)
def test_without_an_agency_wide_role_only_units_of_a_grant_are_seen(held, dossier):
    scope = scope_of(held, official=True)
    if visible(scope, viewer="x", **dossier) and not scope.all:
        assert {grant.unit_id for grant in held} & dossier["unit_ids"]


def test_who_prepares_does_not_sign_in_the_same_unit_but_may_elsewhere():
    assert conflict([(Role.CASE_OFFICER, "qlcl")], Role.SIGNATORY, "qlcl") == Role.CASE_OFFICER
    assert conflict([(Role.CASE_OFFICER, "qlcl")], Role.SIGNATORY, "ld") is None


def test_who_signs_does_not_number_and_seal():
    assert conflict([(Role.SIGNATORY, "vp")], Role.CLERK, "vp") == Role.SIGNATORY


def test_an_administrator_handles_nothing_in_any_unit():
    assert conflict([(Role.ADMINISTRATOR, "vp")], Role.RECEPTION, "mc") == Role.ADMINISTRATOR
    assert conflict([(Role.RECEPTION, "mc")], Role.AUDITOR, "vp") == Role.RECEPTION


@given(first=roles, second=roles, units=st.tuples(st.sampled_from("ab"), st.sampled_from("ab")))
def test_a_conflict_does_not_depend_on_which_role_came_first(first, second, units):
    there = conflict([(first, units[0])], second, units[1]) is None
    back = conflict([(second, units[1])], first, units[0]) is None
    assert there == back
