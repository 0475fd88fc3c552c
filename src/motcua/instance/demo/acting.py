"""One step of a story as one call of a service of dossiers, and the tally of what was played."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from motcua.instance.demo.crew import Crew, Team, account_of
from motcua.instance.demo.life import Step
from motcua.instance.demo.persons import Person
from motcua.instance.demo.shape import words
from motcua.instance.demo.sheets import Sheets, refused
from motcua.instance.demo.story import Story
from motcua.kernel.actors import Actor
from motcua.kernel.time import local_date
from motcua.operate.dossiers import queries, services
from motcua.operate.dossiers.rules import Application, Channel, Delivery, PaperIn, Party
from motcua.operate.dossiers.services import letterhead, numbers
from motcua.people import queries as people


class Stuck(RuntimeError):
    """A planned step was refused by the rules: somebody else acted on the dossier, or the demo has an error."""


@dataclass(slots=True)
class Played:
    """What was done: acts and dossiers of this play, and results of the run by what their file is."""

    acts: int = 0
    dossiers: int = 0
    left: int = 0
    results: Counter[str] = field(default_factory=Counter)

    def note(self, step: Step, *, before: bool) -> None:
        """Count a step; `before`: an interrupted play of the same run had done it."""
        self.acts += not before
        self.dossiers += step.verb == "submit" and not before
        if step.verb == "issue":
            self.results["paper" if step.data["paper"] else "own" if step.own else "shared"] += 1


class Acting:
    """Carries steps out."""

    def __init__(self, crew: Crew, sheets: Sheets) -> None:
        self.crew, self.sheets = crew, sheets
        self._accounts: dict[str, Any] = {}

    def act(self, story: Story, step: Step, team: Team, dossier: Any, command: str) -> Any:
        """The dossier after `step`; `dossier` is None before it exists. Raises Stuck when the rules refuse it."""
        if dossier is None:
            outcome = self._submit(story, step, team, command)
        else:
            special = {"draft_result": self._draft, "sign": self._sign, "issue": self._issue}.get(step.verb)
            by = self._actor(story, step, team)
            act = special or self._plain
            outcome = act(story, step, team, dossier, by, command)
        if refused(outcome):
            raise Stuck(f"dossier {story.index}, {step.label} on {step.at:%d/%m/%Y %H:%M}: {outcome.message}")
        return outcome

    def _actor(self, story: Story, step: Step, team: Team) -> Actor:
        if step.who != "applicant":
            actor: Actor = getattr(team, step.who)
            return actor
        return people.actor_of(self._account(story.person, step.at))

    def _account(self, person: Person, at: datetime) -> Any:
        if person.username not in self._accounts:
            self._accounts[person.username] = account_of(person, at)
        return self._accounts[person.username]

    def _plain(self, story: Story, step: Step, team: Team, dossier: Any, by: Actor, command: str) -> Any:
        data = dict(step.data)
        if step.verb == "assign":
            data["officer"] = team.officer.id
        return services.act(dossier_id=dossier.pk, verb=step.verb, by=by, now=step.at, command_id=command, data=data)

    def _draft(self, story: Story, step: Step, team: Team, dossier: Any, by: Actor, command: str) -> Any:
        title = f"{story.ground.name} (minh hoạ)"
        if step.own:
            return services.write_draft(
                dossier_id=dossier.pk, kind=step.data["kind"], title=title, body=step.data["body"], by=by, now=step.at,
                command_id=command,
            )  # fmt: skip
        shared = self.sheets.shared(dossier, team.signatory.id, step.at)
        data = step.data | {"title": title, "file": shared.draft}
        return self._plain(story, replace(step, data=data), team, dossier, by, command)

    def _sign(self, story: Story, step: Step, team: Team, dossier: Any, by: Actor, command: str) -> Any:
        if step.own:
            return services.sign_now(dossier_id=dossier.pk, by=by, now=step.at, command_id=command)
        shared = self.sheets.shared(dossier, team.signatory.id, step.at)
        data = {"file": shared.signed, "certificate": shared.certificate, "digest": shared.digest}
        return self._plain(story, replace(step, data=data), team, dossier, by, command)

    def _issue(self, story: Story, step: Step, team: Team, dossier: Any, by: Actor, command: str) -> Any:
        if step.own:
            return services.issue(dossier_id=dossier.pk, by=by, now=step.at, command_id=command)
        on = local_date(step.at)
        shared = self.sheets.shared(dossier, team.signatory.id, step.at)
        number = numbers.next_issue_number(agency_key=dossier.agency_id, year=on.year)
        data = {
            "file": None if step.data["paper"] else shared.issued,
            "number_symbol": f"{number:02d}/{letterhead.result_symbol(dossier)}",
            "on": on,
        }
        return self._plain(story, replace(step, data=data), team, dossier, by, command)

    def _submit(self, story: Story, step: Step, team: Team, command: str) -> Any:
        application = Application(
            procedure_code=story.ground.code,
            channel=story.channel,
            owner=self._party(story.owner, step.at),
            filer=self._party(story.filer, step.at) if story.filer else None,
            subject=self._party(story.subject, step.at) if story.subject else None,
            authority_ground=words()["proxy"] if story.filer else "",
            papers=tuple(self._paper(story, number, code) for number, code in enumerate(story.codes)),
            delivery=Delivery(story.delivery),
            delivery_address=story.person.address if story.delivery == "post" else "",
            origin="portal" if step.who == "applicant" else "counter",
            assisted=story.assisted,
        )
        by = self._actor(story, step, team)
        return services.submit(application=application, by=by, now=step.at, command_id=command)

    def _party(self, person: Person, at: datetime) -> Party:
        return Party(
            full_name=person.full_name,
            kind=person.kind,
            identity_number=person.identity_number,
            date_of_birth=person.date_of_birth,
            tax_code=person.tax_code,
            phone=person.phone,
            email=person.email,
            address=person.address,
            account=self._account(person, at) if person.username else None,
        )

    def _paper(self, story: Story, number: int, code: str) -> PaperIn:
        """A link to what the office holds already, a file, or sheets that nobody scanned."""
        name = dict(story.ground.components)[code]
        if code == story.reuse:
            index = people.identity_index(story.owner.identity_number)
            held = queries.reusable_papers(identity_index=index, component_code=code, limit=5)
            earlier = next((paper for paper in held if paper.dossier.procedure.code == story.ground.code), None)
            if earlier is not None:
                return PaperIn(
                    component_code=code, name=name, source="earlier_dossier", reused_from=earlier.pk, originals=0
                )
        scanned = story.digitised or number > 0
        return PaperIn(
            component_code=code,
            name=name,
            sha256=self.sheets.paper(number) if scanned else "",
            file_name=f"minh-hoa-{number + 1}.pdf" if scanned else "",
            source=("upload" if story.channel is Channel.ONLINE else "scan") if scanned else "",
            originals=1,
        )
