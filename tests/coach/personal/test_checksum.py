"""Check digits, on numbers published as examples."""

import pytest

from coach.personal.checksum import is_hongkong_id, is_luhn, is_mainland_id, is_taiwan_id


@pytest.mark.parametrize("digits", ["4111111111111111", "378282246310005", "6011000990139424", "79927398713"])
def test_luhn(digits: str) -> None:
    """Test cards pass; with any other last digit they do not."""
    assert [digit for digit in "0123456789" if is_luhn(digits[:-1] + digit)] == [digits[-1]]


@pytest.mark.parametrize("number", ["11010519491231002X", "440524188001010014", "110105491231002"])
def test_mainland_id(number: str) -> None:
    """The examples of GB 11643, and one of the old kind."""
    assert is_mainland_id(number)


@pytest.mark.parametrize(
    "number",
    [
        "110105194912310021",  # check digit
        "99010519491231002X",  # no such province
        "11010519491331002X",  # no such month
        "110105194902300028",  # no such day
        "110105001231002000",  # no such year
        "110105499931002",  # the old kind with no such month
        "11010519491231002",  # too short
    ],
)
def test_no_mainland_id(number: str) -> None:
    """Province, date, length and check digit must all be right."""
    assert not is_mainland_id(number)


@pytest.mark.parametrize("number", ["A123456789", "A800000014", "AC01234567"])
def test_taiwan_id(number: str) -> None:
    """A national's, and resident certificates of the new and the old kind; other last digits are wrong."""
    assert [digit for digit in "0123456789" if is_taiwan_id(number[:-1] + digit)] == [number[-1]]


@pytest.mark.parametrize("number", ["A1234563", "AB9876543", "E3649125", "G123456A"])
def test_hongkong_id(number: str) -> None:
    """With one letter or two, and a check of ten; other checks are wrong."""
    assert [check for check in "0123456789A" if is_hongkong_id(number[:-1] + check)] == [number[-1]]
