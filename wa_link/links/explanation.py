"""Explanations of numbers and links: repairs, problems, and a better link."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wa_link._support.arguments import require_number
from wa_link._support.quoting import quote
from wa_link.errors import LinkError, PhoneError, Reason, RecordError
from wa_link.links.chat_link import ChatLink
from wa_link.links.prefilled_text import normalise
from wa_link.links.url_checks import read_phone, require_url
from wa_link.links.url_forms import Kind, is_url_like
from wa_link.links.via import Via
from wa_link.phone import parse_phone

if TYPE_CHECKING:
    from wa_link.errors import Note
    from wa_link.links.url_forms import Address
    from wa_link.phone import Assume, PhoneNumber

_CHAT_DESCRIPTIONS = {
    Via.WA_ME: "a chat link, in WhatsApp's official form",
    Via.API: "a chat link, in the form that wa.me redirects to",
    Via.WEB: "a chat link to WhatsApp Web, which skips the app; in use, but not documented",
    Via.APP: "a chat link for the app only: it fails in browsers that do not know the app",
}
_KIND_DESCRIPTIONS = {
    Kind.CATALOGUE: "a link to a business's catalogue",
    Kind.PRODUCT: "a link to one product of a business; in wide use, but not documented",
    Kind.CALL: "a link that calls the number; it does not work on a desktop",
    Kind.SHORT_LINK: "a short link made by WhatsApp: only WhatsApp knows its number and text",
    Kind.CONTACT_CODE: "a contact's QR code from the app: only WhatsApp knows its number",
    Kind.USERNAME: "a link to a username: a new form, which older apps can't open",
    Kind.GROUP: "an invitation to a group: anyone who has it can join",
    Kind.CHANNEL: "a link to a channel",
    Kind.LINKED_DEVICES: "a link that pairs a device with an account",
}

NOT_CERTAIN = "not a phone number that can be read for certain"
"""Description of a number that is refused."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything that can be said about a number or a link without a network.

    Attributes:
        target: the number or the link, as it was given.
        description: the kind of number or link, in words, such as `a phone number`.
        phone: its phone number; None if it has none, or if its number is refused.
        text: the prefilled text, as WhatsApp shows it.
        link: the shortest official link; None if it can't be linked.
        problems: sentences about faults and dangers of the link.
        notes: notes on changes that were made while its number was read.
        refusal: the reason why it can't be linked; None if it can.
    """

    target: str
    description: str
    phone: PhoneNumber | None = None
    text: str = ""
    link: str | None = None
    problems: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    refusal: RecordError | None = None


def explain(
    target: str, region: str | None = None, *, assume: Assume | str | None = None
) -> Explanation:
    """Explain a phone number, or a link in any form.

    Args:
        target: the number or the link, as a person has it.
        region: the region of a number without `+`: `SA`, `Saudi Arabia` or `+966`.
        assume: how to read digits with neither `+` nor a leading 0: `national` or `international`.

    Raises:
        OptionError: the region is unknown.
    """
    require_number("target", target)
    if is_url_like(target):
        return _explain_link(target)
    try:
        phone = parse_phone(target, region, assume=assume)
    except PhoneError as error:
        return Explanation(target, NOT_CERTAIN, refusal=error)
    link = ChatLink(phone)
    return Explanation(target, "a phone number", phone, link=link.url, notes=link.notes)


def _explain_link(target: str) -> Explanation:
    try:
        address = require_url(target)
    except LinkError as error:
        return Explanation(target, "a link, but not a WhatsApp link", refusal=error)
    if address.kind is Kind.LINKED_DEVICES:
        return _explain_pairing(target)
    explained = Explanation(
        target, _describe(address), text=normalise(address.text), link=address.url
    )
    if address.phone is None:
        return explained if address.kind is not Kind.CHAT else _improve(explained, address, None)
    try:
        phone = read_phone(address)
    except LinkError as error:
        return replace(explained, link=None, refusal=error)
    return _improve(explained, address, phone)


def _describe(address: Address) -> str:
    if address.kind is not Kind.CHAT:
        return _KIND_DESCRIPTIONS[address.kind]
    without_number = "" if address.phone else ", without a number: its reader picks a contact"
    return _CHAT_DESCRIPTIONS[address.via] + without_number


def _improve(explained: Explanation, address: Address, phone: PhoneNumber | None) -> Explanation:
    """Return the explanation with the phone number, the problems of the link, and a better link."""
    problems = []
    if phone and address.phone != phone.digits:
        problems.append(
            f"The number is written {quote(address.phone or '')}: WhatsApp wants {phone.digits}."
        )
    if address.url.startswith("http:"):
        problems.append(
            "It begins with http, so that others could change it on its way: write https."
        )
    link = address.url
    notes = phone.notes if phone else ()
    if address.kind is Kind.CHAT:
        better = ChatLink(phone, address.text)
        link, notes = better.url, better.notes
    elif phone and address.phone:
        # The number is the last segment of the path.
        link = re.sub(r"[^/?#]+(?=/*(?:[?#]|\Z))", phone.digits, address.url, count=1)
    return replace(explained, phone=phone, link=link, problems=tuple(problems), notes=notes)


def _explain_pairing(target: str) -> Explanation:
    danger = (
        "Whoever opens this link lets another device read all their chats: never print it, and "
        "never pass it on."
    )
    error = LinkError(Reason.NOT_A_PHONE_LINK, danger)
    return Explanation(target, _KIND_DESCRIPTIONS[Kind.LINKED_DEVICES], refusal=error)
