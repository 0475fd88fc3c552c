"""Ranking for everyday words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.text import search_key
from motcua.operate.catalogue import rules

MEANINGS = {"bang cap 3": ["van bang tot nghiep trung hoc pho thong"], "cap 3": ["trung hoc pho thong"]}
SHELF = [
    rules.Entry(
        1, "3.000465", search_key("Cấp bản sao văn bằng, chứng chỉ từ sổ gốc"), ("xin ban sao bang",), "van bang"
    ),
    rules.Entry(2, "3.000466", search_key("Chỉnh sửa nội dung văn bằng, chứng chỉ"), (), "van bang"),
    rules.Entry(3, "1.000270", search_key("Chuyển trường đối với học sinh trung học phổ thông"), (), ""),
    rules.Entry(4, "1.013338", search_key("Xét công nhận tốt nghiệp trung học phổ thông"), (), "thi tuyen sinh"),
    rules.Entry(5, "1.005092", search_key("Cấp bản sao văn bằng, chứng chỉ từ sổ gốc"), (), "", weight=0.6),
]


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("xin bản sao bằng cấp 3", 1),
        ("XIN BAN SAO BANG CAP 3", 1),
        ("sửa văn bằng", 2),
        ("chuyển trường cấp 3", 3),
        ("tốt nghiệp", 4),
        ("3.000466", 2),
    ],
)
def test_everyday_words_find_the_procedure(asked, first):
    assert rules.rank(asked, SHELF, MEANINGS)[0] == first


def test_a_repealed_procedure_stands_behind_its_successor():
    order = rules.rank("cấp bản sao văn bằng", SHELF, MEANINGS)
    assert order.index(1) < order.index(5)


def test_words_that_fit_nothing_find_nothing():
    assert rules.rank("xuất khẩu gạo", SHELF, MEANINGS) == []


@given(st.text(max_size=60))
def test_any_words_are_answered_and_accents_never_matter(asked):
    order = rules.rank(asked, SHELF, MEANINGS)
    assert len(order) == len(set(order))
    assert order == rules.rank(search_key(asked), SHELF, MEANINGS)
