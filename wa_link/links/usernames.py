"""Usernames of WhatsApp: their rules, and the note on links to them.

WhatsApp describes the rules in its help centre (FAQ 2535820043482794), and links to usernames in
FAQ 1561101675623754 (July 2026). Two more rules are ours, because a link must not go to the wrong
person: a placeholder such as `username` is refused, and so is a name that looks like a phone number
with a typing error; see `is_mistyped_number`.
"""

from __future__ import annotations

import re
from typing import Final

from wa_link._support.arguments import option
from wa_link._support.quoting import pluralize, quote
from wa_link.errors import LinkError, Note, NoteCode, Reason
from wa_link.links.link_table import PAGE_NAMES
from wa_link.links.placeholders import is_placeholder_text

FEWEST_CHARACTERS: Final = 3
MOST_CHARACTERS: Final = 35
USERNAME_NOTE: Final = Note(
    NoteCode.USERNAME_LINK,
    "As of November 2026, links to usernames do not open on every phone, and WhatsApp may ask for "
    "a username key: test the link on another phone.",
)
"""The note on every link to a username."""
# Marks that are not visible, such as those that set the direction of writing.
_INVISIBLE = "\u00ad\u061c\ufeff" + "".join(
    map(chr, (*range(0x200B, 0x2010), *range(0x202A, 0x202F)))
)
_LINK = re.compile(
    r"(?:https?://)?(?:www\.)?wa\.me/([^/?#]+)/?([?#].*)?", re.IGNORECASE | re.DOTALL
)
_NUMBER = re.compile(r"[+\d\s().-]+|%2[Bb]\d+")
# The rules in the order in which they are checked: what breaks a rule, and the rule in words.
_RULES: Final = (
    (r"[/:?]", "give only the name, such as maria.lopez, not a link."),
    (
        r"[^a-z0-9._]",
        "it contains {found}, but usernames have only letters from a to z, digits, dots and _.",
    ),
    (
        rf"\A(?!.{{{FEWEST_CHARACTERS},{MOST_CHARACTERS}}}\Z)",
        f"it has {{size}}, but usernames have {FEWEST_CHARACTERS} to {MOST_CHARACTERS}.",
    ),
    (r"\A[^a-z]*\Z", "usernames have at least one letter."),
    (
        r"\A\.|\.\Z|\.\.",
        "usernames do not begin or end with a dot, and have no two dots in a row.",
    ),
    (r"\Awww", "usernames do not begin with {found}."),
    # WhatsApp names .com and .net, but publishes no list. A name such as `j.li` is not refused,
    # because it is not certain that it ends like a domain.
    (
        r"\.(?:com|net|org|info|biz|edu|gov|mil|int|com?\.[a-z]{2})\Z",
        "usernames do not end like a domain, as in {found}.",
    ),
    # At these paths of wa.me, WhatsApp has other pages: `wa.me/channel/…`.
    (rf"\A(?:{'|'.join(sorted(PAGE_NAMES))})\Z", "wa.me has another page with this name."),
)
_MISTYPED: Final = "it looks like a phone number with a letter in it: correct the number."
_PLACEHOLDER: Final = "it is a placeholder: replace it by the username, such as maria.lopez."
# Letters that are typed in place of 0 and 1.
_LIKE_DIGITS = ("o", "i", "l")
_ONLY_LIKE_DIGITS = re.compile(r"\d[\doil]{9,}", re.ASCII)
_FEWEST_DIGITS_WITH_CODE = 8
_DIGITS_FOR_EACH_LETTER = 3


def parse_username(text: str) -> str:
    """Return a username as links contain it: `maria.lopez` for `@Maria.Lopez`.

    Small and capital letters make no difference in WhatsApp, so the name is returned in small
    letters. An `@` before the name and white space around it are removed. The name can also be
    given as a link without a text: `wa.me/maria.lopez`.

    Raises:
        LinkError: `empty` if the text is blank; `invalid_username` if WhatsApp allows no such name.
    """
    typed = text.strip(_INVISIBLE).strip().strip(_INVISIBLE)
    link = _LINK.fullmatch(typed)
    name = link[1] if link else typed.removeprefix("@")
    if not name:
        raise LinkError(Reason.EMPTY, "There is no username.")
    if (
        name.isascii()
    ):  # `lower` also turns some other characters, such as the Kelvin sign, to ASCII
        name = name.lower()
    fault = _find_fault(name)
    if link and _NUMBER.fullmatch(name):
        fault = "it is a link to a phone number: give it as a number."
    elif link and link[2] and not fault:
        text = f", and its text as {option('text')}" if "text=" in link[2] else ""
        fault = f"it is a link with fields: give only the name, {name}{text}."
    if fault:
        raise LinkError(
            Reason.INVALID_USERNAME, f"{quote(typed)} can't be a WhatsApp username: {fault}"
        )
    return name


def is_username(text: str) -> bool:
    """Return whether a segment of a URL can be a username, in small or capital letters."""
    return text.isascii() and not _find_fault(text.lower())


def is_mistyped_number(text: str) -> bool:
    """Return whether a text looks like a phone number with a few letters in it: `4479I1123456`.

    Such a text begins with a digit, and has at least eight digits, and at most one letter for each
    three digits. Or it begins with its only letter, which is `o`, `i` or `l`, before at least nine
    digits. So usernames such as `shop2024`, `j4mes`, `user966501` and `jd19901231` are not refused.
    If all letters are `o`, `i` or `l`, half of ten or more characters can be letters.
    """
    signs = "".join(filter(str.isalnum, text[:100].lower()))
    digits = sum(map(str.isdecimal, signs))
    letters = len(signs) - digits
    if _ONLY_LIKE_DIGITS.fullmatch(signs) and 0 < letters <= digits:
        return True
    if digits < _FEWEST_DIGITS_WITH_CODE or not 0 < letters * _DIGITS_FOR_EACH_LETTER <= digits:
        return False
    if signs[0].isdecimal():
        return True
    return letters == 1 and signs[0] in _LIKE_DIGITS and digits > _FEWEST_DIGITS_WITH_CODE


def _find_fault(name: str) -> str:
    """Return the rule that a name breaks, as the end of a sentence; "" if it is a username."""
    for pattern, rule in _RULES:
        if found := re.search(pattern, name, re.DOTALL):
            return rule.format(found=quote(found[0]), size=pluralize(len(name), "character"))
    if is_placeholder_text(name):
        return _PLACEHOLDER
    return _MISTYPED if is_mistyped_number(name) else ""
