"""Make wrong links whose meaning is known: the number, the text, and the right link."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import quote

from hypothesis import assume
from hypothesis import strategies as st

from tests.check.meaning import Meaning

_SPELLINGS = {
    "447911123456": [
        "447911123456", "+447911123456", "+44 (0)7911 123456", "00447911123456", "4407911123456",
        "44-7911-123456", "44 7911 123456", "%2B447911123456",
    ],
    "966501234567": ["966501234567", "+966501234567", "966 50 123 4567", "+966-50-123-4567"],
}  # fmt: skip
_BASES = {
    "https://wa.me/{}?{}=": "https://wa.me/{}?text=",
    "http://wa.me/{}?{}=": "https://wa.me/{}?text=",
    "https://wa.me/{}&{}=": "https://wa.me/{}?text=",
    "https://api.whatsapp.com/send?phone={}&{}=": "https://api.whatsapp.com/send?phone={}&text=",
    "https://web.whatsapp.com/send?phone={}&{}=": "https://wa.me/{}?text=",
}
# Without the signs of variables (`:`, `{`, `$`), of escapes (`\`) and of masked numbers (`**`): a
# link with them may be only a part of one, and then it is not fixed.
TEXTS = st.lists(
    st.one_of(
        st.text("abcXYZ 019 ,;!?_~-.éüñ مرحبا 你好 🙂", min_size=1, max_size=8),
        st.sampled_from([" & ", "&", "#", " #5", "100% ", "% ", " (hi) ", "\u00a0", "á"]),
    ),
    max_size=5,
).map(lambda parts: "".join(parts).strip(" \u00a0&#"))
_LIKE_A_VARIABLE = re.compile(r"%[A-Za-z_]{3,}%|#[^\W\d]|#\w+#|&#|&\w+;|\.\.\.")


class WrongLink(NamedTuple):
    """A link with its meaning, and the link that it should become."""

    link: str
    meaning: Meaning
    right: str


@st.composite
def wrong_links(draw: st.DrawFn, *, with_spaces: bool = True) -> WrongLink:
    """Return a strategy for links; without spaces they can be written in plain text."""
    number = draw(st.sampled_from(sorted(_SPELLINGS)))
    spellings = [each for each in _SPELLINGS[number] if with_spaces or each.strip("+").isalnum()]
    base = draw(st.sampled_from(sorted(_BASES)))
    field = draw(st.sampled_from(["text", "text", "Text", "txt", "message"]))
    text = draw(TEXTS) if with_spaces else draw(TEXTS).strip("._~-")
    written = draw(st.sampled_from([text, quote(text, safe="")])) if with_spaces else quote(text)
    link = base.format(draw(st.sampled_from(spellings)), field) + written
    assume(not _LIKE_A_VARIABLE.search(link))
    assume(text)  # a program may add a text to a link without one
    return WrongLink(
        link,
        Meaning(number, text),
        _BASES[base].format(number) + quote(text, safe=""),
    )
