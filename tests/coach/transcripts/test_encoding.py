"""The encoding of Chinese text files, short and long."""

import io
import json

import pytest

from coach.transcripts.encoding import detect_encoding
from phrasebook.locate import data_folder

SIMPLIFIED = ["utf-8", "utf-16-le", "utf-16-be", "utf-16", "gb18030"]
TRADITIONAL = [*SIMPLIFIED, "big5"]
ONE_TURN = {
    "客服：您好，请问有什么可以帮您？": SIMPLIFIED,
    "客户：谁？几栋的？": SIMPLIFIED,
    "坐席：嗯。": SIMPLIFIED,
    "顾客：𠮷野家在几楼？": SIMPLIFIED,
    "客服：喂，哪一年办的还记得不？": SIMPLIFIED,
    "客服人員：您好，敝姓范。": TRADITIONAL,
    "顧客：有沒有發票？": TRADITIONAL,
    "專員：碁峰的書在二樓。": [*SIMPLIFIED, "big5hkscs", "cp950"],
    "客服：一共 30 €。": [*SIMPLIFIED, "cp950"],
    "客戶：你哋幾點收工㗎？": [*SIMPLIFIED, "big5hkscs"],
    "職員：唔使急，我幫你睇吓。": [*SIMPLIFIED, "big5hkscs"],
    "Agent: 请稍候": SIMPLIFIED,
    "Agent: hello": ["utf-8", "utf-16-le", "utf-16-be", "utf-16"],
}


def detected(raw: bytes) -> str:
    return detect_encoding(io.BytesIO(raw))


@pytest.mark.parametrize(("text", "codec"), [(text, codec) for text, codecs in ONE_TURN.items() for codec in codecs])
def test_one_turn_is_enough(text: str, codec: str) -> None:
    """A single short turn is read in the encoding that it was written in."""
    raw = text.encode(codec)
    assert raw.decode(detected(raw)) == text


@pytest.mark.parametrize(
    ("sample", "codec"),
    [
        *((name, codec) for name in ("shop-chat", "bank-hotline", "hospital-registration") for codec in SIMPLIFIED),
        *((name, codec) for name in ("taiwan-hotel", "taiwan-telecom") for codec in TRADITIONAL),
        *(("hong-kong-bank", codec) for codec in (*SIMPLIFIED, "big5hkscs")),
    ],
)
@pytest.mark.parametrize("times", [1, 40])
def test_whole_conversations(sample: str, codec: str, times: int) -> None:
    """So are whole calls, also those longer than the sample that is looked at."""
    record = json.loads((data_folder() / "samples" / f"{sample}.jsonl").read_text("utf-8"))
    text = "".join(f"{turn['role']}：{turn['text']}\r\n" for turn in record["turns"]) * times
    raw = text.encode(codec)
    assert raw.decode(detected(raw)) == text


@pytest.mark.parametrize("size", [65535, 65536, 200_000])
def test_what_comes_after_much_ascii(size: int) -> None:
    """The first character beyond ASCII decides, wherever it stands; a character cut at the edge does not disturb."""
    for text, codec in (("客户：嗯，好的。", "gb18030"), ("顧客：好的。", "big5hkscs"), ("客户：嗯", "utf-8")):
        raw = b"a" * size + (text * 9000).encode(codec)
        assert detected(raw) == codec


def test_plain_ascii_is_utf8() -> None:
    """Nothing, and nothing but ASCII."""
    assert detected(b"") == "utf-8"
    assert detected(b"agent: hello\n" * 10_000) == "utf-8"


def test_a_broken_file_keeps_its_encoding() -> None:
    """One bad byte makes UTF-8 no other encoding, nor GB18030, nor Big5."""
    assert detected("客服：您好\n".encode() + b"\xff") == "utf-8"
    assert detected("客服：您好\n".encode("gb18030") + b"\xff\xff") == "gb18030"
    assert detected("顧客：請問還有嗎\n".encode("big5") + b"\xff") == "big5hkscs"
    assert detected("客服：您\0好".encode()) == "utf-8"


def test_marks_decide() -> None:
    """A byte order mark leaves nothing to guess."""
    assert detected("a".encode("utf-16")) == "utf-16"
    assert detected("a".encode("utf-32")) == "utf-32"
    assert detected("a".encode("utf-8-sig")) == "utf-8-sig"


def test_other_encodings_are_not_guessed() -> None:
    """What is none of ours is taken for UTF-8, so that its bytes are reported."""
    assert detected("café à la crème".encode("latin-1")) == "utf-8"
