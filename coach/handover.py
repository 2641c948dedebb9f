"""What a customer hands over in words or as a file when it was asked for: numbers, codes, addresses, pictures."""

from __future__ import annotations

import re

from coach.fold import fold

# A number, code, plate: letters and digits in a row, at least one digit, that is no price, time or number of things.
_UNIT = "(?![ ]?(?:[块元蚊圆点分秒个天日月年岁人件张箱斤次台米平寸折期级万千百%]|公斤|小时|kg|gb|mb))"
_CODE = re.compile(r"(?=[a-z0-9 -]{0,40}[0-9])[a-z0-9](?:[a-z0-9]|[ -](?=[a-z0-9]{0,40}[0-9])){2,}(?![a-z0-9])" + _UNIT)
# Digits as they are spoken, in groups or one by one.
_SPOKEN = re.compile(
    "[零〇一二三四五六七八九幺两洞拐](?:[ ,，、-]{0,2}[零〇一二三四五六七八九幺两洞拐]){2,}(?![十百千万])" + _UNIT
)
_NUMBER = "[0-9a-z零〇一二三四五六七八九十百两]"
_ADDRESS = re.compile(
    f"{_NUMBER}(?:栋|幢|座|单元|室|号楼|弄|巷)|[路街道村里邨苑园庭城区镇乡大厦][^，。,\n]{{0,12}}?{_NUMBER}[号段楼期层]"
)
_BIRTHDAY = re.compile(f"(?:[0-9]{{2,4}}|{_NUMBER}{{2,4}})年{_NUMBER}{{1,3}}月{_NUMBER}{{1,3}}[日号]?")
_MAIL = re.compile(r"[a-z0-9._-]{1,40}@[a-z0-9.-]{1,40}|\bdot\b|艾特|小老鼠|点com|@")
_ATTACHED = re.compile(
    r"[\[【<(（《][^\]】>)）》]{0,10}(?:图|照片|相片|相(?![当信关])|文件|视频|语音|影片|附件|档案|表(?!情)|单据|证件|证|image|photo"
    r"|picture|pic|file|pdf|attachment|video)[^\]】>)）》]{0,14}[\]】>)）》]"
    r"|\.(?:jpe?g|png|gif|heic|pdf|docx?|xlsx?|mp4|mov|zip)(?![a-z])"
)
_ITEMS = (_ATTACHED, _CODE, _SPOKEN, _MAIL, _ADDRESS, _BIRTHDAY)


def handed_over(text: str) -> tuple[int, int] | None:
    """Return where something that can be asked for stands in a text as written: the first kind that is found."""
    folded = fold(text)
    matches = (pattern.search(folded.text) for pattern in _ITEMS)
    match = next(filter(None, matches), None)
    return folded.span(*match.span()) if match else None
