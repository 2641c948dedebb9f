"""Learning, on a handful of lessons."""

import json
from pathlib import Path
from typing import get_args

import numpy as np
import pytest

from coach.bench.wording import labelled
from coach.fold import lines, squeeze
from coach.learned.corpus import Lesson, lessons, written_hash
from coach.learned.model import LearnedModel, built_in
from coach.learned.training import train, write
from coach.sound import sounds
from phrasebook import Category, PhrasebookNotFound, data_folder, load

RUDE = ["你自己不会看吗", "这也要问我啊", "别烦我了行不行", "你怎么这么啰嗦", "说了多少遍了还问"]
KIND = ["您可以自己看一下", "这个我帮您问问", "别担心我来处理", "您说得很清楚", "麻烦再说一遍好吗"]
LESSONS: list[Lesson] = [
    (f"{place}，{words}。", ("sarcasm", "impatience", "judging")[number % 3], words)
    for place in ("订单的事", "快递到了", "发票", "宽带报修", "您好")
    for number, words in enumerate(RUDE)
] + [(f"{place}，{words}。", None, None) for place in ("订单的事", "快递到了", "发票", "宽带报修") for words in KIND]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> LearnedModel:
    place = tmp_path_factory.mktemp("model") / "learned.npz"
    write(train(LESSONS) | {"corpus": np.array("here")}, place)
    return LearnedModel.load(place)


def test_it_tells_the_rude_from_the_kind_and_says_where(model: LearnedModel) -> None:
    text = "套餐改好了，你自己不会看吗"
    rude, kind = model.opinion(text), model.opinion("套餐改好了，您可以自己看一下")
    assert rude
    assert kind
    assert rude.probability > 0.5 > kind.probability
    assert text[slice(*rude.window.span)] == "你自己不会看吗"
    assert rude.category == "sarcasm"
    assert model.opinion("，") is None


def test_the_gate_lets_through_what_would_be_reported(model: LearnedModel) -> None:
    suspect, clean = lines("这也要问我啊"), lines("谢谢")
    assert model.suspects(suspect, sounds(suspect))
    assert not model.suspects(clean, sounds(clean))


def test_bulk_weighs_as_single_messages_do(model: LearnedModel) -> None:
    text = "\n这也要问我啊\n"
    points = np.frombuffer(text.encode("utf-32-le"), "<u4")
    weights = [model.pair_weights(points)[place] for place in range(len(text) - 1)]
    assert weights == pytest.approx([model._pairs.get(text[place : place + 2], 0.0) for place in range(len(text) - 1)])
    assert any(weights)


def test_the_same_lessons_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "other"):
        write(train(LESSONS), tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


def test_the_shipped_weights_were_learnt_from_the_shipped_utterances() -> None:
    assert built_in().corpus == written_hash(), "run “make learn”"


def test_nothing_that_is_measured_was_learnt() -> None:
    learnt = {squeeze(text) for text, _, _ in lessons(load([data_folder() / "phrasebook"])[0])}
    assert len(learnt) >= 5_000
    measured = {squeeze(one["text"]) for one in (*labelled("dev"), *labelled("test"))}
    assert learnt & measured == set()


@pytest.mark.parametrize("damage", ["empty", "cut", "short", "nameless"])
def test_damaged_weights_are_told_by_loading(tmp_path: Path, damage: str) -> None:
    """Not by a crash in the middle of a check."""
    place = tmp_path / "learned.npz"
    arrays = train(LESSONS) | {"corpus": np.array("here")}
    if damage == "short":
        arrays["window"] = arrays["window"][:-3]
    if damage == "nameless":
        del arrays["names"]
    write(arrays, place)
    if damage in {"empty", "cut"}:
        place.write_bytes(place.read_bytes()[: 0 if damage == "empty" else 900])
    with pytest.raises(ValueError, match=r"damaged|No data|empty"):
        LearnedModel.load(place)


def test_a_missing_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coach.learned.model.LEARNED", "nowhere.npz")
    with pytest.raises(PhrasebookNotFound, match=r"nowhere\.npz"):
        built_in.__wrapped__()


@pytest.mark.parametrize("text", ["套餐" * 40_000, "zhi" * 3_000, "你自己不会看吗" * 5_000])
def test_long_texts_get_an_opinion(model: LearnedModel, text: str) -> None:
    opinion = model.opinion(text)
    assert opinion is None or 0 <= opinion.probability <= 1


def test_lessons_that_say_nothing_teach_nothing() -> None:
    assert train([*LESSONS, ("还行", "judging", "？？")]).keys() == train(LESSONS).keys()


def test_the_labels_of_the_lessons_hold() -> None:
    for file in sorted((data_folder() / "training").glob("*.jsonl")):
        for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
            one = json.loads(line)
            place = f"{file.name}:{number}"
            assert one["violation"] == (one["category"] is not None) == (one["span"] is not None), place
            assert one["span"] is None or one["span"] in one["text"], place
            assert one["category"] is None or one["category"] in get_args(Category), place
