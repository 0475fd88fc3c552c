"""The inbox with its bulk acts, and the list of every dossier within the person's scope."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from motcua.kernel.ids import new_id
from motcua.operate.dossiers import queries as dossiers
from motcua.operate.dossiers.services import bulk
from motcua.operate.journeys.desk.seat import Seat, seat_of, uuid_of
from motcua.operate.journeys.forms.desk_lists import FilterForm
from motcua.operate.journeys.queries import desk as reading
from motcua.operate.journeys.queries.desk import DESK_ROLES
from motcua.people import queries as people
from motcua.people.rules import Role
from motcua.people.services import official_required

MOST_CHOSEN = 100
# Which acts on many are offered in the inbox, and to whom.
BULK_ROLES = {
    "accept": (Role.RECEPTION,),
    "forward": (Role.CASE_OFFICER, Role.UNIT_HEAD),
    "hand_over": (Role.CASE_OFFICER, Role.UNIT_HEAD),
}


@require_safe
@official_required(*DESK_ROLES, guests=True)
def inbox(request: HttpRequest) -> HttpResponse:
    """What waits for me, the most urgent first."""
    seat = seat_of(request)
    tab = next((key for key, slug, _ in reading.TABS if slug == request.GET.get("nhom", "")), "all")
    rows = reading.inbox_rows(account=seat.account, grants=seat.grants, tab=tab, now=seat.now)
    title, text = reading.EMPTY_WORDS[tab]
    may_choose = any(row.claimable for row in rows)
    acts = [(key, what.words) for key, what in bulk.ACTIONS.items() if seat.holds(*BULK_ROLES.get(key, ()))]
    context = {
        "rows": rows,
        "tabs": reading.tabs(account=seat.account, grants=seat.grants, current=tab, now=seat.now),
        "empty_title": title,
        "empty_text": text,
        "claims": may_choose and seat.holds(Role.CASE_OFFICER),
        "acts": acts if rows else [],
        "chooses": may_choose or bool(acts and rows),
        "officers": _officers(seat) if may_choose else [],
        "command": new_id(),
    }
    return render(request, "journeys/desk/inbox.html", context)


def chosen_of(request: HttpRequest) -> list[tuple[UUID, int]]:
    """The ticked rows as (id, version seen), without doubles."""
    found: dict[UUID, int] = {}
    for value in request.POST.getlist("chon")[:MOST_CHOSEN]:
        text, _, version = value.partition(":")
        key = uuid_of(text)
        if key and version.isascii() and version.isdigit():
            found[key] = int(version[:9])
    return list(found.items())


def _with_warnings(rows: list[dossiers.Dossier]) -> list[tuple[dossiers.Dossier, tuple[str, str] | None, str]]:
    """Each dossier with the newest warning about its due date as a tag, and the words of its box."""
    warned = dossiers.warned(rows)
    return [
        (row, reading.warning_mark(warned[row.pk]) if row.pk in warned else None, f"Chọn hồ sơ {row}") for row in rows
    ]


def _officers(seat: Seat) -> list[tuple[str, str]]:
    """The officers of the units whose head this is."""
    units = [grant.unit_key for grant in seat.grants if grant.role == Role.UNIT_HEAD]
    found = {str(one.pk): one.full_name for unit in units for one in people.officials_with(Role.CASE_OFFICER, unit)}
    return list(found.items())


@require_safe
@official_required(*DESK_ROLES, guests=True)
def listing(request: HttpRequest) -> HttpResponse:
    """Every dossier within the scope, filtered by the address; a whole code typed leads straight to its page."""
    seat = seat_of(request)
    form = FilterForm(request.GET)
    filters = form.filters()
    after = request.GET.get("sau", "")
    if filters.text and not form.narrowed and not after:
        exact = dossiers.by_code(filters.text)
        if exact is not None and dossiers.visible(exact, seat.account, seat.grants):
            return redirect("journeys:work", dossier_id=exact.pk)
    found = dossiers.listing(grants=seat.grants, filters=filters, now=seat.now, after=after or None)
    context = {
        "filter": form,
        "page": found,
        "rows": _with_warnings(found.rows),
        "next_url": f"?{form.address(sau=found.after)}" if found.after else "",
        "first_url": f"?{form.address()}" if after else "",
        "prints": people.has_role(request.user, *DESK_ROLES),  # not guests: they print what they handle, one by one
        "export_url": f"{reverse('journeys:list-export')}?{form.address()}",
    }
    return render(request, "journeys/desk/list.html", context, status=422 if form.errors else 200)
