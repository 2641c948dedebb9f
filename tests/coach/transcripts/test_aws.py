"""Call Analytics, Contact Lens and Transcribe."""

import pytest

from tests.coach.transcripts.files import read, read_sample, sample


def test_call_analytics_says_the_roles() -> None:
    reading = read_sample("aws-call-analytics.json")
    assert reading.turns[1] == ("customer", None, "我订的房间想改到下个星期五，系统里改不了。")
    assert reading.times[0] == (1.32, 7.27)
    assert reading.transcripts[0].id == "yunqi-20260914-1022"
    assert reading.transcripts[0].channel == "call"


def test_contact_lens_tells_two_agents_apart() -> None:
    data = sample("aws-contact-lens.json")
    reading = read(data)
    agents = {speaker for role, speaker, _ in reading.turns if role == "agent"}
    assert len(agents) == 2
    assert reading.transcripts[0].id == data["CustomerMetadata"]["ContactId"]


def test_contact_lens_chats_have_a_time_of_day() -> None:
    reading = read_sample("aws-contact-lens-chat.json")
    assert reading.transcripts[0].channel == "chat"
    assert (reading.transcripts[0].agent, reading.transcripts[0].date) == ("小满", "2026-09-14")
    assert reading.times[:2] == [(0.0, None), (23.0, None)]


@pytest.mark.parametrize("moment", ["gestern", "02:15:07", 5, None])
def test_a_time_of_day_that_is_none_leaves_the_words(moment: object) -> None:
    data = sample("aws-contact-lens-chat.json")
    data["Transcript"][0]["AbsoluteTime"] = moment
    assert read(data).times[:2] == [(None, None), (0.0, None)]


@pytest.mark.parametrize(
    ("role", "wanted"),
    [("SYSTEM", "system"), ("CUSTOM_BOT", "system"), ("SUPERVISOR", "agent"), ("CUSTOMER", "customer"), ("NEW", None)],
)
def test_roles(role: str, wanted: str | None) -> None:
    data = sample("aws-call-analytics.json")
    data["Transcript"][0]["ParticipantRole"] = role
    reading = read(data)
    assert reading.turns[0][0] == wanted


def test_a_participant_nobody_listed_keeps_the_label() -> None:
    data = sample("aws-contact-lens.json")
    data["Participants"][0] = {"ParticipantId": 7, "ParticipantRole": ["CUSTOMER"]}
    data["Transcript"][0]["ParticipantId"] = None
    reading = read(data)
    assert reading.turns[0][:2] == (None, None)
    assert reading.turns[1][:2] == (None, data["Transcript"][1]["ParticipantId"])


def test_transcribe_gives_the_same_with_and_without_audio_segments() -> None:
    """Older results have words and speaker segments only; Latin words come without the space beside Chinese."""
    data = sample("aws-transcribe.json")
    newer = read(data)
    del data["results"]["audio_segments"]
    older = read(data)
    assert newer.turns[0] == (None, "spk_0", "您好，仁济医院预约中心。")
    assert [(role, speaker, text.replace(" ", "")) for role, speaker, text in newer.turns] == older.turns
    assert newer.times == older.times
    assert newer.transcripts[0].id == "renji-checkup-0914"


def test_transcribe_without_speakers_is_cut_into_sentences() -> None:
    data = sample("aws-transcribe.json")
    del data["results"]["audio_segments"], data["results"]["speaker_labels"]
    for item in data["results"]["items"]:
        del item["speaker_label"]
    reading = read(data)
    assert reading.turns[0] == (None, None, "您好，仁济医院预约中心。")
    assert len(reading.turns) == 5


def test_channels_are_put_in_the_order_of_the_call() -> None:
    reading = read_sample("aws-transcribe-channels.json")
    assert [speaker for _, speaker, _ in reading.turns] == ["ch_0", "ch_1", "ch_0", "ch_1"]


@pytest.mark.parametrize("alternatives", [None, [], [None], [{"content": 5}], "x"])
def test_a_word_without_content_is_told(alternatives: object) -> None:
    data = sample("aws-transcribe-channels.json")
    data["results"]["channel_labels"]["channels"][0]["items"][2]["alternatives"] = alternatives
    reading = read(data)
    assert reading.seen == [("$.results.channel_labels.channels[0].items[2]", "bad-text", 1)]
    assert reading.turns[0][2] == "您好，讲。"


def test_punctuation_before_any_word_is_kept() -> None:
    items = [
        {"type": "punctuation", "alternatives": [{"content": "，"}]},
        {"type": "pronunciation", "alternatives": [{"content": "好"}], "start_time": "0.1", "end_time": "0.4"},
    ]
    reading = read({"jobName": "x", "results": {"transcripts": [{"transcript": "，好"}], "items": items}})
    assert reading.turns == [(None, None, "，好")]


@pytest.mark.parametrize("job", ["TranscriptionJob", "CallAnalyticsJob"])
def test_a_job_has_no_words(job: str) -> None:
    failed = {job: {f"{job}Status": "FAILED", "FailureReason": "The media format is not supported."}}
    reading = read(failed)
    assert reading.seen == [(f"$.{job}", "job-failed", 1)]
    assert "The media format is not supported." in reading.problems[0].message
    reading = read({job: {f"{job}Status": "COMPLETED"}})
    assert reading.seen == [(f"$.{job}", "job-only", 1)]
    assert "TranscriptFileUri" in reading.problems[0].advice
