"""Random texts of procedures: every part present, empty or not known."""

from hypothesis import strategies as st

from motcua.operate.catalogue.rules import content as c

words = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), max_size=30)
texts = st.none() | words
numbers = st.none() | st.integers(0, 10**9)


def lists(items: st.SearchStrategy) -> st.SearchStrategy:
    return st.none() | st.lists(items, max_size=3).map(tuple)


limits = st.builds(
    c.TimeLimit,
    value=st.integers(1, 120),
    unit=st.sampled_from(["working_hour", "working_day", "day", "month"]),
    text=words.filter(bool),
    start_text=texts,
)
dates = st.none() | st.dates().map(lambda day: day.isoformat())
fees = st.builds(
    c.Fee, kind=st.sampled_from(["fee", "charge"]), amount=numbers, per=texts, text=texts, code=texts, case=texts,
    valid_from=dates, valid_to=dates, clause=texts,
)  # fmt: skip
channels = st.builds(
    c.Channel,
    kind=st.sampled_from(["direct", "online", "post"]),
    limit=st.none() | limits,
    limit_text=texts,
    fees=lists(fees),
    fee_text=texts,
    note=texts,
    case=texts,
)
flags = st.none() | st.booleans()
components = st.lists(
    st.builds(
        c.Component, code=words.filter(bool), name=words, form=texts, originals=numbers, copies=numbers,
        digitise=flags, reuse_source=texts, case=texts, clause=texts, held_note=texts,
        signed=st.none() | st.sampled_from(["none", "hand", "digital"]),
        held_by=st.none() | st.sampled_from(["population", "earlier_result", "business_register", "other"]),
    ),
    max_size=3,
    unique_by=lambda part: part.code,
).map(tuple)  # fmt: skip
contents = st.builds(
    c.ProcedureContent,
    name=words.filter(str.strip),
    field=texts,
    local_code=texts,
    kind=st.none() | st.sampled_from(["central", "province", "internal"]),
    kind_text=texts,
    competent=st.none() | st.sampled_from(["department", "commune"]),
    levels=lists(st.sampled_from(["ministry", "province", "other"])),
    steps=lists(st.builds(c.Step, text=words, case=texts, clause=texts)),
    steps_are_summary=st.booleans(),
    channels=lists(channels),
    components=st.none() | components,
    sets=numbers,
    time_limit=st.none() | limits,
    subjects=lists(words),
    agencies=lists(
        st.builds(c.AgencyPart, role=st.sampled_from(["implement", "decide"]), name=words, code=texts, address=texts)
    ),
    results=lists(
        st.builds(c.Result, name=texts, code=texts, paper_required=flags, can_be_electronic=flags, clause=texts)
    ),
    fees=lists(fees),
    forms=lists(st.builds(c.FormRef, name=words, component_code=texts, url=texts)),
    conditions=lists(words),
    legal_bases=lists(
        st.builds(
            c.LegalBasis,
            number=words,
            title=texts,
            effective_from=dates,
            effective_to=dates,
            issued_on=dates,
            issuer=texts,
        )
    ),
    publication=st.none() | st.builds(c.Publication, authority=texts, decision=texts),
    scope_note=texts,
    same_day=flags,
)
