"""WhatsApp addresses that people hand us: recognised, their numbers read."""

from __future__ import annotations

from wa_link._support.quoting import quote
from wa_link.errors import LinkError, PhoneError, Reason
from wa_link.links import forms
from wa_link.links.forms import Kind
from wa_link.phone import PhoneNumber, parse_phone


def require_url(url: str) -> forms.Address:
    """The WhatsApp address that `url` is.

    Raises:
        LinkError: it is something else.
    """
    address = forms.parse_url(url)
    if address is None:
        raise LinkError(
            Reason.NOT_A_PHONE_LINK,
            f"{quote(url)} is not a WhatsApp link: check its spelling.",
        )
    return address


def check_drawable(url: str) -> forms.Address:
    """The WhatsApp address that `url` is, fit to be drawn as it stands.

    Raises:
        LinkError: it is something else, its number is not valid or not in WhatsApp's form, or it
            would give the account away.
    """
    address = require_url(url)
    if address.kind is Kind.LINKED_DEVICES:
        raise LinkError(
            Reason.NOT_A_PHONE_LINK,
            "This link pairs a device with the WhatsApp account of whoever scans it, and hands "
            "over its chats: it is never drawn.",
        )
    if address.phone is not None:
        phone = phone_of(address)
        if address.phone != phone.digits:
            raise LinkError(
                Reason.NOT_A_PHONE_LINK,
                f"The number in {quote(address.url)} is not written as WhatsApp wants it: "
                f"write {phone.digits}.",
            )
    return address


def phone_of(address: forms.Address) -> PhoneNumber:
    """The number in a link that has one, read as international.

    Raises:
        LinkError: it is not valid.
    """
    written = address.phone or ""
    try:
        return parse_phone(written if written.startswith("+") else f"+{written}")
    except PhoneError as error:
        raise LinkError(
            error.reason, f"The number in {quote(address.url)} is refused: {error.message}"
        ) from None
