"""Tables of people: agencies and units with dates, accounts with roles per unit, applicants."""

from motcua.people.models.accounts import Account, RoleGrant
from motcua.people.models.agencies import Agency, Edition, Succession, Unit
from motcua.people.models.applicants import Applicant

__all__ = ["Account", "Agency", "Applicant", "Edition", "RoleGrant", "Succession", "Unit"]
