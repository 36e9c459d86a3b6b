"""Explanations of phone numbers and links for `wa-link inspect`: meaning, problems, better link."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wa_link._support.arguments import require_number
from wa_link._support.quoting import quote
from wa_link.errors import LinkError, PhoneError, Reason, RecordError
from wa_link.links.chat_link import ChatLink
from wa_link.links.chat_link_forms import Via
from wa_link.links.parse_url import Kind, is_url_like
from wa_link.links.prefilled_text import normalise
from wa_link.links.url_checks import read_phone, require_url
from wa_link.phone import parse_phone

if TYPE_CHECKING:
    from wa_link.errors import Note
    from wa_link.links.parse_url import Address
    from wa_link.phone import Assume, PhoneNumber

_CHAT_DESCRIPTIONS = {
    Via.WA_ME: "a chat link, in WhatsApp's official form",
    Via.API: "a chat link, in the form that wa.me redirects to",
    Via.WEB: "a chat link that opens WhatsApp Web, not the app; WhatsApp does not document it",
    Via.APP: "a chat link that opens only the app: in a browser without the app, it fails",
}
_KIND_DESCRIPTIONS = {
    Kind.CATALOGUE: "a link to a business's catalogue",
    Kind.PRODUCT: "a link to one product of a business; WhatsApp does not document it",
    Kind.CALL: "a link that calls the number; it does not work on computers",
    Kind.CALL_LINK: "a link to a call: anyone who has it can join",
    Kind.SHORT_LINK: "a short link that WhatsApp made: only WhatsApp knows its number and text",
    Kind.CONTACT_CODE: "the link of a contact's QR code in the app: only WhatsApp knows its number",
    Kind.USERNAME: "a link to a username: a new form, which older apps can't open",
    Kind.GROUP: "an invitation to a group: anyone who has it can join",
    Kind.CHANNEL: "a link to a channel",
    Kind.LINKED_DEVICES: "a link that pairs a device with a WhatsApp account",
}

NOT_CERTAIN = "not a phone number that can be read with certainty"
"""Description of every number that is refused; the error says why it is refused."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything that wa-link can say about a phone number or a link without asking a server.

    Attributes:
        target: the phone number or the link, as the user gave it.
        description: the kind of number or link in words, such as `a phone number`.
        phone: the phone number that was read. None if the link contains no number, or if the number
            is refused.
        text: the prefilled text of the link, as WhatsApp shows it; empty if there is none.
        link: the link that people should use; None if `target` is refused. For a number or a chat
            link, it is a wa.me link. For any other link, it is the same link; if it contains a
            number, this number is corrected.
        problems: sentences about the faults of the link, such as `http` instead of `https`.
        notes: notes on changes that were made to read the phone number.
        refusal: the error that says why `target` is refused; None if it is not refused.
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
    """Explain a phone number or a WhatsApp link.

    Args:
        target: the number or the link as a person writes it, such as `wa.me/447911123456`.
        region: the country of a number without `+`: `SA`, `Saudi Arabia` or `+966`.
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
    """Explain a link; if it is not a WhatsApp link, the explanation contains the refusal."""
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
    """Return the kind of a WhatsApp link in words, such as `a link to a channel`."""
    if address.kind is not Kind.CHAT:
        return _KIND_DESCRIPTIONS[address.kind]
    without_number = (
        "" if address.phone else ", without a number: the person who opens it picks a contact"
    )
    return _CHAT_DESCRIPTIONS[address.via] + without_number


def _improve(explained: Explanation, address: Address, phone: PhoneNumber | None) -> Explanation:
    """Return a copy of `explained` that also has the number, the problems and a better link."""
    problems = []
    if phone and address.phone != phone.digits:
        problems.append(
            f"The number is written {quote(address.phone or '')}: write {phone.digits}, as "
            "WhatsApp wants it."
        )
    if address.url.startswith("http:"):
        problems.append(
            "The link begins with http, so others on the network could change it: write https."
        )
    link = address.url
    notes = phone.notes if phone else ()
    if address.kind is Kind.CHAT:
        better = ChatLink(phone, address.text)
        link, notes = better.url, better.notes
    elif phone and address.phone:
        # In these links, the number is the last segment of the path: `wa.me/c/447911123456`.
        link = re.sub(r"[^/?#]+(?=/*(?:[?#]|\Z))", phone.digits, address.url, count=1)
    return replace(explained, phone=phone, link=link, problems=tuple(problems), notes=notes)


def _explain_pairing(target: str) -> Explanation:
    """Explain a link that pairs a device with an account; such a link is always refused."""
    danger = (
        "A person who opens this link lets another device read all their chats: never print the "
        "link, and never send it to anyone."
    )
    error = LinkError(Reason.NOT_A_PHONE_LINK, danger)
    return Explanation(target, _KIND_DESCRIPTIONS[Kind.LINKED_DEVICES], refusal=error)
