"""ChatLink: a number and a prefilled text <-> a URL, in every form WhatsApp knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wa_link._support.arguments import NONE, require, require_number
from wa_link._support.quoting import quote
from wa_link.errors import LinkError, OptionError, Reason
from wa_link.links import message
from wa_link.links.via import Via, via_option
from wa_link.phone import Assume, PhoneNumber, parse_phone
from wa_link.phone.cell import check_options

if TYPE_CHECKING:
    from wa_link.errors import Note
    from wa_link.qr import QrCode

_AROUND_NUMBER = {
    Via.WA_ME: ("https://wa.me/", "?text="),
    Via.API: ("https://api.whatsapp.com/send?phone=", "&text="),
    Via.WEB: ("https://web.whatsapp.com/send?phone=", "&text="),
    Via.APP: ("whatsapp://send?phone=", "&text="),
}


@dataclass(frozen=True, slots=True)
class ChatLink:
    """A click-to-chat link.

    Attributes:
        phone: whose chat it opens; None lets the reader pick a contact.
        text: what stands ready to be sent; its line breaks are LF.
        via: which form the URL takes.

    Raises:
        OptionError: neither phone nor text, or no such form.
        TextError: the text cannot be encoded.
        TypeError: `phone` is not a PhoneNumber, or `text` not text.
    """

    phone: PhoneNumber | None
    text: str = ""
    via: Via = Via.WA_ME

    def __post_init__(self) -> None:
        require("phone", self.phone, PhoneNumber, NONE)
        require("text", self.text, str)
        if self.phone is None and not self.text:
            raise OptionError("A link needs a phone number, a text, or both.")
        object.__setattr__(self, "text", message.normalise(self.text))
        object.__setattr__(self, "via", via_option(self.via))

    def __str__(self) -> str:
        return self.url

    @property
    def url(self) -> str:
        """The link, ASCII only: `https://wa.me/447911123456?text=Hi%21`."""
        digits = self.phone.digits if self.phone else ""
        return url_of(digits, message.encode(self.text), self.via)

    @property
    def notes(self) -> tuple[Note, ...]:
        """What was changed while the number was read, and what should be known of the text."""
        notes = self.phone.notes if self.phone else ()
        if not self.text.isascii():
            from wa_link._support.mojibake import find_mojibake  # noqa: PLC0415  (ASCII is never damaged so)

            if note := find_mojibake(self.text):
                notes += (note,)
        return notes

    @classmethod
    def parse(cls, url: str) -> ChatLink:
        """The chat link that `url` is, in any of its forms; `https://` may be missing.

        Raises:
            LinkError: it is no chat link, or its number is not valid.
        """
        require("url", url, str)
        from wa_link.links.address import phone_of, require_url  # noqa: PLC0415  (a link that is made needs none)
        from wa_link.links.forms import Kind  # noqa: PLC0415  (as above)

        address = require_url(url)
        if address.kind is not Kind.CHAT:
            raise LinkError(
                Reason.NOT_A_PHONE_LINK,
                f"{quote(url)} opens no chat with a number ({address.kind}).",
            )
        phone = phone_of(address) if address.phone is not None else None
        return cls(phone, address.text, address.via)

    def qr(self, *, error_correction: str = "M") -> QrCode:
        """The link as a QR code, in the smallest symbol that holds it.

        Args:
            error_correction: the least level, `L`, `M`, `Q` or `H`: how much of the symbol may be
                lost (7, 15, 25 or 30 %, ISO/IEC 18004). The highest that fits the same symbol is
                used.

        Raises:
            SymbolError: `qr_too_long`.
            OptionError: no such level.
        """
        from wa_link.qr import QrCode  # noqa: PLC0415  (a link alone never loads Pillow)

        return QrCode.of(self.url, error_correction=error_correction)


def url_of(digits: str, encoded_text: str, via: Via) -> str:
    """The link to a number's chat, or with no digits to one that the reader picks, in a form."""
    before, between = _AROUND_NUMBER[via]
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
    """The link that opens a chat with `number`, `text` ready to be sent.

    Args:
        number: a phone number as people write it; see `parse_phone`. None: the link has none, and
            lets its reader pick a contact.
        text: the prefilled text.
        region: `SA`, `Saudi Arabia` or `+966`: how a number without `+` is read.
        assume: how digits with neither `+` nor a leading zero are read.
        via: `wa.me`, `api`, `web` or `app`.

    Raises:
        RecordError: the number or the text is refused; `reason` says why.
        OptionError: there is no such region or form; or neither number nor text.
        TypeError: an argument is not of its type. An int is not a number: it has lost its plus and
            its zeros.
    """
    if number is None:
        check_options(region, assume)
        return ChatLink(None, text, via_option(via))
    require_number("number", number)
    return ChatLink(parse_phone(number, region, assume=assume), text, via_option(via))
