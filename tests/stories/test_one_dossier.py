"""The main job, from the application to the returned electronic result, and what it moves."""

from datetime import timedelta
from uuid import uuid4

import pytest

from motcua.kernel.audit import queries as log
from motcua.measure.facts import services as facts
from motcua.measure.indicators import queries as indicators
from motcua.measure.indicators.rules import parse_period
from motcua.operate.catalogue import services as catalogue
from motcua.operate.dossiers import queries, services
from motcua.operate.dossiers.rules import Application, Channel, PaperIn, Party, Refusal, State
from motcua.operate.processes import services as processes

pytestmark = pytest.mark.django_db

YEAR = parse_period("2024")


@pytest.fixture
def ground(cast, now):
    catalogue.load_starter(now=now)
    processes.load(now=now)
    return cast


class Story:
    """One dossier going through the hands of the cast, twenty minutes a step."""

    def __init__(self, cast, now):
        self.cast, self.now, self.dossier = cast, now, None

    def tell(self, made):
        assert not isinstance(made, Refusal), made
        self.dossier, self.now = made, self.now + timedelta(minutes=20)

    def file(self, channel=Channel.ONLINE):
        application = Application(
            procedure_code="3.000465",
            channel=channel,
            owner=Party(full_name="Nguyễn Thị Lan", account=self.cast.lan),
            papers=(PaperIn(component_code="TP1", name="Phiếu đề nghị", originals=1),),
        )
        by = self.cast.actor("lan")
        self.tell(services.submit(application=application, by=by, now=self.now, command_id=str(uuid4())))

    def act(self, name, verb, **data):
        by, command = self.cast.actor(name), str(uuid4())
        self.tell(
            services.act(dossier_id=self.dossier.pk, verb=verb, by=by, now=self.now, command_id=command, data=data)
        )

    def call(self, name, service, **more):
        by = self.cast.actor(name)
        self.tell(service(dossier_id=self.dossier.pk, by=by, now=self.now, command_id=str(uuid4()), **more))


def whole_story(cast, now) -> Story:
    story = Story(cast, now)
    story.file()
    story.act("minh", "accept")
    story.act("hoa", "assign")
    story.call("hoa", services.write_draft, kind="approval", title="Cấp bản sao", body=["Cấp 02 bản sao."])
    story.act("hoa", "forward")
    story.act("dung", "forward")
    story.call("son", services.sign_now)
    story.call("van", services.issue)
    story.act("minh", "return_result")
    return story


def figures(now):
    on_time = indicators.on_time(YEAR, now=now)[0]
    found = {figure.code: (figure.numerator, figure.denominator) for figure in indicators.figures(YEAR, now=now)}
    return found["I.3"], found["II.2"], (on_time.numerator, on_time.denominator)


def test_one_online_dossier_moves_i3_ii2_and_on_time_by_exactly_one(ground, now):
    before = figures(now)
    story = whole_story(ground, now)
    after = figures(story.now)
    assert [(b[0] + 1, b[1] + 1) for b in before] == list(after)
    assert story.dossier.state == State.RETURNED
    assert [member.key for member in indicators.members("I.3", YEAR, now=story.now)] == [story.dossier.code]


def test_the_record_of_the_story_holds(ground, now):
    whole_story(ground, now)
    assert log.verify().ok
    assert list(facts.check()) == []
    assert queries.orphans() == []


def test_no_event_of_the_story_names_a_person(ground, now):
    story = whole_story(ground, now)
    said = " ".join(str(event.payload) for event in log.all_events())
    assert "Lan" not in said
    assert story.dossier.owner.full_name not in said


def test_the_applicant_reads_the_story_in_plain_words_without_the_inner_work(ground, now):
    story = whole_story(ground, now)
    titles = [entry.title for entry in queries.timeline(story.dossier, official=False)]
    assert titles[0] == "Đã nộp hồ sơ"
    assert titles[-1] == "Đã trả kết quả"
    assert not any("soạn" in title for title in titles)
