"""Checks of WhatsApp URLs that people give: the URL, its phone number, and whether to draw it."""

from __future__ import annotations

from wa_link._support.quoting import quote
from wa_link.errors import LinkError, PhoneError, Reason
from wa_link.links.url_forms import Address, Kind, parse_url
from wa_link.phone import PhoneNumber, parse_phone


def require_url(url: str) -> Address:
    """Parse a WhatsApp URL.

    Raises:
        LinkError: `not_a_phone_link`, if `url` is anything else.
    """
    address = parse_url(url)
    if address is None:
        raise LinkError(
            Reason.NOT_A_PHONE_LINK,
            f"{quote(url)} is not a WhatsApp link: check its spelling.",
        )
    return address


def check_drawable(url: str) -> Address:
    """Parse a WhatsApp URL that is safe to draw as a QR code without changing it.

    Raises:
        LinkError: `url` is anything else, its number is not valid or not written in WhatsApp's
            form, or the link pairs a device with the account of whoever scans it.
    """
    address = require_url(url)
    if address.kind is Kind.LINKED_DEVICES:
        raise LinkError(
            Reason.NOT_A_PHONE_LINK,
            "This link pairs a device with the WhatsApp account of whoever scans it, so that the "
            "device can read their chats: wa-link never draws it.",
        )
    if address.phone is not None:
        phone = read_phone(address)
        if address.phone != phone.digits:
            raise LinkError(
                Reason.NOT_A_PHONE_LINK,
                f"The number in {quote(address.url)} is not written as WhatsApp wants it: "
                f"write {phone.digits}.",
            )
    return address


def read_phone(address: Address) -> PhoneNumber:
    """Read the number in a URL that contains one, as international.

    Raises:
        LinkError: the number is not valid; `reason` says why.
    """
    written = address.phone or ""
    try:
        return parse_phone(written if written.startswith("+") else f"+{written}")
    except PhoneError as error:
        raise LinkError(
            error.reason, f"The number in {quote(address.url)} is refused: {error.message}"
        ) from None
