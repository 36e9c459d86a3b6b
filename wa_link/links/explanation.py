"""What a number or a link is: every repair, every problem, and the better link."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wa_link._support.arguments import require_number
from wa_link._support.quoting import quote
from wa_link.errors import LinkError, PhoneError, Reason, RecordError
from wa_link.links import forms
from wa_link.links.address import phone_of, require_url
from wa_link.links.forms import Kind
from wa_link.links.link import ChatLink
from wa_link.links.message import normalise
from wa_link.links.via import Via
from wa_link.phone import parse_phone

if TYPE_CHECKING:
    from wa_link.errors import Note
    from wa_link.links.forms import Address
    from wa_link.phone import Assume, PhoneNumber

# The standing of each form: what WhatsApp's help centre says of it, or does not.
_CHATS = {
    Via.WA_ME: "a chat link, in WhatsApp's official form",
    Via.API: "a chat link, in the form that wa.me leads to",
    Via.WEB: "a chat link to WhatsApp Web, which skips the app; in use, but not documented",
    Via.APP: "a chat link for the app alone: it fails in browsers that do not know the app",
}
_KINDS = {
    Kind.CATALOGUE: "a link to a business's catalogue",
    Kind.PRODUCT: "a link to one product of a business; in wide use, but not documented",
    Kind.CALL: "a link that calls the number; it does not work on a desktop",
    Kind.SHORT_LINK: "a short link: WhatsApp made it, and only WhatsApp knows its number and text",
    Kind.CONTACT_CODE: "a contact's QR code of the app: only WhatsApp knows its number",
    Kind.USERNAME: "a link to a user name: new, and not every WhatsApp opens it yet",
    Kind.GROUP: "an invitation to a group: whoever has it can join",
    Kind.CHANNEL: "a link to a channel",
    Kind.LINKED_DEVICES: "a link that pairs a device with an account",
}


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that is known of a target without asking the network.

    Attributes:
        target: as it was given.
        what: it is, in words.
        phone: the number that it is or holds; None without one, or where it is refused.
        text: the prefilled text, as it would stand in WhatsApp.
        link: the better link: the shortest official one; None where nothing can be linked.
        problems: what is wrong with it, or dangerous about it.
        notes: what was changed while it was read.
        refusal: why it cannot be linked; None when it can.
    """

    target: str
    what: str
    phone: PhoneNumber | None = None
    text: str = ""
    link: str | None = None
    problems: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    refusal: RecordError | None = None


def explain(
    target: str, region: str | None = None, *, assume: Assume | str | None = None
) -> Explanation:
    """What `target`, a number or a link in any form, is.

    Args:
        target: as a person has it.
        region: `SA`, `Saudi Arabia` or `+966`: how a number without `+` is read.
        assume: how digits with neither `+` nor a leading zero are read.

    Raises:
        OptionError: there is no such region.
    """
    require_number("target", target)
    if forms.looks_like_a_link(target):
        return _explain_link(target)
    try:
        phone = parse_phone(target, region, assume=assume)
    except PhoneError as error:
        return Explanation(target, "no number that is certain", refusal=error)
    link = ChatLink(phone)
    return Explanation(target, "a phone number", phone, link=link.url, notes=link.notes)


def _explain_link(target: str) -> Explanation:
    try:
        address = require_url(target)
    except LinkError as error:
        return Explanation(target, "a link, but none of WhatsApp's", refusal=error)
    if address.kind is Kind.LINKED_DEVICES:
        return _explain_pairing(target)
    explained = Explanation(target, _what(address), text=normalise(address.text), link=address.url)
    if address.phone is None:
        return explained if address.kind is not Kind.CHAT else _better(explained, address, None)
    try:
        phone = phone_of(address)
    except LinkError as error:
        return replace(explained, link=None, refusal=error)
    return _better(explained, address, phone)


def _what(address: Address) -> str:
    if address.kind is not Kind.CHAT:
        return _KINDS[address.kind]
    without_number = "" if address.phone else "; without a number: its reader picks a contact"
    return _CHATS[address.via] + without_number


def _better(explained: Explanation, address: Address, phone: PhoneNumber | None) -> Explanation:
    """The explanation with its number, its problems and the link as it should be."""
    problems = []
    if phone and address.phone != phone.digits:
        problems.append(
            f"The number is written {quote(address.phone or '')}: WhatsApp wants {phone.digits}."
        )
    if address.url.startswith("http:"):
        problems.append("It begins with http: write https, or it may be changed on its way.")
    link = address.url
    notes = phone.notes if phone else ()
    if address.kind is Kind.CHAT:
        better = ChatLink(phone, address.text)
        link, notes = better.url, better.notes
    elif phone and address.phone:
        # The number is the last segment of its path, however it is written there.
        link = re.sub(r"[^/?#]+(?=/*(?:[?#]|\Z))", phone.digits, address.url, count=1)
    return replace(explained, phone=phone, link=link, problems=tuple(problems), notes=notes)


def _explain_pairing(target: str) -> Explanation:
    danger = (
        "Whoever opens it on their phone hands their chats to the device that shows it: never "
        "print it, never pass it on."
    )
    error = LinkError(Reason.NOT_A_PHONE_LINK, danger)
    return Explanation(target, _KINDS[Kind.LINKED_DEVICES], refusal=error)
