"""What the database counts of lists from outside is what the sets say one by one, whenever the looking up last ran."""

from datetime import date

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.measure.facts.models import DossierFact, PaymentFact
from motcua.measure.indicators import jobs, queries
from motcua.measure.indicators.queries import EVERYTHING, Scope, counting
from motcua.measure.indicators.queries.computing import keyed_series, told_series
from motcua.measure.indicators.rules import parse_period
from motcua.measure.indicators.tests.building import at, fact, keep, register

pytestmark = pytest.mark.django_db
YEAR = parse_period("2024")
NOW = at(date(2024, 12, 1))
MANY = tuple(f"K-{n}" for n in range(6))
UNITS = ("sgddt-qlcl", "sgddt-mc")
marks = st.tuples(*[st.sampled_from(["x", ""])] * 3)
files = st.dictionaries(st.sampled_from([*MANY, "k-lower", "elsewhere"]), marks, max_size=5)


def agree(code, scope=EVERYTHING):
    for periods in ([YEAR], list(YEAR.parts)):
        said = [None if one is None else counting.of(one) for one in keyed_series(code, periods, scope, NOW)]
        assert told_series(code, periods, scope, NOW) == said


def confirmed(cast, rows):
    told = [
        {"dossier": code, "confirmed_on": "01/11/2024", "final_state": state, "progress": steps, "result_link": link}
        for code, (state, steps, link) in rows.items()
    ]
    if told:
        register(cast, at(date(2024, 11, 2)), "sync", *told)


def finished():
    keep(
        *(fact(code=code, accepted=date(2024, 1, 5), finished=date(2024, 1 + n, 10), unit=UNITS[n % 2])
          for n, code in enumerate(MANY)),
        fact(code="k-lower", accepted=date(2024, 1, 5), finished=date(2024, 2, 10)),
        fact(accepted=date(2024, 1, 5)),
        fact(accepted=date(2024, 1, 5), finished=date(2024, 2, 10), closed_by="withdrawn"),
    )  # fmt: skip


def test_confirmations_count_at_once_whatever_was_looked_up_before(cast):
    @settings(max_examples=25)
    @given(files, st.booleans(), files, st.booleans())
    def check(first, between, second, after):
        with transaction.atomic():
            finished()
            confirmed(cast, first)
            if between:
                jobs.confirm(NOW)
            agree("I.5")
            confirmed(cast, second)
            agree("I.5")
            if after:
                jobs.confirm(NOW)
            agree("I.5", Scope(unit="sgddt-mc"))
            agree("I.5")
            transaction.set_rollback(True)

    check()


def test_what_was_looked_up_is_kept_until_a_list_speaks_of_it_again(cast):
    finished()
    confirmed(cast, {"K-0": ("x", "x", "x"), "K-1": ("x", "x", "")})
    jobs.confirm(NOW)
    held = dict(DossierFact.objects.filter(closed_by="result").values_list("code", "confirmed"))
    assert held == {**dict.fromkeys(held, False), "K-0": True}
    confirmed(cast, {"K-1": ("x", "x", "x")})
    assert DossierFact.objects.get(code="K-1").confirmed is None
    assert DossierFact.objects.get(code="K-0").confirmed is True
    assert queries.compute("I.5", YEAR, now=NOW).numerator == 2


@pytest.mark.parametrize("named", [False, True])
def test_payments_are_counted_as_their_sets_say(cast, named):
    rows = keep(*(fact(accepted=date(2024, 1, 5)) for _ in range(4)))
    PaymentFact.objects.bulk_create(
        PaymentFact(position=n, dossier_id=row.pk, amount=amount, channel=channel, paid_on=date(2024, 1 + n, 3))
        for n, (row, amount, channel) in enumerate(
            zip(rows, (10_000, 0, None, 10_000), ("portal", "portal", "counter", "province"), strict=True)
        )
    )
    agree("I.2")
    codes = [rows[0].code if named else "", "", "", ""]
    register(cast, NOW, "payments", *(
        {"transaction": f"G{n}", "paid_on": f"03/0{1 + n}/2024", "amount": 10_000 * (n != 2), "dossier": codes[n],
         "channel": ("DVCQG", "tiền mặt", "DVCQG", "cổng tỉnh")[n], "state": ("thành công", "huỷ")[n == 3]}
        for n in range(4)
    ))  # fmt: skip
    agree("I.2")
    assert queries.compute("I.2", YEAR, now=NOW).denominator == (3 if named else 4)


def test_documents_are_counted_as_their_sets_say(cast):
    agree("III.1")
    register(cast, NOW, "documents", *(
        {"symbol": f"{n}/SGDĐT", "on_date": f"{n + 1:02d}/0{1 + n % 4}/2024", "kind": "đến",
         "secret": ("", "x")[n % 3 == 0], "online": ("x", "")[n % 4 == 0]}
        for n in range(12)
    ))  # fmt: skip
    agree("III.1")
    assert queries.compute("III.1", YEAR, now=NOW).denominator == 8
