"""Lines that are parts of one number: a mail can wrap `+44 7911 123456` after `7911`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# A comment has at most four digits, or it may contain a number; a rule such as `---` has none.
_COMMENT = re.compile(r"\s*(?:#|//|;)(?=.*[^\W\d_])(?:\D*\d){0,4}\D*|\s*[-=_*~#]{3,}\s*", re.DOTALL)
# `2` in `Shop 2` is not the beginning of a number: it has no plus, and fewer than three digits.
_AFTER_NAME = re.compile(r".*[^\W\d_][^\w+(]*(\(?\+.*|\(?\d\D*\d\D*\d.*)", re.DOTALL)
# A number has at most 15 digits (E.164): after more than 8, too few are left for a number that is
# valid alone.
_BEGINNING = re.compile(r"\+\D*(?:\d\D*){1,8}")


def begins_number(text: str) -> bool:
    """Return whether a line may end within a number: it has a plus and at most 8 digits."""
    plus = text.rfind("+")
    return plus >= 0 and _BEGINNING.fullmatch(text, plus) is not None


def is_comment(text: str) -> bool:
    """Return whether a line is a comment or a rule: `# page 2` or `---`."""
    return _COMMENT.fullmatch(text) is not None


def join_lines(texts: Sequence[str], *, is_refused: bool) -> list[str]:
    """Return the lines that may be the parts of one number, without comments.

    Args:
        texts: the lines.
        is_refused: whether the first line is not a valid number alone. Then the number can begin
            after a name: the first part of `Anna: +44 791` is `+44 791`.
    """
    parts = [text for text in texts if not is_comment(text)]
    if parts and is_refused and "/" not in parts[0] and (found := _AFTER_NAME.fullmatch(parts[0])):
        parts[0] = found[1]
    return parts
