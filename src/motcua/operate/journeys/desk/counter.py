"""Intake at the counter: one form that grows as it is filled. Enter goes on to what is missing next; no script needed.

What was typed travels with every answer. Identity numbers are only ever sent in the body, never in an address.
"""

from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from motcua.kernel.audit import queries as log
from motcua.kernel.text import clean
from motcua.kernel.time import local_date
from motcua.operate.catalogue import queries as catalogue
from motcua.operate.dossiers import queries as dossiers
from motcua.operate.dossiers.rules import Application, Delivery, Refusal, Verdict
from motcua.operate.intake.rules.scan import Card
from motcua.operate.intake.rules.scan import card as read_card
from motcua.operate.journeys.desk.seat import Seat, command_of, dossier_of, seat_of
from motcua.operate.journeys.forms import desk_components as components
from motcua.operate.journeys.forms.desk_acts import content_has_limit
from motcua.operate.journeys.forms.desk_at_once import AtOnceForm
from motcua.operate.journeys.forms.desk_counter import CHANNELS, OWNER_FIELDS, CounterForm
from motcua.operate.journeys.services import preflight
from motcua.operate.journeys.services.at_once import settle_now
from motcua.operate.journeys.services.counter import receive
from motcua.people import queries as people
from motcua.people.rules import Role
from motcua.people.services import official_required
from motcua.people.services.readings import note_search

MOST_FOUND = 8
CARRIED = ("q", "looked_up", "was_found", "searched", "code", "go_on_reason")
NOT_HERE = Refusal("not_here", "Hồ sơ gửi qua bưu chính không trả ngay tại quầy được: hãy tiếp nhận và hẹn trả.")
BLANK_DATE = ("date_of_birth_day", "date_of_birth_month", "date_of_birth_year")


@dataclass(slots=True)
class Intake:
    """The page as it stands: what was typed, who was found, which procedure, which papers."""

    seat: Seat
    data: QueryDict
    person: Any = None
    version: Any = None
    found: tuple[Any, ...] = ()
    earlier: list[Any] = field(default_factory=list)
    lines: list[components.Line] = field(default_factory=list)
    errors: list[tuple[str, str]] = field(default_factory=list)
    focus: str = "number"
    verdict: Verdict | None = None
    at_once: AtOnceForm | None = None

    @property
    def asks_limit(self) -> bool:
        way = self.data.get("way", "direct")
        return self.version is not None and not content_has_limit(self.version.parsed, way)

    @property
    def asks_reason(self) -> bool:
        """Whether a dossier like this one is there already, so that going on needs a reason."""
        return bool(self.data.get("go_on_reason") or (self.verdict is not None and self.verdict.duplicates))

    @property
    def result_known(self) -> dict[str, Any]:
        return {"account_id": self.seat.account_id, "now": self.seat.now}

    @property
    def known(self) -> dict[str, Any]:
        return {"today": local_date(self.seat.now), "asks_limit": self.asks_limit}


@require_http_methods(["GET", "HEAD", "POST"])
@official_required(Role.RECEPTION)
def page(request: HttpRequest) -> HttpResponse:
    """The page of one intake; "nop" files and accepts, everything else only goes on filling in."""
    intake = Intake(seat_of(request), request.POST.copy())
    for name in CARRIED:
        intake.data.setdefault(name, "")
    if request.method != "POST":
        return _show(request, intake, CounterForm(**intake.known), 200)
    _look_up(intake)
    _choose(intake)
    _fill_lines(intake, request)
    if request.POST.get("buoc") == "du":
        components.tick_all(intake.lines)
    if request.POST.get("buoc") in {"nop", "ngay"} and intake.version is not None:
        return _receive(request, intake)
    _restore_result(intake, request)
    return _show(request, intake, CounterForm.restored(intake.data, **intake.known), 200 if not intake.errors else 422)


def with_card(request: HttpRequest, card: Card) -> HttpResponse:
    """The page of a new intake with the person whose identity card was scanned."""
    intake = Intake(seat_of(request), QueryDict(mutable=True))
    for name in CARRIED:
        intake.data.setdefault(name, "")
    intake.data["number"] = card.number
    _look_up(intake)
    _take_card(intake, card)
    _fill_lines(intake, request)
    return _show(request, intake, CounterForm.restored(intake.data, **intake.known), 200)


def _take_card(intake: Intake, card: Card) -> None:
    """What the card says of the person counts; telephone and mail are not on it and stay as they were known."""
    data, born = intake.data, card.date_of_birth
    data["number"], data["full_name"], data["address"] = card.number, card.full_name, card.address
    if born is not None:
        for name, part in zip(BLANK_DATE, (born.day, born.month, born.year), strict=True):
            data[name] = str(part)
    intake.focus = "q"


def _look_up(intake: Intake) -> None:
    """Find the person when the number is new; what stood there of another person is taken away.

    A scanner types the whole QR text of an identity card into the box of the number.
    """
    data = intake.data
    card = read_card(data.get("number", "")) if "|" in data.get("number", "") else None
    if card is not None:
        data["number"] = card.number
        _look_up(intake)
        _take_card(intake, card)
        return
    try:
        number = CounterForm.base_fields["number"].clean(data.get("number", ""))
    except ValidationError as error:
        intake.errors.append(("id_number", " ".join(error.messages)))
        return
    intake.person = people.find_applicant(number)
    seat, found = intake.seat, str(intake.person.pk) if intake.person is not None else ""
    if number != data.get("looked_up", ""):
        note_search(seat.request, found=found, grants=seat.grants, now=seat.now)
    if number == data.get("looked_up", ""):
        intake.focus = "nop" if data["code"] else "q"
        return
    if intake.person is not None:
        _take_over(data, intake.person)
    elif data.get("was_found"):
        for name in (*OWNER_FIELDS, *BLANK_DATE):
            data[name] = ""
    data["looked_up"], data["was_found"] = number, "1" if intake.person else ""
    intake.focus = "q" if intake.person else "full_name"


def _take_over(data: QueryDict, person: Any) -> None:
    born = person.date_of_birth
    for name in ("full_name", "phone", "email", "address"):
        data[name] = getattr(person, name)
    for name, part in zip(BLANK_DATE, (born.day, born.month, born.year) if born else ("", "", ""), strict=True):
        data[name] = str(part)


def _choose(intake: Intake) -> None:
    """The procedure: chosen by a button, or the only one that a few letters find."""
    data = intake.data
    if "chon" in data:
        data["code"] = str(data["chon"])
        intake.focus = "tp0-co" if data["code"] else "q"
    words = clean(data.get("q", ""))[:200]
    if words and words != data.get("searched", ""):
        data["searched"] = words
        result = catalogue.search(words, repealed=False, limit=MOST_FOUND)
        intake.found, data["code"] = result.items, ""
        intake.focus = "found-0" if result.items else "q"
        if len(result.items) == 1:
            data["code"], intake.focus = result.items[0].code, "tp0-co"
    if data.get("code"):
        intake.version = catalogue.version_in_force(str(data["code"]), local_date(intake.seat.now))
    if intake.version is None and words and not intake.found:
        intake.found = catalogue.search(words, repealed=False, limit=MOST_FOUND).items


def _fill_lines(intake: Intake, request: HttpRequest) -> None:
    if intake.person is not None:
        intake.earlier = dossiers.reusable_papers(identity_index=intake.person.identity_index)
    if intake.version is None:
        return
    content = intake.version.parsed
    if intake.data.get("lines_of") != intake.version.procedure.code:
        intake.lines = components.blank_lines(content)
        return
    seat = intake.seat
    intake.lines = components.typed_lines(
        content, intake.data, request.FILES, earlier=intake.earlier, account_id=seat.account_id, now=seat.now
    )


def _restore_result(intake: Intake, request: HttpRequest) -> None:
    """What was typed of the result of a same-day matter."""
    if intake.version is not None and intake.version.parsed.same_day:
        intake.at_once = AtOnceForm.restored(intake.data, request.FILES, **intake.result_known)


def _receive(request: HttpRequest, intake: Intake) -> HttpResponse:
    form = CounterForm(intake.data, **intake.known)
    components.check(intake.lines)
    intake.errors = components.problems(intake.lines)
    at_once = request.POST.get("buoc") == "ngay" and bool(intake.version.parsed.same_day)
    if at_once:
        intake.at_once = AtOnceForm(intake.data, request.FILES, **intake.result_known)
    else:
        _restore_result(intake, request)
    if not all([form.is_valid(), not intake.errors, not at_once or (intake.at_once and intake.at_once.is_valid())]):
        return _show(request, intake, form, 422)
    application = _application(form, intake)
    intake.verdict = preflight.at_counter(
        version=intake.version,
        owner=application.owner,
        subject=application.subject,
        papers=application.papers,
        now=intake.seat.now,
        right=form.right(),
    )
    reason = clean(intake.data.get("go_on_reason", ""))[:500]
    earlier = log.by_command(str(command_of(request)))
    refusal = preflight.refusal_of(intake.verdict, reason) if earlier is None else None
    if refusal is not None:
        return _show(request, intake, form, 422, refusal=refusal)
    application = replace(application, checked=intake.verdict.fact(), go_on_reason=reason)
    outcome = _settle(request, intake, form, application) if at_once else _accept(request, intake, form, application)
    if isinstance(outcome, Refusal):
        return _show(request, intake, form, 422, refusal=outcome)
    return redirect("journeys:counter-done", dossier_id=outcome.pk)


def _accept(request: HttpRequest, intake: Intake, form: CounterForm, application: Application) -> Any:
    data = form.cleaned_data
    return receive(
        application=application,
        by=people.actor_of(request, Role.RECEPTION),
        now=intake.seat.now,
        command_id=command_of(request),
        right=form.right(),
        posting=(data["waybill"], data["posted_on"]) if data["way"] == "post" else None,
        limit=data.get("limit", ""),
        limit_basis=data.get("limit_basis", ""),
    )


def _settle(request: HttpRequest, intake: Intake, form: CounterForm, application: Application) -> Any:
    """Same-day: settled and handed over now, so the person must be here."""
    assert intake.at_once is not None
    if form.cleaned_data["way"] == "post":
        return NOT_HERE
    results = intake.version.parsed.results or ()
    title = (results[0].name if results else None) or intake.version.procedure.name
    return settle_now(
        application=replace(application, delivery=Delivery.COUNTER, delivery_address=""),
        settled=intake.at_once.settled(title),
        by=people.actor_of(request, Role.RECEPTION),
        now=intake.seat.now,
        command_id=command_of(request),
        right=form.right(),
    )


def _application(form: CounterForm, intake: Intake) -> Application:
    """What the person files, from a form that was found right."""
    data = form.cleaned_data
    return Application(
        procedure_code=intake.version.procedure.code,
        channel=CHANNELS[data["way"]],
        owner=form.owner(),
        filer=form.filer(),
        subject=form.subject(),
        authority_ground=data["ground"] if data["filer_is"] == "other" else "",
        papers=components.papers(intake.lines),
        delivery=data["delivery"],
        delivery_address=data["delivery_address"],
        matter=data["matter"],
        origin="counter",
        assisted=data["way"] == "online",
    )


def _show(
    request: HttpRequest, intake: Intake, form: CounterForm, status: int, refusal: Refusal | None = None
) -> HttpResponse:
    person = intake.person
    context = {
        "form": form,
        "intake": intake,
        "errors": intake.errors,
        "refusal": refusal,
        "data": intake.data,
        "command": command_of(request),
        "dossiers": dossiers.of_person(person=person, grants=intake.seat.grants, limit=5) if person else [],
        "reuse": components.choices(intake.earlier),
        "content": intake.version.parsed if intake.version else None,
        "procedure": intake.version.procedure if intake.version else None,
        "lines_of": intake.version.procedure.code if intake.version else "",
    }
    if intake.focus in form.fields:
        form.fields[intake.focus].widget.attrs["autofocus"] = True
    return render(request, "journeys/desk/counter.html", context, status=status)


@require_safe
@official_required(Role.RECEPTION)
def done(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """What to tell the person: code, date, receipt; then the next one."""
    dossier = dossier_of(seat_of(request), dossier_id)
    at_once = dossier.returned_at is not None and dossier.process_version_id is None
    context = {"dossier": dossier, "pin": dossiers.pin_of(dossier.pk), "at_once": at_once}
    return render(request, "journeys/desk/counter_done.html", context)
