from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.ids import ALPHABET, new_id, pin, read_tracking_code, tracking_code

code_letters = st.lists(st.sampled_from(ALPHABET), min_size=9, max_size=9)


def test_ids_sort_by_the_time_they_were_made():
    made = [new_id() for _ in range(200)]
    steps = [value.int >> 64 for value in made]
    assert steps == sorted(steps)
    assert {value.version for value in made} == {7}
    assert len(set(made)) == 200


def test_a_tracking_code_is_read_however_it_is_typed():
    code = tracking_code()
    assert len(code) == 11
    assert read_tracking_code(f" {code.lower().replace('-', ' ')} ") == code


@given(st.integers(0, 9), st.sampled_from(ALPHABET))
def test_one_wrong_character_in_a_tracking_code_is_noticed(place, letter):
    letters = list(tracking_code().replace("-", ""))
    wrong = letters[place] != letter
    letters[place] = letter
    assert (read_tracking_code("".join(letters)) is None) == wrong


@given(st.integers(0, 9), st.integers(0, 9))
def test_two_characters_of_a_tracking_code_that_changed_places_are_noticed(one, other):
    letters = list(tracking_code().replace("-", ""))
    wrong = letters[one] != letters[other]
    letters[one], letters[other] = letters[other], letters[one]
    assert (read_tracking_code("".join(letters)) is None) == wrong


@given(st.text(max_size=15))
def test_anything_else_is_not_a_tracking_code_or_is_printed_in_one_way(text):
    read = read_tracking_code(text)
    assert read is None or read_tracking_code(read) == read


def test_a_pin_is_six_digits():
    assert {len(pin()) for _ in range(100)} == {6}
    assert pin().isdigit()
