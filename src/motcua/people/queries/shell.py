"""What the frame of every page shows of people: who is signed in, whose instance this is."""

from django.conf import settings
from django.http import HttpRequest

from motcua.kernel.plugins import GUEST
from motcua.kernel.ui.ports import AgencyCard, Person
from motcua.people.models import Account, Agency
from motcua.people.queries.accounts import grants, is_own
from motcua.people.queries.agencies import agency


def person(request: HttpRequest) -> Person | None:
    """Who is signed in on this request, with the first role and its unit in words."""
    account = getattr(request, "user", None)
    if not isinstance(account, Account):
        return None
    held = grants(account)
    caption = f"{held[0].role.label}, {held[0].unit_name}" if held else ""
    return Person(
        name=account.full_name,
        caption=caption,
        roles=frozenset(grant.role.value if is_own(grant) else GUEST for grant in held),
        is_official=account.is_official,
    )


def agency_card() -> AgencyCard:
    """The instance's own agency; says so when nothing was loaded yet."""
    try:
        own = agency()
    except Agency.DoesNotExist:
        return AgencyCard(f"Chưa có dữ liệu về cơ quan {settings.MOTCUA_AGENCY}")
    return AgencyCard(name=own.name, short_name=own.short_name)
