"""Check digits: whether a number can be a card or an identity document, or is just any number.

A check digit is right by chance in one of ten numbers (of eleven where it may be ten as well).
"""

from __future__ import annotations

from datetime import date

_WEIGHTS_MAINLAND = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS_MAINLAND = "10X98765432"
# GB/T 2260: the first two digits are the province.
_PROVINCES = "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83"
# The value of a letter is ten more than its place here.
_LETTERS_TAIWAN = "ABCDEFGHJKLMNPQRSTUVXYWZIO"


def is_luhn(digits: str) -> bool:
    """Tell whether the last digit is right by the Luhn formula (ISO/IEC 7812-1, annex B)."""
    total = 0
    for place, digit in enumerate(map(int, reversed(digits))):
        doubled = digit * 2 if place % 2 else digit
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


def is_mainland_id(number: str) -> bool:
    """Tell whether it is a resident identity number: 18 characters with a check digit, or 15 of the old kind.

    GB 11643-1999: province and county, date of birth, serial number, check digit (ISO 7064 mod 11-2). The old kind has
    a year of two digits and no check digit, so that only province and date speak for it.
    """
    if number[:2] not in _PROVINCES:
        return False
    if len(number) == 15:
        return _is_date(f"19{number[6:12]}")
    if len(number) != 18 or not _is_date(number[6:14]) or not "1850" < number[6:10] < "2100":
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS_MAINLAND, strict=False))
    return number[17] == _CHECKS_MAINLAND[total % 11]


def is_taiwan_id(number: str) -> bool:
    """Tell whether it is a national identity number of Taiwan, or one of a resident certificate of either kind.

    A letter and nine digits. The first digit is 1 or 2 for nationals, 8 or 9 for others since 2021; before that, these
    had a second letter (A–D) in its place, of whose value the last digit counts.
    """
    value = _LETTERS_TAIWAN.index(number[0]) + 10
    second = str(_LETTERS_TAIWAN.index(number[1]) % 10) if number[1].isalpha() else number[1]
    digits = [value // 10, value % 10, *map(int, second + number[2:])]
    return (
        sum(digit * weight for digit, weight in zip(digits, (1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1), strict=True)) % 10 == 0
    )


def is_hongkong_id(number: str) -> bool:
    """Tell whether it is an identity card number of Hong Kong, without its brackets.

    One or two letters, six digits, a check. Letters count from A = 10; a missing first letter counts 36; weights
    9 … 1; the sum is a multiple of 11, where a check of ten is written A.
    """
    values = [int(char, 36) for char in number]
    padded = [36] * (9 - len(values)) + values
    return sum(value * weight for value, weight in zip(padded, range(9, 0, -1), strict=True)) % 11 == 0


def _is_date(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return False
    return True
