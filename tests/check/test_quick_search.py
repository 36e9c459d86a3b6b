from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wa_link.check.find_links import find_links
from wa_link.check.quick_search import may_have_links

PIECES = (
    "https:// wa.me WA.ME w\u0430.me wa-me.com \u0428a.me api. whatsapp whats\u0410pp .com "
    "xn--w-7tb.me / 447911123456 é ß ?text= wa.m w.me wame \u0430pi.whatsapp .c\u043em whatsap "
    "wa\u3002me w\u0430-me.com vva.me wa\u0301.me \u0301 \ud800"
).split()


@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_no_text_with_a_link_is_left_out(text: str) -> None:
    if any(find_links(text)):
        assert may_have_links(text.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"nothing", False),
        ("Café".encode(), False),
        ("été wа.me, où".encode(), True),
        ("été ŵａ。ｍｅ/1".encode(), True),
        ("Ма.ме, ша.мы. ωα.με".encode(), True),
        (b"see api.whatsap.com", True),
        ("Nothing – “quoted” 日本 😀".encode(), False),
        (b"see WA.ME/1", True),
        ("see wа.me/1".encode(), True),
        (b"\xff\xfew\0a\0", True),
        (b"caf\xe9", True),
    ],
)
def test_texts_that_are_left_out(data: bytes, *, expected: bool) -> None:
    assert may_have_links(data) is expected
