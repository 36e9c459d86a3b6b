"""Suggest encodings for a text that is not UTF-8, the most probable first.

The user chooses one, because guesses for short sheets are wrong too often. The text is decoded with
each encoding, and the result is rated. A word is rated high if its letters are common letters of
one script, and if it has a capital only at its beginning. Unusual symbols lower the rating.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST_SHOWN: Final = 7
# Number of encodings with Latin letters that are suggested even if others are rated higher.
_LEAST_LATIN = 2
# A line with at most this number of bytes that are not ASCII contains only one short word.
_FEW_BYTES = 5
# Number of characters of a line that are rated.
_MAX_RATED = 1_000
# Control characters, surrogates, private and unassigned characters.
_IMPOSSIBLE = frozenset(("Cc", "Cs", "Co", "Cn"))

_WESTERN = "éèêëàâäáãåæçíìîïñóòôöõøœúùûüÿß"
_ICELANDIC = "ýþð"  # rated lower: in other encodings, these bytes are more common letters
_CENTRAL = "áéíóúýčšžřěůďťňłąęśćżźńőűöüäôľĺŕăâîşţđë"
_TURKISH = "ışğçöüâîûéİ"
_BALTIC = "āčēģīķļņšūžąęėįųõäöüłńóśćźż"
_NORDIC = "åäöæøáðéíóúýþšžõü"
_ROMANIAN = "ăâîșțéáöüő"
_VIETNAMESE = "đơưăâêôáàéèíóòúùýñç"


class _Codec(NamedTuple):
    """An encoding that can be suggested.

    Attributes:
        name: Python's name of the codec.
        weight: how common the encoding is in people's files, from 0 to 1.
        letters: accented Latin letters of the languages for which the encoding was made.
    """

    name: str
    weight: float
    letters: str = ""


# Windows writes the encodings before euc_jp. Excel on macOS wrote the `mac_` encodings. Excel's
# "CSV (MS-DOS)" is in the later `cp` encodings. Unix and the web use the others.
_CODECS: Final = (
    _Codec("cp1252", 1, _WESTERN),
    _Codec("cp1250", 1, _CENTRAL),
    _Codec("cp1251", 1),
    _Codec("cp1253", 1),
    _Codec("cp1254", 1, _TURKISH),
    _Codec("cp1255", 1),
    _Codec("cp1256", 1, _WESTERN),
    _Codec("cp1257", 1, _BALTIC),
    _Codec("cp1258", 1, _VIETNAMESE),
    _Codec("cp874", 1),
    _Codec("cp932", 1),
    _Codec("gb18030", 1),
    _Codec("big5hkscs", 1),
    _Codec("cp949", 1),
    _Codec("euc_jp", 0.95),
    _Codec("koi8_r", 0.9),
    _Codec("koi8_u", 0.85),
    _Codec("mac_roman", 0.9, _WESTERN),
    _Codec("mac_latin2", 0.85, _CENTRAL),
    _Codec("mac_cyrillic", 0.85),
    _Codec("mac_greek", 0.85),
    _Codec("mac_turkish", 0.85, _TURKISH),
    _Codec("mac_arabic", 0.7),
    _Codec("cp850", 0.85, _WESTERN),
    _Codec("cp437", 0.8, _WESTERN),
    _Codec("cp852", 0.85, _CENTRAL),
    _Codec("cp866", 0.85),
    _Codec("cp737", 0.85),
    _Codec("cp857", 0.8, _TURKISH),
    _Codec("cp862", 0.8),
    _Codec("cp720", 0.8),
    _Codec("cp775", 0.8, _BALTIC),
    _Codec("iso8859_2", 0.85, _CENTRAL),
    _Codec("iso8859_4", 0.7, _BALTIC),
    _Codec("iso8859_5", 0.75),
    _Codec("iso8859_6", 0.75),
    _Codec("iso8859_7", 0.85),
    _Codec("iso8859_8", 0.75),
    _Codec("iso8859_9", 0.8, _TURKISH),
    _Codec("iso8859_10", 0.7, _NORDIC),
    _Codec("iso8859_13", 0.75, _BALTIC),
    _Codec("iso8859_15", 0.8, _WESTERN),
    _Codec("iso8859_16", 0.8, _ROMANIAN),
    _Codec("kz1048", 0.85),
)
# Letters of each script, the most common first.
_COMMON: Final = {
    "CYRILLIC": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфіїёєґўјњљћђџәғқңөұүһѓќѕ",
    "GREEK": "αοιετσνηυρπκμλωςάίόέήύώθγδχβφξζψϊϋΐΰ",
    "HEBREW": "יוהלאנתרבמשעדחקפכטגסזםןצךףץ",
    "ARABIC": "اليمنروتبةعدسفهكقحجشطصخذضزثءغظأإىآئؤپچگژک",
    "THAI": "านรอกเงมยลวดทสต่้ิีัะปบคหแจพช์ุูำขใไโผณื็ซศฟถภธษญฐฏฆฎฒฬฑฌฮฝฉๆ",
}
_RARE = 0.2
_EAST_ASIAN = frozenset(("HIRAGANA", "KATAKANA", "CJK", "HANGUL"))
# A smaller encoding of common characters, and the first and last lead byte of the most common ones,
# which schools teach first.
_COMMON_EAST_ASIAN: Final = {
    "cp932": ("shift_jis", 0x88, 0x97),
    "euc_jp": ("euc_jp", 0xB0, 0xCF),
    "gb18030": ("gb2312", 0xB0, 0xD7),
    "big5hkscs": ("big5", 0xA4, 0xC6),
    "cp949": ("euc_kr", 0xB0, 0xC8),
}
_PUNCTUATION = "“”‘’–—…«»„‚·•€£©®™°ºª№¿¡\u00a0،؛؟ـ" + "".join(map(chr, range(0x3000, 0x3020)))
_APOSTROPHES = "’·ʼ"


def likely_encodings(lines: Sequence[bytes]) -> list[str]:
    """Return up to MOST_SHOWN names of encodings, the most probable first.

    If several encodings decode the first line to the same text, only one of them is returned.

    Args:
        lines: lines of one text that are not UTF-8. All lines are rated. An encoding is suggested
            only if it can decode the first line; the other lines do not have to be decodable.
    """
    found: list[tuple[float, str, str]] = []
    for codec in _CODECS:
        text = _decode(lines[0], codec.name)
        if text is None or any(map(_is_impossible, _rated_part(text))):
            continue
        texts = [_rated_part(_decode(line, codec.name) or "") for line in lines]
        found.append((_rate_texts(texts, codec) * codec.weight, codec.name, text))
    found.sort(key=lambda item: -item[0])
    is_short = sum(octet > 0x7F for octet in lines[0]) <= _FEW_BYTES
    return _choose([(name, text) for _, name, text in found], latin=_LEAST_LATIN * is_short)


def _choose(found: Sequence[tuple[str, str]], *, latin: int) -> list[str]:
    """Choose up to MOST_SHOWN encodings, and return their names, best first.

    Args:
        found: pairs of an encoding and the first line decoded with it, best first.
        latin: number of encodings that are chosen because they give Latin letters, even if others
            are rated higher. The rating of a short Latin word such as `é` is too low, because its
            bytes often look like a word in another script, too.
    """
    distinct: dict[str, str] = {}
    for name, text in found:
        distinct.setdefault(text, name)
    kept = [text for text in distinct if _main_script(text) == "LATIN"][:latin]
    others = [text for text in distinct if text not in kept]
    chosen = {*kept, *others[: MOST_SHOWN - len(kept)]}
    return [name for text, name in distinct.items() if text in chosen]


def _rated_part(text: str) -> str:
    """Return at most _MAX_RATED characters of a text, around its first non-ASCII character."""
    if len(text) <= _MAX_RATED:
        return text
    start = next((place for place, char in enumerate(text) if not char.isascii()), 0)
    return text[max(0, start - _MAX_RATED // 10) :][:_MAX_RATED]


def _is_impossible(char: str) -> bool:
    return not char.isascii() and unicodedata.category(char) in _IMPOSSIBLE


def _main_script(text: str) -> str:
    letters = [char for char in _rated_part(text) if char.isalpha() and not char.isascii()]
    [(script, _)] = Counter(map(_script, letters)).most_common(1) or [("", 0)]
    return script


def _decode(line: bytes, encoding: str) -> str | None:
    try:
        return line.decode(encoding)
    except UnicodeDecodeError:
        return None


def _rate_texts(texts: Sequence[str], codec: _Codec) -> float:
    """Return the mean rating of all non-ASCII characters; an ASCII text counts as one 0."""
    values: list[float] = []
    for text in texts:
        values += list(_rate_characters(text, codec)) or [0]
    return sum(values) / len(values)


def _rate_characters(text: str, codec: _Codec) -> Iterator[float]:
    """Yield a rating from 0 to 1 for each non-ASCII character of a text."""
    word = ""
    for before, char, after in zip(f" {text}", text, f"{text[1:]} ", strict=False):
        if char.isalpha() or unicodedata.category(char).startswith("M"):
            # East Asian words have no space between them and words of other scripts.
            if word and _is_east_asian(word[-1]) != _is_east_asian(char):
                yield from _rate_word(word, codec)
                word = ""
            word += char
            continue
        yield from _rate_word(word, codec)
        word = ""
        if not char.isascii():
            yield _rate_symbol(before, char, after)
    yield from _rate_word(word, codec)


def _rate_symbol(before: str, char: str, after: str) -> float:
    if char in _PUNCTUATION:
        is_inside = before.isalpha() and after.isalpha() and char not in _APOSTROPHES
        return 0.2 if is_inside else 0.8
    if "\uff01" <= char <= "\uff65":  # full-width symbols
        return 0.8
    return 0.3 if char.isdecimal() or unicodedata.category(char) == "Cf" else 0


def _rate_word(word: str, codec: _Codec) -> list[float]:
    if not word or word.isascii():
        return []
    scripts = {_script(char) for char in word} - {"COMBINING"}
    count = sum(not char.isascii() for char in word)
    if scripts <= _EAST_ASIAN:
        return [_rate_east_asian(char, codec.name) for char in word]
    if len(scripts) > 1:
        return [0.1] * count
    [script] = scripts or {""}
    if script == "LATIN":
        value = _rate_latin(word, codec.letters)
    elif script in _COMMON:
        value = sum(_rate_frequency(char, script) for char in word) / len(word)
    else:
        value = _RARE
    if unicodedata.category(word[0]).startswith("M"):
        value *= 0.3
    return [value * _rate_capitals(word) * (0.7 if len(word) == 1 else 1)] * count


def _rate_latin(word: str, letters: str) -> float:
    rare = [char for char in word if not char.isascii()]
    value = sum(_rate_letter(char, letters) for char in rare) / len(rare)
    share = len(rare) / len(word)
    return value * (1 - share / 2 if share < 1 else 0.35)


def _rate_letter(char: str, letters: str) -> float:
    if char in letters or char.lower() in letters or _script(char) == "COMBINING":
        return 1
    return 0.6 if letters is _WESTERN and char.lower() in _ICELANDIC else _RARE


def _rate_frequency(char: str, script: str) -> float:
    common = _COMMON[script]
    place = common.find(char.lower())
    return 1 - 0.7 * place / len(common) if place >= 0 else _RARE


def _rate_capitals(word: str) -> float:
    """Return a factor for rating a word: 1, or less for unusual capitals, as in `aÉ` and `ÉAa`."""
    if any(a.islower() and b.isupper() and not b.isascii() for a, b in pairwise(word)):
        return 0.3
    if word[:2].isupper() and len(word) > 2 and not word.isupper():
        return 0.5
    # Final forms of Hebrew and Greek letters occur only at the end of a word.
    return 0.3 if any(char in "ךםןףץς" for char in word[:-1]) else 1


def _rate_east_asian(char: str, codec: str) -> float:
    script = _script(char)
    if codec not in _COMMON_EAST_ASIAN:
        return _RARE
    if unicodedata.name(char, "").startswith("HALFWIDTH"):
        return 0.55
    if script in ("HIRAGANA", "KATAKANA"):
        return 1 if codec in ("cp932", "euc_jp") else 0.4
    if script == "HANGUL" and codec != "cp949":
        return _RARE
    encoding, first, last = _COMMON_EAST_ASIAN[codec]
    try:
        lead = char.encode(encoding)[0]
    except UnicodeEncodeError:
        return _RARE / 2
    return 0.9 if first <= lead <= last else _RARE


def _is_east_asian(char: str) -> bool:
    return not char.isascii() and _script(char) in _EAST_ASIAN


@lru_cache(maxsize=4096)
def _script(char: str) -> str:
    name = unicodedata.name(char, "").removeprefix("HALFWIDTH ").removeprefix("FULLWIDTH ")
    if char in "ªº":
        return "LATIN"
    return name.partition(" ")[0].partition("-")[0]
