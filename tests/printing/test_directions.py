from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wa_link.errors import OptionError
from wa_link.lettering.directions import in_one_piece, in_order, is_from_right, levels

# As in UAX #9, capitals stand for letters that run from the right: here Hebrew, there Arabic,
# after which digits are Arabic numbers (rule W2).
HEBREW = str.maketrans("ABCDEFGHIKLMNOPQRSTUWY", "אבגדהוזחטיכלמנסעפצקרשת")
ARABIC = str.maketrans("ABCDEFGHIKLMNOPQRSTUWY", "ابتثجحخدذرزسشصضطظعغفقك")
CONTROLS = dict.fromkeys([0x200C, 0x200D, 0x200E, 0x200F, *range(0x202A, 0x202F),
                          *range(0x2066, 0x206A)])  # fmt: skip
BOTH, JUST_HEBREW, JUST_ARABIC = (HEBREW, ARABIC), (HEBREW,), (ARABIC,)
LTR, RTL = False, True
TABLE = {
    "empty": (BOTH, RTL, "", ""),
    "latin": (BOTH, LTR, "3 rooms (new), 50%", "3 rooms (new), 50%"),
    "latin in rtl": (BOTH, RTL, "3 rooms.", ".rooms 3"),
    "rtl": (BOTH, RTL, "BIG FLAT", "TALF GIB"),
    "word in ltr": (BOTH, LTR, "car is THE CAR in arabic", "car is RAC EHT in arabic"),
    "word in rtl": (BOTH, RTL, "car MEANS CAR.", ".RAC SNAEM car"),
    "full stop in ltr": (BOTH, LTR, "a FLAT.", "a TALF."),
    "mark of direction": (BOTH, LTR, "a FLAT.\u200f", "a .TALF"),
    "digits": (BOTH, RTL, "FLAT 50 ROOMS", "SMOOR 50 TALF"),
    "digits in ltr": (BOTH, LTR, "in FLAT 50 ROOMS now", "in SMOOR 50 TALF now"),
    "digits after latin": (BOTH, RTL, "TOWER b 50 GATE", "ETAG b 50 REWOT"),
    "arabic digits": (BOTH, RTL, "FLAT ٥٠ ROOMS", "SMOOR ٥٠ TALF"),
    "arabic digits in ltr": (BOTH, LTR, "a ٥٠ b", "a ٥٠ b"),
    "two arabic numbers in ltr": (BOTH, LTR, "a ١ ٢ b", "a ٢ ١ b"),
    "thousands": (BOTH, RTL, "FLAT 1,200.50", "1,200.50 TALF"),
    "arabic thousands": (BOTH, RTL, "FLAT ١٬٢٠٠٫٥", "١٬٢٠٠٫٥ TALF"),
    "date": (BOTH, RTL, "FROM 12/05", "12/05 MORF"),
    "currency behind, hebrew": (JUST_HEBREW, RTL, "FLAT 50$ NET", "TEN 50$ TALF"),
    "currency behind, arabic": (JUST_ARABIC, RTL, "FLAT 50$ NET", "TEN $50 TALF"),
    "currency in front, hebrew": (JUST_HEBREW, RTL, "FLAT €50", "€50 TALF"),
    "currency in front, arabic": (JUST_ARABIC, RTL, "FLAT €50", "50€ TALF"),
    "currency, arabic digits": (BOTH, RTL, "FLAT ٥٠%", "%٥٠ TALF"),
    "currency in letters": (BOTH, RTL, "FLAT AED 50", "50 DEA TALF"),
    "currency in latin": (BOTH, RTL, "FLAT aed 50 NET", "TEN aed 50 TALF"),
    "range, hebrew": (JUST_HEBREW, RTL, "FLAT 1-2", "1-2 TALF"),
    "range, arabic": (JUST_ARABIC, RTL, "FLAT 1-2", "2-1 TALF"),
    "phone": (BOTH, RTL, "CALL +97150", "97150+ LLAC"),
    # Brackets are turned as they are shaped, not here.
    "brackets": (BOTH, RTL, "BIG (NEW) FLAT", "TALF )WEN( GIB"),
    "brackets around latin": (BOTH, RTL, "FLAT (new) GATE", "ETAG )new( TALF"),
    "brackets around digits": (BOTH, RTL, "FLAT (50)", ")50( TALF"),
    "brackets in ltr": (BOTH, LTR, "flat (BIG) b", "flat (GIB) b"),
    "brackets at the end": (BOTH, LTR, "smith (flat BIG) NEW", "smith (flat GIB) WEN"),
    "brackets of latin": (BOTH, RTL, "FLAT book(s)", "book(s) TALF"),
    "brackets in brackets": (BOTH, RTL, "AB(CD[&ef]!)gh", "gh)!]ef&[DC(BA"),
    "isolate": (BOTH, LTR, "say \u2067car MEANS CAR\u2069.", "say RAC SNAEM car."),
    "isolate in rtl": (BOTH, RTL, "SAY \u2066a, B\u2069.", ".a, B YAS"),
    "first strong isolate": (BOTH, RTL, "SAY \u2068+1 a\u2069 NOW", "WON +1 a YAS"),
    "embedding": (BOTH, LTR, "say \u202bcar MEANS CAR\u202c.", "say RAC SNAEM car."),
    "embedding of latin": (BOTH, LTR, "a \u202bb.\u202c c", "a .b c"),
    "nested": (BOTH, LTR, "a \u202bB \u202ac 1 D 2\u202c E\u202c f", "a E c 1 2 D B f"),
    "override": (BOTH, LTR, "a \u202ebc 1\u202c d", "a 1 cb d"),
}


def ordered(line: str, *, is_rtl: bool) -> list[tuple[str, bool]]:
    return in_order(line, levels(line, is_rtl=is_rtl))


@pytest.mark.parametrize(("scripts", "is_rtl", "line", "seen"), TABLE.values(), ids=TABLE)
def test_fragments_stand_in_the_order_of_uax_9(
    scripts: tuple[dict[int, int], ...], is_rtl: bool, line: str, seen: str  # noqa: FBT001
) -> None:  # fmt: skip
    for script in scripts:
        fragments = ordered(line.translate(script), is_rtl=is_rtl)
        shown = "".join(part[::-1] if from_right else part for part, from_right in fragments)
        assert shown.translate(CONTROLS) == seen.translate(script)


@pytest.mark.parametrize(
    ("line", "is_rtl", "fragments"),
    [
        ("شقة 50 م", RTL, [(" م", True), ("50", False), ("شقة ", True)]),
        ("Flat שָׁלוֹם 3", LTR, [("Flat ", False), ("3", False), ("שָׁלוֹם ", True)]),
        ("(שלום)", RTL, [("(שלום)", True)]),
        ("a b", LTR, [("a b", False)]),
        ("می\u200cخواهم", RTL, [("می\u200cخواهم", True)]),
        ("\u200dهـ\u200d", RTL, [("\u200dهـ\u200d", True)]),
        ("a می\u200cخواهم b", LTR, [("a ", False), ("می\u200cخواهم", True), (" b", False)]),
        ("خانه क्\u200dष", RTL, [("क्\u200dष", False), ("خانه ", True)]),
    ],
    ids=ascii,
)
def test_fragments_read_as_they_were_written(
    line: str, is_rtl: bool, fragments: list[tuple[str, bool]]  # noqa: FBT001
) -> None:  # fmt: skip
    assert ordered(line, is_rtl=is_rtl) == fragments


@pytest.mark.parametrize(
    ("text", "is_rtl"),
    [
        ("", False), ("flat", False), ("שלום", True), ("شقة", True), ("50 שלום a", True),
        ("(+50%) flat שלום", False), ("flat שלום", False), ("٥٠", False), ("٥٠ شقة", True),
        ("\u200fflat", True), ("\u061cflat", True), ("\u200eשלום", False), ("\u064b flat", False),
        ("\u2068Marina\u2069 شقة", True), ("\u2067שלום\u2069 flat", False),
        ("\u2068a\u2067b\u2069c\u2069 שלום", True), ("\u2069שלום", True), ("\u2066שלום", False),
    ],
    ids=ascii,
)  # fmt: skip
def test_a_paragraph_runs_as_its_first_letter_outside_of_isolates(text: str, is_rtl: bool) -> None:  # noqa: FBT001
    assert is_from_right(text) is is_rtl


@given(
    st.text("abאבשقع12٣٤ .,-+%$()\u0301\u064b\u05b0\u200c\u200d\u200e\u2067\u2069", max_size=20),
    st.booleans(),
)
def test_nothing_is_lost_or_turned(line: str, is_rtl: bool) -> None:  # noqa: FBT001
    fragments = ordered(line, is_rtl=is_rtl)
    assert sorted("".join(part for part, _ in fragments)) == sorted(line)
    for part, from_right in fragments:
        assert part in line
        wrong = ("L", "EN", "AN") if from_right else ("R", "AL")
        assert not {*map(unicodedata.bidirectional, part)} & {*wrong}


@pytest.mark.parametrize("filling", [".", "%", "-", "(", " ", "\u064b", "1", "\u2067"], ids=ascii)
def test_the_longest_lines_are_put_in_order(filling: str) -> None:
    line = "ש" + filling * 498 + "a"
    fragments = ordered(line, is_rtl=True)
    assert sorted("".join(part for part, _ in fragments)) == sorted(line)


def test_a_library_that_is_missing_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("fpdf", "fpdf.bidi", "fpdf.enums"):
        monkeypatch.setitem(sys.modules, module, None)
    assert ordered("flat", is_rtl=False) == [("flat", False)]
    with pytest.raises(OptionError, match=r'pip install "wa-link\[print\]"'):
        ordered("שלום", is_rtl=True)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("اتصل +44 7911 123456 الآن", "+44\u00a07911\u00a0123456"),
        ("050 123 4567 اتصل", "050\u00a0123\u00a04567"),
        ("Call +44 7911 123456", "Call +44\u00a07911\u00a0123456"),
        ("اتصل +971501234567", "+971501234567"),
        ("اتصل 050-123-4567 الآن", "050-123-4567"),
        ("اتصل (050) 123.4567", "(050)\u00a0123.4567"),
        ("اتصل +1 (212) 555-0100", "+1\u00a0(212)\u00a0555-0100"),
        ("٠٥٠ ١٢٣ ٤٥٦٧ اتصل", "٠٥٠\u00a0١٢٣\u00a0٤٥٦٧"),
    ],
    ids=ascii,
)
def test_the_number_of_a_phone_keeps_its_order_and_is_one_piece(text: str, seen: str) -> None:
    whole = in_one_piece(text)
    fragments = ordered(whole, is_rtl=is_from_right(text))
    assert seen in [part.strip("\u2066\u2069") for part, _ in fragments]


@pytest.mark.parametrize(
    "text",
    [
        "شقة 3 غرف",
        "2019 45000 كم",
        "a 1 000 b",
        "+44",
        "شقة 120 م",
        "شقة + 12 شهر",
        "a-1234567",
        "شقة 0.75",
        "(12)",
        "شقة 0 5 م",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert in_one_piece(text) == text
