from __future__ import annotations

import re
import sys
import unicodedata
from collections import Counter
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.lettering import face_of
from wa_link.errors import OptionError, Reason, TextError
from wa_link.lettering import Align, Face, Lettering, Run, faces, set_text
from wa_link.lettering.directions import in_one_piece

FIRAGO = faces()[0]
SQUARES = face_of(" -abcdefاب日本語あ\u3099\u00a0กขคง")
ALPHABETS = [
    ["a", "W", "é", "f", "i", "x\u030c"], ["б", "ж", "й"], ["ბ", "ი"], ["ω", "ώ"],
    ["ד", "ש\u05b8", "מ", "בּ"], ["ش", "ق", "ل\u064e\u0651", "ا", "ة", "ه"],
    ["ก", "ที่", "แ", "กำ"], ["क", "कि", "क्ष", "र्क", "को", "हिं"], ["5", "٥", "1"],
    [".", "-", "(", ")", "%", "€", "+", "/"],
]  # fmt: skip
THAI = set("".join(ALPHABETS[6]))
CLUSTERS = [unicodedata.normalize("NFC", each) for alphabet in ALPHABETS for each in alphabet]
WORDS = (
    st.lists(st.sampled_from(ALPHABETS), min_size=1, max_size=2)
    .map(lambda alphabets: [each for alphabet in alphabets for each in alphabet])
    .flatmap(lambda letters: st.lists(st.sampled_from(letters), min_size=1, max_size=9))
    .map("".join)
)
TEXTS = st.lists(WORDS, min_size=1, max_size=9).map(" ".join)


class Box(NamedTuple):
    width: float
    height: float
    size: float
    least: float


BOXES = st.builds(
    lambda width, height, size, share: Box(width, height, size, size * share),
    st.integers(2, 60), st.integers(2, 30), st.integers(2, 8), st.sampled_from([1, 0.7, 0.4, 0.2]),
)  # fmt: skip


def fitted(text: str, box: Box) -> Lettering | None:
    try:
        return set_text(text, (FIRAGO,), **box._asdict())
    except TextError as error:
        if error.reason is not Reason.CAPTION_TOO_LONG:
            raise
        return None


def in_squares(text: str, width: float, height: float = 99, *, least: float = 0.1) -> Lettering:
    return set_text(text, (SQUARES,), width=width, height=height, size=1, least=least)


def on_one_line(text: str, *available: Face) -> tuple[Run, ...]:
    (line,) = set_text(text, available, width=999, height=9, size=2, least=2).lines
    return line.runs


def texts(lettering: Lettering) -> list[str]:
    return ["".join(run.text for run in line.runs) for line in lettering.lines]


# Runs stand in the order in which they are seen: that each is a part of its line of the text, and
# that together they have its characters, is what can be known of it.
def as_read(text: str, lettering: Lettering) -> list[str]:
    rest = in_one_piece(unicodedata.normalize("NFC", text))
    parts = []
    for line in lettering.lines:
        runs = [run.text for run in line.runs]
        length = len("".join(runs))
        length += rest[length : length + 1] == " "
        part, rest = rest[:length], rest[length:]
        assert Counter(part.strip(" ")) == Counter("".join(runs))
        assert all(run in part for run in runs)
        parts.append(part)
    assert rest == ""
    return parts


@given(TEXTS, BOXES)
def test_text_fits_its_box_or_is_refused(text: str, box: Box) -> None:
    lettering = fitted(text, box)
    if lettering:
        assert box.least <= lettering.size <= box.size
        assert lettering.height <= box.height * 1.001
        for line, part in zip(lettering.lines, as_read(text, lettering), strict=True):
            letters = [
                char for char in part.strip(" ") if unicodedata.category(char)[0] not in "MC"
            ]
            if len(letters) > 1 and part.strip(" ") not in CLUSTERS:
                assert line.width * lettering.size <= box.width * 1.001


@given(TEXTS, BOXES)
def test_nothing_is_lost_and_words_are_broken_last(text: str, box: Box) -> None:
    lettering = fitted(text, box)
    if lettering:
        parts = as_read(text, lettering)
        assert [part for part in parts if unicodedata.category(part[0])[0] == "M"] == []
        if lettering.size > (max(box.least, box.size * 0.6) if THAI & set(text) else box.least):
            assert [part for part in parts[:-1] if part[-1] not in " -"] == []


@given(TEXTS, BOXES, st.floats(1, 3), st.floats(1, 3))
def test_a_larger_box_never_has_smaller_text(
    text: str, box: Box, wider: float, higher: float
) -> None:
    small = fitted(text, box)
    if small:
        large = fitted(text, box._replace(width=box.width * wider, height=box.height * higher))
        assert large
        assert large.size >= small.size


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("ab cd", 5, ["ab cd"]), ("ab cd", 4, ["ab", "cd"]), ("a b c d", 3, ["a b", "c d"]),
        ("ab-cd", 4, ["ab-", "cd"]), ("ab-cd", 5, ["ab-cd"]), ("a - b", 3, ["a -", "b"]),
        ("a --b", 3, ["a", "--b"]), ("ab\u00a0cd e", 5, ["ab\u00a0cd", "e"]),
        ("ab \t\u3000 cd", 5, ["ab cd"]), (" ab ", 2, ["ab"]), ("ab日本", 3, ["ab日", "本"]),
        ("日本語", 2, ["日本", "語"]), ("日 本語", 2, ["日", "本語"]),
        ("ああ\u3099", 1, ["あ", "あ\u3099"]), ("กข\u200bคง", 3, ["กข", "คง"]),
        ("กข\u200bคง", 4, ["กข\u200bคง"]), ("\ufeffab", 2, ["ab"]),
    ],
    ids=ascii,
)  # fmt: skip
def test_lines_end_where_they_may(text: str, width: float, lines: list[str]) -> None:
    lettering = in_squares(text, width)
    assert (texts(lettering), lettering.size) == (lines, 1)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("abcdef", 4, ["abcd", "ef"]), ("ab cdefa", 3, ["ab", "cde", "fa"]),
        ("abc de", 2, ["ab", "c", "de"]), ("ab", 0.5, ["a", "b"]), ("ab cd", 1, [*"abcd"]),
        ("a\u3099b", 1, ["a\u3099", "b"]), ("a\u200db", 1, ["a\u200d", "b"]),
        ("اباب", 3, ["ابا", "ب"]),
    ],
    ids=ascii,
)  # fmt: skip
def test_words_are_broken_where_text_cannot_be_smaller(
    text: str, width: float, lines: list[str]
) -> None:
    assert texts(in_squares(text, width, least=1)) == lines


@pytest.mark.parametrize("cluster", ["की", "ที่", "ש\u05b8", "x\u030c"], ids=ascii)
def test_words_are_broken_behind_marks(cluster: str) -> None:
    lettering = set_text(cluster * 3, (FIRAGO,), width=1.5, height=99, size=2, least=2)
    assert texts(lettering) == [cluster] * 3


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\u2028", "\u2029", " \r\n "], ids=ascii)
def test_line_breaks(end: str) -> None:
    assert texts(in_squares(f"{end}ab{end}cd{end}{end}ef{end}", 9)) == ["ab", "cd", "", "ef"]


@pytest.mark.parametrize(
    "text", ["", " ", "\n \r\n", "\t\u3000\u2028", "\x00\x1b", "\u00a0", "\u200b\ufeff"], ids=ascii
)
def test_blank_text_has_no_lines(text: str) -> None:
    assert set_text(text, (FIRAGO,), width=9, height=9, size=2, least=1).lines == ()


def test_words_are_made_smaller_before_they_are_broken() -> None:
    lettering = in_squares("abc d", 2.3)
    assert texts(lettering) == ["abc", "d"]
    assert 0.93 * 2.3 / 3 < lettering.size < 2.3 / 3 * 1.001


def test_words_without_spaces_between_are_made_somewhat_smaller_before_they_are_broken() -> None:
    assert texts(in_squares("กขคง", 3)) == ["กขคง"]
    lettering = in_squares("กขคง ab", 2)
    assert texts(lettering) == ["กขค", "ง", "ab"]
    assert 0.56 < lettering.size <= 0.6


def test_text_is_made_smaller_until_its_lines_are_few_and_low_enough() -> None:
    assert in_squares("a b c d", 1, 5).size == 1
    lettering = in_squares("a b c d", 1, 1.2)
    assert texts(lettering) == ["a b", "c d"]
    assert 0.93 / 3 < lettering.size < 1 / 3 * 1.001


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(TextError, match=r'^The caption "a b c d" does not fit: shorten it') as info:
        in_squares("a b c d", 1, 4.9, least=1)
    assert info.value.reason is Reason.CAPTION_TOO_LONG


def test_what_is_far_too_long_is_refused_before_it_is_looked_at() -> None:
    with pytest.raises(TextError, match="has 501 characters: 500 are the most") as info:
        set_text("a" * 501, (), width=9, height=9, size=2, least=1)
    assert info.value.reason is Reason.CAPTION_TOO_LONG
    assert len(in_squares("a" * 500, 10, 63, least=1).lines) == 50


def test_what_becomes_too_long_as_it_is_composed_is_refused() -> None:
    with pytest.raises(TextError, match="has 995 characters: 500 are the most"):
        on_one_line("ש" + "\u0344" * 497, FIRAGO)  # each of which is two marks, composed


@pytest.mark.parametrize(
    ("char", "named"),
    [
        ("日", '"日" (U+65E5, cjk unified ideograph-65e5)'),
        ("\U00012000", "(U+12000, cuneiform sign a)"),
        ("\ue000", '"\\ue000" (U+E000, without a name)'),
    ],
    ids=ascii,
)
def test_a_character_that_no_font_has_is_named(char: str, named: str) -> None:
    with pytest.raises(TextError, match=f'{re.escape(named)}: .* font="FILE"') as info:
        on_one_line(f"Flat {char}", FIRAGO)
    assert info.value.reason is Reason.MISSING_GLYPH


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("ab cd", ["squares: ab cd"]),
        ("ab xyz cd", ["squares: ab ", "FiraGO: xyz ", "squares: cd"]),
        ("اب شقة", ["FiraGO: شقة", "squares: اب "]),
        # Marks stay with their letters, in a font that has both.
        ("bx\u030c", ["squares: b", "FiraGO: x\u030c"]),
        ("bb\u030c", ["squares: b", "FiraGO: b\u030c"]),
        ("اب\u0650", ["FiraGO: ب\u0650", "squares: ا"]),
        ("ش\u200dق", ["FiraGO: ش\u200dق"]),
    ],
    ids=ascii,
)
def test_the_first_face_that_has_it_is_taken(text: str, runs: list[str]) -> None:
    found = on_one_line(text, SQUARES, FIRAGO)
    assert [f"{run.face.name}: {run.text}" for run in found] == runs


def test_a_face_need_not_have_a_space() -> None:
    found = on_one_line("a b", face_of("ab"), FIRAGO)
    assert [run.text for run in found] == ["a", " ", "b"]
    assert [run.face is FIRAGO for run in found] == [False, True, False]


def test_a_letter_and_its_mark_that_no_face_has_together_are_no_boxes() -> None:
    try:
        found = on_one_line("日\u0301", SQUARES, FIRAGO)
    except TextError as error:
        if error.reason is not Reason.MISSING_GLYPH:
            raise
    else:
        assert [glyph for run in found for glyph in run.glyphs if not glyph.code] == []


@pytest.mark.parametrize(
    ("other", "word"),
    [("Flat", "क्षत्रिय"), ("דירה", "شقة"), ("شقة", "שָׁלוֹם"), ("Flat", "ที่กำ"), ("кв.", "हिंदी")],
    ids=ascii,
)
def test_words_are_shaped_in_their_own_script(other: str, word: str) -> None:
    is_rtl = unicodedata.bidirectional(word[0]) in ("R", "AL")
    alone = FIRAGO.shaped(word, is_rtl=is_rtl)
    for text in (word, f"5 {word}", f"{word} {other}", f"{other} {word}", f"{other} ({word})"):
        glyphs = [glyph for run in on_one_line(text, FIRAGO) for glyph in run.glyphs]
        assert alone in [tuple(glyphs[at:][: len(alone)]) for at in range(len(glyphs))], text


@pytest.mark.parametrize("module", ["fontTools.unicodedata", "fpdf.bidi"])
def test_a_library_that_is_missing_is_asked_for(
    module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(OptionError, match=r'pip install "wa-link\[print\]"'):
        on_one_line("flat שלום", FIRAGO)


@pytest.mark.parametrize("text", ["می‌خواهم", "a می‌خواهم", "क्‍ष", "5 هـ‍"], ids=ascii)
def test_joiners_stay_where_they_are(text: str) -> None:
    assert Counter("".join(run.text for run in on_one_line(text, FIRAGO))) == Counter(text)


def test_phone_numbers_keep_their_order() -> None:
    runs = on_one_line("اتصل +44 7911 123456 الآن", FIRAGO)
    assert "+44\u00a07911\u00a0123456" in [run.text for run in runs]


# Rules are applied to paragraphs, and lines reordered after (UAX #9, 3.4).
@pytest.mark.parametrize("width", [99, 8])
def test_a_line_is_ordered_as_a_part_of_its_paragraph(width: float) -> None:
    lines = set_text("سعر الشقة 50%", (FIRAGO,), width=width, height=9, size=2, least=2).lines
    seen = "".join(run.text[:: -1 if run.is_rtl else 1] for run in lines[-1].runs)
    assert seen[:3] == "%50"


@pytest.mark.parametrize(
    ("align", "lefts"), [(Align.CENTRE, [6, 8, 8, 2]), (Align.START, [0, 16, 16, 4])]
)
def test_lines_stand_in_the_middle_or_where_reading_begins(
    align: Align, lefts: list[float]
) -> None:
    text = "abcd\nاب\nاب abcdefab"  # whose last line runs as its paragraph
    lettering = set_text(text, (SQUARES,), width=20, height=20, size=2, least=2, align=align)
    assert [lettering.left(number) for number in range(4)] == pytest.approx(lefts)
    assert [lettering.scaled(3).left(number) / 3 for number in range(4)] == pytest.approx(lefts)


def test_lines_stand_a_quarter_of_their_size_apart() -> None:
    lettering = set_text("ab\n\ncd", (SQUARES,), width=20, height=20, size=2, least=2)
    assert lettering.height == pytest.approx(7.5)
    first, blank, last = (lettering.baseline(number) for number in range(3))
    # Above and below a line is as much room: 2 * (1.25 - 0.8 - 0.2) / 2 = 0.25.
    assert (first, last - first) == pytest.approx((0.25 + 1.6, 5))
    assert first < blank < last
    assert lettering.scaled(3).height == pytest.approx(22.5)
    assert lettering.scaled(3).baseline(2) == pytest.approx(last * 3)
    assert (lettering.scaled(3).size, lettering.scaled(3).width) == pytest.approx((6, 60))


def test_the_highest_face_of_a_line_counts() -> None:
    lettering = set_text("ab\nabx", (SQUARES, FIRAGO), width=20, height=20, size=2, least=2)
    assert lettering.baseline(0) == pytest.approx(2 * (1.25 + 0.8 - 0.2) / 2)
    expected = 2 * (1.25 + (1.25 + FIRAGO.ascent - FIRAGO.descent) / 2)
    assert lettering.baseline(1) == pytest.approx(expected)
