"""Numbers inside a `tel:` address, a WhatsApp link, quotes, or an id from an exported chat."""

from __future__ import annotations

import re
from urllib.parse import unquote

from wa_link._support.quoting import quote
from wa_link.errors import PhoneError, Reason
from wa_link.links.link_forms import find_form
from wa_link.links.link_kinds import Kind, is_url_like
from wa_link.phone.clean import clean

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


# A number in quotes or angle brackets: `"4155552671"`, `<+14155552671>`.
_QUOTED = re.compile(
    r"""["\u201c\u201d\u201e\u00ab\u00bb\u2018\u2019]([^"\u201c-\u201f\u00ab\u00bb\u2018\u2019]+)"""
    r"""["\u201c\u201d\u00ab\u00bb\u2018\u2019]|<([^<>]+)>"""
)
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
    if is_url_like(text):
        return _unwrap_link(text)
    return text


def find_url(cell: str) -> str:
    """Return the text of a cell that begins like a URL, without quotes around it; else return "".

    The text is returned as it was written if possible, because `clean` would also change the
    prefilled text of a link.
    """
    if not any(sign in cell for sign in "/?#"):
        return ""
    for text in (cell.strip().removeprefix("'"), clean(cell)):
        quoted = _QUOTED.fullmatch(text)
        url = (quoted[1] or quoted[2]).strip() if quoted else text
        if is_url_like(url):
            return url
    return ""


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
        what = "chat link without a number" if form.kind is Kind.CHAT else form.kind
        raise PhoneError(
            Reason.NOT_A_PHONE_LINK,
            f"{quote(text)} has no phone number ({what}): give the phone number itself.",
        )
    if not _ONE_NUMBER.fullmatch(clean(form.number)):
        raise PhoneError(
            Reason.NOT_A_PHONE_LINK,
            f"The number in {quote(text)} is not certain: give the phone number itself.",
        )
    return _add_plus(form.number)


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
