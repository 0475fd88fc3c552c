"""Tables of people: agencies and units with dates, accounts with roles per unit, applicants."""

from motcua.people.models.absences import Absence, Delegation
from motcua.people.models.accounts import Account, RoleGrant
from motcua.people.models.agencies import Agency, Edition, Succession, Unit
from motcua.people.models.applicants import Applicant

__all__ = ["Absence", "Account", "Agency", "Applicant", "Delegation", "Edition", "RoleGrant", "Succession", "Unit"]
