"""Names of the fields in the query of a link, as WhatsApp, shops and people write them."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import unquote

TEXT: Final = "text"
PHONE: Final = "phone"
USERNAME: Final = "username"
OTHER: Final = ""
TEXT_NAMES: Final = frozenset(
    {
        "text", "txt", "texts", "textt", "tex", "tetx", "texto", "texte", "testo", "tekst",
        "message", "msg", "mensaje", "mensagem", "messaggio", "mesaj", "nachricht", "pesan",
        "body", "prefill", "prefilled_text", "textmessage",
    }
)  # fmt: skip
"""Names of fields that are meant for the text."""
PHONE_NAMES: Final = frozenset(
    {
        "phone", "phones", "phonenumber", "phone_number", "phoneno", "number", "no", "num",
        "mobile", "tel", "telephone", "telefono", "telefone", "numero", "nomor", "hp", "whatsapp",
        "wa", "to",
    }
)  # fmt: skip
"""Names of fields that may be meant for a number."""
# Fields of WhatsApp, and those that shops, mail programs and advertisements add to each link.
_HARMLESS_NAMES = frozenset(
    {
        "type", "app_absent", "lang", "l", "source", "src", "ref", "biz_payload", "context",
        "entry_point", "data", "deep_link", "username", "igsh", "igshid", "mibextid",
    }
)  # fmt: skip
WORDS: Final = frozenset({"type", "lang", "l", "source", "ref", "context", "data", "username"})
"""Names of fields that can also be words of a text, as in `?text=Bed&type`."""
_HARMLESS_NAME = re.compile(r"utm_\w{1,40}|\w{0,6}clid|\w{0,6}clkid|mc_\w{1,10}|_[a-z]\w{0,39}")
LIKE_TEXT: Final = re.compile(r"te?xt|msg|mess?ag|mensa|content|body|hello|greet")
"""Parts of names that may be meant for a text, such as `content` or `mytext`."""
HTML_AMPERSAND: Final = "amp;"
_NUMBER = re.compile(r"[+\d\s().-]{7,40}")
_FEWEST_DIGITS_IN_FIELD = 7


def find_kind(name: str) -> str:
    """Return the kind of a field by its name, also by a wrong name such as `Phone` or `message`."""
    if name in (TEXT, PHONE):  # fast, and enough for right links
        return name
    key = read_key(name).strip("/_-[]0123456789")
    return PHONE if key == PHONE else TEXT if key in TEXT_NAMES else OTHER


def read_key(name: str) -> str:
    """Return the name of a field in small letters, without the spaces and signs around it."""
    return unquote(name).removeprefix(HTML_AMPERSAND).strip("?+ \t\r\n\xa0").lower()


def has_number(value: str) -> bool:
    """Return whether a value without letters has enough digits for a phone number."""
    text = unquote(value)
    is_number = _NUMBER.fullmatch(text) is not None
    return is_number and sum(map(str.isdecimal, text)) >= _FEWEST_DIGITS_IN_FIELD


def is_harmless_name(key: str) -> bool:
    """Return whether a field is one of those that WhatsApp, shops or mail programs add to links."""
    return key in _HARMLESS_NAMES or _HARMLESS_NAME.fullmatch(key) is not None
