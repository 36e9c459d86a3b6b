"""Numbers inside a `tel:` address, a WhatsApp link, quotes, or an id from an exported chat."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import unquote

from wa_link._support.quoting import quote
from wa_link.errors import PhoneError, Reason
from wa_link.links.link_forms import find_form, is_url_like
from wa_link.links.link_kinds import Kind
from wa_link.phone.clean import clean
from wa_link.phone.fast import may_be_link

_CHAT_ID = re.compile(r"\+?(\d+)(?::\d+)?@(?:s\.whatsapp\.net|c\.us)", re.IGNORECASE)
_OTHER_ID = re.compile(r"\S+@(?:g\.us|lid|broadcast|newsletter)", re.IGNORECASE)
# Not `Tel: 050…; Mobile: 055…`: in an address, each parameter has a value, except these two.
_TEL = re.compile(
    r"tel:(?!//)([^;]*(?:;(?:[\w-]*=[^;]*|npdi|enumdi|))*)", re.IGNORECASE | re.DOTALL
)
# `WhatsApp: 050…` is a label; `whatsapp:14155552671` is an address.
_WHATSAPP = re.compile(r"(?:whatsapp:(?=[1-9])|(?i:whatsapp:)\s?(?=\+|%2[Bb]))(.*)", re.DOTALL)
# RFC 5724 for `sms:`. QR codes contain `smsto:`; Skype and Teams write `callto:`. A text or an
# action can come after the number.
_MESSAGE = re.compile(
    r"(?:sms|smsto|mms|mmsto|callto|facetime|facetime-audio|imessage):(?://)?([^?&:]*)"
    r"(?:[?&:].*)?",
    re.IGNORECASE | re.DOTALL,
)
# A link in Markdown: `[Chat](https://wa.me/14155552671 "title")`.
_MARKDOWN = re.compile(r"!?\[([^\[\]]{0,300})\]\((.*)\)", re.DOTALL)
# Not in brackets, which can be a part of the text: `?text=Hi (you)`.
_MARKDOWN_TITLE = re.compile(r"""\s(?:"[^"]*"|'[^']*')\s*\Z""")
SLACK = re.compile(r"<([^<>|]+)\|([^<>]*)>")
"""Pattern of a link in Slack: the link, and the words that people see."""
_SEVERAL = re.compile(r"<[^<>]*>[^<>]*<")
# For each sign that can open a quotation, the signs that can close it.
_CLOSING = {
    '"': '"', "'": "'", "`": "`", "<": ">", "(": ")", "[": "]", "\u201c": "\u201d\u201c",
    "\u201d": "\u201d", "\u201e": "\u201c\u201d", "\u2018": "\u2019\u2018", "\u2019": "\u2019",
    "\u201a": "\u2018\u2019", "\u00ab": "\u00bb", "\u00bb": "\u00ab\u00bb", "\u2039": "\u203a",
    "\u203a": "\u2039\u203a", "\u300c": "\u300d", "\u300e": "\u300f",
}  # fmt: skip
# A number in quotes or angle brackets: `"4155552671"`, `<+14155552671>`.
_OPENING_QUOTES = "".join(sign for sign in _CLOSING if sign not in "'`<([")
_CLOSING_QUOTES = "".join(map(_CLOSING.__getitem__, _OPENING_QUOTES))
_QUOTED = re.compile(
    f"[{_OPENING_QUOTES}]([^{_OPENING_QUOTES}{_CLOSING_QUOTES}]+)[{_CLOSING_QUOTES}]|<([^<>]+)>"
)
# `WhatsApp: https://wa.me/…`; but `whatsapp://` is a scheme.
_LABEL = re.compile(r"(?:whats\s?app|wa)\s?:\s*(?=[^\s/])", re.IGNORECASE)
FEWEST_DIGITS: Final = 6
"""Digits of the shortest phone numbers that are found in other words."""
# The emoji of a flag before a calling code.
_FLAG = re.compile(r"[\U0001f1e6-\U0001f1ff]{2}\s?(?=\+)")
_ONE_NUMBER = re.compile(r"[+\d][\d\s().+-]*")
_COLON_AFTER = re.compile(r"(?<=\d)\s?:\Z")


def unwrap(text: str) -> str:
    """Return the number inside a link, an address or quotes; any other text is returned unchanged.

    `https://wa.me/966501234567` gives `+966501234567`, because numbers in such links are
    international. `sms:0501234567` gives `0501234567`.

    Raises:
        PhoneError: with the reason `not_a_phone_link` for links and ids without a phone number:
            `wa.me/message/ABC123` does not contain the number 123.
    """
    if SLACK.fullmatch(text):
        text = strip_quotes(text)
    if quoted := _QUOTED.fullmatch(text):
        text = (quoted[1] or quoted[2]).strip()
    text = _COLON_AFTER.sub("", _FLAG.sub("", text))
    if chat := _CHAT_ID.fullmatch(text):
        return f"+{chat[1]}"
    if _OTHER_ID.fullmatch(text):
        raise PhoneError(
            Reason.NOT_A_PHONE_LINK,
            f"{quote(text)} is the id of a group, a channel or a hidden contact, and has no phone "
            "number: give the phone number itself.",
        )
    if scheme := _TEL.fullmatch(text):
        return _unwrap_tel(scheme[1])
    if scheme := _WHATSAPP.fullmatch(text):
        return _add_plus(scheme[1])
    if message := _MESSAGE.fullmatch(text):
        return unquote(message[1])
    if url := find_url(text):
        return _unwrap_link(url)
    return text


def find_url(cell: str) -> str:
    """Return the text of a cell that begins like a URL, without quotes around it; else return "".

    The text is returned as it was written if possible, because `clean` would also change the
    prefilled text of a link.
    """
    if not may_be_link(cell):
        return ""
    for text in (cell, clean(cell)):
        url = strip_quotes(text)
        if label := _LABEL.match(url):
            url = strip_quotes(url[label.end() :])
        if is_url_like(url):
            return url
    return ""


def strip_quotes(text: str) -> str:
    """Return a link without the quotes, brackets or markup that it is written in.

    `"<https://wa.me/14155552671>"`, `[Chat](https://wa.me/14155552671)` of Markdown, and
    `<https://wa.me/14155552671|Chat>` of Slack give the same link. An apostrophe before the link,
    which spreadsheets need, is removed, too.
    """
    text = text.strip()
    while text:
        if (markdown := _MARKDOWN.fullmatch(text)) and _is_same_number(*markdown.groups()):
            text = _MARKDOWN_TITLE.sub("", markdown[2]).strip()
        elif (slack := SLACK.fullmatch(text)) and is_url_like(slack[1]):
            if not _is_same_number(slack[2], slack[1]):
                break
            text = slack[1].strip()
        elif _SEVERAL.match(text):
            break
        elif text[1:] and text[-1] in _CLOSING.get(text[0], ""):
            text = text[1:-1].strip()
        else:
            break
    return text.removeprefix("'").lstrip()


def _is_same_number(words: str, link: str) -> bool:
    """Return whether the words of a Markdown link contain no other phone number than the link."""
    number = "".join(filter(str.isdecimal, clean(words))).lstrip("0")
    return len(number) < FEWEST_DIGITS or number in "".join(filter(str.isdecimal, link))


def find_link(cell: str) -> str:
    """Return the WhatsApp link with a phone number that a cell consists of; "" for other cells."""
    form = find_form(url) if (url := find_url(cell)) else None
    return url if form is not None and form.number else ""


def _unwrap_link(text: str) -> str:
    form = find_form(text)
    if form is None:
        raise PhoneError(
            Reason.NOT_A_PHONE_LINK,
            f"{quote(text)} is a link, but not a WhatsApp link: give the phone number itself.",
        )
    if not form.number:
        raise no_number_error(text, form.kind)
    if not _ONE_NUMBER.fullmatch(clean(form.number)):
        raise PhoneError(
            Reason.NOT_A_PHONE_LINK,
            f"The number in {quote(text)} is not certain: give the phone number itself.",
        )
    return _add_plus(form.number)


def no_number_error(url: str, kind: Kind | None, better: str | None = None) -> PhoneError:
    """Return the error for a WhatsApp link of a kind that contains no phone number.

    Args:
        url: the link.
        kind: the kind of the link.
        better: the link without its defects; None if it has no defect.
    """
    what = "chat link without a number" if kind is Kind.CHAT else kind
    way_out = f"use {better}" if better else "use the link as it is"
    return PhoneError(
        Reason.NOT_A_PHONE_LINK,
        f"{quote(url)} has no phone number ({what}): {way_out}, or give the phone number itself.",
    )


def _unwrap_tel(rest: str) -> str:
    """Return the number in `rest`, which is a `tel:` URI (RFC 3966) without the letters `tel:`.

    A calling code in `phone-context` is put before a number without a plus:
    `501234567;phone-context=+966` gives `+966501234567`. An extension is kept: `;ext=12`.
    """
    number, *parameters = unquote(rest).split(";")
    fields = dict(parameter.lower().partition("=")[::2] for parameter in parameters)
    context = fields.get("phone-context", "")
    if context.startswith("+") and not number.strip().startswith("+"):
        number = context + number
    return f"{number};ext={fields['ext']}" if fields.get("ext") else number


def _add_plus(number: str) -> str:
    number = unquote(number).strip()
    return number if number.startswith("+") else f"+{number}"
