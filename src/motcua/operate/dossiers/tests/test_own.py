"""What a person sees of dossiers: their own, and nobody else's, also when papers are offered for reuse."""

from datetime import timedelta
from uuid import uuid4

import pytest

from motcua.kernel.files import services as files
from motcua.kernel.files.tests.samples import pdf
from motcua.operate.dossiers import queries, services
from motcua.operate.dossiers.rules import PaperIn, Party
from motcua.operate.dossiers.services.tracking import PER_CODE, TOO_MANY, WRONG, follow
from motcua.people import queries as people

pytestmark = pytest.mark.django_db
NUMBER = "099180000011"


@pytest.fixture
def scanned(ground, application, now):
    stored = files.store(data=pdf(), name="mot.pdf", now=now)
    paper = PaperIn(component_code="TP1", name="Phiếu", sha256=stored.pk, file_name="mot.pdf", source="upload")
    owner = Party(full_name="Nguyễn Thị Lan", identity_number=NUMBER, account=ground.lan)
    return services.submit(
        application=application(owner=owner, papers=(paper,)),
        by=ground.actor("lan"),
        now=now,
        command_id=str(uuid4()),
    )


def test_my_dossiers_come_in_pages_and_strangers_have_none(ground, application, now):
    for hour in range(3):
        services.submit(
            application=application(),
            by=ground.actor("lan"),
            now=now + timedelta(hours=hour),
            command_id=str(uuid4()),
        )
    first = queries.mine(account=ground.lan, limit=2)
    rest = queries.mine(account=ground.lan, after=first.after, limit=2)
    assert [row.submitted_at.hour for row in (*first.rows, *rest.rows)] == sorted(
        (row.submitted_at.hour for row in (*first.rows, *rest.rows)), reverse=True
    )
    assert (len(first.rows), len(rest.rows), rest.after) == (2, 1, None)
    assert queries.mine(account=ground.tu).rows == []


def test_one_dossier_is_found_by_its_people_only(ground, scanned):
    assert queries.mine_one(scanned.pk, ground.lan) == scanned
    assert queries.mine_one(scanned.pk, ground.tu) is None
    assert queries.mine_one(uuid4(), ground.lan) is None


def test_typing_somebodys_number_shows_nobodys_papers(ground, scanned):
    index = people.identity_index(NUMBER)
    assert [p.file_name for p in queries.reusable_papers(identity_index=index, account=ground.lan)] == ["mot.pdf"]
    assert queries.reusable_papers(identity_index=index, account=ground.tu) == []


def test_a_pin_cannot_be_guessed_in_one_go(scanned):
    right = queries.pin_of(scanned.pk)
    assert follow(code=scanned.tracking_code.lower(), pin=right, address="192.0.2.1") == scanned
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"
    for _ in range(PER_CODE):
        assert follow(code=scanned.tracking_code, pin=wrong, address="192.0.2.1") is WRONG
    assert follow(code=scanned.tracking_code, pin=right, address="192.0.2.2") is TOO_MANY


def test_an_address_that_tries_many_codes_is_stopped(scanned, monkeypatch):
    monkeypatch.setattr("motcua.operate.dossiers.services.tracking.PER_ADDRESS", 3)
    for number in range(3):
        assert follow(code=f"000.00.00.X-240305-000{number}", pin="000000", address="192.0.2.9") is WRONG
    right = queries.pin_of(scanned.pk)
    assert follow(code=scanned.tracking_code, pin=right, address="192.0.2.9") is TOO_MANY
    assert follow(code=scanned.tracking_code, pin=right, address="192.0.2.8") == scanned
