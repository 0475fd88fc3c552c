"""Numbers the State gives out: what their structure alone can tell."""

from datetime import date

_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)


def identity_problem(digits: str, today: date) -> str:
    """What is wrong with the structure of a 12-digit identity number, in Vietnamese; "": nothing.

    Three digits for the place where the birth was registered, one for century and sex, two for the year of birth,
    six by chance (NĐ 137/2015/NĐ-CP Điều 13; TT 59/2021/TT-BCA Điều 4). Nobody is born after `today`.
    """
    born = 1900 + 100 * (int(digits[3]) // 2) + int(digits[4:6])
    if born > today.year:
        return f"có năm sinh {born} ở chữ số thứ tư đến thứ sáu, chưa tới năm ấy. Hãy xem lại số trên thẻ."
    return ""


def tax_check_fails(digits: str) -> bool:
    """Whether the tenth digit of a tax code does not follow from the first nine (weights 31 … 3, modulo 11)."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits[:9], strict=True))
    return int(digits[9]) != 10 - total % 11
