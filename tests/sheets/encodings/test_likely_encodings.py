"""For a file that is not UTF-8, the right encoding is among the suggested ones."""

from __future__ import annotations

import io
import random
import re
import time
import unicodedata

import phonenumbers.geodata
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wa_link.cli.option_names import name_flags
from wa_link.errors import InputError
from wa_link.sheets.encodings.likely_encodings import _CODECS, MOST_SHOWN, likely_encodings
from wa_link.sheets.encodings.read_text import read_text

TEXTS = {
    ("German", "cp1252"): "Jürgen Groß|Müller|Die Straße ist schön",
    ("French", "cp1252"): "Zoë|François Lefèvre|Hélène Côté",
    ("Spanish", "cp1252"): "José Núñez|¿Cómo está usted?|Peña|Teléfono móvil",
    ("Portuguese", "cp1252"): "João Conceição|São Paulo|Inês Sá",
    ("Icelandic", "cp1252"): "Þórður Ægisson|Guðrún",
    ("Swedish", "cp1252"): "Åsa Björk|Håkan",
    ("French Mac", "mac_roman"): "François Lefèvre|Zoë",
    ("German DOS", "cp850"): "Jürgen Groß|Müller",
    ("Polish", "cp1250"): "Łukasz Wójcik|Małgorzata Dąbrowska|Łódź",
    ("Polish iso", "iso8859_2"): "Łukasz Śliwa|Małgorzata Dąbrowska",
    ("Polish DOS", "cp852"): "Łukasz Wójcik|Małgorzata Dąbrowska",
    ("Czech", "cp1250"): "Jiří Dvořák|Žluťoučký kůň|Růžena|Jméno a příjmení",
    ("Slovak", "cp1250"): "Ľubomír Šťastný|Ján",
    ("Hungarian", "cp1250"): "Erdős Győző|Szűcs Ágnes",
    ("Romanian", "cp1250"): "Ştefan Ionaşcu|Ţăran",
    ("Romanian iso", "iso8859_16"): "Ștefan Ionașcu|Țăran",
    ("Croatian", "cp1250"): "Đurđica Čović|Željko",
    ("Russian", "cp1251"): "Юрий|Иван Петров|ИВАНОВ ИВАН|Клиент из Москвы|Телефон",
    ("Russian koi8", "koi8_r"): "Юрий|Иван Петров|ИВАНОВ ИВАН",
    ("Russian DOS", "cp866"): "Юрий|Иван Петров|ИВАНОВ ИВАН",
    ("Russian Mac", "mac_cyrillic"): "Юрий|Иван Петров",
    ("Russian iso", "iso8859_5"): "Юрий|Иван Петров",
    ("Ukrainian", "cp1251"): "Олексій Ґалаґан|Їжакевич",
    ("Ukrainian koi8", "koi8_u"): "Олексій|Їжакевич",
    ("Bulgarian", "cp1251"): "Георги Димитров|Жълтев",
    ("Serbian", "cp1251"): "Ђорђе Његош|Љубица",
    ("Kazakh", "kz1048"): "Әлия Құрманғазы|Өмірбек",
    ("Greek", "cp1253"): "Γιάννης|Ελένη Παπαδοπούλου|ΓΙΩΡΓΟΣ|Άννα|Τηλέφωνο",
    ("Greek iso", "iso8859_7"): "Γιάννης|Άννα Παπά",
    ("Greek DOS", "cp737"): "Γιάννης|Ελένη Παπαδοπούλου",
    ("Greek Mac", "mac_greek"): "Γιάννης|Ελένη Παπαδοπούλου",
    ("Turkish", "cp1254"): "Ayşe Yıldız|Çağrı|İbrahim Şahin|Adı Soyadı",
    ("Turkish DOS", "cp857"): "Ayşe Yıldız|İbrahim Şahin",
    ("Turkish Mac", "mac_turkish"): "Ayşe Yıldız|İbrahim Şahin",
    ("Hebrew", "cp1255"): "דוד כהן|שרה|שלום|טלפון",
    ("Hebrew DOS", "cp862"): "דוד כהן|שרה",
    ("Arabic", "cp1256"): "علي|محمد العتيبي|سارة|هاتف",
    ("Arabic iso", "iso8859_6"): "علي|محمد العتيبي",
    ("Arabic DOS", "cp720"): "علي|محمد العتيبي",
    ("Persian", "cp1256"): "پروانه|گلناز چمن",
    ("Lithuanian", "cp1257"): "Žydrūnas Šimkus",
    ("Latvian", "cp1257"): "Jānis Bērziņš|Ģirts Ķīsis",
    ("Estonian", "cp1257"): "Jüri Õunapuu|Mäe",
    ("Vietnamese", "cp1258"): "Nguyễn Văn Hùng|Trần Thị Hoa",
    ("Thai", "cp874"): "สมชาย ใจดี|นภา|กรุงเทพ|เบอร์โทร",
    ("Japanese", "cp932"): "山田太郎|鈴木 花子|スズキ|さくら|ソ十表|ﾔﾏﾀﾞ ﾀﾛｳ|ポケット|名前",
    ("Japanese EUC", "euc_jp"): "山田太郎|鈴木 花子|さくら",
    ("Chinese", "gb18030"): "王芳|李明华|张伟先生|姓名",
    ("Chinese traditional", "big5hkscs"): "陳大文|李小明|張偉",
    ("Korean", "cp949"): "김철수|박영희|이순신|전화번호",
    ("Danish", "cp1252"): "Søren Kjærgård|Åse",
    ("Norwegian", "cp1252"): "Bjørn Ødegård",
    ("Italian", "cp1252"): "Niccolò|Giosuè è già qui",
    ("Dutch", "cp1252"): "Daniël|Zoë één",
    ("Finnish", "cp1252"): "Päivi Mäkinen",
    ("Catalan", "cp1252"): "Núria Lluçà",
    ("Western iso", "iso8859_15"): "Šárka Œuvre 5 €",
}
CELLS = [
    (language, codec, text)
    for (language, codec), texts in TEXTS.items()
    for text in texts.split("|")
]


def message_of(data: bytes) -> str:
    with pytest.raises(InputError) as caught:
        list(read_text(io.BytesIO(data), "f.csv").lines)
    return str(caught.value)


def shown_in(message: str) -> dict[str, str]:
    """Return the shown cell for each suggested encoding."""
    _, *lines = message.split("\n")
    found = {}
    for line in lines:
        name, cell = line.removeprefix('  encoding="').split(maxsplit=1)
        found[name.removesuffix('"')] = cell
    return found


@pytest.mark.parametrize(
    ("codec", "text"),
    [pytest.param(codec, text, id=f"{language}-{text}") for language, codec, text in CELLS],
)
@pytest.mark.parametrize(
    "sheet",
    [
        "%s,phone\nAnn,+447911123456\n",
        "name,phone\nAnn,1\n%s,+447911123456\nBob,2\n",
        "1;%s",
        "phone\tname\r\n1\t%s\t2\r\n",
        "1\0|%s",
    ],
    ids=["header", "row", "last", "tabs", "nul"],
)
def test_the_right_encoding_is_shown(codec: str, text: str, sheet: str) -> None:
    text = unicodedata.normalize("NFC", text) if codec != "cp1258" else text
    data = (sheet % text).encode(codec)
    message = message_of(data)
    number = data[: data.index(text.encode(codec))].count(b"\n") + 1
    assert message.startswith(f"f.csv, line {number}: it is not UTF-8")
    assert "Give the option that shows the right text:" in message
    shown = shown_in(message)
    assert f'"{text}"' in shown.values()
    assert len(set(shown.values())) == len(shown) <= MOST_SHOWN
    encoding = next(name for name, cell in shown.items() if cell == f'"{text}"')
    assert text in "".join(read_text(io.BytesIO(data), "f.csv", encoding).lines)


PLACES = {
    "ru": "cp1251 koi8_r cp866", "uk": "cp1251", "be": "cp1251", "bg": "cp1251",
    "el": "cp1253 iso8859_7", "iw": "cp1255", "ar": "cp1256", "fa": "cp1256", "th": "cp874",
    "zh": "gb18030", "zh_Hant": "big5hkscs", "ja": "cp932 euc_jp", "ko": "cp949", "tr": "cp1254",
    "hu": "cp1250 iso8859_2", "pl": "cp1250 iso8859_2", "cs": "cp1250", "ro": "cp1250",
    "hr": "cp1250", "vi": "cp1258", "de": "cp1252 mac_roman cp850", "fr": "cp1252 mac_roman",
    "es": "cp1252", "pt": "cp1252", "sv": "cp1252",
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "codec"),
    [(language, codec) for language, codecs in PLACES.items() for codec in codecs.split()],
)
def test_names_of_places_are_shown_right(language: str, codec: str) -> None:
    """The names of areas in phonenumbers were not used for tuning."""
    names = {
        areas[language] for areas in phonenumbers.geodata.GEOCODE_DATA.values() if language in areas
    }
    lines = []
    for name in sorted(names):
        line = name.encode(codec, "replace")
        if not name.isascii() and line.decode(codec) == name and not _is_utf8(line):
            lines.append((name, line))
    rng = random.Random(codec)  # noqa: S311  (a sample that repeats)
    some = rng.sample(lines, min(40, len(lines)))
    lost = [
        name
        for name, line in some
        if name not in [line.decode(e) for e in likely_encodings([line])]
    ]
    assert len(lost) * 20 <= len(some)
    assert len(some) >= 9


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


@given(st.lists(st.binary(min_size=1, max_size=40), min_size=1, max_size=4))
def test_each_suggestion_decodes_the_line_differently(lines: list[bytes]) -> None:
    names = likely_encodings(lines)
    assert len(names) <= MOST_SHOWN
    texts = {lines[0].decode(name) for name in names}
    assert len(texts) == len(names)
    signs = {char for text in texts for char in text if not char.isascii()}
    assert {"Cc", "Cs", "Co", "Cn"}.isdisjoint(map(unicodedata.category, signs))


@given(st.binary(min_size=1, max_size=60))
def test_any_bytes_are_refused_with_usable_encodings(octets: bytes) -> None:
    line = octets.replace(b"\r", b"").replace(b"\n", b"").replace(b"\0", b"")
    if _is_utf8(line):
        return
    data = b"name,phone\n" + line + b"\n"
    for encoding in shown_in(message_of(data)):
        assert len(list(read_text(io.BytesIO(data), "f.csv", encoding).lines)) == 2


@pytest.mark.parametrize("codec", [codec.name for codec in _CODECS])
def test_every_encoding_can_be_named(codec: str) -> None:
    data = b"name,phone\nAnn,1\n"
    assert list(read_text(io.BytesIO(data), "f.csv", codec).lines) == ["name,phone\n", "Ann,1\n"]


def test_lines_that_follow_help_to_rank() -> None:
    """A first line may look the same in many encodings."""
    lines = [text.encode("cp1250") for text in ("Zoë", "Łukasz Wójcik", "Żaneta Dąbrowska")]
    assert likely_encodings(lines)[0] == "cp1250"
    assert likely_encodings(lines[:1])[0] == "cp1252"
    data = b"name\n" + b"\n".join(lines)
    assert next(iter(shown_in(message_of(data)))) == "cp1250"


def test_the_command_line_names_its_option() -> None:
    with name_flags():
        message = message_of("Zoë\n".encode("cp1252"))
    assert re.search(r'\n  --encoding cp1252 +"Zoë"\n', message)


@pytest.mark.parametrize(
    ("text", "codec"),
    [("Żółć", "cp1250"), ("İş", "cp1254"), ("Ğ", "cp1254"), ("é", "cp1252"), ("Öçğüş", "cp1254")],
)
def test_a_word_of_accented_letters_is_shown(text: str, codec: str) -> None:
    """The bytes are also a word in Cyrillic, Greek or Chinese."""
    assert text in shown_in(message_of(f"{text},1\n".encode(codec))).get(codec, "")


def test_a_message_quotes_only_one_cell() -> None:
    data = "Ann,secret,Юрий Иванов,+447911123456\n".encode("cp1251")
    message = message_of(data)
    assert '"Юрий Иванов"' in message
    assert "secret" not in message
    assert "+44" not in message


def test_a_byte_of_a_letter_is_not_a_delimiter() -> None:
    assert b"|" in "ポ".encode("cp932")
    assert '"エポック"' in message_of(
        "名,エポック,1\n".encode("cp932").replace("名".encode("cp932"), b"n")
    )


def test_a_long_line_takes_little_time() -> None:
    start = time.process_time()
    assert "cp1252" in message_of(b"name\n" + b"a\xe9 " * 100_000)
    assert time.process_time() - start < 8, "not each letter in each encoding"
