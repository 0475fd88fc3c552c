"""A person at a browser, on a Tuesday morning, with everything loaded that an application stands on."""

import pytest
from django.utils import timezone

from motcua.operate.journeys.tests import scenes
from motcua.operate.journeys.tests.browsing import Browser


@pytest.fixture
def clock(monkeypatch, now):
    """The time of every page: Tuesday 5 March 2024, 09:00."""
    monkeypatch.setattr(timezone, "now", lambda: now)
    return now


@pytest.fixture
def office(clock, cast):
    """The cast with catalogue, forms and processes loaded."""
    scenes.prepare(clock)
    return cast


@pytest.fixture
def lan(office):
    return Browser(office.client("lan"))


@pytest.fixture
def tu(office):
    return Browser(office.client("tu"))


@pytest.fixture
def anyone(office):
    return Browser(office.client())
