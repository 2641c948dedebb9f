"""How to read files, from what stands on the command line."""

import pytest
import typer

from coach.cli.reading import reading
from coach.transcripts import FORMATS, ReadOptions


def test_nothing_said_leaves_it_to_the_files() -> None:
    assert reading() == ReadOptions()
    assert reading([], []) == ReadOptions()


def test_everything_said() -> None:
    """A speaker's label may hold the sign; the last of two pairs counts."""
    options = reading(
        ["0=agent", "a=b=customer", "0=system"], ["text=話術=v2", "id=号"], next(iter(FORMATS)), "big5", "chat"
    )
    assert options == ReadOptions(
        columns={"text": "話術=v2", "id": "号"},
        roles={"0": "system", "a=b": "customer"},
        channel="chat",
        encoding="big5",
        format=next(iter(FORMATS)),
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"speakers": ["agent"]}, "“agent” is no pair; write --speaker 0=agent"),
        ({"speakers": ["=agent"]}, "“=agent” is no pair; write --speaker 0=agent"),
        ({"speakers": ["0="]}, "“0=” is no pair; write --speaker 0=agent"),
        ({"speakers": [""]}, "“” is no pair; write --speaker 0=agent"),
        ({"speakers": ["0=boss"]}, "“0=boss”: a role is one of agent, customer, system"),
        ({"columns": ["text"]}, "“text” is no pair; write --column text=話術"),
        ({"columns": ["=a"]}, "“=a” is no pair; write --column text=話術"),
        ({"columns": ["txet=話術"]}, "no field is called “txet”; use text, role, speaker,"),
        ({"format": "nope"}, "there is no format “nope”; use one of "),
    ],
)
def test_what_is_no_such_thing(arguments: dict[str, str], message: str) -> None:
    with pytest.raises(typer.BadParameter) as caught:
        reading(**arguments)  # type: ignore[arg-type]
    assert caught.value.message.startswith(message)
