from __future__ import annotations

import pickle
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wa_link.errors import Reason, TextError
from wa_link.links.prefilled_text import encode, normalise, unescape

TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.mark.parametrize(
    ("text", "encoded"),
    [
        pytest.param("", "", id="blank"),
        pytest.param("a b", "a%20b", id="space"),
        pytest.param("a+b", "a%2Bb", id="plus"),
        pytest.param("a\nb", "a%0Ab", id="LF"),
        pytest.param("a\r\nb", "a%0Ab", id="CRLF"),
        pytest.param("a\rb", "a%0Ab", id="CR"),
        pytest.param("a\r\n\r\nb\r\r", "a%0A%0Ab%0A%0A", id="several line breaks"),
        pytest.param("a\n\rb", "a%0A%0Ab", id="LF CR is two"),
        pytest.param("a\u2028b\x85c", "a%E2%80%A8b%C2%85c", id="other line separators stay"),
        pytest.param("50% off", "50%25%20off", id="percent"),
        pytest.param("50%20off", "50%2520off", id="percent-escape as typed"),
        pytest.param("?#&=/:;@!$'()*,", "%3F%23%26%3D%2F%3A%3B%40%21%24%27%28%29%2A%2C", id="all"),
        pytest.param('"<>\\^`{|}[]', "%22%3C%3E%5C%5E%60%7B%7C%7D%5B%5D", id="unsafe"),
        pytest.param("a.b_c~d-e", "a.b_c~d-e", id="unreserved inside"),
        pytest.param("a.", "a%2E", id="last dot"),
        pytest.param("_a_", "_a%5F", id="last underscore"),
        pytest.param("~a~", "~a%7E", id="last tilde"),
        pytest.param("-a-", "-a%2D", id="last hyphen"),
        pytest.param("...", "..%2E", id="only the last"),
        pytest.param(".", "%2E", id="alone"),
        pytest.param("a.\n", "a.%0A", id="dot before a line break"),
        pytest.param("مرحبا", "%D9%85%D8%B1%D8%AD%D8%A8%D8%A7", id="Arabic"),
        pytest.param("😀", "%F0%9F%98%80", id="emoji"),
        pytest.param("👩\u200d🚀", "%F0%9F%91%A9%E2%80%8D%F0%9F%9A%80", id="ZWJ sequence"),
        pytest.param("e\u0301", "e%CC%81", id="combining mark stays apart"),
        pytest.param("\x00", "%00", id="NUL"),
        pytest.param("\ufeffa", "%EF%BB%BFa", id="U+FEFF"),
    ],
)
def test_a_text_is_percent_encoded(text: str, encoded: str) -> None:
    assert encode(text) == encoded


@pytest.mark.parametrize(
    ("text", "place", "shown"),
    [
        pytest.param("\ud83d", 1, r"\ud83d", id="high"),
        pytest.param("ok \ude00", 4, r"\ude00", id="low"),
        pytest.param("\ude00\ud83d", 1, r"\ude00", id="the wrong way round"),
    ],
)
def test_a_lone_surrogate_is_refused(text: str, place: int, shown: str) -> None:
    with pytest.raises(TextError) as caught:
        encode(text)
    assert caught.value.reason is Reason.TEXT_NOT_ENCODABLE
    assert caught.value.message == (
        f'Character {place} of the text is half of a character ("{shown}", a lone surrogate): '
        "type it again."
    )


def test_an_error_survives_pickling() -> None:
    with pytest.raises(TextError) as caught:
        encode("\ud83d")
    copy = pickle.loads(pickle.dumps(caught.value))  # noqa: S301  (a pickle of this test)
    assert (type(copy), copy.reason, copy.message, str(copy)) == (
        TextError,
        Reason.TEXT_NOT_ENCODABLE,
        caught.value.message,
        caught.value.message,
    )


@given(TEXT)
def test_an_encoded_text_is_safe_at_the_end_of_any_link(text: str) -> None:
    encoded = encode(text)
    assert re.fullmatch(r"([A-Za-z0-9._~-]|%[0-9A-F]{2})*", encoded)
    assert encoded[-1:] not in {*"._~-"}
    assert encode(normalise(text)) == encoded
    assert "\r" not in normalise(text)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        (r"a\nb", "a\nb"),
        (r"a\\nb", r"a\nb"),
        (r"a\\\nb", "a\\\nb"),
        (r"C:\temp\x", r"C:\temp\x"),
        ("a\\", "a\\"),
        ("a\nb", "a\nb"),
        ("", ""),
    ],
)
def test_escapes_of_the_command_line_are_replaced(typed: str, text: str) -> None:
    assert unescape(typed) == text


@given(TEXT)
def test_any_text_can_be_typed(text: str) -> None:
    assert unescape(text.replace("\\", "\\\\").replace("\n", "\\n")) == text
