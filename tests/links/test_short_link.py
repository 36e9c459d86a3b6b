"""Codes of short links, in the forms in which people write them."""

from __future__ import annotations

import pytest

from wa_link.links.short_link import SHORT_LINK_START, is_code, parse_code

CODE = "ABCDEF234567G1"


@pytest.mark.parametrize(
    "text",
    [
        CODE,
        CODE.lower(),
        f" {CODE}\n",
        f"{SHORT_LINK_START}{CODE}",
        f"http://wa.me/message/{CODE}/",
        f"WA.ME/message/{CODE}",
    ],
)
def test_a_code_is_found(text: str) -> None:
    assert parse_code(text) == CODE


@pytest.mark.parametrize(
    "text",
    ["", CODE[1:], f"{CODE}A", f"https://wa.me/qr/{CODE}", f"{CODE} {CODE}", "ABCDEF234567Gſ"],
)
def test_other_texts_have_no_code(text: str) -> None:
    assert parse_code(text) == ""
    assert not is_code(text)


@pytest.mark.parametrize("text", [CODE.lower(), f"{CODE}\n", f"{SHORT_LINK_START}{CODE}"])
def test_only_the_code_itself_is_one(text: str) -> None:
    assert is_code(CODE)
    assert not is_code(text)
