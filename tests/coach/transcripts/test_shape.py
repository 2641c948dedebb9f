"""The fields of a JSON text that may break off."""

import pytest

from coach.transcripts.shape import fields


def test_fields_are_paths_with_lists_marked() -> None:
    text = '{"a": [{"b": 1, "c": {"d": [1, {"e": null}]}}, {"f": "x:y,{\\""}], "g": {}}'
    wanted = {"a", "a[]", "a[].b", "a[].c", "a[].c.d", "a[].c.d[]", "a[].c.d[].e", "a[].f", "g"}
    assert wanted == fields(text)


def test_a_list_at_the_top_has_no_name() -> None:
    assert {"[]", "[].start", "[].text"} == fields('[{"start": 1}, {"text": "好"}]')


@pytest.mark.parametrize("cut", range(1, 40))
def test_what_stands_before_the_break_counts(cut: int) -> None:
    """Whatever the place of the break, nothing is found that the whole does not have."""
    text = '{"results": {"items": [{"type": "x\\"y"}]}}'
    assert fields(text[:cut]) <= fields(text)


def test_a_key_is_read_with_its_escapes() -> None:
    assert {"A"} == fields('{"\\u0041": 1}')


@pytest.mark.parametrize(
    "text", ["", "您好：請問", "}]],:", '":', '"\\', "[" * 70_000, '{"a":' * 20_000, '{"\\u00": 1}']
)
def test_what_is_no_json_raises_nothing(text: str) -> None:
    assert all(path.count(".") + path.count("[]") <= 8 for path in fields(text))
