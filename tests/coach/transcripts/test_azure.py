"""Azure's batch and fast transcription."""

import pytest

from tests.coach.transcripts.files import read, read_sample, sample


def test_batch_has_speakers() -> None:
    reading = read_sample("azure-batch.json")
    assert reading.turns[0] == (None, "1", "您好，遠翔航空，很高興為您服務。")
    assert reading.times[0] == (1.67, 4.75)


def test_fast_lists_one_channel_after_the_other() -> None:
    reading = read_sample("azure-fast.json")
    assert [speaker for _, speaker, _ in reading.turns] == ["0", "1", "0", "1", "0", "1"]
    assert reading.times[0] == (1.87, 6.33)


@pytest.mark.parametrize(
    ("offset", "duration", "wanted"),
    [
        ("PT1H2M3.5S", "PT2S", (3723.5, 3725.5)),
        ("PT0S", "PT0.25S", (0.0, 0.25)),
        ("PT", "PT2S", (None, None)),
        ("morgen", "PT2S", (None, None)),
        ("PT5S", "kurz", (5.0, None)),
        ("PT5S", None, (5.0, None)),
        (None, None, (None, None)),
    ],
)
def test_without_ticks_the_duration_is_read(
    offset: object, duration: object, wanted: tuple[float | None, float | None]
) -> None:
    phrase = {"recognitionStatus": "Success", "offset": offset, "duration": duration, "nBest": [{"display": "好"}]}
    reading = read({"recognizedPhrases": [phrase]})
    assert reading.times == [wanted]
    odd = [value for value in (offset, duration) if value in {"PT", "morgen", "kurz"}]
    assert bool(reading.transcripts[0].notes) == bool(odd)


def test_without_display_the_lexical_form_is_read() -> None:
    data = sample("azure-batch.json")
    del data["recognizedPhrases"][0]["nBest"][0]["display"]
    assert read(data).turns[0][2] == "您好遠翔航空很高興為您服務"


def test_a_phrase_not_recognised_is_told() -> None:
    data = sample("azure-batch.json")
    data["recognizedPhrases"][2]["recognitionStatus"] = "NoMatch"
    data["recognizedPhrases"][3]["recognitionStatus"] = None
    data["recognizedPhrases"][4]["nBest"] = []
    reading = read(data)
    assert reading.seen == [
        ("$.recognizedPhrases[2].recognitionStatus", "not-recognised", 1),
        ("$.recognizedPhrases[3].recognitionStatus", "not-recognised", 1),
        ("$.recognizedPhrases[4]", "bad-text", 1),
    ]
    assert "NoMatch" in reading.problems[0].message
    assert reading.rows == 8


def test_a_failed_job_says_why() -> None:
    error = {"code": "InvalidData", "message": "The recordings URI contains invalid data."}
    reading = read({"self": "https://eastus.api", "status": "Failed", "properties": {"error": error}})
    assert reading.seen == [("$.properties.error", "job-failed", 1)]
    assert "The recordings URI contains invalid data." in reading.problems[0].message
