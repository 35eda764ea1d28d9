"""Numbers in two languages: the same in any writing, and what differs as it is written."""

import pytest
from wardbook.checks.number_words import number, worded
from wardbook.checks.wording import deadlines
from wardbook.checks.wording.numbers import differences, said

ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
MONTHS = "January February March April May June July August September October November December"
ALSO = {
    0: "no none nil",
    0.5: "half 半",
    1: "a an single once first",
    2: "both pair twice double second duplicate 双 对 俩",
    3: "third triple triplicate 仨",
    4: "fourth",
    5: "fifth",
    6: "sixth",
}
"""Words that answer a number of the other language."""
SAME = [
    ("24 小时值班", "24-hour duty"),
    ("二十四小时", "twenty-four hours"),
    ("全天候，7×24 小时", "24/7"),
    ("昼夜值守 24 小时", "round the clock"),
    ("上午9点", "9:00"),
    ("上午九点", "9 a.m."),
    ("上午8时30分前", "before 8:30"),
    ("18时至次日8时", "from 18:00 to 8:00"),
    ("下午2点半", "2:30 p.m."),
    ("14:30", "2:30 pm"),
    ("8 至 20 点", "8:00 to 20:00"),
    ("晚 8 至 10 点", "20:00 to 22:00, which is 8 to 10 in the evening"),
    ("限 30 分钟", "limit 30"),
    ("50% 的库存", "half of the stock"),
    ("两人核对", "Two persons check"),
    ("双人核对", "two people check"),
    ("30％", "30 percent"),
    ("百分之三十", "30 %"),
    ("三成", "30 %"),
    ("三十分钟", "half an hour"),
    ("半小时", "30 min"),
    ("半天", "12 hours"),
    ("每季度", "every 3 months"),
    ("半年", "6 months"),
    ("每周", "every 7 days"),
    ("一个半小时", "an hour and a half"),
    ("1 个半小时", "90 min"),
    ("2个半小时", "2.5 h"),
    ("1.5 小时", "90 min"),
    ("1 小时 30 分钟", "90 minutes"),
    ("0–5 分钟", "0–5 min"),
    ("30 至 60 分钟", "30 to 60 minutes"),
    ("3 日内", "within 72 h"),
    ("每 2 小时", "every two hours"),
    ("每 7 天", "every 7 days, weekly"),
    ("5 毫克", "5 mg"),
    ("2–8 ℃", "2–8 °C"),
    ("2025年11月1日起施行", "In force since 1 November 2025"),
    ("2026-11-20", "2026-11-20"),
    ("二〇二六年", "2026"),
    ("GB/T 20986—2023", "GB/T 20986-2023"),
    ("第51号令", "Order No. 51"),
    ("T0 起", "from T0"),
    ("血氧", "SpO2"),
    ("二氧化碳", "CO2"),
    ("Ⅲ级", "Level 3"),
    ("3 楼", "the 3rd floor"),
    ("拨打 0571-88881234", "call +86 571 8888 1234"),
    ("1万元", "10,000 yuan"),
    ("1 名护士", "a nurse"),
    ("一式两份", "in duplicate"),
    ("两面打印", "print on both sides"),
    ("三甲医院", "a top-grade hospital"),
    ("一般情况", "in general"),
    ("统一宣布", "announce one time"),
    ("三点要求", "three requirements"),
    ("第 7 版", "7 mg in version 7"),
    ("", "no numbers"),
    ("两人核对", "check it together"),
    ("核对", "check two of them"),
]
DIFFERENT = [
    ("30 分钟内", "within 15 min", ["30 分钟"], ["15 min"]),
    ("30 分钟", "30 hours", ["30 分钟"], ["30 hours"]),
    ("60% 的库存", "half of the stock", ["60%"], []),
    ("1 小时 30 分钟", "limit 1", ["1 小时 30 分钟"], []),
    ("90 天", "90 minutes", ["90 天"], ["90 minutes"]),
    ("5 毫克", "5 g", ["5 毫克"], ["5 g"]),
    ("拨打 8120", "call 8121", ["8120"], ["8121"]),
    ("上午9点", "10:00", ["上午9点"], ["10:00"]),
    ("晚 8 至 10 点", "19:00 to 22:00, in numbers 8 to 10", [], ["19:00"]),
    ("30％", "20 percent", ["30%"], ["20 percent"]),
    ("IT-05 单", "form IT-06", ["IT-05"], ["IT-06"]),
    ("拨 700-1234", "dial 700-1243", ["700-1234"], ["700-1243"]),
    ("两小时内", "within three hours", ["两小时"], ["three hours"]),
    ("三十分钟内", "within twenty minutes", ["三十分钟"], ["twenty minutes"]),
    ("两人核对", "three people check", ["两"], ["three"]),
    ("限 5 分钟", "at once", ["5 分钟"], []),
    ("马上", "within 5 min", [], ["5 min"]),
    ("2025年", "2024", ["2025年"], ["2024"]),
    ("第 5 号单", "form IT-5", [], ["IT-5"]),
    ("限 20 日", "limit 21 days", ["20 日"], ["21 days"]),
    ("20日", "12 o'clock", ["20日"], ["12 o'clock"]),
    ("2 g 或 3 毫克", "3 g or 2 mg", ["2 g", "3 毫克"], ["3 g", "2 mg"]),
]


@pytest.mark.parametrize(("chinese", "english"), SAME)
def test_the_same_in_any_writing(chinese: str, english: str) -> None:
    assert differences(said(chinese, "zh"), said(english, "en")) == ([], [])
    assert differences(said(english, "en"), said(chinese, "zh-CN")) == ([], [])


@pytest.mark.parametrize(("chinese", "english", "here", "there"), DIFFERENT)
def test_what_differs_is_named_as_it_is_written(
    chinese: str, english: str, here: list[str], there: list[str]
) -> None:
    assert differences(said(chinese, "zh"), said(english, "en")) == (here, there)


@pytest.mark.parametrize(
    ("written", "value"),
    [("12", 12), ("1,200", 1200), ("2.5", 2.5), ("十二", 12), ("二十", 20), ("两百零五", 205), ("三千", 3000), ("一二〇", 120),
     ("twelve", 12), ("twenty-four", 24), ("Ninety", 90), ("dozen", 0), ("一万", 10_000), ("三万五千", 35_000)],
)  # fmt: skip
def test_what_a_number_is_worth(written: str, value: float) -> None:
    assert number(written) == value


def test_every_numeral_is_worth_what_it_says() -> None:
    assert [number(letter) for letter in "零一二三四五六七八九"] == list(range(10))
    assert [number(word) for word in ONES.split()] == list(range(20))
    assert [number(word) for word in TENS.split()] == list(range(20, 100, 10))
    assert [number(letter) for letter in "十百千"] == [10, 100, 1000]
    assert worded(MONTHS) >= set(range(1, 13))
    assert worded("twenty one") == {1, 20, 21}
    assert worded("twenty nine") == {9, 20, 29}
    assert worded("twenty ten") == {10, 20}
    assert worded("twenty birds") == {20}
    assert worded("a hundred") == {1, 100}
    assert worded("three hundred") == {3, 100, 300}
    for value, words in ALSO.items():
        assert [sorted(worded(word)) for word in words.split()] == [[value]] * len(words.split())


@pytest.mark.parametrize(
    "text", ["9" * 5000, "9" * 5000 + " h", "十" * 500, "1" * 400 + "%", "点", "9点", "2:", "至 h"]
)
def test_nothing_is_too_strange_to_read(text: str) -> None:
    assert differences(said(text, "zh"), said(text, "en")) == ([], [])


@pytest.mark.parametrize(
    "part",
    ["9", "9 ", "9-", "9,", "十", "半", "三点", "上午", "one-", "within ", "A1", "百分之", "1:"],
)
def test_long_runs_take_no_square_of_time(part: str) -> None:
    """Ten times the length takes about ten times as long; with the square it would be minutes."""
    text = part * 20_000
    assert differences(said(text, "zh"), said(text, "en")) == ([], [])
    assert all(pattern.sub("", text) is not None for pattern in deadlines._WITHIN.values())


MEASURES = (
    "米 m metre metres meter meters",
    "公里 千米 km",
    "厘米 cm",
    "毫米 mm",
    "千克 公斤 kg",
    "克 g",
    "毫克 mg",
    "微克 μg ug mcg",
    "毫升 ml mL",
    "升 L litre litres liter liters",
    "摄氏度 °C ℃",
    "元 yuan RMB CNY",
    "千伏 kV",
    "伏 V",
    "千瓦 kW",
    "GB",
    "MB",
    "TB",
)
"""Units, each line one unit by all its names."""
MINUTE, HOUR, DAY = 60, 3600, 86400
LENGTHS = {
    1: "秒 秒钟 s sec seconds",
    MINUTE: "分钟 min mins minute minutes",
    HOUR: "小时 个小时 钟头 个钟头 h hr hrs hour hours",
    DAY: "天 昼夜 日 d day days",
    7 * DAY: "周 个星期 week weeks",
    30 * DAY: "个月 月 month months",
    360 * DAY: "周年 年 year years",
}
"""Units of time by their seconds."""
BARE = {
    MINUTE: "每分钟|一分钟|a minute|per minute|each minute|every minute",
    HOUR: "每小时|每一小时|hourly|an hour|per hour|each hour|every hour",
    DAY: "每天|每日|当日|当天|全天|昼夜|daily|a day|per day|each day|every day|same day|that day|round the clock|around-the-clock"
    "|round-the-clock|day and night",
    7 * DAY: "每周|一周|每星期|weekly|a week|per week|each week|every week",
    30 * DAY: "每月|一个月|monthly|a month|per month|each month|every month",
    90 * DAY: "每季|每季度|季度|quarterly|a quarter|per quarter|each quarter|every quarter",
    180 * DAY: "半年|half a year|half yearly|half-yearly|twice a year|每年两次",
    360 * DAY: "每年|一年|年度|yearly|annual|annually|a year|per year|each year|every year",
}
"""Lengths of time without a number."""


def is_same(one: str, other: str) -> bool:
    return differences(said(one, "zh"), said(other, "en")) == ([], [])


@pytest.mark.parametrize("units", MEASURES)
def test_a_unit_is_the_same_by_all_its_names(units: str) -> None:
    first, *_ = units.split()
    other = "克" if first != "克" else "米"
    for unit in units.split():
        assert is_same(f"23 {unit}", f"23 {first}"), unit
        assert not is_same(f"23 {unit}", f"23 {other}"), unit
        assert not is_same(f"23{unit}", f"24{first}"), unit


@pytest.mark.parametrize("seconds", LENGTHS)
def test_a_length_of_time_is_as_long_as_its_unit_says(seconds: int) -> None:
    for unit in LENGTHS[seconds].split():
        assert said(f"17 {unit}", "zh").seconds == {17 * seconds}, unit


@pytest.mark.parametrize("seconds", BARE)
def test_a_length_of_time_without_a_number(seconds: int) -> None:
    for words in BARE[seconds].split("|"):
        assert said(words, "en").bare_spans >= {seconds}, words


def test_numbers_of_several_words() -> None:
    assert worded("three hundred") == {3, 100, 300}
    assert worded("twenty four, ninety-nine") == {20, 4, 24, 90, 9, 99}
    assert worded("one two, twenty zero, nineteen one, four twenty") == {1, 2, 0, 19, 4, 20}


@pytest.mark.parametrize("measure", "人名位份联次台套张本组层步类项条遍倍个种级")
def test_what_numbers_in_words_count(measure: str) -> None:
    assert [fact.value for fact in said(f"两{measure}", "zh").counted] == [2]
    assert said(f"第两{measure}", "zh").counted == ()
    assert said(f"三甲{measure}", "zh").counted == said("两X", "zh").counted == ()


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("3万", 3e4),
        ("3 千", 3e3),
        ("3亿", 3e8),
        ("3 thousand", 3e3),
        ("3 million", 3e6),
        ("3 千米", 3),
        ("3千克", 3),
        ("3千伏", 3),
        ("3千瓦", 3),
    ],
)
def test_how_large_a_number_is(written: str, value: float) -> None:
    assert said(written, "zh").values == {value}


@pytest.mark.parametrize(
    ("written", "minutes"),
    [
        ("凌晨3点", 180), ("清晨6点", 360), ("早上7点", 420), ("上午九点", 540), ("中午12点", 0), ("下午2点半", 150), ("傍晚6点", 360),
        ("晚上8点", 480), ("晚间9点", 540), ("夜间10点", 600), ("夜里11点", 660), ("早8点", 480), ("晚7点", 420), ("9点零", 540), ("9点整", 540),
        ("9点5分", 545), ("9时5分", 545), ("上午9时", 540), ("9:05", 545), ("21:05", 545), ("9 a.m.", 540), ("9 p.m.", 540), ("9pm", 540), ("9 o'clock", 540), ("9:30 pm", 570),
    ],
)  # fmt: skip
def test_what_a_time_of_day_is(written: str, minutes: int) -> None:
    found = said(written, "zh")
    assert found.clocks == {minutes}
    assert [fact.kind for fact in found.facts] == ["clock"]


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("GB/T 20986—2023", "code"), ("GA 1278-2015", "code"), ("WS 444", "code"), ("YY 0505", "code"), ("ISO 22301", "code"),
        ("IEC 60601-1", "code"), ("SP 800-34", "code"), ("RFC 2119", "code"), ("IT-05", "code"), ("IT-5", "code"), ("B/A-12", "code"),
        ("T0", "code"), ("+86 571 8888 1234", "phone"), ("88881234", "phone"), ("400 700 8000", "phone"),
        ("30%", "percent"), ("30 per cent", "percent"), ("30 percent", "percent"), ("百分之30", "percent"), ("7", "number"),
        ("1234567年", "number"), ("CO2 7", "number"),
    ],
)  # fmt: skip
def test_what_kind_of_number_it_is(written: str, kind: str) -> None:
    assert {fact.kind for fact in said(written, "zh").facts} == {kind}


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (45, "45 s"),
        (60, "1 min"),
        (30 * MINUTE, "30 min"),
        (90 * MINUTE, "90 min"),
        (HOUR, "1 h"),
        (7 * DAY, "168 h"),
    ],
)
def test_how_a_length_is_shown(seconds: int, shown: str) -> None:
    assert deadlines._shown({seconds}) == shown
