"""Loading forms is repeatable and never touches what was used or what the agency wrote."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from motcua.operate.eforms import queries, services
from motcua.operate.eforms.models import FormUse, FormVersion
from motcua.operate.eforms.tests.samples import field, form

NOW = datetime(2024, 2, 6, 8, 20, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def write(folder: Path, **more: Any) -> None:
    data = form(field("a"), procedures=["1.000270"], **more)
    (folder / "thu.json").write_text(json.dumps(data), encoding="utf-8")


def test_the_starter_forms_load_and_a_second_time_nothing_changes() -> None:
    first = services.load_forms(now=NOW)
    assert (first.refused, first.updated, first.unchanged) == ([], [], [])
    assert len(first.created) >= 8
    again = services.load_forms(now=NOW)
    assert again.unchanged == first.created
    assert FormVersion.objects.count() == len(first.created)


def test_a_procedure_without_its_own_form_uses_the_plain_request() -> None:
    services.load_forms(now=NOW)
    own = queries.form_for("1.005095", date(2024, 7, 20))
    plain = queries.form_for("9.999999", date(2024, 7, 20))
    assert own
    assert own.form.key == "phuc_khao_thi_tot_nghiep_thpt"
    assert plain
    assert plain.form.key == "chung"
    assert (own.is_generic, plain.is_generic) == (False, True)


def test_without_any_form_there_is_none() -> None:
    assert queries.form_for("1.005095", date(2024, 7, 20)) is None


def test_a_use_counts_only_between_its_dates(tmp_path: Path) -> None:
    write(tmp_path)
    services.load_forms(now=NOW, folder=tmp_path)
    FormUse.objects.update(effective_from=date(2024, 1, 1), effective_to=date(2024, 12, 31))
    assert queries.form_for("1.000270", date(2024, 6, 1)) is not None
    assert queries.form_for("1.000270", date(2025, 1, 1)) is None


def test_a_changed_file_replaces_an_unused_version(tmp_path: Path) -> None:
    write(tmp_path)
    services.load_forms(now=NOW, folder=tmp_path)
    write(tmp_path, note="đổi")
    assert services.load_forms(now=NOW, folder=tmp_path).updated == ["thu"]
    assert [version.number for version in FormVersion.objects.all()] == [1]


def test_a_changed_file_becomes_the_next_version_of_a_used_form(tmp_path: Path) -> None:
    write(tmp_path)
    services.load_forms(now=NOW, folder=tmp_path)
    version = queries.form_for("1.000270", NOW.date())
    draft = services.start_draft(purpose="p", procedure_code="1.000270", form_version=version, now=NOW).draft
    write(tmp_path, note="đổi")
    services.load_forms(now=NOW, folder=tmp_path)
    newest = queries.form_for("1.000270", NOW.date())
    assert newest
    assert newest.number == 2
    draft.refresh_from_db()
    assert draft.form_version == version


def test_what_the_agency_wrote_is_kept(tmp_path: Path) -> None:
    write(tmp_path)
    services.load_forms(now=NOW, folder=tmp_path)
    FormVersion.objects.update(origin="agency")
    write(tmp_path, note="đổi")
    assert services.load_forms(now=NOW, folder=tmp_path).kept == ["thu"]
    assert "note" not in FormVersion.objects.get().definition


def test_a_bad_file_is_refused_and_the_live_version_stays(tmp_path: Path) -> None:
    write(tmp_path)
    services.load_forms(now=NOW, folder=tmp_path)
    write(tmp_path, title="<script>")
    (tmp_path / "hong.json").write_text("{", encoding="utf-8")
    report = services.load_forms(now=NOW, folder=tmp_path)
    assert [refused["file"] for refused in report.refused] == ["hong.json", "thu.json"]
    assert FormVersion.objects.get().title == "Biểu mẫu thử"
