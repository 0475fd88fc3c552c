"""JSON over the same services as the pages: file, act, own dossiers, tracking."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Field, Router, Schema
from ninja.responses import NinjaJSONEncoder
from pydantic import BaseModel

from motcua.kernel import audit
from motcua.kernel.fixed import Question
from motcua.kernel.problems import Problem, problem
from motcua.kernel.readings import services as readings
from motcua.kernel.readings.rules import API, ASKED, HANDLING, is_basis
from motcua.operate.dossiers import queries, services
from motcua.operate.dossiers.models import Dossier
from motcua.operate.dossiers.queries.handling import handled_under
from motcua.operate.dossiers.rules import STEPS, Application, Channel, Delivery, PaperIn, Party, Refusal
from motcua.operate.dossiers.services import ports, preflight
from motcua.operate.dossiers.services.tracking import TOO_MANY, follow
from motcua.people import queries as people
from motcua.people.services import SignedIn
from motcua.people.services.readings import Said, reader

router = Router(tags=["dossiers"])
LIMIT = 50
JSON = "application/json; charset=utf-8"
_written = NinjaJSONEncoder().encode
"""What ninja does with every answer, with one encoder for all."""
ACTIONS = frozenset(
    {
        "accept",
        "reject",
        "request_supplement",
        "assign",
        "forward",
        "send_back",
        "return_result",
        "withdraw",
        "stop",
        "rate",
    }
)
PROBLEMS = {401: Problem, 403: Problem, 404: Problem, 409: Problem, 422: Problem}


class PartyIn(BaseModel):
    full_name: str = Field(min_length=1, max_length=300)
    kind: str = "person"
    identity_number: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""


class PaperRow(BaseModel):
    component_code: str = Field(min_length=1, max_length=60)
    name: str = Field(min_length=1)
    originals: int = Field(0, ge=0, le=99)
    copies: int = Field(0, ge=0, le=99)


class SubmissionIn(BaseModel):
    """`command_id` makes a resent request harmless: the first outcome is returned again.

    `go_on_reason`: why it is sent although a dossier like it is running already.
    """

    command_id: str = Field(min_length=8, max_length=64)
    procedure: str = Field(max_length=60)
    owner: PartyIn
    papers: list[PaperRow] = Field(default=[], max_length=100)
    delivery: Delivery = Delivery.ELECTRONIC
    delivery_address: str = ""
    go_on_reason: str = Field("", max_length=500)


class ActionIn(BaseModel):
    command_id: str = Field(min_length=8, max_length=64)
    expected_version: int | None = None
    data: dict[str, Any] = {}


class LinkOut(Schema):
    """Connected handling: `relation` is "part" (handled by another agency) or "part_of" (this is such a part)."""

    relation: str
    dossier: UUID | None
    agency: str
    state: str
    order: str
    due_at: datetime | None


class DossierOut(Schema):
    """A dossier; `code` comes with acceptance, `tracking_code` with submission."""

    id: UUID
    tracking_code: str
    code: str | None
    version: int
    state: int
    state_label: str
    procedure: str
    procedure_name: str
    channel: int
    submitted_at: datetime
    accepted_at: datetime | None
    legal_due: datetime | None
    portal_due: datetime | None
    finished_at: datetime | None
    links: list[LinkOut] = []


class DossierPage(Schema):
    """One page; `after` is null at the end."""

    items: list[DossierOut]
    after: str | None


class EntryOut(Schema):
    at: datetime
    title: str
    actor: str
    kind: str


class TrackOut(Schema):
    """What may be said without an account: no personal data."""

    code: str
    procedure_name: str
    state: int
    state_label: str
    legal_due: datetime | None
    timeline: list[EntryOut]


@router.post("/dossiers", response={200: DossierOut, **PROBLEMS}, url_name="submit", summary="File a dossier")
def submit(request: HttpRequest, body: SubmissionIn) -> Any:
    """File a dossier for oneself through the online channel."""
    if not people.has_role(request.user, *STEPS["submit"].roles):
        return problem(403, "Vai trò của bạn không được nộp hồ sơ ở cơ quan này.", code="wrong_role")
    actor = people.actor_of(request)
    owner = Party(**dict(body.owner), account=request.user)
    application = Application(
        procedure_code=body.procedure,
        channel=Channel.ONLINE,
        owner=owner,
        papers=tuple(PaperIn(**dict(paper)) for paper in body.papers),
        delivery=body.delivery,
        delivery_address=body.delivery_address,
        go_on_reason=body.go_on_reason,
    )
    try:
        outcome = services.submit(
            application=application,
            by=actor,
            now=timezone.now(),
            command_id=body.command_id,
            check=preflight.of_message,
        )
    except ValueError as error:
        return problem(422, str(error), code="invalid")
    return _answer(outcome)


class _OfDossier(SignedIn):
    """Reads the dossier in the trip that reads the session; who may see it is judged afterwards."""

    def beside(self, request: HttpRequest) -> list[Question[Any]]:
        match = request.resolver_match
        return queries.asking_for_work(match.kwargs["dossier_id"]) if match is not None else []


@router.post(
    "/dossiers/{uuid:dossier_id}/{verb}",
    auth=_OfDossier(),
    response={200: DossierOut, **PROBLEMS},
    url_name="act",
    summary="Act",
)
def act(request: HttpRequest, dossier_id: UUID, verb: str, body: ActionIn) -> Any:
    """Do one step of a dossier; the same rules as on the page decide."""
    with queries.remembered():
        return _act(request, dossier_id, verb, body)


def _act(request: HttpRequest, dossier_id: UUID, verb: str, body: ActionIn) -> Any:
    dossier = _seen(request, dossier_id)
    if dossier is None or verb not in ACTIONS:
        return problem(404, "Không có hồ sơ hoặc thao tác này.", code="not_found")
    actor = queries.acting(request.user, people.grants(request.user), dossier, verb)
    queries.keep(dossier)
    try:
        outcome = services.act(
            dossier_id=dossier_id,
            verb=verb,
            by=actor,
            now=timezone.now(),
            command_id=body.command_id,
            data=body.data,
            expected_version=body.expected_version,
        )
    except (services.Stale, audit.Conflict):
        return problem(409, "Hồ sơ vừa được người khác cập nhật. Hãy tải lại.", code="conflict")
    return _answer(outcome)


@router.get("/dossiers", response={200: DossierPage, 401: Problem}, url_name="mine", summary="My dossiers")
def mine(request: HttpRequest, after: str = "") -> Any:
    """The dossiers whose owner or filer I am, newest first; `after` is the key of the next page."""
    page = queries.mine(account=request.user, after=after or None, limit=LIMIT)  # type: ignore[arg-type]
    return {"items": [_out(dossier) for dossier in page.rows], "after": page.after}


@router.get("/dossiers/{uuid:dossier_id}", response={200: DossierOut, **PROBLEMS}, url_name="dossier", summary="One")
def one(request: HttpRequest, dossier_id: UUID, purpose: str = "", basis: str = "") -> Any:
    """One dossier that I may see. An official who does not handle it says with `purpose` what for."""
    dossier = _seen(request, dossier_id)
    if dossier is None:
        return problem(404, "Không có hồ sơ này.", code="not_found")
    if not _noted(request, dossier, Said(purpose, basis)):
        known = ", ".join(ASKED)
        return problem(403, f"Hãy nêu mục đích xem ở tham số purpose: {known}.", code="purpose_wanted")
    answer, tell = _out(dossier), ports.links.get()
    answer.links = [LinkOut.model_validate(link) for link in tell(dossier)] if tell else []
    return answer


@router.get(
    "/tracking", auth=None, response={200: TrackOut, 404: Problem, 429: Problem}, url_name="tracking", summary="Track"
)
def tracking(request: HttpRequest, code: str, pin: str) -> Any:
    """Follow a dossier by code and PIN, without an account."""
    dossier = follow(code=code[:60], pin=pin[:12], address=request.META.get("REMOTE_ADDR", ""))
    if isinstance(dossier, Refusal):
        return _refused(429 if dossier is TOO_MANY else 404, dossier)
    entries = queries.timeline(dossier, official=False)
    return {
        "code": str(dossier),
        "procedure_name": dossier.procedure.name,
        "state": dossier.state,
        "state_label": dossier.state_label,
        "legal_due": dossier.legal_due,
        "timeline": [{"at": e.at, "title": e.title, "actor": "", "kind": e.kind} for e in entries],
    }


def _seen(request: HttpRequest, dossier_id: UUID) -> Dossier | None:
    dossier = queries.find(dossier_id, answers=getattr(request.session, "answers", None))
    if dossier is None or not queries.visible(dossier, request.user, people.grants(request.user)):
        return None
    return dossier


def _noted(request: HttpRequest, dossier: Dossier, said: Said) -> bool:
    """Write down that an official reads it; False when it is not known what for. One's own is not written down."""
    grants = people.grants(request.user)
    if not grants or queries.is_own(dossier, people.actor_of(request)):
        return True
    own = handled_under(dossier, request.user, grants)  # type: ignore[arg-type]
    if own is None and (said.purpose not in ASKED or not is_basis(said.basis)):
        return False
    readings.note(
        by=reader(str(request.user.pk), own or grants[0]),
        subject=("dossier", str(dossier.pk)),
        kind=API,
        purpose=HANDLING if own else said.purpose,
        basis="" if own else said.basis,
        now=timezone.now(),
    )
    return True


def _answer(outcome: Dossier | Refusal) -> HttpResponse:
    if isinstance(outcome, Refusal):
        status = 403 if outcome.code in {"wrong_role", "not_yours"} else 422
        return _refused(status, outcome)
    return HttpResponse(_written(_out(outcome).__dict__), content_type=JSON)


def _refused(status: int, refusal: Refusal) -> HttpResponse:
    errors = [
        {"place": one.component, "code": one.code, "group": one.group, "message": one.message, "blocking": one.blocking}
        for one in refusal.defects
    ]
    return problem(status, refusal.message, code=refusal.code, rule=refusal.rule, who=refusal.who, errors=errors)


def _out(dossier: Dossier) -> DossierOut:
    """The dossier as it is answered: made of columns, so there is nothing to validate."""
    return DossierOut.model_construct(
        id=dossier.pk,
        tracking_code=dossier.tracking_code,
        code=dossier.code,
        version=dossier.version,
        state=int(dossier.state),
        state_label=dossier.state_label,
        procedure=dossier.procedure.code,
        procedure_name=dossier.procedure.name,
        channel=int(dossier.channel),
        submitted_at=dossier.submitted_at,
        accepted_at=dossier.accepted_at,
        legal_due=dossier.legal_due,
        portal_due=dossier.portal_due,
        finished_at=dossier.finished_at,
    )
