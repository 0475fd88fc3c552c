"""Fields take what Vietnamese people type, keep it when it is wrong, and say what to do."""

import unicodedata
from datetime import date
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.money import format_money
from motcua.kernel.ui.fields import CleanCharField, DateField, IdentityField, MoneyField, PhoneField, TaxCodeField
from motcua.kernel.ui.fields.identity import birth_year_of, is_male, tax_check_digit

DATES = st.dates(min_value=date(1000, 1, 1))


class Birth(forms.Form):
    born = DateField(label="Ngày sinh", latest=date(2024, 2, 6))


def boxes(day: object, month: object, year: object) -> dict[str, str]:
    return {"born_day": str(day), "born_month": str(month), "born_year": str(year)}


def born(data: dict[str, str]) -> Any:
    form = Birth(data)
    return form.cleaned_data["born"] if form.is_valid() else form.errors["born"][0]


def error(field: forms.Field, typed: object) -> str:
    with pytest.raises(ValidationError) as caught:
        field.clean(typed)
    return str(caught.value.messages[0])


@given(DATES, st.sampled_from(["", " "]))
def test_every_date_typed_in_three_boxes_is_that_date(day: date, blank: str):
    assert DateField().clean([f"{blank}{day.day}", f"{day.month:02d}{blank}", f"{day.year:04d}"]) == day


@given(DATES, st.sampled_from(["/", "-", ".", " / ", " "]))
def test_a_whole_date_pasted_into_the_first_box_is_taken(day: date, mark: str):
    whole = f"{day.day}{mark}{day.month}{mark}{day.year:04d}"
    widget = DateField().widget
    read = widget.value_from_datadict({"born_day": whole, "born_month": "", "born_year": ""}, {}, "born")
    assert DateField().clean(read) == day
    assert DateField().clean(widget.value_from_datadict({"born": day.isoformat()}, {}, "born")) == day


@given(st.lists(st.text(max_size=12), min_size=3, max_size=3))
def test_no_text_in_the_boxes_breaks_the_field(parts: list[str]):
    form = Birth(boxes(*parts))
    if not form.is_valid():
        assert form.errors["born"][0].endswith(("?", ".", "”."))
    assert 'name="born_year"' in str(form["born"])


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (boxes(31, 2, 2007), "Không có ngày 31/2/2007 trong lịch. Hãy kiểm tra lại."),
        (boxes(29, 2, 2023), "Không có ngày 29/2/2023 trong lịch. Hãy kiểm tra lại."),
        (boxes(1, 13, 2007), "Tháng phải từ 1 đến 12, nhưng bạn đã nhập 13."),
        (boxes(1, 2, 7), "Hãy nhập năm đủ 4 chữ số, ví dụ 2026. Bạn đã nhập “7”."),
        (boxes(1, "", 2007), "Ngày còn thiếu tháng. Hãy điền đủ ngày, tháng, năm."),
        (boxes("mồng một", 2, 2007), "Ô ngày chỉ nhận chữ số, nhưng bạn đã nhập “mồng một”."),
        (boxes("", "", ""), "Hãy nhập ngày, tháng và năm."),
        (boxes(7, 2, 2024), "Ngày không được sau 06/02/2024."),
    ],
)
def test_a_wrong_date_is_explained_and_stays_in_its_boxes(typed: dict[str, str], said: str):
    form = Birth(typed)
    assert form.errors["born"] == [said]
    for value in typed.values():
        assert not value or f'value="{value}"' in str(form["born"])


def test_the_29th_of_february_exists_in_a_leap_year():
    assert born(boxes(29, 2, 2024)) == "Ngày không được sau 06/02/2024."
    assert born(boxes(29, 2, 2020)) == date(2020, 2, 29)


def test_a_kept_date_is_shown_in_its_boxes():
    html = str(Birth(initial={"born": "2007-03-27"})["born"])
    assert all(f'value="{part}"' in html for part in ("27", "03", "2007"))


@given(st.integers(min_value=0, max_value=10**13))
def test_money_is_read_as_it_is_written(amount: int):
    field = MoneyField()
    assert field.clean(format_money(amount)) == field.clean(str(amount)) == field.clean(amount) == amount


@given(st.text(max_size=30))
def test_whatever_is_typed_as_money_is_an_amount_or_an_explanation(typed: str):
    try:
        amount = MoneyField(required=False).clean(typed)
    except ValidationError as wrong:
        amount, said = None, wrong.messages[0]
    else:
        said = "Hãy nhập số đồng"
    assert "Hãy nhập số đồng" in said
    assert amount is None or amount >= 0


def test_money_keeps_zero_apart_from_nothing_and_minds_its_bounds():
    assert MoneyField(required=False).clean("") is None
    assert MoneyField().clean("0") == 0
    assert error(MoneyField(least=1000), "500") == "Số tiền phải từ 1.000 đ trở lên."
    assert error(MoneyField(most=50000), "50.001") == "Số tiền không được quá 50.000 đ."


@given(st.from_regex(r"[0-9]{3}[0-3][0-9]{8}", fullmatch=True), st.sampled_from([" ", ".", "-", "\u00a0"]))
def test_an_identity_number_may_have_gaps_anywhere(digits: str, gap: str):
    assert IdentityField().clean(gap.join([digits[:3], digits[3:6], digits[6:]])) == digits


@given(st.text(alphabet="0123456789", min_size=1, max_size=20).filter(lambda text: len(text) != 12))
def test_an_identity_number_of_another_length_is_counted_out(digits: str):
    assert f"bạn đã nhập {len(digits)} chữ số" in error(IdentityField(), digits)


def test_the_structure_of_an_identity_number_is_read():
    """NĐ 137/2015/NĐ-CP Điều 13: place (3), century and sex (1), year of birth (2), chance (6)."""
    assert (birth_year_of("056307001234"), is_male("056307001234")) == (2007, False)
    assert (birth_year_of("056085001234"), is_male("056085001234")) == (1985, True)
    assert "Chữ số thứ tư" in error(IdentityField(), "056907001234")
    assert "chỉ gồm chữ số" in error(IdentityField(), "05630700123a")
    assert "chỉ gồm chữ số" in error(IdentityField(), "٠٥٦٣٠٧٠٠١٢٣٤")


def test_the_old_card_is_taken_only_where_it_is_allowed():
    assert IdentityField(old_card=True).clean("225 123 456") == "225123456"
    assert "12 chữ số" in error(IdentityField(), "225123456")


@given(st.from_regex(r"[0-9]{9}", fullmatch=True), st.integers(min_value=0, max_value=9))
def test_a_tax_code_stands_or_falls_with_its_check_digit(nine: str, last: int):
    typed = f"{nine}{last}"
    if tax_check_digit(nine) == last:
        assert TaxCodeField().clean(typed) == typed
        assert TaxCodeField().clean(f"{typed} - 001") == f"{typed}-001"
    else:
        assert "chữ số kiểm tra" in error(TaxCodeField(), typed)


def test_a_person_may_use_the_identity_number_as_tax_code():
    assert TaxCodeField(person=True).clean("056307001234") == "056307001234"
    assert "10 chữ số" in error(TaxCodeField(), "056307001234")


@pytest.mark.parametrize("typed", ["0912345678", "0912 345 678", "+84 912 345 678", "84912345678", "0912.345.678"])
def test_one_telephone_number_however_it_is_typed(typed: str):
    assert PhoneField().clean(typed) == "0912345678"


@pytest.mark.parametrize("typed", ["12", "01234567890", "abc", "+", "0912345678901"])
def test_a_number_nobody_can_have_is_explained(typed: str):
    assert "0912 345 678" in error(PhoneField(), typed)


def test_a_foreign_number_keeps_its_country():
    assert PhoneField().clean("+49 30 123456") == "+4930123456"


@given(st.text(max_size=60))
def test_clean_text_has_one_form_and_nothing_invisible(typed: str):
    cleaned = CleanCharField(required=False).clean(typed)
    assert cleaned == unicodedata.normalize("NFC", cleaned) == cleaned.strip()
    assert not any(unicodedata.category(letter) in {"Cc", "Cf", "Cs"} for letter in cleaned)
    assert CleanCharField(required=False).clean(cleaned) == cleaned


def test_text_of_several_lines_keeps_its_lines():
    assert CleanCharField(lines=True).clean("một \r\n\r\n  hai\x00") == "một\n\nhai"
    assert "Hãy điền mục này." in error(CleanCharField(), " \u200b ")


def test_a_field_reads_well_to_those_who_do_not_see_it():
    class Form(forms.Form):
        name = CleanCharField(label="Họ và tên", help_text="Như trên giấy khai sinh", max_length=5)
        way = forms.ChoiceField(label="Cách nhận", choices=[("a", "Bưu chính")], widget=forms.RadioSelect)
        note = CleanCharField(label="Ghi chú", required=False)

    form = Form({"name": "quá dài rồi"}, auto_id="id_%s")
    name, way, note = (form[key].as_field_group() for key in ("name", "way", "note"))
    assert 'aria-describedby="id_name_helptext id_name_error"' in name
    assert 'id="id_name_helptext"' in name
    assert 'id="id_name_error"' in name
    assert 'aria-invalid="true"' in name
    assert "<fieldset" in way
    assert "<legend" in way
    assert "(không bắt buộc)" in note
    assert "(không bắt buộc)" not in name
