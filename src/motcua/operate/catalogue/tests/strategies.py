"""Any text of a procedure, for the properties of the file formats."""

from dataclasses import fields
from datetime import date

from hypothesis import strategies as st

from motcua.operate.catalogue import rules
from motcua.operate.catalogue.formats import Entry, History, Version
from motcua.operate.catalogue.rules import content as c

# What both databases can keep: any letter but NUL and halves of pairs, blanks and controls included.
LETTERS = st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00")
NASTY = st.sampled_from(
    ["", " ", "không có", "Không", "json:x", 'json:"a"', "→ Chữ dài 1", "_x000D_", "x005F_x", "=1+1", "a\rb", "\n",
     "Lệ phí", "Lệ phí: ", "Không thu phí, lệ phí", "TP1", "TP1~2", "kể từ ngày nhận đủ hồ sơ", "5 ngày làm việc",
     "không quy định", "\ufffe", "\ud7ff\u2028", "đ" * 300]
)  # fmt: skip
TEXT = st.one_of(st.text(LETTERS, max_size=12), NASTY)
NAME = TEXT.map(lambda text: text if text.strip() else f"Thủ tục{text}")
CODES = st.from_regex(r"[0-9A-Z]{1,3}(\.[0-9]{1,6})?", fullmatch=True)
DAYS = st.one_of(st.dates(min_value=date(1000, 1, 1)).map(date.isoformat), NASTY)
MAYBE = st.none() | TEXT


def some(items, most=3):
    """null, known to be empty, or a few."""
    return st.none() | st.lists(items, max_size=most).map(tuple)


@st.composite
def limits(draw):
    unit, most = draw(st.sampled_from([("working_hour", 2000), ("working_day", 1000), ("day", 3650), ("month", 120)]))
    return c.TimeLimit(draw(st.integers(1, most)), unit, draw(TEXT), draw(MAYBE))


def words(hint):
    return st.sampled_from(hint.__args__)


FEES = st.builds(
    c.Fee, words(c.FeeKind), st.none() | st.integers(0, 10**11), MAYBE, MAYBE, MAYBE, MAYBE,
    st.none() | DAYS, st.none() | DAYS, MAYBE,
)  # fmt: skip
CHANNELS = st.builds(c.Channel, words(c.ChannelKind), st.none() | limits(), MAYBE, some(FEES, 2), MAYBE, MAYBE, MAYBE)
COUNTS = st.none() | st.integers(0, 999)
FLAGS = st.none() | st.booleans()
COMPONENTS = st.lists(
    st.builds(
        c.Component,
        TEXT,
        TEXT,
        MAYBE,
        COUNTS,
        COUNTS,
        FLAGS,
        MAYBE,
        MAYBE,
        MAYBE,
        st.none() | words(c.HeldBy),
        MAYBE,
        st.none() | words(c.Signed),
    ),
    max_size=4,
    unique_by=lambda part: part.code,
).map(tuple)
PUBLICATIONS = st.builds(c.Publication, MAYBE, MAYBE, MAYBE, MAYBE, MAYBE)
CONTENTS = st.builds(
    rules.ProcedureContent,
    name=NAME,
    field=st.none() | TEXT.map(lambda text: text[:200]),
    field_code=MAYBE,
    local_code=MAYBE,
    kind=st.none() | words(c.Kind),
    kind_text=MAYBE,
    competent=st.none() | words(c.Competent),
    levels=some(words(c.Level)),
    steps=some(st.builds(c.Step, TEXT, MAYBE, MAYBE)),
    steps_are_summary=st.booleans(),
    channels=some(CHANNELS),
    components=st.none() | COMPONENTS,
    sets=COUNTS,
    time_limit=st.none() | limits(),
    subjects=some(TEXT),
    agencies=some(st.builds(c.AgencyPart, words(c.AgencyRole), TEXT, MAYBE, MAYBE)),
    results=some(st.builds(c.Result, MAYBE, MAYBE, FLAGS, FLAGS, MAYBE)),
    fees=some(FEES),
    forms=some(st.builds(c.FormRef, TEXT, MAYBE, MAYBE)),
    conditions=some(TEXT),
    legal_bases=some(st.builds(c.LegalBasis, TEXT, MAYBE, st.none() | DAYS, st.none() | DAYS, st.none() | DAYS, MAYBE)),
    publication=st.none() | PUBLICATIONS,
    scope_note=MAYBE,
    same_day=FLAGS,
)
ERAS = st.sampled_from(["2026", "2018-2024", "truoc-2018"])
COMPLETENESS = st.sampled_from(["full", "detail", "partial", "listing"])


@st.composite
def entries(draw):
    repealed = draw(st.booleans())
    first = draw(st.none() | st.dates(min_value=date(1900, 3, 1)))
    last = draw(st.none() | st.dates(min_value=first or date(1900, 3, 1)))
    return Entry(
        code=draw(CODES),
        content=draw(CONTENTS),
        is_national=draw(st.booleans()),
        repealed=repealed,
        successor="9.999999" if repealed and draw(st.booleans()) else None,
        era=draw(ERAS),
        completeness=draw(COMPLETENESS),
        effective_from=first,
        effective_to=last,
    )


@st.composite
def histories(draw):
    state = draw(st.sampled_from(["in_force", "repealed", "draft"]))
    states = ["replaced"] * draw(st.integers(0, 2)) + [state]
    versions = tuple(
        Version(
            number=number,
            era=draw(ERAS),
            state=held,
            origin=draw(st.sampled_from(["reference", "agency"])),
            completeness=draw(COMPLETENESS),
            content=draw(CONTENTS),
            loaded_from=draw(TEXT)[:200],
            source={"pages": [{"kind": draw(TEXT)}]},
        )
        for number, held in enumerate(states, 1)
    )
    return History(draw(CODES), versions, draw(st.booleans()), repealed=state == "repealed")


def every_field(cls):
    """Names of the fields of a dataclass."""
    return {field.name for field in fields(cls)}
