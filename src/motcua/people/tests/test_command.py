"""`motcua people`."""

import io
import json

import pytest
from django.core.management import call_command

from motcua.people import queries
from motcua.people.models import Account


@pytest.fixture
def people(capsys, monkeypatch):
    """Run the command; its exit code, output and errors."""

    def run(*words, typed=""):
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        try:
            call_command("people", *words)
            code = 0
        except SystemExit as stop:
            code = stop.code
        out, err = capsys.readouterr()
        return code, out, err

    return run


@pytest.mark.django_db
def test_loading_prints_what_it_did(people):
    code, out, _ = people("--json", "load")
    assert (code, json.loads(out)["created"]) == (0, 183)
    assert people("load")[1].strip() == "created 0, updated 0, unchanged 183, kept 0"


@pytest.mark.django_db
def test_a_broken_file_is_told_with_its_place(people, settings, tmp_path):
    (tmp_path / "people").mkdir()
    (tmp_path / "people/agencies.json").write_text('{\n"agencies": [')
    settings.DATA_DIR = tmp_path
    code, _, err = people("load")
    assert code == 2
    assert "agencies.json, dòng 2" in err


def test_an_identifier_is_entered_or_refused(people, cast):
    assert people("identifier", "sgddt", "H98.02", "--note", "QĐ thử")[0] == 0
    assert queries.code_identifier() == "H98.02"
    code, _, err = people("identifier", "sgddt", "không")
    assert code == 1
    assert "QĐ" not in err
    assert "chữ in hoa" in err
    assert people("identifier", "nobody", "H98")[0] == 2


def test_the_first_administrator_is_made_without_a_browser(people, cast):
    assert people("account", "quantri", "Người Quản Trị", "--title", "Chuyên viên", typed="mật khẩu đủ dài\n")[0] == 0
    assert people("grant", "quantri", "administrator", "sgddt-vp")[0] == 0
    account = Account.objects.get(username="quantri")
    assert account.check_password("mật khẩu đủ dài")
    assert queries.has_role(account, "administrator")
    listed = json.loads(people("--json", "list")[1])
    assert ("quantri", "administrator") in {(row["username"], row["role"]) for row in listed}
    assert "quantri" in people("list")[1]
    assert people("revoke", "quantri", "administrator", "sgddt-vp")[0] == 0
    assert people("revoke", "quantri", "administrator", "sgddt-vp")[0] == 2
    assert people("password", "quantri", typed="mật khẩu khác nữa\n")[0] == 0
    assert Account.objects.get(username="quantri").check_password("mật khẩu khác nữa")


def test_refusals_and_wrong_calls_have_their_exit_codes(people, cast):
    code, _, err = people("grant", "hoa", "signatory", "sgddt-qlcl")
    assert code == 1
    assert "chuyên viên thụ lý" in err
    assert people("grant", "hoa", "signatory", "sgddt-qlcl", "--reason", "Chỉ có một người")[0] == 0
    assert people("grant", "nobody", "clerk", "sgddt-vp")[0] == 2
    assert people("grant", "hoa", "clerk", "nowhere")[0] == 2
    assert people("account", "moi", "Mới", typed="ngắn\n")[0] == 2
    assert people("account", "hoa", "Hoa Khác", typed="mật khẩu đủ dài\n")[0] == 1
