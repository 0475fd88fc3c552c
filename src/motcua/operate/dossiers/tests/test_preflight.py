"""Before a code is given every defect is told at once: signature, format, completeness, eligibility, twins."""

import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.files.tests import samples
from motcua.operate.dossiers import queries, services
from motcua.operate.dossiers.rules import PaperIn, Party
from motcua.operate.dossiers.rules.preflight import (
    Facts,
    FileFact,
    PartFact,
    SignatureFact,
    TwinFact,
    alike,
    judge,
    may_file,
    signing_of,
)
from motcua.operate.dossiers.services import preflight

NOW = datetime(2024, 3, 5, 3, 0, tzinfo=UTC)
GOOD = SignatureFact(signer="Lê Văn Sơn", intact=True, trusted=True, later="none", signed_at=NOW)


def signed(**changes):
    values = {name: getattr(GOOD, name) for name in GOOD.__dataclass_fields__} | changes
    return FileFact(component="TP1", paper="Đơn", name="don.pdf", signatures=(SignatureFact(**values),))


def codes(**facts):
    return [one.code for one in judge(Facts(now=NOW, **facts)).defects]


@pytest.mark.parametrize(
    ("file", "code", "blocks"),
    [
        (signed(intact=False), "signature_broken", True),
        (signed(later="forbidden"), "signature_partial", True),
        (signed(valid_to=NOW - timedelta(days=1)), "signature_expired", True),
        (signed(valid_from=NOW + timedelta(days=1)), "signature_expired", True),
        (signed(signed_at=None, valid_to=NOW - timedelta(days=1)), "signature_expired", True),
        (signed(signed_at=NOW - timedelta(9), valid_to=NOW - timedelta(1)), "certificate_ended", False),
        (signed(trusted=False), "signature_untrusted", False),
        (FileFact(component="TP1", paper="Đơn", name="x", signatures=None), "signature_unreadable", True),
        (FileFact(component="TP1", paper="Bản ký số", name="x", signed="digital"), "signature_missing", True),
    ],
)
def test_each_kind_of_bad_signature_is_named(file, code, blocks):
    (defect,) = judge(Facts(now=NOW, files=(file,))).defects
    assert (defect.code, defect.blocking, defect.component) == (code, blocks, "TP1")
    assert "Hãy" in defect.message or "Cán bộ" in defect.message  # every sentence says what happens next


def test_a_good_signature_and_later_ones_are_no_defect():
    assert codes(files=(signed(), signed(later="permitted", trusted=True))) == []


def test_everything_is_told_at_once_and_what_stops_comes_first():
    verdict = judge(
        Facts(
            now=NOW,
            in_force=False,
            competent="commune",
            subjects=("Doanh nghiệp",),
            left=("Tờ khai",),
            parts=(PartFact(code="TP1", name="Đơn", how=""), PartFact(code="TP2", name="Ảnh", how="none")),
            files=(
                signed(intact=False),
                FileFact(component="TP3", paper="A", name="a", problems=(("empty", "Rỗng."),)),
            ),
            authority=(("authority_expired", "Uỷ quyền hết hạn.", True),),
            twins=(TwinFact(shown="A", submitted_at=NOW, day="05/03/2024", running=True),),
        )
    )
    assert {one.group for one in verdict.defects} == {
        "eligibility", "completeness", "format", "signature", "authority", "duplicate",
    }  # fmt: skip
    order = [one.blocking for one in verdict.defects]
    assert order == sorted(order, reverse=True)
    assert verdict.fact() == {"warnings": ["paper_left_out", "running_twin", "wrong_subject"]}


def test_the_counter_may_take_in_what_another_agency_decides_and_only_says_so():
    assert judge(Facts(now=NOW, competent="commune", online=False)).passed
    assert not judge(Facts(now=NOW, competent="commune")).passed


def test_papers_that_are_needed_only_in_a_case_or_held_by_the_state_may_be_left_out():
    part = PartFact(code="TP1", name="Đơn", how="none", conditional=True)
    held = PartFact(code="TP2", name="Đơn", how="none", held=True)
    assert codes(parts=(part, held)) == []


def test_the_same_dossier_within_minutes_is_refused_and_later_only_told():
    twin = TwinFact(shown="A", submitted_at=NOW - timedelta(minutes=9), day="05/03/2024", running=True, exact=True)
    assert codes(twins=(twin,)) == ["sent_twice"]
    later = TwinFact(shown="A", submitted_at=NOW - timedelta(minutes=11), day="05/03/2024", running=True, exact=True)
    verdict = judge(Facts(now=NOW, twins=(later,)))
    assert verdict.passed
    assert "đang được giải quyết" in verdict.duplicates[0].message


def test_who_may_file_is_read_from_the_published_subjects():
    bodies = ("Doanh nghiệp", "Hợp tác xã")
    assert not may_file(bodies, "person")
    assert may_file(bodies, "organisation")
    assert may_file(("Công dân Việt Nam",), "person")
    assert may_file((), "person")
    assert may_file(("Đối tượng khác",), "person")  # unknown words exclude nobody


def test_a_published_name_says_when_a_file_must_be_signed():
    assert signing_of("Văn bản đề nghị (bản điện tử có chữ ký số của tổ chức)") == "digital"
    assert signing_of("Bản ký sổ theo dõi") == ""
    assert signing_of("Tệp ký số", "none") == "none", "what the text says goes before the name"
    assert signing_of("Đơn", "hand") == "hand"


def test_a_paper_signed_by_hand_is_only_asked_to_be_looked_at():
    file = FileFact(component="TP1", paper="Đơn", name="don.pdf", signed="hand")
    (defect,) = judge(Facts(now=NOW, files=(file,))).defects
    assert (defect.code, defect.blocking) == ("signature_by_hand", False)
    assert judge(Facts(now=NOW, files=(replace(file, signed="none"),))).defects == ()


def test_two_children_of_one_parent_are_not_one_dossier():
    born = date(2015, 1, 1)
    assert not alike(subject=("Phạm Gia Hân", born), other=("Phạm Gia Bảo", born))
    assert not alike(subject=("Phạm Gia Hân", born), other=("Phạm Gia Hân", date(2016, 1, 1)))
    assert alike(subject=("PHẠM  gia hân", None), other=("Phạm Gia Hân", born))


facts = st.builds(
    Facts,
    now=st.just(NOW),
    online=st.booleans(),
    in_force=st.booleans(),
    competent=st.sampled_from(["department", "commune", "school"]),
    subjects=st.lists(st.sampled_from(["Công dân Việt Nam", "Doanh nghiệp", "Khác"])).map(tuple),
    owner_kind=st.sampled_from(["person", "organisation"]),
    left=st.lists(st.text(max_size=5), max_size=3).map(tuple),
    parts=st.lists(
        st.builds(
            PartFact,
            code=st.text(max_size=4), name=st.text(max_size=9), conditional=st.booleans(), held=st.booleans(),
            how=st.sampled_from(["file", "paper", "bring", "none", ""]),
        ),
        max_size=4,
    ).map(tuple),
    files=st.lists(
        st.builds(
            signed,
            intact=st.booleans(), trusted=st.booleans(), later=st.sampled_from(["none", "permitted", "forbidden"]),
            signed_at=st.none() | st.datetimes(timezones=st.just(UTC)),
            valid_to=st.none() | st.datetimes(timezones=st.just(UTC)),
        ),
        max_size=3,
    ).map(tuple),
    twins=st.lists(
        st.builds(
            TwinFact,
            shown=st.text(max_size=9), day=st.just("05/03/2024"), running=st.booleans(), exact=st.booleans(),
            submitted_at=st.datetimes(timezones=st.just(UTC)), same_files=st.integers(0, 3),
        ),
        max_size=3,
    ).map(tuple),
)  # fmt: skip


@given(facts)
def test_a_verdict_is_total_stable_and_tells_nothing_twice(some):
    verdict = judge(some)
    assert verdict == judge(some)
    assert len(set(verdict.defects)) == len(verdict.defects)
    assert verdict.passed == (not verdict.blocking)
    assert set(verdict.defects) == {*verdict.blocking, *verdict.warnings}
    assert all(one.message and one.heading for one in verdict.defects)
    assert all(code.isascii() and " " not in code for code in verdict.fact()["warnings"])


@given(facts, facts)
def test_more_that_is_wrong_never_hides_what_was_wrong(some, more):
    """Preflight judges each part by itself: nothing is found out only after something else was mended."""
    both = Facts(
        **{name: getattr(some, name) for name in Facts.__dataclass_fields__} | {"files": some.files + more.files}
    )
    assert set(judge(some).defects) <= set(judge(both).defects)


BAD = {
    "empty": b"",
    "encrypted": samples.pdf(encryption=__import__("pikepdf").Encryption(user="a", owner="b")),
    "misnamed": samples.image(),
    "too_complex": samples.bomb(600),
    "wrong_kind": b"PK\x03\x04 macro",
    "script": samples.one_page(root=b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>"),
}


@pytest.mark.django_db
def test_a_matrix_of_broken_files_is_told_in_one_answer(now):
    files = [
        preflight.sent_file(component=f"TP{n}", paper="Đơn", name=f"{code}.pdf", data=data, now=now)
        for n, (code, data) in enumerate(BAD.items())
    ]
    unsigned = preflight.sent_file(component="S", paper="Tệp ký số", name="s.pdf", data=samples.pdf(), now=now)
    torn = samples.pdf() + b"\n1 0 obj<</Type/Sig/ByteRange[0 1 2 3]/Contents<00>>>endobj"
    broken = preflight.sent_file(component="T", paper="Đơn", name="t.pdf", data=torn, now=now)
    verdict = judge(Facts(now=now, files=(*files, unsigned, broken)))
    assert {one.component for one in verdict.blocking} >= {f"TP{n}" for n in range(len(BAD))} | {"S"}
    assert all(one.message.count("“") >= 1 for one in verdict.blocking)


@pytest.mark.django_db
def test_ordinary_files_are_judged_within_a_second(now):
    start = time.perf_counter()
    file = preflight.sent_file(component="TP1", paper="Đơn", name="don.pdf", data=samples.pdf(3), now=now)
    assert judge(Facts(now=now, files=(file,))).passed
    assert time.perf_counter() - start < 5  # a busy machine; alone it takes some hundredths


LAN = "099180000011"


def sketch(**changes):
    from motcua.people.queries import identity_index

    return queries.Sketch(**({"procedure": "3.000465", "owner_index": identity_index(LAN)} | changes))


@pytest.mark.django_db
def test_a_running_dossier_of_the_owner_is_found_by_number_and_not_once_it_ended(begin, now):
    play = begin(owner=Party(full_name="Nguyễn Thị Lan", identity_number=LAN))
    later = now + timedelta(hours=1)
    (twin,) = queries.twins(sketch=sketch(), now=later)
    assert twin.running
    assert twin.shown == play.dossier.tracking_code
    assert queries.twins(sketch=sketch(procedure="3.000466"), now=later) == []
    assert queries.twins(sketch=sketch(subject=("Ai khác", None)), now=later) == []
    assert queries.twins(sketch=sketch(), now=later, but=play.dossier.pk) == []
    play("minh", "reject", reason="Sai")
    assert queries.twins(sketch=sketch(), now=later) == []


@pytest.mark.django_db
def test_nobody_is_told_of_anothers_dossier_by_typing_a_number(begin, ground, now):
    begin(owner=Party(full_name="Nguyễn Thị Lan", identity_number=LAN, account=ground.lan))
    assert len(queries.twins(sketch=sketch(), now=now, seen_by=ground.lan)) == 1
    assert queries.twins(sketch=sketch(), now=now, seen_by=ground.tu) == []


@pytest.mark.django_db
def test_the_same_file_from_another_owner_is_seen_by_reception(begin, sheet, now):
    paper = PaperIn(component_code="TP1", name="Đơn", sha256=sheet.pk, source="upload")
    play = begin(papers=(paper,))
    (twin,) = queries.twins(sketch=sketch(files=frozenset({sheet.pk})), now=now)
    assert twin.same_files == 1
    assert queries.sketch_of(play.dossier).files == {sheet.pk}


@pytest.mark.django_db
def test_what_was_found_stands_in_the_event_as_codes_and_the_reason_beside_it(application, ground, now):
    from motcua.kernel.audit import queries as log
    from motcua.kernel.audit.services import StreamRef

    made = services.submit(
        application=application(checked={"warnings": ["running_twin"]}, go_on_reason="Cần hai bản cho hai con"),
        by=ground.actor("lan"), now=now, command_id="preflight-1",
    )  # fmt: skip
    (event,) = log.events(StreamRef("dossier", str(made.pk)))
    assert event.payload["preflight"] == {"warnings": ["running_twin"]}
    assert "hai con" not in str(event.payload)
    assert made.notes.get().text == "Cần hai bản cho hai con"
    assert event.payload["note_id"] == str(made.notes.get().pk)
