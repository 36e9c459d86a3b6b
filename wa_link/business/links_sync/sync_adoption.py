"""Find the links of an account that belong to keys of a sheet, if the state file is lost."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from wa_link._support.quoting import pluralize, quote
from wa_link.business.links_sync.link_pool import join_words
from wa_link.links.short_link import parse_code
from wa_link.sheets.own_columns import SHORT_LINK_COLUMN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wa_link.business.links_sync.link_pool import LinkPool
    from wa_link.business.records import ShortLink


def adopt_links(
    texts: Mapping[str, str],
    named: Mapping[str, str],
    pool: LinkPool,
    owners: Mapping[str, str],
) -> tuple[dict[str, ShortLink], dict[str, str]]:
    """Return the link of each key that certainly has one, and why others can't get a link.

    A code is printed, so a link is never guessed. It belongs to the key for which the sheet names
    it. Else, the text decides, if one key and one link have it. A key with several such links, or
    that shares its text with another key, gets no link. A key is in neither result if no link has
    its text: a new one can be made.

    Args:
        texts: text of each key without a link.
        named: cell of each key in the column `wa_short_link`, if it is not blank.
        pool: the links that no key has; those that are found are removed.
        owners: for the code of each other link, the key that has it.
    """
    found: dict[str, ShortLink] = {}
    refused: dict[str, str] = {}
    counts = Counter(parse_code(cell) for cell in named.values())
    for key in texts:
        if cell := named.get(key):
            code = parse_code(cell)
            if problem := _find_problem(cell, counts[code], owners.get(code)):
                refused[key] = problem
            elif link := pool.get(code):
                found[key] = link
                pool.remove(link)
    by_text: defaultdict[str, list[str]] = defaultdict(list)
    for key, text in texts.items():
        if key not in found:
            by_text[join_words(text)].append(key)
    for text, keys in by_text.items():
        links = [*pool.with_text(text)]
        if len(links) == len(keys) == 1 and keys[0] not in refused:
            found[keys[0]] = links[0]
            pool.remove(links[0])
        elif links:
            message = (
                f"The account has {pluralize(len(links), 'link')} with this text for "
                f"{pluralize(len(keys), 'row')}, so it is not certain which link is printed: write "
                f"the right one into the column {SHORT_LINK_COLUMN} of the sheet."
            )
            refused |= dict.fromkeys((key for key in keys if key not in refused), message)
    return found, refused


def _find_problem(cell: str, count: int, owner: str | None) -> str:
    """Return why the link that the sheet names for a row can't be that of the row; or "".

    Args:
        cell: the cell with the link.
        count: number of rows that name this link.
        owner: the key that has the link by the state file; None if none has it.
    """
    if not parse_code(cell):
        return (
            f"{quote(cell)} in the column {SHORT_LINK_COLUMN} is not a short link: correct the "
            "cell, or clear it."
        )
    if count > 1:
        return (
            f"{pluralize(count, 'row')} have the link {quote(cell)} in the column "
            f"{SHORT_LINK_COLUMN}: clear the cells of the wrong rows."
        )
    if owner is not None:
        return (
            f"The link {quote(cell)} in the column {SHORT_LINK_COLUMN} belongs to the key "
            f"{quote(owner)}: correct the key of the row, or clear the cell."
        )
    return ""
