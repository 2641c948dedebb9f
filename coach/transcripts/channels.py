"""Whether a conversation was a call or a chat, by the name its source gives the channel."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from coach.fold import squeeze
from phrasebook.locate import data_folder
from phrasebook.yamlfile import read

if TYPE_CHECKING:
    from coach.turn import Channel

_CHANNELS: tuple[Channel, ...] = ("call", "chat")


def read_channel(name: str) -> Channel | None:
    """Return the channel that a name means (呼入電話, 微信, WebChat), None where it does not tell or tells both."""
    folded = squeeze(name)
    exact: Channel | None = _words().get(folded)
    if exact:
        return exact
    # Short Latin words are inside of too many others: “im” in “claim”.
    inside = {channel for word, channel in _words().items() if word in folded and (not word.isascii() or len(word) > 3)}
    return inside.pop() if len(inside) == 1 else None


@cache
def _words() -> dict[str, Channel]:
    """Return channel by word, out of data/transcripts/channels.yaml.

    Raises:
        PhrasebookInvalid: the file is broken.
    """
    path = data_folder() / "transcripts" / "channels.yaml"
    data = read(path, path.name).data
    return {squeeze(word): channel for channel in _CHANNELS for word in data[channel]}
