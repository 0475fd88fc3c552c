"""Every command there is: found in the services of the modules that write of dossiers, not listed by hand.

A command is a public function of a `services` package that takes who acts (`by`) and when (`now`). What else it
takes is given by `_GIVEN`; `uncovered` names those that the storm does not know yet.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import motcua.exchange
import motcua.measure
import motcua.operate
from motcua.operate.consultations.models import Consultation
from motcua.operate.consultations.rules import Asked
from motcua.operate.conversations.models import Message
from motcua.operate.dossiers import queries
from motcua.operate.dossiers.rules import STEPS
from motcua.operate.dossiers.services import timers
from motcua.operate.intake.models import NumberBlock, Proposal, Ticket
from motcua.operate.paperwork import queries as paperwork
from tests.stories.storm import around
from tests.stories.storm.around import RATE, RUN
from tests.stories.storm.ground import COPY, DRAWN_KEY, FEE
from tests.stories.storm.office import SYSTEM_VERBS, VERBS, Chance, Office

ROOTS = (motcua.operate, motcua.exchange, motcua.measure)
NOT_ON_DOSSIERS = frozenset({
    "catalogue", "codelists", "eforms", "processes", "publications", "registers", "service_index",
})  # fmt: skip
ELSEWHERE = {
    "dossiers.services.tasks.sync": "a part of every act, not a command",
    "paperwork.services.many.print_many": "gives slips one by one with giving.slip",
    "dossiers.services.observing.observe": "what exchange.imports.services.running.run does with a batch",
    "exchange.imports.services.beginning.begin_file": "begin with a file that lies there already",
    "measure.signals.services.asking.ask": "a part of checks.services.deciding.decide",
    "dossiers.services.signing.prepare_signature": "the first half of sign_now",
    "dossiers.services.signing.complete_signature": "the second half of sign_now",
    "journeys.services.applying.submit": "makes an application of a draft and calls dossiers.services.submit",
    "journeys.services.photos.record": "notes which photos a book was bound of",
    "journeys.services.supplementing.propose_again": "calls intake.services.proposals.propose",
    "journeys.services.supplementing.hand_in": "makes papers of a draft and acts",
    "journeys.services.supplementing.withdraw": "one call of act",
    "journeys.services.supplementing.rate": "one call of act",
    "journeys.services.talking.send": "keeps files and calls conversations.services.write",
    "paperwork.services.templating.take_template": "about templates, not about dossiers",
    "paperwork.services.templating.withdraw_template": "about templates, not about dossiers",
    "paperwork.services.putting_back.put_docx": "keeps a file beside the dossier",
    "paperwork.services.putting_back.put_pdf": "one draft_result with a file made before",
}
# Not about what one office does with its dossiers: rules, groups and the other agencies of a chain, each with its
# own tests of races, repeats and what a refusal leaves behind.
OWN_STORMS = frozenset({
    "dossiers.services.assigning.make_rule", "dossiers.services.assigning.end_rule",
    "dossiers.services.replacing.approve", "dossiers.services.replacing.issue", "journeys.services.handling.taken",
        "dossiers.services.parts.send_part", "dossiers.services.trying.would_move",
    "journeys.services.at_once.settle_now", "journeys.services.grouping.send",
    "journeys.services.apologising.give_slip", "linking.services.groups.define_group",
    "linking.services.groups.end_group", "linking.services.groups.put_in_force", "linking.services.groups.sent",
    "linking.services.planning.plan", "linking.services.planning.recall", "linking.services.planning.resend",
    "linking.services.planning.waive", "linking.services.recording.record", "linking.services.sending.go_on",
    "linking.services.sending.send", "paperwork.services.long_books.ask_for_book",
    "exchange.imports.services.mending.drop", "exchange.imports.services.mending.retry",
    "exchange.imports.services.naming.keep_mapping", "exchange.imports.services.naming.map_import",
    "measure.checks.services.deciding.decide",
})  # fmt: skip
# Made of several transactions, one dossier after another, each of them whole; carried out again, they go on.
SEVERAL = frozenset({
    "dossiers.services.migrating.migrate", "dossiers.services.migrating.undo", "intake.services.blocks.take_in", RUN,
})  # fmt: skip
Command = Callable[..., Any]


def every() -> dict[str, Command]:
    """All commands by their names, e.g. "dossiers.services.acts.act"."""
    return {name: func for name, func in _functions() if name not in {*ELSEWHERE, *OWN_STORMS}}


def playable() -> dict[str, Command]:
    """The commands that the storm knows how to call."""
    return {name: _CALLED.get(name, func) for name, func in every().items() if name in _GIVEN}


def uncovered() -> list[str]:
    """Commands that neither take part nor are excused, and excuses for commands that are gone."""
    found = {name for name, _ in _functions()}
    known = {*_GIVEN, *ELSEWHERE, *OWN_STORMS}
    return sorted(found - known) + [f"{name} is gone" for name in sorted(known - found)]


def _functions() -> Iterator[tuple[str, Command]]:
    for root in ROOTS:
        for app in pkgutil.iter_modules(root.__path__, f"{root.__name__}."):
            name = app.name.rpartition(".")[2]
            if name not in NOT_ON_DOSSIERS and importlib.util.find_spec(f"{app.name}.services") is not None:
                yield from _of(f"{app.name}.services")


def _of(package: str) -> Iterator[tuple[str, Command]]:
    services = importlib.import_module(package)
    rooms = pkgutil.iter_modules(getattr(services, "__path__", []), f"{package}.")
    for module in (services, *(importlib.import_module(room.name) for room in rooms)):
        where = module.__name__.removeprefix("motcua.").removeprefix("operate.")
        for name, func in inspect.getmembers(module, inspect.isfunction):
            asked = set(inspect.signature(func).parameters)
            known = f"{where}.{name}"
            if func.__module__ == module.__name__ and name[0] != "_" and (known == RATE or {"by", "now"} <= asked):
                yield known, func


def call_of(name: str, func: Command, office: Office, chance: Chance) -> dict[str, Any] | None:
    """The arguments of one call; None when there is nothing yet to call it on."""
    given = _GIVEN[name](office, chance)
    if given is None:
        return None
    at = office.now
    if chance.one_in(12):  # the clock of this server was set back
        at -= chance.of([timedelta(minutes=30), timedelta(hours=7), timedelta(days=4)])
    call = {**given, "now": at}
    if "command_id" in inspect.signature(func).parameters:
        command = uuid4()
        call["command_id"] = command if name == RECEIVE else str(command)
    return call


def _act(office: Office, chance: Chance) -> dict[str, Any] | None:
    """Mostly something that may be done; else anything by anybody with any data, from any page."""
    step = None if chance.one_in(18 if office.straight_on else 6) else office.next_step(chance)
    if step is not None:
        dossier, verb, by = step
    else:
        dossier, verb = office.dossier(chance), chance.of(VERBS)
        by = timers.CLOCK if verb in SYSTEM_VERBS and not chance.one_in(3) else chance.of(office.everybody)
    data = office.senseless(chance) if chance.one_in(12) else office.data(verb, dossier, chance)
    seen = chance.of([None] * 4 + [dossier.version] * 4 + [dossier.version - 1])
    return {"dossier_id": dossier.pk, "verb": verb, "by": by, "data": data, "expected_version": seen}


def _submit(office: Office, chance: Chance) -> dict[str, Any]:
    by = office.actors[chance.of(["minh", "hoa"])][0] if chance.one_in(3) else office.actors["lan"][-1]
    return {"application": office.application(by, chance), "by": by}


def _receive(office: Office, chance: Chance) -> dict[str, Any]:
    by = office.anybody(chance, "minh")
    posting = ("EE1", office.now.date()) if chance.one_in(3) else None
    limit = {"limit": "3 ngày làm việc", "limit_basis": "TT 1"}
    return {"application": office.application(by, chance), "by": by, "posting": posting, **limit}


def _on(office: Office, chance: Chance, *likely: str, **more: Any) -> dict[str, Any]:
    return {"dossier_id": office.dossier_id(chance), "by": office.anybody(chance, *likely), **more}


def _asked(office: Office, chance: Chance) -> dict[str, Any]:
    unit = chance.of(["sgddt-gdtrh", "sgddt-gdtrh", "sgddt-ttra", "sgddt-qlcl", "khong-co"])
    asked = Asked(unit=unit, question=chance.of(["Ý kiến?", "Ý kiến?", ""]), days=chance.of([1, 3, 3, 31]))
    return _on(office, chance, "hoa", "dung", asked=asked)


def _consultation(office: Office, chance: Chance, *likely: str, **more: Any) -> dict[str, Any] | None:
    rows = list(Consultation.objects.select_related("dossier", "unit").order_by("asked_at", "pk"))
    return {"consultation": chance.of(rows), "by": office.anybody(chance, *likely), **more} if rows else None


def _answered(office: Office, chance: Chance) -> dict[str, Any] | None:
    opinion = chance.of(["agree", "disagree", "comment", "maybe"])
    return _consultation(office, chance, "quang", "thanh", opinion=opinion, text=chance.words())


def _erased(office: Office, chance: Chance) -> dict[str, Any] | None:
    rows = list(Message.objects.order_by("written_at", "pk"))
    reason = chance.of(["personal", "misplaced", "x"])
    return {"message": chance.of(rows), "reason": reason, "by": office.anybody(chance, "dung")} if rows else None


def _block(office: Office, chance: Chance, **more: Any) -> dict[str, Any] | None:
    rows = list(NumberBlock.objects.order_by("day", "first"))
    return {"block_id": chance.of(rows).pk, "by": office.anybody(chance, "minh"), **more} if rows else None


def _taken_in(office: Office, chance: Chance) -> dict[str, Any] | None:
    given = _block(office, chance)
    if given is None:
        return None
    codes = [code for block in NumberBlock.objects.order_by("day", "first") for code in sorted(
        block.numbers.values_list("code", flat=True))]  # fmt: skip
    lines = [
        f"{chance.of([*codes, 'LẠ-1'])}\t{chance.of([COPY, COPY, FEE, '9.999999'])}\tNgười {n}\t\t\t\t\tTP1"
        for n in range(chance.upto(3))
    ]
    return {**given, "text": "\n".join(lines)}


def _decided(office: Office, chance: Chance) -> dict[str, Any] | None:
    rows = list(Proposal.objects.order_by("proposed_at", "pk"))
    if not rows:
        return None
    words = chance.of(["Đồng ý", ""])
    return {"proposal_id": chance.of(rows).pk, "agreed": not chance.one_in(3), "answer": words,
            "by": office.anybody(chance, "dung")}  # fmt: skip


def _proposed(office: Office, chance: Chance) -> dict[str, Any]:
    items = [{"component_code": "TP1", "kind": "other", "what": chance.of(["Thiếu", "Mờ"])}]
    why = {"reason": "Thiếu", "why": chance.of(["Chưa kỹ", ""])}
    return {"dossier": office.dossier(chance), "items": items, "by": office.anybody(chance, "minh", "hoa"), **why}


def _ticket(office: Office, chance: Chance, **more: Any) -> dict[str, Any] | None:
    rows = list(Ticket.objects.order_by("day", "number"))
    return {"ticket_id": chance.of(rows).pk, "by": office.anybody(chance, "minh"), **more} if rows else None


def _slip(office: Office, chance: Chance, **more: Any) -> dict[str, Any] | None:
    dossier = office.dossier(chance)
    offers = paperwork.offers(dossier)
    by = office.anybody(chance, "minh")
    return {"dossier": dossier, "offer": chance.of(offers), "by": by, **more} if offers else None


def _batch(office: Office, chance: Chance) -> dict[str, Any] | None:
    from motcua.operate.dossiers.services import migrating

    batches = [one["batch"] for one in migrating.batches(DRAWN_KEY)]
    return {"batch": chance.of([*batches, str(UUID(int=0))]), "by": office.anybody(chance, "kiem")}


def _stale(office: Office, chance: Chance, *likely: str, **more: Any) -> dict[str, Any]:
    given = _on(office, chance, *likely, **more)
    version = queries.for_work(given["dossier_id"]).version
    return {**given, "expected_version": chance.of([None, version, version - 1])}


_CALLED: dict[str, Command] = {RUN: around.run}
ACT, RECEIVE, SUBMIT = (
    "dossiers.services.acts.act",
    "journeys.services.counter.receive",
    "dossiers.services.intake.submit",
)
DRAFT = {"kind": "approval", "title": "Cấp", "body": ["Điều 1."]}
UNIT = "sgddt-mc"
_GIVEN: dict[str, Callable[[Office, Chance], dict[str, Any] | None]] = {
    ACT: _act,
    SUBMIT: _submit,
    RECEIVE: _receive,
    "dossiers.services.drafting.write_draft": lambda o, c: _stale(o, c, "hoa", **DRAFT),
    "dossiers.services.signing.sign_now": lambda o, c: _on(o, c, "son"),
    "dossiers.services.signing.issue": lambda o, c: _stale(o, c, "van"),
    "dossiers.services.migrating.migrate": lambda o, c: {
        "key": DRAWN_KEY, "number": c.of([2, 1, 9]), "by": o.anybody(c, "kiem"),
    },
    "dossiers.services.migrating.undo": _batch,
    "consultations.services.ask": _asked,
    "consultations.services.answer": _answered,
    "consultations.services.withdraw": lambda o, c: _consultation(o, c, "hoa", "dung"),
    "conversations.services.write": lambda o, c: _on(o, c, "lan", "hoa", "minh", text=c.words(), note=c.one_in(4)),
    "conversations.services.erase": _erased,
    "intake.services.blocks.reserve": lambda o, c: {
        "unit": UNIT, "on": o.now.date() + timedelta(days=c.of([0, 0, 1, -1])), "count": c.of([1, 2, 5, 0]),
        "by": o.anybody(c, "minh"),
    },
    "intake.services.blocks.take_in": _taken_in,
    "intake.services.blocks.close": lambda o, c: _block(o, c, reason=c.words()),
    "intake.services.proposals.propose": _proposed,
    "intake.services.proposals.decide": _decided,
    "intake.services.queue.issue": lambda o, c: {
        "unit": UNIT, "kind": c.of(["file", "priority", "x"]), "by": o.anybody(c, "minh"),
    },
    "intake.services.queue.call_next": lambda o, c: {"unit": UNIT, "desk": "1", "by": o.anybody(c, "minh")},
    "intake.services.queue.call_again": lambda o, c: _ticket(o, c, desk="2"),
    "intake.services.queue.close": lambda o, c: _ticket(o, c, state=c.of(["served", "no_show", "x"])),
    "paperwork.services.giving.slip": lambda o, c: _slip(o, c, kind=c.of(["pdf", "docx"])),
    "paperwork.services.giving.reissue": lambda o, c: _slip(o, c, reason=c.of(["Sai tên", ""])),
    around.SEND: around.sent,
    RUN: around.run_of,
    around.INVITE: around.invited,
    RATE: around.rated,
    around.CLOSE: around.closed,
    around.RESTATE: lambda o, c: around.closed(o, c, reason=c.of(["Số đến muộn", "Số đến muộn", " "])),
    around.ANSWER: lambda o, c: around.signal(o, c, "dung", text=c.words(), heads=frozenset({"sgddt-qlcl"})),
    around.JUDGE: lambda o, c: around.signal(
        o, c, "thanh", outcome=c.of(["founded", "unfounded", "needs_more", "x"]), reason=c.words()
    ),
}  # fmt: skip
assert set(STEPS) >= set(VERBS)
