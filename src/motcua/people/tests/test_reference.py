"""Loading agencies, units and successions; the identifier."""

import contextlib
import copy
import json
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.actors import SYSTEM
from motcua.kernel.audit import queries as log
from motcua.kernel.audit.services import StreamRef
from motcua.law.rules import format_code
from motcua.people import queries, services
from motcua.people.models import Agency, Edition, Succession, Unit
from motcua.people.rules import BrokenFile, Refusal, identifier_problem, read_reference

SHIPPED = json.loads((settings.DATA_DIR / "people/agencies.json").read_text(encoding="utf-8"))
SMALL = {
    "agencies": [
        {"id": "child", "name": "Cấp dưới", "type": "so", "parent": "top", "verified": True},
        {"id": "top", "name": "Cấp trên", "type": "ubnd_tinh", "verified": True, "identifier": "H99"},
        {"id": "desk", "name": "Bàn", "type": "don_vi_thuoc_so", "parent": "child", "verified": False, "roles": ["x"]},
        {"id": "heir", "name": "Kế thừa", "type": "so", "parent": "top", "verified": True, "valid_from": "2025-07-01"},
    ],
    "successions": [{"predecessor": "child", "successor": "heir", "on": "2025-07-01", "verified": False}],
}


def written(tmp_path, content, name="agencies.json"):
    path = tmp_path / name
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


@pytest.mark.django_db
def test_the_file_gives_agencies_and_units_and_a_second_load_changes_nothing(now):
    first = services.load(now)
    assert (Agency.objects.count(), Unit.objects.count(), Succession.objects.count()) == (88, 14, 81)
    assert first["created"] == 88 + 14 + 81
    before = list(Agency.objects.order_by("pk").values())
    again = services.load(now + timedelta(days=1))
    assert again == {"created": 0, "updated": 0, "unchanged": 183, "kept": 0}
    assert list(Agency.objects.order_by("pk").values()) == before
    assert Edition.objects.count() == 1


@pytest.mark.django_db
def test_what_the_source_did_not_say_stays_unknown(now):
    services.load(now)
    own = queries.agency()
    assert own.identifier is None
    assert (own.valid_from, own.valid_to) == (None, None)
    assert Agency.objects.filter(identifier__isnull=False).count() == 2
    unverified = set(Unit.objects.filter(verified=False).values_list("key", flat=True))
    assert "sgddt-mc" in unverified
    assert "sgddt-vp" not in unverified


@pytest.mark.django_db
def test_units_belong_to_their_agency(now):
    services.load(now)
    assert {unit.key for unit in queries.units()} >= {"sgddt-mc", "sgddt-qlcl", "sgddt-ld", "sgddt-vp"}
    assert queries.unit("sgddt-qlcl").agency.key == "sgddt"
    assert queries.unit_by_id(queries.unit("sgddt-vp").pk).name == "Văn phòng Sở"
    with pytest.raises(Unit.DoesNotExist):
        queries.unit("nobody")


@pytest.mark.django_db
def test_a_district_office_is_followed_by_communes_after_the_reform(now):
    services.load(now)
    assert [agency.key for agency in queries.successors("pgddt-568", date(2024, 3, 5))] == ["pgddt-568"]
    heirs = queries.successors("pgddt-568", date(2025, 7, 1))
    assert len(heirs) == 4
    assert {agency.kind for agency in heirs} == {"ubnd_xa"}
    assert queries.agencies(date(2024, 3, 5)).filter(kind="ubnd_xa").count() == 0
    assert queries.agencies(date(2025, 7, 1)).filter(kind="phong_gddt").count() == 0


@pytest.mark.django_db
def test_an_agency_that_ended_without_a_known_heir_has_none(now):
    services.load(now)
    assert queries.successors("ubnd-576", date(2025, 6, 30))[0].key == "ubnd-576"
    Succession.objects.all().delete()
    assert queries.successors("ubnd-576", date(2025, 7, 1)) == []


@pytest.mark.django_db
def test_a_chain_of_successions_is_followed_even_in_a_circle(now, tmp_path):
    services.load(now, written(tmp_path, SMALL))
    child, heir = Agency.objects.get(key="child"), Agency.objects.get(key="heir")
    Succession.objects.create(predecessor=heir, successor=child, on=date(2025, 8, 1))
    assert {agency.key for agency in queries.successors("child", date(2025, 9, 1))} == {"heir"}


@pytest.mark.django_db
def test_a_persons_edit_survives_the_next_load_and_other_columns_follow_the_file(now, tmp_path):
    services.load(now, written(tmp_path, SMALL))
    Agency.objects.filter(key="child").update(name="Tên đúng")
    changed = copy.deepcopy(SMALL)
    changed["agencies"][0] |= {"name": "Tên khác", "short_name": "CD"}
    counts = services.load(now, written(tmp_path, changed))
    child = Agency.objects.get(key="child")
    assert (child.name, child.short_name) == ("Tên đúng", "CD")
    assert (counts["updated"], counts["kept"]) == (1, 1)
    services.load(now, written(tmp_path, changed))
    assert Agency.objects.get(key="child").name == "Tên đúng"
    assert Edition.objects.count() == 2


@pytest.mark.django_db
def test_an_entered_identifier_survives_every_load(now):
    services.load(now)
    services.set_identifier(agency=queries.agency(), value="H99.14", by=SYSTEM, now=now)
    services.load(now)
    assert queries.agency().identifier == "H99.14"


@pytest.mark.parametrize(
    ("place", "change"),
    [
        ("agencies[0]: thiếu name", lambda data: data["agencies"][0].pop("name")),
        ("agencies[1]: id 'child' đã có", lambda data: data["agencies"][1].update(id="child")),
        ("agencies[0]: parent 'nobody'", lambda data: data["agencies"][0].update(parent="nobody")),
        ("agencies[0]: parent 'desk'", lambda data: data["agencies"][0].update(parent="desk")),
        ("agencies[2]: thiếu parent", lambda data: data["agencies"][2].pop("parent")),
        ("agencies[3]: valid_from 'gestern'", lambda data: data["agencies"][3].update(valid_from="gestern")),
        ("agencies[3]: valid_to", lambda data: data["agencies"][3].update(valid_to="2020-01-01")),
        ("agencies[1]: identifier 'h 99'", lambda data: data["agencies"][1].update(identifier="h 99")),
        ("agencies[0]: verified", lambda data: data["agencies"][0].update(verified="yes")),
        ("agencies[0]: id 'Child'", lambda data: data["agencies"][0].update(id="Child")),
        ("agencies[1]: name dài", lambda data: data["agencies"][1].update(name="x" * 301)),
        ("agencies[1]: name dài", lambda data: data["agencies"][1].update(name="x\x00")),
        ("agencies[2]: roles", lambda data: data["agencies"][2].update(roles="x")),
        ("agencies[0]: một đối tượng", lambda data: data["agencies"].__setitem__(0, 7)),
        ("agencies: 'child'", lambda data: data["agencies"][1].update(parent="child")),
        ("successions[0]: cơ quan 'desk'", lambda data: data["successions"][0].update(successor="desk")),
        ("successions[0]: cần ngày", lambda data: data["successions"][0].pop("on")),
        ("successions: một danh sách", lambda data: data.update(successions={})),
        ("agencies: một danh sách", lambda data: data.pop("agencies")),
    ],
)
def test_a_broken_file_is_refused_with_the_place(place, change):
    data = copy.deepcopy(SMALL)
    change(data)
    with pytest.raises(BrokenFile, match="^" + place.replace("[", r"\[").replace("]", r"\]")):
        read_reference(data)


@pytest.mark.django_db
@pytest.mark.parametrize("content", ["", "{", '{"agencies": [{}]}', "[]", "null"])
def test_nothing_is_loaded_from_a_broken_file(now, tmp_path, content):
    with pytest.raises(BrokenFile, match=r"agencies\.json"):
        services.load(now, written(tmp_path, content))
    with pytest.raises(BrokenFile, match=r"missing\.json"):
        services.load(now, tmp_path / "missing.json")
    assert not Agency.objects.exists()
    assert not Edition.objects.exists()


@given(st.data())
def test_a_damaged_file_is_refused_or_read_but_never_breaks(data):
    damaged = copy.deepcopy(SMALL)
    row = data.draw(st.sampled_from(damaged["agencies"]))
    row[data.draw(st.sampled_from(sorted(SHIPPED["agencies"][0])))] = data.draw(
        st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=5), st.lists(st.integers(), max_size=1))
    )
    with contextlib.suppress(BrokenFile):
        assert len(read_reference(damaged).agencies) + len(read_reference(damaged).units) == 4


@pytest.mark.parametrize("value", ["H32", "H99.14", "000.00.14.H99", "A" * 35])
def test_an_identifier_of_capitals_digits_and_dots_is_accepted(value):
    """QĐ 20/2020/QĐ-TTg: at most 35 characters, A to Z, 0 to 9 and dots."""
    assert identifier_problem(value) is None


@pytest.mark.parametrize("value", ["", "h99", "H99.", ".H99", "H99..14", "H99-14", "Đ99", "H 99", "A" * 36, "H99\n"])
def test_what_is_no_identifier_is_refused(value):
    assert identifier_problem(value)


@pytest.mark.django_db
def test_a_dossier_code_is_refused_until_somebody_enters_an_identifier(now):
    services.load(now)
    refusal = queries.code_identifier()
    assert isinstance(refusal, Refusal)
    assert "motcua people identifier sgddt" in refusal.message
    assert refusal.who == "administrator"
    assert isinstance(services.set_identifier(agency=queries.agency(), value="h99.14 ", by=SYSTEM, now=now), Agency)
    assert queries.code_identifier() == "H99.14"


@pytest.mark.django_db
def test_entering_an_identifier_is_recorded_once(now):
    services.load(now)
    for _ in range(2):
        services.set_identifier(agency=queries.agency(), value="H99.14", by=SYSTEM, now=now)
    events = log.events(StreamRef("agency", "sgddt"))
    assert [(event.type, event.payload["identifier"]) for event in events] == [("agency.identifier_set", "H99.14")]


@pytest.mark.django_db
@pytest.mark.parametrize(("value", "code"), [("H32", "identifier_taken"), ("nonsense!", "bad_identifier")])
def test_a_wrong_or_taken_identifier_changes_nothing(now, value, code):
    services.load(now)
    refusal = services.set_identifier(agency=queries.agency(), value=value, by=SYSTEM, now=now)
    assert isinstance(refusal, Refusal)
    assert refusal.code == code
    assert queries.agency().identifier is None
    assert log.version(StreamRef("agency", "sgddt")) == 0


def test_the_demo_identifier_makes_a_code_of_the_prescribed_form(cast):
    """TT 01/2018/TT-VPCP, article 19."""
    assert (
        format_code("child_first", str(queries.code_identifier()), date(2024, 2, 6), 12) == "000.00.14.H99-240206-0012"
    )


def test_the_demo_identifier_cannot_be_confirmed_as_a_real_one(cast, now):
    refusal = services.set_identifier(agency=queries.agency(), value="H99.14", by=SYSTEM, now=now)
    assert isinstance(refusal, Refusal)
    assert refusal.code == "demo_identifier"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [
        {"valid_from": date(2025, 1, 2), "valid_to": date(2025, 1, 1)},
        {"identifier": ""},
        {"identifier": None, "identifier_demo": True},
    ],
)
def test_the_database_refuses_pairs_that_do_not_fit(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Agency.objects.create(key="x", name="X", kind="so", **wrong)


@pytest.mark.django_db
def test_an_edit_is_seen_at_once_in_this_process(now):
    services.load(now)
    assert queries.agency().identifier is None
    services.set_identifier(agency=queries.agency(), value="H99.14", by=SYSTEM, now=now)
    assert queries.agency().identifier == "H99.14"
