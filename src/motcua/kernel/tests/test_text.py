import sys
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.text import clean, fold, nfc, search_key


def test_accents_and_the_crossed_d_do_not_matter_when_searching():
    assert fold("Đường Nguyễn Thị Minh Khai") == "duong nguyen thi minh khai"


def test_old_and_new_places_of_the_tone_mark_fold_alike():
    assert fold("Hoà, thuỷ") == fold("Hòa, thủy")


def test_decomposed_letters_become_one_character():
    assert nfc("Tie\u0302\u0301ng") == "Tiếng"


def test_a_search_key_is_words_only():
    assert search_key("  Cấp  “Giấy phép”", None, "3.000465", 7) == "cap giay phep 3 000465 7"


def test_cleaning_takes_out_what_nobody_sees():
    assert clean(" Lan\u200b\x00 \u00a0 Anh\r\n\ufeff") == "Lan Anh"


def test_cleaning_a_text_area_keeps_its_lines():
    assert clean("một \r\n\r\n  hai\x07\n", lines=True) == "một\n\nhai"


def test_folding_any_letter_twice_changes_nothing_more():
    letters = (chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code <= 0xDFFF)
    assert [letter for letter in letters if fold(fold(letter)) != fold(letter)] == []


@given(st.text())
def test_fold_and_search_key_and_clean_are_idempotent(text):
    assert fold(fold(text)) == fold(text)
    assert search_key(search_key(text)) == search_key(text)
    assert clean(clean(text)) == clean(text)


@given(st.text())
def test_a_search_key_does_not_depend_on_the_normal_form(text):
    assert search_key(nfc(text)) == search_key(text)


@given(st.text())
def test_cleaned_text_fits_every_database(text):
    assert not set(clean(text)) & set("\x00\n\r\t")
    clean(text).encode()


@given(st.text())
def test_folding_and_cleaning_by_table_say_what_asking_each_letter_says(written):
    low = unicodedata.normalize("NFD", unicodedata.normalize("NFD", written).lower())
    bare = unicodedata.normalize("NFC", "".join(one for one in low if unicodedata.category(one) != "Mn"))
    assert fold(written) == bare.replace("đ", "d").replace("Đ", "d")
    hidden = {"Cc", "Cf", "Cs"}
    seen = (" " if one.isspace() else "" if unicodedata.category(one) in hidden else one for one in written)
    assert clean(written) == " ".join(nfc("".join(seen)).split())
