"""Chat links: build the URL for a phone number and a prefilled text, and parse such URLs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wa_link._support.arguments import NONE, require, require_number
from wa_link._support.quoting import quote
from wa_link.errors import LinkError, OptionError, Reason
from wa_link.links.chat_link_forms import Via, parse_via
from wa_link.links.prefilled_text import encode, normalise
from wa_link.phone import Assume, PhoneNumber, parse_phone
from wa_link.phone.cell import check_options

if TYPE_CHECKING:
    from wa_link.errors import Note
    from wa_link.qr import QrCode

# For each form: the URL before the number, and the characters between the number and the text.
_URL_PARTS = {
    Via.WA_ME: ("https://wa.me/", "?text="),
    Via.API: ("https://api.whatsapp.com/send?phone=", "&text="),
    Via.WEB: ("https://web.whatsapp.com/send?phone=", "&text="),
    Via.APP: ("whatsapp://send?phone=", "&text="),
}


@dataclass(frozen=True, slots=True)
class ChatLink:
    """Click-to-chat link: it opens a WhatsApp chat with a number, with a text ready to send.

    Attributes:
        phone: the number whose chat the link opens. None makes a link without a number: the person
            who opens it picks one of their contacts.
        text: the prefilled text. All its line breaks become LF.
        via: the form of the URL, `wa.me` by default.

    Raises:
        OptionError: both the phone and the text are missing, or the form is unknown.
        TextError: `text_not_encodable`, if the text contains a lone surrogate.
        TypeError: `phone` is not a PhoneNumber, or `text` is not a str.
    """

    phone: PhoneNumber | None
    text: str = ""
    via: Via = Via.WA_ME

    def __post_init__(self) -> None:
        require("phone", self.phone, PhoneNumber, NONE)
        require("text", self.text, str)
        if self.phone is None and not self.text:
            raise OptionError("A link needs a phone number, a text, or both.")
        object.__setattr__(self, "text", normalise(self.text))
        object.__setattr__(self, "via", parse_via(self.via))

    def __str__(self) -> str:
        return self.url

    @property
    def url(self) -> str:
        """Return the URL of the link, in ASCII: `https://wa.me/447911123456?text=Hi%21`."""
        digits = self.phone.digits if self.phone else ""
        return build_url(digits, encode(self.text), self.via)

    @property
    def notes(self) -> tuple[Note, ...]:
        """Return notes on changes to the number, and on a wrongly decoded text, such as `CafÃ©`."""
        notes = self.phone.notes if self.phone else ()
        if not self.text.isascii():
            from wa_link._support.mojibake import find_mojibake  # noqa: PLC0415  (never needed for ASCII)

            if note := find_mojibake(self.text):
                notes += (note,)
        return notes

    @classmethod
    def parse(cls, url: str) -> ChatLink:
        """Parse a chat link in any form, such as `wa.me/447911123456`; `https://` can be missing.

        Raises:
            LinkError: `url` is not a chat link, or its phone number is not valid.
        """
        require("url", url, str)
        from wa_link.links.parse_url import Kind  # noqa: PLC0415  (as above)
        from wa_link.links.url_checks import read_phone, require_url  # noqa: PLC0415  (only parsing needs it)

        address = require_url(url)
        if address.kind is not Kind.CHAT:
            raise LinkError(
                Reason.NOT_A_PHONE_LINK,
                f"{quote(url)} does not open a chat: it is another kind of WhatsApp link "
                f"({address.kind}). Give a chat link, such as wa.me/447911123456.",
            )
        phone = read_phone(address) if address.phone is not None else None
        return cls(phone, address.text, address.via)

    def qr(self, *, error_correction: str = "M") -> QrCode:
        """Return the smallest QR code that can contain the link.

        Args:
            error_correction: the lowest error correction level: `L`, `M`, `Q` or `H`. With these
                levels, a reader can restore about 7, 15, 25 or 30 % of the code (ISO/IEC 18004).
                The code gets a higher level if that does not make it larger.

        Raises:
            SymbolError: `qr_too_long`, if the link does not fit into the largest QR code.
            OptionError: the level is unknown.
        """
        from wa_link.qr import QrCode  # noqa: PLC0415  (a program without codes never imports it)

        return QrCode.of(self.url, error_correction=error_correction)


def build_url(digits: str, encoded_text: str, via: Via) -> str:
    """Return the URL of a chat link, such as `https://wa.me/447911123456?text=Hi%21`.

    Args:
        digits: the number with its calling code, but without `+`: `447911123456`. If it is empty,
            the person who opens the link picks a contact.
        encoded_text: the text as `encode` returns it, such as `Hi%21`. If it is empty, the link has
            no text; then `digits` must not be empty.
        via: the form of the URL.
    """
    before, between = _URL_PARTS[via]
    if not digits:
        return f"{before.removesuffix('?phone=')}?text={encoded_text}"
    return f"{before}{digits}{between}{encoded_text}" if encoded_text else before + digits


def chat_link(
    number: str | None,
    *,
    text: str = "",
    region: str | None = None,
    assume: Assume | str | None = None,
    via: Via | str = Via.WA_ME,
) -> ChatLink:
    """Make the link that opens a chat with a number, with a text ready to send.

    Args:
        number: a phone number as people write it, such as `+44 7911 123456`; see `parse_phone`.
            None makes a link without a number: the person who opens it picks a contact.
        text: the prefilled text.
        region: the country of a number without `+`: `SA`, `Saudi Arabia` or `+966`.
        assume: how to read digits with neither `+` nor a leading 0: `national` or `international`.
        via: the form of the URL: `wa.me`, `api`, `web` or `app`; see `Via`.

    Raises:
        RecordError: the number or the text is refused; the attribute `reason` says why.
        OptionError: the region or the form is unknown, or both number and text are missing.
        TypeError: an argument has the wrong type. An int is not accepted as a number, because an
            int can't keep the plus sign and the leading zeros of a phone number.
    """
    if number is None:
        check_options(region, assume)
        return ChatLink(None, text, parse_via(via))
    require_number("number", number)
    return ChatLink(parse_phone(number, region, assume=assume), text, parse_via(via))
