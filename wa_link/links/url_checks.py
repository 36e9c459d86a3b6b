"""Check a WhatsApp URL from a user: its form, its number, and whether its QR code would be safe."""

from __future__ import annotations

from wa_link._support.quoting import quote
from wa_link.errors import LinkError, PhoneError, Reason
from wa_link.links.parse_url import Address, Kind, parse_url
from wa_link.phone import PhoneNumber, parse_phone


def require_url(url: str) -> Address:
    """Return the parts of a WhatsApp URL, or raise an error if `url` is not a WhatsApp URL.

    Raises:
        LinkError: with the reason `not_a_phone_link`.
    """
    address = parse_url(url)
    if address is None:
        raise LinkError(
            Reason.NOT_A_PHONE_LINK,
            f"{quote(url)} is not a WhatsApp link: check its spelling.",
        )
    return address


def check_drawable(url: str) -> Address:
    """Check that a WhatsApp URL can be drawn as a QR code without a change, and return its parts.

    Raises:
        LinkError: `url` is not a WhatsApp link; its number is not valid; its number is not written
            as WhatsApp wants it, such as `447911123456`; or the link pairs a device with the
            account of the person who scans the code.
    """
    address = require_url(url)
    if address.kind is Kind.LINKED_DEVICES:
        raise LinkError(
            Reason.NOT_A_PHONE_LINK,
            "This link pairs a device with the WhatsApp account of the person who scans it, so the "
            "device can read all their chats: wa-link never draws such a link.",
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
    """Read the phone number in a URL as an international number, even if its `+` is missing.

    Raises:
        LinkError: the number is not valid; the attribute `reason` says why.
    """
    written = address.phone or ""
    try:
        return parse_phone(written if written.startswith("+") else f"+{written}")
    except PhoneError as error:
        raise LinkError(
            error.reason, f"The number in {quote(address.url)} is refused: {error.message}"
        ) from None
