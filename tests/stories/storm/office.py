"""Who does what, with which data: the whole cast, every verb, sensible and senseless values, a clock that jumps."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid4

from motcua.kernel.actors import Actor
from motcua.operate.dossiers import queries
from motcua.operate.dossiers.models import Correction, Dossier, Paper
from motcua.operate.dossiers.rules import FINAL, STEPS, Application, Channel, PaperIn, Party, State
from motcua.operate.dossiers.services import numbers, timers
from motcua.operate.dossiers.services.happening import waiting_events
from motcua.operate.dossiers.services.settling import Settled
from motcua.operate.processes import queries as processes
from motcua.people import queries as people
from tests.cast import NAMES
from tests.stories.storm.ground import DRAWN, MESSAGE, PROCEDURES, Sheets, drawn_versions

VERBS = tuple(verb for verb in STEPS if verb != "submit")
WAY = ("return_result", "issue", "sign", "draft_result", "forward", "assign", "accept", "confirm_payment", "supplement",
       "release_hold", "rate")  # fmt: skip
ENDINGS = frozenset({"withdraw", "stop", "reject"})
SYSTEM_VERBS = frozenset(verb for verb, step in STEPS.items() if not step.roles)
IDENTITY = "056199000123"
# What one example is fond of, so that what chance alone would hardly ever do is done in some of them.
EARLY = (("extend", "apologise"), ("move_due",), ("reject",), ("stop",), ("withdraw",),
         ("request_payment", "confirm_payment"), ("request_supplement", "supplement"), ("fire_timer",),
         ("forward", "receive_message"), ("change_process",))  # fmt: skip
MIDDLE = (("hand_over",), ("send_back",))
LATE = (("rate",), ("return_result", "track_delivery"), ("propose_correction", "approve_correction", "replace_result"),
        ("propose_correction", "refuse_correction"), ("linking.invite", "linking.rate"))  # fmt: skip
TAKING_IN = ("beginning.begin", "running.run")
AROUND = (TAKING_IN, (*TAKING_IN, "closing.close", "closing.restate"))
LIKINGS = ((), *EARLY, *MIDDLE, *MIDDLE, *LATE, *LATE, *LATE, *AROUND)
BY_THE_DRAWING = frozenset({"fire_timer", "receive_message", "change_process"})


class Chance:
    """What a step's own dice decide; Hypothesis gives the seed, so that a failing sequence can be played again."""

    def __init__(self, seed: int, step: int) -> None:
        self.dice = Random(f"{seed} {step}")

    def of(self, choices: Any) -> Any:
        return self.dice.choice(list(choices))

    def one_in(self, many: int) -> bool:
        return self.dice.randrange(many) == 0

    def upto(self, most: int) -> int:
        return self.dice.randint(0, most)

    def words(self) -> str:
        return str(self.of(["Lời thường", "Hai dòng\ncó chữ", "x", "", " \x00 ", "Ký tự lạ 🙂 <b>", "dài " * 80]))


class Said(Mapping[str, Any]):
    """What a verb is told that the storm does not know: whatever it asks for is made up by its name, once."""

    def __init__(self, make: Callable[[str], Any]) -> None:
        self.make, self.made = make, dict[str, Any]()

    def __getitem__(self, name: str) -> Any:
        if name not in self.made:
            self.made[name] = self.make(name)
        return self.made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.made)

    def __len__(self) -> int:
        return len(self.made)

    def __bool__(self) -> bool:
        return True  # before anything was asked for, too


class Office:
    """The people, the clock, the dossiers there are, and values to do things with."""

    def __init__(self, cast: Any, now: datetime, sheets: Sheets) -> None:
        self.cast, self.now, self.sheets = cast, now, sheets
        self.ids: list[UUID] = []
        self.links: list[str] = []  # to rate by, as they were given out
        self.actors = {name: self._actors(name) for name in NAMES}
        self.everybody = [by for name in NAMES for by in self.actors[name]]
        self.fond_of: tuple[str, ...] = ()  # what this example does whenever it may

    @property
    def straight_on(self) -> bool:
        """Whether what this example is fond of comes only when the way was gone."""
        return self.fond_of in (*MIDDLE, *LATE)

    def _actors(self, name: str) -> list[Actor]:
        account = getattr(self.cast, name)
        held = [Actor("official", str(account.pk), grant.role, grant.unit_key) for grant in people.grants(account)]
        return [*held, Actor("applicant", str(account.pk), "applicant")]

    def anybody(self, chance: Chance, *likely: str) -> Actor:
        """Mostly one of `likely`, in the first of his roles; else anybody in any."""
        if likely and not chance.one_in(5):
            return self.actors[chance.of(likely)][0]
        by: Actor = chance.of(self.everybody)
        return by

    def later(self, chance: Chance) -> None:
        """Minutes mostly, sometimes days or a month."""
        minutes = chance.of([20, 0, 1, 90, 60 * 24, 20, 60 * 24 * 6, 20, 60 * 24 * 31])
        self.now += timedelta(minutes=minutes, microseconds=chance.upto(999))

    def dossier_id(self, chance: Chance) -> UUID:
        """Mostly of a dossier that is open and handled here."""
        here = Dossier.objects.filter(observed=False)
        still = set(here.exclude(state__in=FINAL).values_list("pk", flat=True))
        choices = [one for one in self.ids if one in still]
        found: UUID = chance.of(choices if choices and not chance.one_in(8) else self.ids)
        return found

    def dossier(self, chance: Chance) -> Any:
        return queries.for_work(self.dossier_id(chance))

    def open_to(self, dossier: Any) -> list[tuple[str, Actor]]:
        """What may be done with the dossier now, and by whom."""
        return [(verb, by) for by in self.everybody for verb in queries.verbs_for(dossier, by)]

    def next_step(self, chance: Chance) -> tuple[Any, str, Actor] | None:
        """Something that may be done now. Mostly the next step of the way, so that stories reach their end."""
        dossier = self.dossier(chance)
        may = self.open_to(dossier)
        drafted = getattr(dossier, "result", None) is not None
        skipped = ({"draft_result"} if drafted else set()) | ({"assign"} if dossier.lead_id else set())
        ahead = [pair for verb in WAY if verb not in skipped for pair in may if pair[0] == verb][:1]
        going_on = [pair for pair in may if pair[0] not in ENDINGS]
        liked = [pair for pair in may if pair[0] in self.fond_of and _ripe(dossier, pair[0])]
        if dossier.procedure.code == DRAWN and dossier.state == State.IN_PROGRESS:
            liked += [(verb, timers.CLOCK) for verb in self.fond_of if verb in SYSTEM_VERBS and _ripe(dossier, verb)]
        if liked and chance.one_in(2):
            choices = liked
        elif ahead and chance.upto(9) < (9 if self.straight_on else 7):
            choices = ahead
        else:
            choices = going_on if chance.upto(9) else may
        if not choices:
            return None
        verb = chance.of(dict.fromkeys(verb for verb, _ in choices))
        return dossier, verb, chance.of([by for name, by in choices if name == verb])

    def papers(self, chance: Chance) -> list[PaperIn]:
        codes = [chance.of(["TP1", "TP2", "BS"]) for _ in range(chance.upto(3))]
        files = [self.sheets.draft.pk, ""]
        return [
            PaperIn(component_code=code, name="Giấy", sha256=chance.of(files), file_name="a.pdf", originals=1)
            for code in codes
        ]

    def application(self, by: Actor, chance: Chance) -> Application:
        at_counter = by.kind == "official" and by.role != "applicant"
        citizen = chance.of(["lan", "tu", "bien", "quang"])
        account = None if at_counter else getattr(self.cast, citizen)
        return Application(
            procedure_code=self._procedure(chance),
            channel=Channel.DIRECT if at_counter else chance.of(Channel),
            owner=Party(full_name="Người nộp", identity_number=chance.of(["", IDENTITY]), account=account),
            filer=Party(full_name="Người đi thay") if chance.one_in(6) else None,
            papers=tuple(self.papers(chance)),
            origin="counter" if at_counter else "portal",
            go_on_reason="Cần thêm" if chance.one_in(6) else "",
        )

    def _procedure(self, chance: Chance) -> str:
        if BY_THE_DRAWING.intersection(self.fond_of) and not chance.one_in(4):
            return DRAWN
        return str(chance.of([*PROCEDURES, "9.999999"] if chance.one_in(9) else PROCEDURES))

    def data(self, verb: str, dossier: Any, chance: Chance) -> Mapping[str, Any]:
        """What fits `verb`; for a verb that the storm has never heard of, whatever the verb asks for."""
        known = _DATA.get(verb)
        return known(self, dossier, chance) if known else Said(lambda name: self.value(name, chance))

    def senseless(self, chance: Chance) -> Mapping[str, Any]:
        names = ["reason", "items", "answer", "amount", "officer", "kind", "title", "body", "code", "days", "score",
                 "paper_id", "to", "step", "outcome", "event", "version", "how", "blocks", "words"]  # fmt: skip
        values = [None, True, -1, 0, 2**40, "", "x", [], [1], {}, {"a": 1}, uuid4(), 1.5]
        return {chance.of(names): chance.of(values) for _ in range(chance.upto(3))}

    def value(self, name: str, chance: Chance) -> Any:
        """A value for something called `name`, wherever it is asked for."""
        make = _BY_NAME.get(name)
        return make(self, chance) if make else chance.words()

    def officer(self, chance: Chance) -> str:
        return str(getattr(self.cast, chance.of(["hoa", "hoa", "hoa", "quang", "dung"])).pk)

    def other_officer(self, dossier: Any, chance: Chance) -> str:
        """Mostly somebody who may take the dossier over from the one who has it."""
        known = sorted(people.officer_ids("case_officer", dossier.unit_id, self.now) - {str(dossier.lead_id)})
        return chance.of(known) if known and not chance.one_in(5) else self.officer(chance)


def _asked(office: Office, dossier: Any, chance: Chance) -> dict[str, Any]:
    items = [{"component_code": chance.of(["TP1", "TP2", "lạ"]), "kind": "other", "what": chance.of(["Thiếu", "Mờ"])}]
    return {"items": items, "reason": chance.of(["Thiếu", "Thiếu", ""]), "repeat_reason": chance.of(["", "Chưa kỹ"])}


def _marked(office: Office, dossier: Any, chance: Chance) -> dict[str, Any]:
    papers = list(Paper.objects.filter(dossier=dossier, replaced_at=None).order_by("handed_in_at", "component_code"))
    marks = [{"file": office.sheets.draft}, {"digitise": False, "reason": "Khổ A0"}, {"reused_from": uuid4()}]
    return {"paper_id": str(papers[0].pk) if papers else "", **chance.of(marks)}


def _issued(office: Office, dossier: Any, chance: Chance) -> dict[str, Any]:
    number = numbers.next_issue_number(agency_key=dossier.agency_id, year=office.now.year)
    file = chance.of([office.sheets.signed, None])
    return {"file": file, "number_symbol": f"{number:02d}/X", "on": office.now.date() - timedelta(days=1)}


def _error(office: Office, dossier: Any, chance: Chance) -> dict[str, Any]:
    papers = Paper.objects.filter(dossier=dossier, replaced_at=None).order_by("handed_in_at", "component_code")
    news: dict[str, dict[str, Any]] = {
        "paper": {"paper": str(next((paper.pk for paper in papers), "")), "originals": chance.upto(3)},
        "unit": {"unit": chance.of(["sgddt-gdtrh", "sgddt-qlcl"])},
        "number": {"number": f"{chance.upto(10**9)}/S", "on": office.now.date().isoformat()},
        "result": {"kind": "approval", "title": "Cấp lại", "body": ["Điều 1."]},
    }
    done = dossier.state in {State.PROCESSED, State.RETURNED}
    kind = chance.of(news) if chance.one_in(5) else chance.of(["result", "number"] if done else ["paper", "unit"])
    return {"kind": kind, "new": news[kind], "reason": chance.of(["Cơ quan ghi nhầm khi nhập liệu", "Nhầm"])}


def _ripe(dossier: Any, verb: str) -> bool:
    """Whether something waits for `verb`: a message, a timer, a correction. Every other verb is tried as it comes."""
    if verb in SYSTEM_VERBS:
        kind = {"receive_message": "message", "fire_timer": "timer"}[verb]
        waiting = waiting_events(dossier, processes.graph(dossier.process_version_id))
        return kind in {event.kind for event in waiting}
    wanted = {"approve_correction": "proposed", "refuse_correction": "proposed", "replace_result": "approved"}
    if verb not in {*wanted, "propose_correction"}:
        return True
    standing = set(Correction.objects.filter(dossier=dossier).values_list("standing", flat=True))
    return wanted[verb] in standing if verb in wanted else standing.isdisjoint({"proposed", "approved"})


def _correction(dossier: Any) -> dict[str, str]:
    waiting = Correction.objects.filter(dossier=dossier, standing__in=("proposed", "approved")).order_by("proposed_at")
    return {"correction": str(next((one.pk for one in waiting), uuid4()))}


_DATA: dict[str, Callable[[Office, Any, Chance], Mapping[str, Any]]] = {
    "accept": lambda o, d, c: {"limit": c.of(["3 ngày làm việc", "3 ngày làm việc", "mai"]), "limit_basis": "TT 1"},
    "reject": lambda o, d, c: {"reason": c.of(["Sai thẩm quyền", ""])},
    "request_supplement": _asked,
    "supplement": lambda o, d, c: {"papers": o.papers(c), "answer": c.of(["Đã thêm", ""])},
    "request_payment": lambda o, d, c: {"amount": (*queries.published_fees(d), 5)[0]},
    "confirm_payment": lambda o, d, c: {"channel": c.of(["portal", "counter", "xx"]), "reference": c.words()},
    "assign": lambda o, d, c: {"officer": o.officer(c), "note": c.words()},
    "draft_result": lambda o, d, c: {
        "kind": c.of(["approval", "refusal"]), "title": "Cấp", "body": ["Điều 1."], "file": o.sheets.draft,
    },
    "forward": lambda o, d, c: {"note": c.words(), "step": c.of(["", "", "", "ask", "appraise"])},
    "send_back": lambda o, d, c: {"reason": c.of(["Thiếu căn cứ", "Sai mẫu", "Sai mẫu", ""])},
    "sign": lambda o, d, c: {"file": o.sheets.signed, "certificate": "ab", "digest": "cd"},
    "issue": _issued,
    "return_result": lambda o, d, c: {
        "how": c.of(["post", "post", "counter", "electronic", "pigeon"]), "waybill": c.of(["EE123456789VN", ""]),
        "receiver": c.of(["owner", "owner", "other"]),
    },
    "track_delivery": lambda o, d, c: {
        "what": c.of(["delivered", "came_back", "posted", "collected", "lost"]), "why": c.of(["Sai địa chỉ", ""]),
        "waybill": "EE987654321VN", "receiver": "owner",
    },
    "hand_over": lambda o, d, c: {
        "officer": o.other_officer(d, c), "reason": c.of(["Nghỉ phép", "Ốm", "Ốm", ""]),
    },
    "settle": lambda o, d, c: {
        "settled": Settled(number=f"{c.upto(10**9)}/N", signer=o.cast.son.pk, file=o.sheets.signed, title="Cấp ngay"),
    },
    "propose_correction": _error,
    "approve_correction": lambda o, d, c: {**_correction(d), "file": o.sheets.signed, "certificate": "ab"},
    "refuse_correction": lambda o, d, c: {**_correction(d), "note": c.of(["Không sai", ""])},
    "replace_result": lambda o, d, c: {**_correction(d), **_issued(o, d, c), "file": o.sheets.signed},
    "withdraw": lambda o, d, c: {"reason": c.words()},
    "stop": lambda o, d, c: {"reason": c.words()},
    "mark_paper": _marked,
    "place_hold": lambda o, d, c: {
        "code": c.of(["opinion", "council", "dossier"]), "words": "Chờ việc khác", "basis": "TT 1",
        "blocks": c.of([["forward"], ["sign", "issue"], ["return_result"], ["accept", "assign"], ["draft_result"]]),
        "pauses_clock": c.one_in(2),
    },
    "release_hold": lambda o, d, c: {
        "code": (*d.holds.filter(released_at=None).order_by("code").values_list("code", flat=True), "x")[0],
    },
    "extend": lambda o, d, c: {"days": c.of([3, 1, 5, 9]), "reason": "Cần xác minh"},
    "apologise": lambda o, d, c: {"days": c.of([2, 1, 5, 99]), "reason": "Chậm vì mưa bão"},
    "move_due": lambda o, d, c: {},
    "fire_timer": lambda o, d, c: {"event": c.of(["late", "wait"])},
    "receive_message": lambda o, d, c: {"name": c.of([MESSAGE, MESSAGE, "Tin khác"])},
    "change_process": lambda o, d, c: {"version": c.of(drawn_versions()), "undo": c.one_in(3)},
    "rate": lambda o, d, c: {"score": c.of([5, 1, 3, 6]), "comment": c.words()},
}  # fmt: skip
_BY_NAME: dict[str, Callable[[Office, Chance], Any]] = {
    "days": lambda o, c: c.of([1, 3, 30, 0, "x"]),
    "amount": lambda o, c: c.of([50_000, 0, -1]),
    "officer": lambda o, c: o.officer(c),
    "to": lambda o, c: o.officer(c),
    "unit": lambda o, c: c.of(["sgddt-qlcl", "sgddt-gdtrh", "sgddt-mc", "khong-co"]),
    "agency": lambda o, c: c.of(["", "khong-co"]),
    "file": lambda o, c: o.sheets.draft,
    "on": lambda o, c: o.now.date(),
    "count": lambda o, c: c.of([1, 2, 5, 0, 99]),
    "number": lambda o, c: c.of([1, 2, 0]),
    "dossier": lambda o, c: o.dossier(c),
    "dossier_id": lambda o, c: o.dossier_id(c),
    "child": lambda o, c: str(c.of(o.ids)),
    "parent": lambda o, c: str(c.of(o.ids)),
    "by": lambda o, c: c.of([*o.everybody, timers.CLOCK]),
    "expected_version": lambda o, c: None,
    "origin": lambda o, c: "",
    **dict.fromkeys(
        ("reason", "text", "note", "words", "answer", "why", "title", "contact", "letter", "message", "comment",
         "question", "desk", "code", "kind", "basis", "name", "waybill"),
        lambda o, c: c.words(),
    ),
}  # fmt: skip
KNOWN_VERBS = frozenset(_DATA)
