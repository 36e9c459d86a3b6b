"""Names of columns in messages: all of them, or the one that was probably meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wa_link._support.arguments import option
from wa_link._support.quoting import quote
from wa_link._support.similar_names import find_similar

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

# Finds an e-mail address or the digits of a phone number in the name of a column.
_LIKE_CONTACT = re.compile(r"@|(?:\d\D{0,2}){7}")
_MOST_NAMES = 30


def list_names(columns: Sequence[str], last: int, worksheet: str | None = None) -> str:
    """Return the names of the columns for a message, such as `"name", "phone"`.

    If a name contains a phone number or `@`, the first row may be a contact. Then no name is
    shown: the text is `numbered 1 to 3`.

    Args:
        columns: the names.
        last: number of the last column in the file.
        worksheet: name of the worksheet, if the workbook has others.
    """
    end = ""
    if worksheet is not None:
        end = f" (worksheet {quote(worksheet)}; {option('worksheet')} chooses another)"
    if any(map(_LIKE_CONTACT.search, columns)):
        return f"numbered 1 to {last}{end}"
    names = [quote(name, 30) for name in columns[:_MOST_NAMES]]
    more = len(columns) - len(names)
    return ", ".join(names) + (f" and {more} more" if more else "") + end


def suggest_name(name: str, columns: Collection[str]) -> str:
    """Return a question such as ` Did you mean "Country"?`, or "" if no column is similar.

    As in `list_names`, no contact is shown.
    """
    if any(map(_LIKE_CONTACT.search, columns)):
        return ""
    return "".join(f" Did you mean {quote(near, 30)}?" for near in find_similar(name, columns))
