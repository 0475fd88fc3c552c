"""What the counter stands on: the starter catalogue, the standard process, the cast."""

import pytest

from motcua.operate.catalogue import services as catalogue
from motcua.operate.processes import services as processes

UNIT = "sgddt-mc"


@pytest.fixture
def ground(db, cast, now):
    catalogue.load_starter(now=now)
    processes.load(now=now)
    return cast


@pytest.fixture
def minh(ground):
    return ground.actor("minh")
