"""Learning, on a handful of lessons."""

from pathlib import Path

import numpy as np
import pytest

from coach.bench.wording import labelled
from coach.fold import lines, squeeze
from coach.learned.corpus import Lesson, lessons, written_hash
from coach.learned.model import LearnedModel, built_in
from coach.learned.training import train, write
from coach.sound import sounds
from phrasebook import data_folder, load

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
