"""Commands end with a code and a line, never with a traceback."""

import io
import subprocess
import sys

import pytest
from django.core.management import call_command
from django.db import OperationalError, ProgrammingError

from motcua.kernel import console


class Failing(console.Command):
    json_option = True
    failure: Exception

    def run(self, **options):
        raise self.failure


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        (console.WrongInput("not a date"), "not a date"),
        (OperationalError("no such table: x"), "motcua setup"),
        (ProgrammingError('relation "x" does not exist'), "motcua setup"),
        (OperationalError("connection refused\nIs it running?"), "does not answer: connection refused"),
        (ProgrammingError("syntax"), "refused: syntax"),
    ],
)
def test_a_failure_is_one_line_and_code_2(failure, words):
    command, said = Failing(), io.StringIO()
    command.failure = failure
    with pytest.raises(SystemExit) as stop:
        call_command(command, stderr=said)
    assert stop.value.code == 2
    assert words in said.getvalue()
    assert len(said.getvalue().strip().splitlines()) == 1


def test_output_that_nobody_reads_to_the_end_is_no_error():
    command = f"{sys.executable} -m motcua.cli settings | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
