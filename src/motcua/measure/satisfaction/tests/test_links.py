"""One rating per dossier, by whoever holds a link, through the dossier's one write path."""

from datetime import timedelta
from uuid import uuid4

import pytest

from motcua.kernel.actors import SYSTEM, Actor
from motcua.kernel.audit import queries as log
from motcua.kernel.audit.rules import StreamRef
from motcua.measure.indicators.rules import parse_period
from motcua.measure.satisfaction import queries, services
from motcua.measure.satisfaction.models import Invitation
from motcua.measure.satisfaction.tests.stage import returned_dossier
from motcua.operate.dossiers import services as dossiers
from motcua.operate.dossiers.rules import Refusal

pytestmark = pytest.mark.django_db
MARCH = parse_period("2024-03")


@pytest.fixture
def dossier(cast, now):
    return returned_dossier(cast, now)


@pytest.fixture
def token(cast, now, dossier):
    return services.invite(dossier_id=dossier.pk, way="slip", by=cast.actor("minh"), now=now)


def rate(token, now, score=5, command=None):
    return services.rate(token=token, score=score, comment="", now=now, command_id=command or str(uuid4()))


def test_a_link_rates_its_dossier_and_the_event_says_how_it_came(dossier, token, now):
    done = rate(token, now)
    assert done.rating == 5
    event = log.events(StreamRef("dossier", str(dossier.pk)))[-1]
    assert (event.type, event.payload["score"], event.payload["via"]) == ("dossier.rated", 5, "slip")
    assert (event.actor_kind, event.actor_id) == ("system", "rating-link")
    assert token not in str(event.payload)


def test_only_the_hash_of_a_link_is_kept(token):
    kept = Invitation.objects.get()
    assert token not in str(vars(kept))
    assert len(kept.token_hash) == 64


def test_a_second_rating_is_refused_by_any_link_and_the_first_stays(cast, dossier, token, now):
    other = services.invite(dossier_id=dossier.pk, way="link", by=cast.actor("minh"), now=now)
    assert rate(token, now, 2).rating == 2
    for again in (token, other):
        assert rate(again, now, 5).code == "already_rated"
    dossier.refresh_from_db()
    assert dossier.rating == 2
    assert services.invite(dossier_id=dossier.pk, way="sms", by=SYSTEM, now=now).code == "already_rated"


def test_a_form_sent_twice_is_one_rating(token, now):
    command = str(uuid4())
    assert rate(token, now, 4, command).rating == rate(token, now, 4, command).rating == 4


def test_a_link_ends(token, now):
    assert rate(token, now + timedelta(days=30)).code == "expired"
    assert rate(token, now + timedelta(days=29)).rating == 5


def test_a_new_link_of_the_same_way_takes_the_place_of_the_old(dossier, token, cast, now):
    fresh = services.invite(dossier_id=dossier.pk, way="slip", by=cast.actor("minh"), now=now)
    assert rate(token, now).code == "forged"
    assert rate(fresh, now).rating == 5


def test_a_link_moved_to_another_dossier_in_the_table_does_not_hold(cast, token, now):
    other = returned_dossier(cast, now + timedelta(hours=3))
    Invitation.objects.update(dossier=other)
    assert rate(token, now).code == "forged"


def test_the_write_path_itself_asks_for_the_link(dossier, now):
    def act(by, **data):
        return dossiers.act(
            dossier_id=dossier.pk, verb="rate", by=by, now=now, command_id=str(uuid4()), data={"score": 5, **data}
        )

    rater = Actor("system", "rating-link", "system")
    assert act(rater).code == "forged"
    assert act(rater, token="x" * 32).code == "forged"
    assert act(SYSTEM).code == "wrong_role"


def test_officials_do_not_rate(cast, dossier, now):
    for name in ("minh", "hoa", "son", "kiem", "quan"):
        outcome = dossiers.act(
            dossier_id=dossier.pk, verb="rate", by=cast.actor(name), now=now, command_id=str(uuid4()), data={"score": 5}
        )
        assert isinstance(outcome, Refusal)


def test_before_the_result_is_handed_over_there_is_no_link(cast, now):
    dossier = returned_dossier(cast, now, last="issue")
    assert services.invite(dossier_id=dossier.pk, way="slip", by=SYSTEM, now=now).code == "wrong_state"


def test_ratings_are_read_by_unit_and_month_of_the_return(cast, dossier, token, now):
    returned_dossier(cast, now + timedelta(hours=3))
    rate(token, now, 5)
    found = queries.by_unit(MARCH)[dossier.unit_id]
    assert (found.returned, found.rated, found.satisfied, found.response) == (2, 1, 1, 50.0)
    assert queries.by_month(parse_period("2024")) == {"2024-03": found}
    read = queries.readings(MARCH, now=now + timedelta(days=40))
    assert read.ratings == found
    assert (read.index.given.numerator, read.index.given.denominator) == (2, 2)
    assert read.assessed is None
    assert queries.readings(parse_period("2024-Q1"), now=now + timedelta(days=40)).assessed is not None
