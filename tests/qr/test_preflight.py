from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wa_link.errors import Reason, SymbolError
from wa_link.links.prefilled_text import encode
from wa_link.qr import QrCode
from wa_link.qr.encode.symbol import find_version, make_symbol
from wa_link.qr.encode.tables import ErrorCorrection
from wa_link.qr.preflight import check_density, count_excess_characters, preflight_code
from wa_link.qr.render.style import Style

TEXTS = ("Is the oak table still available?", "هل ما زالت الطاولة متوفرة؟", "🪑" * 9, "a\n" * 40)
WAY_OUT = (
    r"print the code at (\d+) mm or larger(?:, or shorten the text by (\d+) characters?"
    r"|\. A text shorter by (\d+) characters? makes modules larger)?\."
)
LEVELS = tuple(ErrorCorrection)


def link(text: str) -> str:
    return f"https://wa.me/447911123456?text={encode(text)}"


@pytest.mark.parametrize(
    ("style", "said"),
    [
        (Style(), "version 5, 37×37 modules; contrast 21:1; not verified"),
        (Style(size=40), "modules of 0.89 mm at 40 mm; scans from about 40 cm; contrast 21:1"),
        (Style(size=38.1), "modules of 0.85 mm at 38.1 mm; scans from about 38 cm; contrast 21:1"),
    ],
)  # fmt: skip
def test_the_facts_about_a_code(style: Style, said: str) -> None:
    data = link(TEXTS[0])
    assert said in str(preflight_code(data, make_symbol(data), style, is_verified=False))


@pytest.mark.parametrize("text", TEXTS, ids=["english", "arabic", "emoji", "lines"])
@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("quiet_zone", [0, 4])
def test_the_suggested_change_is_enough_and_minimal(
    text: str, level: ErrorCorrection, quiet_zone: int
) -> None:
    data, size = link(text), 10.0
    style = Style(size=size, quiet_zone=quiet_zone)
    symbol = make_symbol(data, level)
    with pytest.raises(SymbolError) as raised:
        check_density(data, symbol.version, style, level)
    assert raised.value.reason is Reason.QR_TOO_DENSE
    found = re.search(WAY_OUT, str(raised.value))
    assert found is not None
    enough = int(found[1])
    check_density(data, symbol.version, Style(size=enough, quiet_zone=quiet_zone), level)
    with pytest.raises(SymbolError):
        check_density(data, symbol.version, Style(size=enough - 1, quiet_zone=quiet_zone), level)
    if found[3]:
        shorter, longer = (link(text[: len(text) - int(found[3]) + more]) for more in (0, 1))
        assert find_version(shorter, level) < symbol.version == find_version(longer, level)
    if found[2]:
        shorter, longer = (link(text[: len(text) - int(found[2]) + more]) for more in (0, 1))
        check_density(shorter, find_version(shorter, level), style, level)
        with pytest.raises(SymbolError):
            check_density(longer, find_version(longer, level), style, level)


def test_small_modules_are_noted() -> None:
    data = link(TEXTS[0])
    symbol = make_symbol(data)
    found = preflight_code(data, symbol, Style(size=16), is_verified=True)
    assert found.hint == (
        "The modules are only 0.36 mm wide: print the code at 18 mm or larger, or shorten the "
        "text by 23 characters."
    )
    assert preflight_code(data, symbol, Style(size=18), is_verified=True).hint == ""
    assert preflight_code(data, symbol, Style(), is_verified=True).hint == ""


@pytest.mark.parametrize("length", range(12, 60, 3))
def test_a_hint_is_right_for_the_given_level(length: int) -> None:
    """A symbol can have a higher level than asked for; the hint must use the level asked for."""
    text = "x" * length
    symbol = make_symbol(link(text), "L")
    style = Style(size=(symbol.size + 8) * 0.39)
    hint = preflight_code(link(text), symbol, style, is_verified=True).hint
    found = re.search(r"(?:text shorter|shorten the text) by (\d+) character", hint)
    assert found is not None
    fewer = int(found[1])
    modules = [make_symbol(link(text[more:]), "L").size + 8 for more in (fewer, fewer - 1)]
    assert style.size is not None
    assert style.size / modules[0] >= 0.4 > style.size / modules[1]


@given(st.text(min_size=1, max_size=60), st.sampled_from(LEVELS))
def test_the_count_of_characters_saves_a_version(text: str, level: ErrorCorrection) -> None:
    text = text.encode("utf-8", "ignore").decode() + "z"
    data = link(text)
    version = find_version(data, level)
    fewer = count_excess_characters(data, version - 1, level)
    if fewer is None:
        assert find_version(link(text[:1]), level) > version - 1
        return
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    assert find_version(link(text[: len(text) - fewer]), level) <= version
    assert count_excess_characters(data, version, level) == 1


def test_a_code_that_is_too_dense_is_not_drawn() -> None:
    with pytest.raises(SymbolError, match=r"printers need 0\.33 mm: print the code at 15 mm"):
        QrCode.of(link(TEXTS[0])).draw("png", size="12mm")
