"""What is known already: the earlier dossier of the same form, and partners once they are connected."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from motcua.kernel.actors import SYSTEM
from motcua.kernel.files.services import store
from motcua.operate.codelists import services as codelists
from motcua.operate.eforms import queries, rules, services
from motcua.operate.eforms.models import DraftFile, FormVersion
from motcua.operate.eforms.rules import compound
from motcua.operate.eforms.tests.samples import field, form
from tests.cast import Cast

NOW = datetime(2024, 2, 6, 8, 20, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def published(*fields: dict[str, Any]) -> FormVersion:
    version = services.publish(form_key="thu", definition=form(*fields), by=SYSTEM, now=NOW)
    assert not isinstance(version, rules.Refused), version
    return version


def begin(version: FormVersion, account: Any, now: datetime = NOW) -> Any:
    return services.start_draft(purpose="p", procedure_code="1", form_version=version, account=account, now=now).draft


def test_the_last_own_dossier_of_the_form_fills_the_next_one(cast: Cast) -> None:
    version = published(field("truong", "school", prefill="earlier.truong"))
    first = begin(version, cast.lan)
    assert first.answers == {}
    services.save_draft(draft_id=first.pk, section="muc", answers={"truong": "THPT A"}, now=NOW)
    frozen = services.freeze(draft_id=first.pk, now=NOW)
    assert not isinstance(frozen, rules.Refused)
    later = NOW + timedelta(days=1)
    assert begin(version, cast.lan, later).answers == {"truong": "THPT A"}
    assert begin(version, cast.tu, later).answers == {}
    assert begin(version, None, later).answers == {}
    services.erase_answers(answers_id=frozen.pk, now=later)
    assert begin(version, cast.lan, later).answers == {}


def test_a_partner_that_is_not_connected_fills_nothing_and_one_that_is_fills_what_was_asked(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = published(field("a", prefill="population.ethnicity"), field("b", prefill="store.KQ.G17.1"))
    assert begin(version, cast.lan).answers == {}
    assert queries.unconnected("population.ethnicity")
    asked: list[frozenset[str]] = []

    def answer(account: Any, names: frozenset[str]) -> dict[str, str]:
        asked.append(names)
        return {"ethnicity": "Raglai", "not_asked": "x"}

    monkeypatch.setattr(queries.population, "_impl", answer)
    assert begin(version, cast.lan).answers == {"a": "Raglai"}
    assert asked == [frozenset({"ethnicity"})]
    assert not queries.unconnected("population.ethnicity")
    assert not queries.unconnected("owner.full_name")


def test_files_of_a_draft_answer_the_questions_that_ask_for_them(cast: Cast) -> None:
    version = published(field("giay", "file", required=True, component="TP2"), field("anh", "file"))
    draft = begin(version, cast.lan)
    services.save_draft(draft_id=draft.pk, section="muc", answers={"giay": [{"sha256": "0" * 64}]}, now=NOW)
    judged = queries.evaluation(draft, NOW)
    assert judged
    assert [error.path for error in judged.errors] == ["giay"]  # what is typed is no file
    stored = store(data=b"%PDF-1.4 ...", name="bằng.pdf", now=NOW)
    DraftFile.objects.create(draft=draft, component_code="TP2", stored_file=stored, name="bằng.pdf", uploaded_at=NOW)
    frozen = services.freeze(draft_id=draft.pk, now=NOW)
    assert not isinstance(frozen, rules.Refused), frozen
    assert frozen.answers == {"giay": [{"sha256": stored.pk, "name": "bằng.pdf"}]}
    assert queries.shown(frozen)[0]["rows"][0]["value"] == "bằng.pdf"


def test_an_address_reads_with_the_parents_of_its_unit() -> None:
    codelists.load(now=NOW)
    before, after = date(2024, 6, 1), date(2025, 7, 1)
    code, name = queries.choices("xa", before)[0]
    districts = [row[1] for row in queries.choices("huyen", before)]
    words = queries.lookup()("xa", code, before) or ""
    assert words.split(", ")[0] == name
    assert words.split(", ")[1] in districts
    province = queries.choices("tinh_hanh_chinh", before)[0][1]
    assert words.split(", ")[2] == province
    code, name = queries.choices("xa", after)[0]
    assert queries.lookup()("xa", code, after) == f"{name}, {province}"  # no district between any more
    assert queries.lookup()("xa", "khong-co", after) is None
    assert {"tinh", "tinh_hanh_chinh", "huyen", "xa"} <= queries.known_lists()


def test_an_address_on_an_old_list_says_which_list_it_was() -> None:
    codelists.load(now=NOW)
    before, after = date(2024, 6, 1), date(2025, 7, 1)
    gone = next(row for row in queries.choices("xa", before) if queries.lookup()("xa", row[0], after) is None)
    field = rules.parse({"key": "f", "title": "F", "version": 1, "sections": [
        {"key": "s", "title": "S", "fields": [{"key": "o", "label": "Nơi ở", "type": "address"}]}
    ]}).sections[0].fields[0]  # fmt: skip
    value = {"line": "Số 1", "unit": gone[0], "on": before.isoformat()}
    words = compound.words(field, value, after, queries.lookup())
    assert words.startswith(f"Số 1, {gone[1]}, ")
    assert words.endswith("(theo danh mục ngày 01/06/2024)")
    assert "danh mục" not in compound.words(field, value, before, queries.lookup())
