"""A session holds in every server process, or in none."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

pytestmark = pytest.mark.django_db


def is_signed_in(client) -> bool:
    return client.get(reverse("api:mine")).status_code == 200


def test_signing_out_in_another_process_ends_the_session_here(cast):
    client = cast.client("lan")
    assert is_signed_in(client)
    Session.objects.filter(session_key=client.cookies["sessionid"].value).delete()  # all that a sign-out leaves to see
    assert not is_signed_in(client)


def test_a_session_that_has_run_out_is_none(cast):
    client = cast.client("lan")
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert not is_signed_in(client)


def test_what_another_process_wrote_into_the_session_is_seen(cast):
    client = cast.client("lan")
    assert is_signed_in(client)
    beside = client.session
    beside["kept"] = "here"
    beside.save()
    assert client.session["kept"] == "here"
