"""Chat links: build the URL for a number or username and a prefilled text; parse such URLs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wa_link._support.arguments import NONE, require, require_number
from wa_link._support.quoting import quote
from wa_link.errors import LinkError, OptionError, PhoneError, Reason
from wa_link.links.chat_link_forms import Via, parse_via, require_username_form
from wa_link.links.prefilled_text import encode, normalise
from wa_link.phone import Assume, PhoneNumber, parse_phone
from wa_link.phone.cell import check_options
from wa_link.phone.fast import may_be_link

if TYPE_CHECKING:
    from collections.abc import Collection

    from wa_link.errors import Note, NoteCode
    from wa_link.qr import QrCode

# For each form: the URL before the number, and the characters between the number and the text.
_URL_PARTS = {
    Via.WA_ME: ("https://wa.me/", "?text="),
    Via.API: ("https://api.whatsapp.com/send?phone=", "&text="),
    Via.WEB: ("https://web.whatsapp.com/send?phone=", "&text="),
    Via.APP: ("whatsapp://send?phone=", "&text="),
}
_ENDS_OF_PLACEHOLDERS = "9999999 1111111 01234567890123456789 98765432109876543210"
_ONE_CHAT = "A link opens one chat: give a number or a username, not both."


@dataclass(frozen=True, slots=True)
class ChatLink:
    """Click-to-chat link: it opens a WhatsApp chat with a number, with a text ready to send.

    Attributes:
        phone: the number whose chat the link opens. If both `phone` and `username` are missing, the
            person who opens the link picks one of their contacts.
        text: the prefilled text. All its line breaks become LF.
        via: the form of the URL, `wa.me` by default.
        username: the username whose chat the link opens, in small letters and without `@`; empty if
            there is none. Such links do not open on every phone yet.
        page_url: the link to a catalogue, a product or a call of the number; empty for a chat link.
            If `chat_link` got such a link in place of a number, this link is `url`, too.

    Raises:
        LinkError: `invalid_username`, if WhatsApp allows no such username.
        OptionError: number, username and text are missing; both a number and a username are given;
            the form is unknown, or is not the form of links to usernames; or a page has a text.
        TextError: `text_not_encodable`, if the text contains a lone surrogate.
        TypeError: `phone` is not a PhoneNumber, or another attribute is not a str.
    """

    phone: PhoneNumber | None
    text: str = ""
    via: Via = Via.WA_ME
    username: str = ""
    page_url: str = ""

    def __post_init__(self) -> None:
        require("phone", self.phone, PhoneNumber, NONE)
        require("text", self.text, str)
        require("username", self.username, str)
        require("page_url", self.page_url, str)
        object.__setattr__(self, "text", normalise(self.text))
        object.__setattr__(self, "via", parse_via(self.via))
        if self.username:
            self._set_username()
        elif self.phone is None and not self.text:
            raise OptionError("A link needs a phone number, a username or a text.")
        if self.page_url and (self.phone is None or self.text):
            raise OptionError("The link of a page needs a phone number, and can't have a text.")

    def _set_username(self) -> None:
        """Check the username, and write it as links contain it."""
        from wa_link.links.usernames import parse_username  # noqa: PLC0415  (most links have none)

        if self.phone is not None:
            raise OptionError(_ONE_CHAT)
        require_username_form(self.via)
        object.__setattr__(self, "username", parse_username(self.username))

    def __str__(self) -> str:
        return self.url

    @property
    def url(self) -> str:
        """Return the URL of the link, in ASCII: `https://wa.me/447911123456?text=Hi%21`."""
        target = self.phone.digits if self.phone else self.username
        return self.page_url or build_url(target, encode(self.text), self.via)

    @property
    def notes(self) -> tuple[Note, ...]:
        """Return notes on the number, on the username, and on a text such as `CafÃ©`."""
        notes = self.phone.notes if self.phone else ()
        if self.username:
            from wa_link.links.usernames import USERNAME_NOTE  # noqa: PLC0415  (most links have none)

            notes += (USERNAME_NOTE,)
        if "%" in self.text or "&" in self.text or not self.text.isascii():
            from wa_link.links.encoded_text import text_notes  # noqa: PLC0415  (most texts need none)

            notes += text_notes(self.text)
        return notes

    @classmethod
    def parse(cls, url: str, region: str | None = None) -> ChatLink:
        """Parse a chat link in any form, such as `wa.me/447911123456`; `https://` can be missing.

        Defects whose correction is certain, such as spaces and brackets, are corrected.

        Args:
            url: the link.
            region: the country of a number without its calling code: `wa.me/07911123456`.

        Raises:
            LinkError: `url` is not a chat link, or its phone number or username is not valid.
            OptionError: the region is unknown.
        """
        require("url", url, str)
        from wa_link.links.link_kinds import Kind  # noqa: PLC0415  (as above)
        from wa_link.links.url_checks import require_link  # noqa: PLC0415  (only parsing needs it)

        link = require_link(url, region)
        if link.kind is Kind.USERNAME:
            return cls(None, link.text, username=link.username)
        if link.kind is not Kind.CHAT:
            raise LinkError(
                Reason.NOT_A_PHONE_LINK,
                f"{quote(url)} does not open a chat: it is another kind of WhatsApp link "
                f"({link.kind}). Give a chat link, such as wa.me/447911123456.",
            )
        return cls(link.phone, link.text, link.via)

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


def build_url(target: str, encoded_text: str, via: Via) -> str:
    """Return the URL of a chat link, such as `https://wa.me/447911123456?text=Hi%21`.

    Args:
        target: the number with its calling code, but without `+`: `447911123456`. It can also be a
            username, if `via` is `wa.me`. If it is empty, the person who opens the link picks a
            contact.
        encoded_text: the text as `encode` returns it, such as `Hi%21`. If it is empty, the link has
            no text; then `target` must not be empty.
        via: the form of the URL.
    """
    before, between = _URL_PARTS[via]
    if not target:
        return f"{before.removesuffix('?phone=')}?text={encoded_text}"
    return f"{before}{target}{between}{encoded_text}" if encoded_text else before + target


def chat_link(
    number: str | None = None,
    *,
    username: str | None = None,
    text: str | None = None,
    region: str | None = None,
    assume: Assume | str | None = None,
    via: Via | str = Via.WA_ME,
    reject_notes: Collection[NoteCode | str] = (),
) -> ChatLink:
    """Make the link that opens a chat with a number or a username, with a text ready to send.

    Args:
        number: a phone number as people write it, such as `+44 7911 123456`; see `parse_phone`. It
            can also be a WhatsApp link: its text is kept if `text` is None. The link of a
            catalogue, a product or a call is then kept as a whole. If number and username are
            None, the person who opens the link picks a contact.
        username: a WhatsApp username, such as `maria.lopez`, in place of a number.
        text: the prefilled text. If it is empty, the text of a given link is removed.
        region: the country of a number without `+`: `SA`, `Saudi Arabia` or `+966`.
        assume: how to read digits with neither `+` nor a leading 0: `national` or `international`.
        via: the form of the URL: `wa.me`, `api`, `web` or `app`; see `Via`.
        reject_notes: codes of notes, such as `check_link`; `repairs` (all notes that change the
            number), or `all`. A link that would get one of these notes is refused.

    Raises:
        RecordError: the number or the text is refused; the attribute `reason` says why.
        OptionError: the region or the form is unknown; number, username and text are missing; or
            both number and username are given.
        TypeError: an argument has the wrong type. An int is not accepted as a number, because an
            int can't keep the plus sign and the leading zeros of a phone number.
    """
    if reject_notes:
        from wa_link._support.reject_notes import parse_note_codes, refuse_notes  # noqa: PLC0415  (seldom needed)

        rejected = parse_note_codes(reject_notes)
        link = _make_link(number, username, text, region, assume, via)
        refuse_notes(link.notes, rejected)
        return link
    return _make_link(number, username, text, region, assume, via)


def _make_link(
    number: str | None,
    username: str | None,
    text: str | None,
    region: str | None,
    assume: Assume | str | None,
    via: Via | str,
) -> ChatLink:
    """Return the link that `chat_link` describes, with all its notes."""
    require("username", username, str, NONE)
    require("text", text, str, NONE)
    if number is None:
        check_options(region, assume)
        if username is not None:
            from wa_link.links.usernames import parse_username  # noqa: PLC0415  (as above)

            username = parse_username(username)  # refuses a blank name, too
        return ChatLink(None, text or "", parse_via(via), username or "")
    require_number("number", number)
    if username is not None:
        raise OptionError(_ONE_CHAT)
    region_code, way = check_options(region, assume)
    form = parse_via(via)
    if not may_be_link(number):
        try:
            phone = parse_phone(number, region_code, assume=way)
        except PhoneError as error:
            raise _hint(error, number) from None
        if phone.national_number[-7:] in _ENDS_OF_PLACEHOLDERS:
            from wa_link.links.placeholders import note_placeholder  # noqa: PLC0415  (seldom needed)

            phone = note_placeholder(phone)
        return ChatLink(phone, text or "", form)
    from wa_link.links.given_link import keep_link, read_number  # noqa: PLC0415  (only for a link)

    try:
        phone = read_number(number, region_code, way)
    except PhoneError as error:
        raise _hint(error, number) from None
    if not phone.link:
        return ChatLink(phone, text or "", form)
    kept = keep_link(phone, text, form)
    noted = replace(phone, notes=phone.notes + kept.notes)
    return ChatLink(noted, kept.text, Via.WA_ME if kept.page_url else form, "", kept.page_url)


def _hint(error: PhoneError, number: str) -> PhoneError:
    from wa_link.links.given_link import hint_at_username  # noqa: PLC0415  (only for an error)

    return hint_at_username(error, number, "username")
