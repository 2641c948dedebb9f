"""The customer's name: told, asked for, addressed, used; in the speech of three places."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from coach.fold import fold
from coach.surname import CustomerName, NameReader

if TYPE_CHECKING:
    from coach import Coach


@pytest.fixture(scope="module")
def names(coach: Coach) -> NameReader:
    return coach.observer.names


# What a customer says, and the surname (or the name without one) that is learned. “?” marks the answer to a question.
TOLD = [
    ("我姓王", "王"),
    ("免贵姓沙 叫我沙姐就行", "沙"),
    ("喂你好，我姓費，浪費的費", "费"),
    ("敝姓林", "林"),
    ("我姓歐陽", "欧阳"),
    ("姓翟，想問下額度", "翟"),
    ("我就姓单，单身的单", "单"),
    ("我三栋的，姓瞿。电梯又坏了", "瞿"),
    ("我姓麥㗎，我上個禮拜五放低咗件西裝", "麦"),
    ("我姓楼 15802216639", "楼"),
    ("是我老公订的，姓曾", "曾"),
    ("师傅你好，我姓方", "方"),
    ("我是郁晓岚 春季3期写作", "郁"),
    ("我叫李文清", "李"),
    ("我叫李文清我想问下医保", "李"),
    ("我叫祝欣 年卡想停一个月", "祝"),
    ("你好我是陈先生", "陈"),
    ("我係黃小姐呀", "黄"),
    ("叫我陳太得喇", "陈"),
    ("叫我老王就好", "王"),
    ("叫我李哥吧", "李"),
    ("我先生訂的啦 他姓曾 我是曾太太", "曾"),
    ("訂位人是林淑惠", "林"),
    ("姓名：陈大文13800138000", "陈"),
    ("登记名系何志強", "何"),
    ("我姓迟，不是池子的池", "迟"),
    ("单？", "单"),
    ("王？", "王"),
    ("王小明？", "王"),
    ("歐陽娜娜？", "欧阳"),
    ("陳生？", "陈"),
    ("陳太呀？", None),
    ("老李？", "李"),
    ("江 6620？", "江"),
    ("张三，电话13800138000？", "张"),
    ("嗯 盛？", "盛"),
    ("我姓蕭，蕭先生？", "萧"),
    ("叫我小王吧", "王"),
    ("收件人：林志玲", "林"),
    ("王老师？", "王"),
]
LATIN = [
    ("叫我May姐就行", "may"),
    ("Kelly？", "kelly"),
    ("Kelly Chan？", "kelly chan"),
    ("CHAN TAI MAN？", "chan tai man"),
    ("my name is Tom？", "tom"),
    ("hi this is Amy Lee？", "amy lee"),
    ("Ms Wong？", "wong"),
    ("LIN/CHIAHUI 4月12 飛福岡？", "lin/chiahui"),
    ("叫我阿明就得", "明"),
    ("叫我小雨就好", "小雨"),
]
NOT_TOLD = [
    "我是车主",
    "我是房东 想问下物业费",
    "我是家长",
    "我是商家，要开票",
    "我是明天下午的号",
    "我是安卓",
    "我是华为手机",
    "我係業主",
    "我叫车",
    "我叫车一直没人接单",
    "我叫外卖一直没到",
    "我叫都没人理",
    "叫我等等",
    "叫我过来拿",
    "叫我查一下单号",
    "你们那个师傅姓张",
    "上次那位小姐姓陈",
    "客服姓李的那个",
    "对方姓什么我不知道",
    "同姓的人多",
    "老百姓也要活",
    "你贵姓",
    "姓名写错了",
    "名字不对",
    "这张卡的年费怎么算",
    "单号多少",
    "都可以？",
    "都行？",
    "那好吧？",
    "那算了？",
    "明白？",
    "方便？",
    "查一下？",
    "成？",
    "高兴？",
    "马上到？",
    "时间太长？",
    "ok？",
    "okok？",
    "OK BB仲細？",
    "老師好 我要休學？",
    "謝謝老師？",
    "沒 謝？",
    "蘆竹區南榮路一段 88 號 5 樓？",
    "就是148万？",
    "tv？",
    "yuen books at gmail dot com？",
    "shih88@xxmail.tw？",
    "iphone 15？",
    "wifi连不上？",
    "sim卡坏了怎么办我也不知道？",
    "",
    "😀？",
]


@pytest.mark.parametrize(("said", "surname"), TOLD)
def test_a_surname_is_learned_from_what_the_customer_says(names: NameReader, said: str, surname: str | None) -> None:
    name = names.told(said.rstrip("？"), asked=said.endswith("？"))

    assert (name.surname if name else None) == surname


@pytest.mark.parametrize(("said", "called"), LATIN)
def test_names_without_a_surname_are_learned_too(names: NameReader, said: str, called: str) -> None:
    name = names.told(said.rstrip("？"), asked=said.endswith("？"))

    assert name is not None
    assert called in (name.full, name.surname)


@pytest.mark.parametrize("said", NOT_TOLD)
def test_words_that_only_look_like_names_are_none(names: NameReader, said: str) -> None:
    assert names.told(said.rstrip("？"), asked=said.endswith("？")) is None


def test_a_bare_word_is_a_name_only_where_one_was_asked(names: NameReader) -> None:
    assert names.told("盛", asked=False) is None
    assert names.told("王小明", asked=False) is None
    assert names.told("Kelly", asked=False) is None


def test_the_honorific_and_the_spelling_are_kept_as_written(names: NameReader) -> None:
    name = names.told("我是陳先生", asked=False)

    assert name is not None
    assert (name.surname, name.said, name.honorific) == ("陈", "陳", "先生")


@pytest.mark.parametrize(
    ("said", "surname", "full"),
    [
        ("王女士您好", "王", None),
        ("林淑惠小姐您好，歡迎來電", "林", "林淑惠"),
        ("王柏翰先生您好", "王", "王柏翰"),
        ("王明先生您好", "王", "王明"),
        ("好的歐陽先生", "欧阳", None),
        ("麻烦陈先生提供一下单号", "陈", None),
        ("请问是王小姐吗", "王", None),
        ("曹小姐係咪？", "曹", None),
        ("谢谢江女士，8排5-8号", "江", None),
        ("明白王先生，马上处理", "王", None),
        ("您好，麥太太", "麦", None),
        ("謝小姐您好", "谢", None),
    ],
)
def test_a_name_is_learned_from_the_agents_address(
    names: NameReader, said: str, surname: str, full: str | None
) -> None:
    name = names.addressed(said)

    assert name is not None
    assert (name.surname, name.full) == (surname, full)


@pytest.mark.parametrize(
    "said",
    [
        "谢谢女士",
        "謝謝小姐",
        "多谢先生",
        "感谢先生的来电",
        "了解女士",
        "明白先生",
        "那女士您看这样行吗",
        "那位先生已经走了",
        "关于女士的套餐",
        "是的小姐",
        "祝女士生活愉快",
        "您好先生",
        "我是職員吳先生",
        "你好，我是大洋客服部康先生",
        "师傅张先生下午到",
        "请问是先生还是女士",
        "早安小姐",
        "先生您好",
    ],
)
def test_a_title_after_an_ordinary_word_is_no_name(names: NameReader, said: str) -> None:
    assert names.addressed(said) is None


USED = [
    ("王", None, "王先生您好"),
    ("王", None, "好的王女士，我看一下"),
    ("王", None, "老王大哥，不好意思"),
    ("王", None, "汪先生，您的单子"),
    ("陈", None, "唔該陳生，收到喇"),
    ("陈", None, "陳太早晨"),
    ("陈", None, "陳生麻煩你等等"),
    ("鄺", None, "鄺生，唔好意思"),
    ("李", None, "李哥您看行吗"),
    ("古", None, "古同學還有其他疑問嗎"),
    ("单", None, "单女士，这张订单已经生成"),
    ("费", None, "费先生，年费可以免"),
    ("祝", None, "祝先生，单子好了"),
    ("祝", None, "好的祝小姐，给您改好了"),
    ("迟", None, "谢谢迟先生"),
    ("解", None, "解女士，了解到您的情况"),
    ("路", None, "路先生您好，线路正常"),
    ("施", None, "施小姐，是的"),
    ("王", "王小明", "小明您好"),
    ("王", "王小明", "请问是王小明本人吗"),
    ("张", "张平安", "平安先生您好"),
    ("欧阳", None, "歐陽小姐，謝謝您"),
    ("邱", None, "秋先生您好"),
    ("时", None, "时先生，24小时内回复您"),
    (None, "may", "May姐，谢谢您的照片"),
    (None, "kelly chan", "Kelly，你好"),
    (None, "chan tai man", "Chan先生你好"),
    (None, "阿明", "阿明，搞掂喇"),
]
NOT_USED = [
    ("王", None, "好的，请稍等"),
    ("王", None, "李先生您好"),
    ("费", None, "您这张卡的年费生效后"),
    ("费", None, "年费总共三百"),
    ("祝", None, "祝您生活愉快"),
    ("祝", None, "祝先生生活愉快"),
    ("祝", None, "祝出差顺利"),
    ("单", None, "订单生成以后会短信通知"),
    ("单", None, "这单太多了"),
    ("解", None, "了解女士，我马上看"),
    ("路", None, "线路工程师会上门"),
    ("边", None, "这边工程师会联系您"),
    ("施", None, "请问是先生您本人吗"),
    ("余", None, "我与先生核对一下"),
    ("贝", None, "单子被总部退回"),
    ("姜", None, "我将工单提交给后台"),
    ("程", None, "工程师傅一会儿到"),
    ("何", None, "我和工程师确认一下"),
    ("甄", None, "真太感谢了"),
    ("甄", None, "您真生气了"),
    ("时", None, "24小时内回复您"),
    ("区", None, "小区停水通知"),
    ("师", None, "老师会联系您"),
    ("家", None, "大家都一样"),
    ("麻", None, "麻烦您稍等"),
    ("车", None, "汽车工程部"),
    ("谢", None, "谢谢先生"),
    ("谢", None, "多谢小姐"),
    ("安", None, "早安先生"),
    ("陈", None, "我姓陈，您叫我小陈就行"),
    ("贺", None, "云栖酒店前台，我姓贺，请问您有什么需要"),
    ("张", "张平安", "祝您平安"),
    ("林", "林顺利", "祝您一切顺利"),
    ("王", None, "我们同事王先生下午到"),
    (None, "may", "Maybe明天"),
    ("王", None, ""),
]


@pytest.mark.parametrize(("surname", "full", "said"), USED)
def test_the_use_of_a_name_is_recognised(names: NameReader, surname: str | None, full: str | None, said: str) -> None:
    known = CustomerName(fold(surname).text if surname else None, full)

    assert names.use(said, known) is not None


@pytest.mark.parametrize(("surname", "full", "said"), NOT_USED)
def test_words_with_the_same_character_are_no_use_of_the_name(
    names: NameReader, surname: str | None, full: str | None, said: str
) -> None:
    assert names.use(said, CustomerName(surname, full)) is None


def test_the_span_of_a_use_stands_in_the_text_as_written(names: NameReader) -> None:
    said = "好的😀陳\u200b先生，"

    span = names.use(said, CustomerName("陈"))

    assert span is not None
    assert said[slice(*span)] == "陳\u200b先生"


@pytest.mark.parametrize(
    "hostile",
    [
        "\ud800",
        "我姓\ud800",
        "我姓",
        "姓" * 2000,
        "我是" * 2000,
        "a" * 5000,
        "王先生" * 2000,
        "叫我\u200b",
        "👩‍👩‍👧先生",
        "我叫👍",
    ],
)
def test_hostile_text_is_survived(names: NameReader, hostile: str) -> None:
    for asked in (True, False):
        names.told(hostile, asked=asked)
    names.addressed(hostile)
    names.use(hostile, CustomerName("王", "王小明"))


def test_invisible_characters_do_not_hide_a_name(names: NameReader) -> None:
    name = names.told("我\u200b姓\u200d王", asked=False)

    assert name is not None
    assert name.surname == "王"


@pytest.mark.parametrize(
    ("written", "surname", "full"),
    [
        ("王小明", "王", "王小明"),
        ("陳小姐", "陈", None),
        ("Kelly", None, "kelly"),
        ("高明", "高", "高明"),
        ("欧阳锋", "欧阳", "欧阳锋"),
    ],
)
def test_the_name_that_the_system_knew_is_read(
    names: NameReader, written: str, surname: str | None, full: str | None
) -> None:
    name = names.given(written)

    assert name is not None
    assert (name.surname, name.full) == (surname, full)
