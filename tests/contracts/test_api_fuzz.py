"""The API against its own document: whatever fits the document is answered as the document says, and never with 500."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance

SOAK = settings.get_current_profile_name() == "soak"
CHECKS = (not_a_server_error, response_schema_conformance)


@pytest.fixture
def kept_connection():
    """The test's transaction lives on one connection, which a real server would close between requests."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.django_db
def test_nothing_that_fits_the_document_breaks_the_server(cast, now, kept_connection):
    from motcua.operate.catalogue import services as catalogue

    catalogue.load_starter(now=now)
    document = schemathesis.openapi.from_wsgi("/api/openapi.json", get_wsgi_application())
    asked = 0
    for found in document.get_all_operations():
        operation = found.ok()

        @settings(
            max_examples=200 if SOAK else 25,
            derandomize=not SOAK,  # the same questions in every run; new ones are asked in the long run
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def ask(case):
            case.validate_response(case.call(), checks=list(CHECKS))

        ask()
        asked += 1
    assert asked >= 9
