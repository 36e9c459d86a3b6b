"""Records of the Business Platform: short links, status of a number, profile and templates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MAX_LINK_TEXT: Final = 140
"""The most characters in the prefilled text of a short link."""
MAX_LINKS: Final = 2000
"""The most short links of one number."""


@dataclass(frozen=True, slots=True)
class ShortLink:
    """A short link, whose text can be changed after it was printed.

    Attributes:
        code: 14 capital letters and digits.
        url: the link, `https://wa.me/message/` and the code.
        text: the prefilled text, at most 140 characters.
    """

    code: str
    url: str
    text: str


@dataclass(frozen=True, slots=True)
class NumberStatus:
    """Status of the business's own phone number; a field that Meta left out is empty.

    Attributes:
        number: the phone number as Meta writes it, such as `+44 7911 123456`.
        verified_name: the name that customers see.
        name_status: whether Meta has approved that name, such as `APPROVED`.
        verification: whether the number was verified by a code: `VERIFIED` or `UNVERIFIED`.
        quality: rating of the messages of the last days: `GREEN`, `YELLOW`, `RED` or `NA`.
        tier: how many people a day the number may write to first, such as `TIER_1K`.
        is_official: whether the account has the badge of an official business; None if unknown.
    """

    number: str
    verified_name: str
    name_status: str
    verification: str
    quality: str
    tier: str
    is_official: bool | None


@dataclass(frozen=True, slots=True)
class Profile:
    """Profile of the business, as customers see it; a field that is not filled in is empty.

    Attributes:
        about: at most 139 characters.
        address: at most 256 characters.
        description: at most 256 characters.
        email: at most 128 characters.
        websites: at most 2 addresses.
        vertical: kind of business, such as `RETAIL`.
    """

    about: str = ""
    address: str = ""
    description: str = ""
    email: str = ""
    websites: tuple[str, ...] = ()
    vertical: str = ""


@dataclass(frozen=True, slots=True)
class MessageTemplate:
    """A message template that Meta has approved, or is reviewing.

    Attributes:
        name: name of the template.
        language: code of its language, such as `en_US`.
        status: `APPROVED`, `PENDING`, `REJECTED`, `PAUSED` …
        category: `MARKETING`, `UTILITY` or `AUTHENTICATION`: it decides the price of a message.
        body: text of the body, with its parameters, such as `Hi {{1}}`.
    """

    name: str
    language: str
    status: str
    category: str
    body: str
