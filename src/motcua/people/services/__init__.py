"""Writes of people, and the guards of views."""

from motcua.people.services.absences import ask_absence, decide_absence, end_absence
from motcua.people.services.accounts import create_account, register, set_password, update_contact
from motcua.people.services.applicants import Entry, erase_applicant, register_applicant, update_applicant
from motcua.people.services.cast import DEMO_PASSWORD, load_cast
from motcua.people.services.grants import grant_role, revoke_role
from motcua.people.services.guards import not_allowed, official_required, signed_in, to_sign_in
from motcua.people.services.reference import load, set_identifier
from motcua.people.tokens import SignedIn

__all__ = [
    "DEMO_PASSWORD",
    "Entry",
    "SignedIn",
    "ask_absence",
    "create_account",
    "decide_absence",
    "end_absence",
    "erase_applicant",
    "grant_role",
    "load",
    "load_cast",
    "not_allowed",
    "official_required",
    "register",
    "register_applicant",
    "revoke_role",
    "set_identifier",
    "set_password",
    "signed_in",
    "to_sign_in",
    "update_applicant",
    "update_contact",
]
