"""What imports stand on: agencies, the catalogue, the processes."""

import pytest

from motcua.operate.catalogue import services as catalogue
from motcua.operate.processes import services as processes


@pytest.fixture
def ground(db, cast, now):
    catalogue.load_starter(now=now)
    processes.load(now=now)
    return cast
