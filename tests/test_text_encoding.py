"""Texts in the encodings that offices use, told apart by their bytes."""

import pytest
from wardbook.text_encoding import decoded

CHINESE = "编码,名称,单位,单价\n0110,普通门诊诊查费,次,10.00\n"
TRADITIONAL = "編碼,名稱,單位,單價\n0110,門診診察費,次,10\n0111,急診診察費,次,20\n"
JAPANESE = "コード,名称,単位,単価\n0110,診察料,回,10\n"
KOREAN = "코드,이름,단위,가격\n0110,진찰료,회,10\n0111,응급실 진찰료,회,20\n"
WESTERN = "code,name,spec,unit,price\nA1,Thermometer cover,38°C,pc,4\nA3,Glucose,10µmol/l,pc,1\nA4,Probe,Ångström,pc,1\n"
FRENCH = "Code;Désignation;Unité;Prix\n1;Pansement stérile – 5 pièces;pièce;3,50 €\n"
GERMAN = "Name;Größe;Stück\nÜberweisung;klein;5\n"

TEXTS = [
    (CHINESE, "gbk", "GBK", True),
    ("编号,号码\nhelpdesk,7002\n", "gb18030", "GBK", True),
    ("编码,名称\nA,氯化钠㎡\n0110,诊查费（三级医院）\n", "gbk", "GBK", True),
    (TRADITIONAL, "big5", "Big5", True),
    (JAPANESE, "cp932", "Shift-JIS", True),
    (KOREAN, "cp949", "EUC-KR", True),
    (WESTERN, "cp1252", "Windows-1252", True),
    (FRENCH, "cp1252", "Windows-1252", True),
    (GERMAN, "cp1252", "Windows-1252", True),
    (CHINESE, "utf-8", "UTF-8", False),
    (CHINESE, "utf-8-sig", "UTF-8", False),
    (CHINESE, "utf-16", "UTF-16", False),
    (WESTERN, "utf-16-le", "UTF-16", False),
    (WESTERN, "utf-16-be", "UTF-16", False),
]


@pytest.mark.parametrize(("text", "codec", "name", "is_guess"), TEXTS)
def test_the_text_comes_back_as_it_was(text: str, codec: str, name: str, is_guess: bool) -> None:
    found = decoded(text.encode(codec))
    assert found is not None
    assert (found.text, found.encoding, found.is_guess) == (text, name, is_guess)


@pytest.mark.parametrize(
    "raw",
    [
        "код,название,единица\n0110,Осмотр врача,раз\n".encode("cp1251"),
        "รหัส,ชื่อ\n1,ค่าตรวจ\n".encode("cp874"),
        b"id,number\nx,\xff\xff\xff\n",
        "Prénom;Père\n".encode("mac_roman"),
    ],
)
def test_what_is_none_of_them_is_not_guessed(raw: bytes) -> None:
    assert decoded(raw) is None
