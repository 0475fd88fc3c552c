"""An office at work, driven by chance: the whole cast, every verb, sensible and senseless data, time going on."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from hypothesis import strategies as st

from motcua.kernel.actors import SYSTEM, Actor
from motcua.kernel.files import services as files
from motcua.operate.catalogue import services as catalogue
from motcua.operate.catalogue.rules.content import Component, Fee, ProcedureContent, Result, TimeLimit
from motcua.operate.catalogue.services import versions
from motcua.operate.dossiers import queries, services
from motcua.operate.dossiers.models import Paper
from motcua.operate.dossiers.rules import STEPS, Application, Channel, PaperIn, Party, Refusal
from motcua.operate.dossiers.services import numbers
from motcua.operate.processes import services as processes
from motcua.people import queries as people

COPY = "3.000465"
MARK = "zqx"  # stands in every free text, so that it is found wherever it should not be
IDENTITY = "056199000123"
STAFF = ("minh", "hoa", "dung", "son", "van", "quang", "kiem", "an")
CITIZENS = ("lan", "tu", "bien")
PROCEDURES = (COPY, "9.200001", "9.200002", "9.200003")
ENDINGS = frozenset({"withdraw", "stop", "reject"})
WAY = (
    "accept", "supplement", "confirm_payment", "release_hold", "assign", "draft_result", "forward", "sign", "issue",
    "return_result", "rate",
)  # fmt: skip
VERBS = sorted(set(STEPS) - {"submit"})


def prepare(now: datetime) -> None:
    """The catalogue and the process, with procedures that have a fee, no limit, or a limit in hours."""
    catalogue.load_starter(now=now)
    processes.load(now=now)
    parts: dict[str, dict[str, Any]] = {
        "9.200001": {"time_limit": TimeLimit(5, "working_day", ""), "fees": (Fee("fee", 50_000),)},
        "9.200002": {"results": (Result("Giấy phép", paper_required=True),)},
        "9.200003": {"time_limit": TimeLimit(12, "working_hour", "")},
    }
    for code, own in parts.items():
        components = (Component("TP1", "Đơn"), Component("TP2", "Bản vẽ khổ lớn", digitise=False))
        content = ProcedureContent(name=code, field="Văn bằng, chứng chỉ", components=components, **own)
        text = versions.Text(code, "2024", content, "full", {"url": ""}, "test")
        versions.record(text=text, by=SYSTEM, now=now)


class Office:
    """Carries out what chance asks for. `draw` gives chance a say: `draw(strategy)`."""

    def __init__(self, cast: Any, now: datetime) -> None:
        self.cast, self.now = cast, now
        self.sheet = files.store(data=b"stands for a sheet", name="sheet.bin", now=now)
        self.ids: list[Any] = []
        self.last: dict[str, Any] | None = None

    def later(self, draw: Any) -> None:
        """Minutes mostly, sometimes days or a month."""
        minutes = draw(st.sampled_from([20, 0, 1, 90, 60 * 24, 60 * 24 * 6, 60 * 24 * 31]))
        self.now += timedelta(minutes=minutes, microseconds=draw(st.integers(0, 999_999)))

    def actors(self, name: str) -> list[Actor]:
        account = getattr(self.cast, name)
        held = [Actor("official", str(account.pk), grant.role, grant.unit_key) for grant in people.grants(account)]
        return held or [Actor("applicant", str(account.pk), "applicant")]

    def submit(self, draw: Any) -> Any:
        name = draw(st.sampled_from([*CITIZENS, "minh"]))
        owner = Party(full_name=f"Người {MARK}", identity_number=draw(st.sampled_from(["", IDENTITY])))
        if name != "minh":
            owner = Party(full_name=f"Người {MARK}", account=getattr(self.cast, name))
        application = Application(
            procedure_code=draw(st.sampled_from(PROCEDURES)),
            channel=draw(st.sampled_from(Channel)),
            owner=owner,
            papers=tuple(self.papers(draw)),
            matter=f"Việc {MARK}",
            origin="counter" if name == "minh" else "portal",
        )
        by = self.actors(name)[0]
        made = services.submit(application=application, by=by, now=self.now, command_id=str(uuid4()))
        if not isinstance(made, Refusal):
            self.ids.append(made.pk)
        return made

    def papers(self, draw: Any) -> list[PaperIn]:
        codes = draw(st.lists(st.sampled_from(["TP1", "TP2", "BS"]), max_size=3))
        return [
            PaperIn(
                component_code=code,
                name=f"Giấy {MARK}",
                sha256=self.sheet.pk if draw(st.booleans()) else "",
                file_name=f"{MARK}.pdf",
                originals=1,
            )
            for code in codes
        ]

    def open_to(self, dossier: Any) -> list[tuple[str, Actor]]:
        """What may be done with the dossier now, and by whom."""
        everybody = (by for name in (*STAFF, *CITIZENS) for by in self.actors(name))
        return [(verb, by) for by in everybody for verb in queries.verbs_for(dossier, by)]

    def carry_on(self, draw: Any) -> None:
        """A few steps of the way every dossier is meant to go."""
        dossier_id = draw(st.sampled_from(self.ids))
        for _ in range(draw(st.integers(1, 5))):
            dossier = queries.for_work(dossier_id)
            drafted = getattr(dossier, "result", None) is not None
            skipped = {"draft_result"} if drafted else {"forward"}
            skipped |= {"assign"} if dossier.lead_id else set()
            may = {verb: by for verb, by in reversed(self.open_to(dossier)) if verb not in skipped}
            verb = next((verb for verb in WAY if verb in may), None)
            if verb is None:
                return
            self.later(draw)
            if isinstance(self.act(dossier, verb, may[verb], self.fitting(verb, dossier, draw)), Refusal):
                return

    def advance(self, draw: Any) -> Any:
        """Something that may be done now, with fitting data; endings are rare, or no story would reach its own."""
        dossier = queries.for_work(draw(st.sampled_from(self.ids)))
        choices = self.open_to(dossier)
        going_on = [pair for pair in choices if pair[0] not in ENDINGS]
        choices = going_on if going_on and draw(st.integers(0, 9)) else choices
        if not choices:
            return None
        verb = draw(st.sampled_from(sorted({verb for verb, _ in choices})))
        by = draw(st.sampled_from([by for name, by in choices if name == verb]))
        self.later(draw)
        return self.act(dossier, verb, by, self.fitting(verb, dossier, draw))

    def attempt(self, draw: Any) -> Any:
        """Anything by anybody, with fitting or senseless data."""
        dossier = queries.for_work(draw(st.sampled_from(self.ids)))
        verb = draw(st.sampled_from(VERBS))
        by = draw(st.sampled_from(self.actors(draw(st.sampled_from([*STAFF, *CITIZENS])))))
        data = self.fitting(verb, dossier, draw) if draw(st.booleans()) else draw(SENSELESS)
        return self.act(dossier, verb, by, data)

    def again(self) -> Any:
        """The last command once more."""
        return services.act(**self.last) if self.last else None

    def act(self, dossier: Any, verb: str, by: Actor, data: dict[str, Any]) -> Any:
        call = {"dossier_id": dossier.pk, "verb": verb, "by": by, "now": self.now, "data": data}
        call["command_id"] = str(uuid4())
        outcome = services.act(**call)
        self.last = None if isinstance(outcome, Refusal) else call
        return outcome

    def fitting(self, verb: str, dossier: Any, draw: Any) -> dict[str, Any]:
        words = draw(st.sampled_from([f"Lời {MARK}", f"Dài {MARK}\nhai dòng"]))
        papers = list(Paper.objects.filter(dossier=dossier, replaced_at=None).order_by("pk"))
        fees = queries.published_fees(dossier)
        by_verb: dict[str, dict[str, Any]] = {
            "accept": {"limit": "3 ngày làm việc", "limit_basis": f"TT {MARK}"},
            "request_supplement": {"items": [{"component_code": MARK, "what": words}], "reason": words},
            "supplement": {"papers": self.papers(draw) if verb == "supplement" else [], "answer": words},
            "request_payment": {"amount": fees[0] if fees else 5},
            "confirm_payment": {"channel": "portal", "reference": words},
            "assign": {"officer": str(self.cast.hoa.pk), "note": words},
            "draft_result": {"kind": "approval", "title": words, "body": [words], "file": self.sheet},
            "sign": {"file": self.sheet, "certificate": "ab", "digest": "cd"},
            "mark_paper": self._mark(papers, draw) if papers and verb == "mark_paper" else {},
            "place_hold": {"code": "opinion", "words": words, "blocks": ["forward"], "basis": "TT 1"},
            "release_hold": {"code": "opinion"},
            "rate": {"score": draw(st.integers(0, 6)) if verb == "rate" else 0, "comment": words},
            "return_result": {"how": "post", "waybill": f"EE1{MARK}"},
        }
        if verb == "place_hold":
            by_verb["place_hold"]["pauses_clock"] = draw(st.booleans())
        if verb == "issue":
            number = numbers.next_issue_number(agency_key=dossier.agency_id, year=self.now.year)
            by_verb["issue"] = {
                "file": self.sheet if draw(st.booleans()) else None,
                "number_symbol": f"{number:02d}/X",
                "on": date(2024, 3, 5),
            }
        return by_verb.get(verb, {"reason": words, "note": words})

    def _mark(self, papers: list[Paper], draw: Any) -> dict[str, Any]:
        paper = draw(st.sampled_from(papers))
        mark = draw(
            st.sampled_from([{"file": self.sheet}, {"digitise": False, "reason": MARK}, {"reused_from": uuid4()}])
        )
        return {"paper_id": str(paper.pk), **mark}


SENSELESS = st.dictionaries(
    st.sampled_from(
        ["reason", "items", "papers", "answer", "amount", "officer", "kind", "title", "body", "file", "code"]
    ),
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=5), st.just({}), st.just({MARK: MARK})),
    max_size=3,
).map(lambda data: {key: value for key, value in data.items() if key not in {"papers", "file"}})
