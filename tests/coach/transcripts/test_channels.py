"""Whether it was a call or a chat, by the name of the channel."""

import pytest

from coach.transcripts.channels import read_channel


@pytest.mark.parametrize(
    ("name", "channel"),
    [
        ("call", "call"),
        ("Chat", "chat"),
        ("呼入電話", "call"),
        ("客服热线", "call"),
        ("语音", "call"),
        ("微信公众号", "chat"),
        ("WebChat", "chat"),
        ("WhatsApp", "chat"),
        ("LINE", "chat"),
        ("IM", "chat"),
        ("claim", None),
        ("在线电话", None),
        ("柜台", None),
        ("", None),
    ],
)
def test_channels(name: str, channel: str | None) -> None:
    """Words of the channel within longer names; none where it tells nothing, or both."""
    assert read_channel(name) == channel
