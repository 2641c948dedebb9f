"""Telephone numbers of the mainland, Taiwan, Hong Kong and Macau, and those with a + of anywhere.

The numbering plans: the mainland's (MIIT 2017), Taiwan's (NCC) and Hong Kong's (OFCA). Service numbers of three to six
digits, 400 and 800 numbers and Taiwan's 0800 are shorter or begin otherwise than what is sought here.
"""

from __future__ import annotations

import re
from functools import cache

from coach.personal.number import EDGE, END, GAP, Pattern
from coach.personal.words import stands_after, stands_before, words

_G = GAP
# Nothing that looks like more of the number stands before or after: a range, a date, a longer number in groups.
_ALONE = r"(?<![0-9*])(?<![0-9][ \-./:,])"
_ALONE_END = r"(?![0-9*])(?![ \-./:,][0-9])"
# 400-081-8666 0755-23086657: what follows 400- is not an area code.
_NOT_SERVICE = r"(?<![48]00[ -])"
_YEARS = re.compile(r"(?:19|20)[0-9]{2}[ -]?(?:19|20)[0-9]{2}")
_DATE = re.compile(r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")
_SERVICE = re.compile(r"[48]00|96[0-9]{5}$")


def _country(code: str) -> str:
    return rf"[+(]{{0,2}}(?:00)?{code}\)?{_G}"


def _extension() -> str:
    listed = "|".join(map(re.escape, sorted(words().extension, key=len, reverse=True)))
    return rf"(?:(?:{_G}\(? ?(?:{listed}) ?|-)(?P<extension>[0-9]{{1,6}}))?"


@cache
def phones() -> tuple[Pattern, ...]:
    """Return the patterns of telephone numbers."""
    return (
        Pattern("phone", _mainland_mobile(), head=3, tail=4),
        Pattern("phone", _taiwan_mobile(), head=3, tail=3),
        Pattern("phone", _taiwan_landline(), head=0, tail=3, told=_is_taiwan_landline),
        Pattern("phone", _mainland_landline(), head=0, tail=3),
        Pattern("phone", _hongkong_with_code(), head=0, tail=3),
        Pattern(
            "phone", re.compile(rf"{EDGE}\+(?P<number>[1-9](?:[ \-.()]{{0,2}}[0-9]){{7,14}}){END}"), head=2, tail=3
        ),
        Pattern("phone", _local(), head=0, tail=3, told=_is_local),
    )


def _mainland_mobile() -> re.Pattern[str]:
    three, four = "[0-9]{3}", "[0-9]{4}"
    groups = (
        f"1[3-9][0-9]{_G}{four}{_G}{four}",
        f"1[3-9][0-9]{_G}{three}{_G}[0-9]{{5}}",
        f"1[3-9][0-9]{{2}}{_G}{three}{_G}{four}",
        f"1[3-9][0-9]{{2}}{_G}{four}{_G}{three}",
        f"1[3-9][0-9]{{3}}{_G}{three}{_G}{three}",
        "1[ .,、-][3-9](?:[ .,、-][0-9]){9}",
    )
    return re.compile(rf"{EDGE}(?:{_country('86')})?(?P<number>{'|'.join(groups)}){END}")


def _taiwan_mobile() -> re.Pattern[str]:
    """Return the pattern of mobile numbers; the 0 before the 9 stays, and falls away after +886."""
    two, three, four = "[0-9]{2}", "[0-9]{3}", "[0-9]{4}"
    groups = (
        f"9{two}{_G}{three}{_G}{three}",
        f"9{_G}{four}{_G}{four}",
        f"9{two}{_G}{two}{_G}{four}",
        f"9{two}{_G}{two}{_G}{two}{_G}{two}",
        "9(?:[ .,、-][0-9]){8}",
    )
    return re.compile(rf"{EDGE}(?:{_country('886')}\(?0?\)?|0[ .,、-]?)(?P<number>{'|'.join(groups)}){END}")


def _taiwan_landline() -> re.Pattern[str]:
    area = r"(?:2|37|3|49|4|5|6|7|826|82|836|89|8)"
    before = rf"(?:{_country('886')}\(?0?|\(?0){area}\)?{_G}"
    return re.compile(rf"{EDGE}{_NOT_SERVICE}{before}(?P<number>[1-9][0-9]{{1,3}}{_G}[0-9]{{3,4}}){_extension()}{END}")


def _is_taiwan_landline(match: re.Match[str]) -> bool:
    """Nine or ten digits with the 0 of the area."""
    text = match.string[match.start() : match.end("number")]
    digits = re.sub("[^0-9]", "", text)
    national = re.sub("^(?:00)?886", "", digits)
    return len(national.removeprefix("0")) in {8, 9}


def _mainland_landline() -> re.Pattern[str]:
    area = "(?:10|2[0-9]|(?!800)[3-9][0-9]{2})"
    before = rf"(?:{_country('86')}\(?0?|\(?0){area}\)?{_G}"
    return re.compile(rf"{EDGE}{_NOT_SERVICE}{before}(?P<number>[1-9][0-9]{{2,3}}{_G}[0-9]{{4}}){_extension()}{END}")


def _hongkong_with_code() -> re.Pattern[str]:
    """Return the pattern of Hong Kong and Macau; 85291234567 alone might be any number, so some mark must be there."""
    code = rf"(?:(?:[+(]{{1,2}}|00)85[23]\)?{_G}|85[23][ \-)]{{1,2}})"
    return re.compile(rf"{EDGE}{code}(?P<number>[2-9][0-9]{{3}}{_G}[0-9]{{4}}){END}")


def _local() -> re.Pattern[str]:
    return re.compile(rf"{_ALONE}(?P<number>[2-9][0-9]{{2,3}}(?P<gap>[ -]?)[0-9]{{4}}){_extension()}{_ALONE_END}")


def _is_local(match: re.Match[str]) -> bool:
    """Without an area code: after a word like 電話, or as Hong Kong writes them, if nothing says otherwise."""
    number = match["number"]
    known = words()
    if _DATE.fullmatch(number) or _YEARS.fullmatch(number) or stands_after(match, known.counted):
        return False
    if stands_before(match, known.phone):
        return not _SERVICE.match(number)
    if len(number) < 8 or stands_before(match, known.business):
        return False
    if match["gap"] == " ":
        return number[0] in "235679" and not (number[2:4] == number[-2:] == "00")
    return not match["gap"] and number[0] in "569"
