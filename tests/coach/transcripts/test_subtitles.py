"""WebVTT and SubRip."""

from coach.transcripts import subtitles
from coach.transcripts.opened import Head
from coach.transcripts.options import ReadOptions
from tests.coach.transcripts.files import opened, read, read_sample


def _vtt(*blocks: str) -> str:
    return "\n\n".join(["WEBVTT", *blocks]) + "\n"


def test_webvtt_with_voices_settings_notes_and_styles() -> None:
    reading = read_sample("subtitles.vtt")
    assert reading.turns[:2] == [
        ("agent", None, "您好，信安銀行信用卡中心，敝姓林，請問有什麼可以為您服務？"),
        ("customer", None, "你好，我這個月的帳單有一筆海外手續費，我想問一下那是什麼。"),
    ]
    assert reading.times[0] == (1.43, 7.2)
    assert reading.transcripts[0].channel == "call"


def test_subrip_with_labels_and_lines_joined() -> None:
    reading = read_sample("subtitles.srt")
    assert reading.turns[5] == (
        "agent",
        None,
        "感谢您的等待。系统显示是放在小区门口的驿站代收，取件码没有发到您手机上。",
    )
    assert reading.times[5] == (35.48, 42.42)


def test_a_broken_cue_is_told_with_its_line_and_the_others_go_on() -> None:
    text = _vtt(
        "00:01.000 --> 00:02.000\n您好",
        "00:0x.000 --> 00:04.000\n壞掉了",
        "00:05.000 --> 00:06.000\n再見",
    )
    reading = read(text, "a.vtt")
    assert [said for _, _, said in reading.turns] == ["您好", "再見"]
    assert reading.seen == [("line 6", "bad-cue", 1)]
    assert "00:0x.000" in reading.problems[0].message


def test_a_missing_empty_line_hides_no_cue() -> None:
    srt = "1\n00:00:01,000 --> 00:00:02,000\n您好\n2\n00:00:03,000 --> 00:00:04,000\n你好\n"
    srt += "00:00:05,000 --> 00:00:06,000\n請說"
    reading = read(srt, "a.srt")
    assert [said for _, _, said in reading.turns] == ["您好", "你好", "請說"]
    assert reading.times == [(1.0, 2.0), (3.0, 4.0), (5.0, 6.0)]
    assert read("WEBVTT\n00:01.000 --> 00:02.000\n您好", "a.vtt").turns == [(None, None, "您好")]


def test_an_empty_line_within_a_subrip_cue_cuts_nothing() -> None:
    srt = "1\n00:00:01,000 --> 00:00:02,000\n您好\n\n請稍候\n\n2\n\n00:00:03,000 --> 00:00:04,000\n好\n"
    reading = read(srt, "a.srt")
    assert [said for _, _, said in reading.turns] == ["您好請稍候", "好"]
    assert reading.seen == []


def test_text_without_times_is_told() -> None:
    reading = read("前言\n\n1\n00:00:01,000 --> 00:00:02,000\n您好", "a.srt")
    assert reading.seen == [("line 1", "no-times", 1)]
    reading = read(_vtt("00:01.000 --> 00:02.000\n您好", "沒有時間的字"), "a.vtt")
    assert reading.seen == [("line 6", "no-times", 1)]


def test_several_voices_in_a_cue_are_several_turns() -> None:
    text = _vtt(
        "00:01.000 --> 00:04.000\n<v.loud 客服>請問<b>貴姓</b>？</v>\n<v 客戶>姓林 &amp; 謝謝</v>\n<v Speaker 3>嗯</v>"
    )
    reading = read(text, "a.vtt")
    assert reading.turns == [
        ("agent", None, "請問貴姓？"),
        ("customer", None, "姓林 & 謝謝"),
        (None, "Speaker 3", "嗯"),
    ]
    assert reading.rows == 3


def test_a_cue_without_words_is_told() -> None:
    reading = read(_vtt("00:01.000 --> 00:02.000\n您好", "00:03.000 --> 00:04.000\n<i></i>"), "a.vtt")
    assert reading.seen == [("line 6", "no-text", 1)]
    assert reading.rows == 2


def test_words_before_a_colon_are_a_label_only_where_labels_are_the_custom() -> None:
    cues = ["地址：中山路三號", "電話是 02:3344", "好", "您好"]
    plain = read(_vtt(*(f"00:0{n}.000 --> 00:0{n}.900\n{cue}" for n, cue in enumerate(cues))), "a.vtt")
    assert [said for _, _, said in plain.turns] == cues
    named = ["小林：您好", "王先生：你好", "小林：地址：中山路三號"]
    reading = read(_vtt(*(f"00:0{n}.000 --> 00:0{n}.900\n{cue}" for n, cue in enumerate(named))), "a.vtt")
    assert reading.turns == [(None, "小林", "您好"), (None, "王先生", "你好"), (None, "小林", "地址：中山路三號")]


def test_two_labelled_lines_in_a_cue_are_two_turns() -> None:
    reading = read("1\n00:00:01,000 --> 00:00:02,000\n{\\an8}客服：您好\n客户：你好\n", "a.srt")
    assert reading.turns == [("agent", None, "您好"), ("customer", None, "你好")]


def test_what_the_user_says_of_labels_and_channel_holds() -> None:
    options = ReadOptions(roles={"小林": "agent"}, channel="chat")
    reading = read(
        _vtt("00:01.000 --> 00:02.000\n小林：您好", "00:03.000 --> 00:04.000\n好", "00:05.000 --> 00:06.000\n嗯"),
        "a.vtt",
        options,
    )
    assert reading.turns[0] == ("agent", None, "您好")
    assert reading.transcripts[0].channel == "chat"


def test_a_line_that_cannot_be_decoded_costs_its_cue_only() -> None:
    raw = (
        "1\n00:00:01,000 --> 00:00:02,000\n您好，請問有什麼可以為您服務\n\n2\n00:00:03,000 --> 00:00:04,000\n".encode()
    )
    raw += b"\xff\xfe\xe6\n\n3\n00:00:05,000 --> 00:00:06,000\n" + "謝謝您的來電，再見".encode()
    reading = read(raw, "a.srt", ReadOptions(encoding="utf-8"))
    assert [said for _, _, said in reading.turns] == ["您好，請問有什麼可以為您服務", "謝謝您的來電，再見"]
    assert [(code, rows) for _, code, rows in reading.seen] == [("undecodable", 1)]
    assert reading.seen[0][0].startswith("line 7")


def test_a_dialogue_with_times_and_words_on_one_line_is_none() -> None:
    head = Head(opened("00:00:01.000 --> 00:00:03.000 客服：您好\n00:00:04.000 --> 00:00:05.000 客户：你好\n", "a.txt"))
    assert not subtitles.looks_like(head)


def test_hostile_text_is_kept() -> None:
    text = _vtt("00:01.000 --> 00:02.000\n您\u200b好😀\0<c.yellow", "99999999:59:59.999 --> 00:00.000\n久")
    reading = read(text, "a.vtt")
    assert reading.rows == 2
    assert "您\u200b好😀" in reading.turns[0][2]
