"""Checks of texts before they are sent: Meta's answer to a wrong one is less clear."""

from __future__ import annotations

from wa_link._support.arguments import require
from wa_link._support.quoting import pluralize
from wa_link.errors import OptionError
from wa_link.links.template import is_blank


def check_text(what: str, text: str, most: int, *, may_be_empty: bool = False) -> str:
    """Return a text that Meta can take.

    Args:
        what: name of the text for messages, with an article: `The address`.
        text: the text.
        most: the most characters, counted as Unicode code points.
        may_be_empty: whether an empty text is allowed.

    Raises:
        OptionError: it is empty, too long, or has half of a surrogate pair.
    """
    require(what, text, str)
    if is_blank(text) and not (may_be_empty and not text):
        raise OptionError(f"{what} is empty.")
    if len(text) > most:
        over = pluralize(len(text) - most, "character")
        raise OptionError(f"{what} has {over} too many: at most {most} are allowed.")
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise OptionError(f"{what} contains half of a surrogate pair, which is not a character.")
    return text
