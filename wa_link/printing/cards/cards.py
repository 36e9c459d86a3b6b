"""Card: a QR code and its cleaned texts, from which a design draws one card."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from wa_link._support.mojibake import find_mojibake
from wa_link._support.quoting import quote
from wa_link.links.link_forms import find_form
from wa_link.links.link_kinds import Kind
from wa_link.printing.cards.bidi import is_rtl_text
from wa_link.printing.cards.calls_to_action import SHARE, choose_call_to_action, join_phrases
from wa_link.printing.cards.card_text import clean_text, prepare_for_print
from wa_link.printing.cards.languages import guess_language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wa_link.errors import Note

AUTO, NONE = "auto", "none"
_MAX_CELL_LENGTH = 32_767  # the limit of a cell in an Excel workbook


class CardTexts(NamedTuple):
    """Texts of a card, before they are cleaned.

    Attributes:
        title: the largest text, in bold.
        caption: the lines below the title.
        call_to_action: the user's own text; `none` for no text; or `auto` for a built-in text that
            says what the link opens, such as "Scan to chat on WhatsApp", in the card's language.
        number: a phone number with spaces, such as `+44 7911 123456`; it can be empty.
        lang: a language tag, such as `ar`. If it is empty, the language is guessed from the script
            of the first letter.
        row: all cells of the row by column name, which a user's own design can print.
    """

    title: str = ""
    caption: str = ""
    call_to_action: str = AUTO
    number: str = ""
    lang: str = ""
    row: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Card:
    """A card that Typst can draw. All of its texts were cleaned by `clean_text`.

    Attributes:
        link: the URL in the QR code.
        code: the QR code as SVG, with its quiet zone.
        modules: number of modules along a side of the QR code, including the quiet zone.
        title, caption, call_to_action, number: the texts; each can be empty.
        lang: a language tag (BCP 47), such as `ar`.
        is_rtl: whether the card is read from right to left.
        row: all cells of the row by column name, which a user's own design can print.
        choices: the text sizes and line widths that fit, for each text box of the design. Typst
            finds them before it draws the card; until then, `choices` is empty.
        needs_system: whether a font of the operating system is needed.
        notes: notes for the user about the texts, for example that an emoji is not printed.
        logo_box: left, top, width and height of the logo on the QR code, in modules; None if there
            is no logo.
        is_hyphenated: whether Typst hyphenates long words: only if the user named the language.
    """

    link: str
    code: str
    modules: int
    title: str = ""
    caption: str = ""
    call_to_action: str = ""
    number: str = ""
    lang: str = "en"
    is_rtl: bool = False
    row: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, Any] = field(default_factory=dict)
    needs_system: bool = False
    notes: tuple[Note, ...] = ()
    logo_box: tuple[float, float, float, float] | None = None
    is_hyphenated: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """All texts that a design can print, including the cells of the row."""
        return (self.title, self.caption, self.call_to_action, self.number, *self.row.values())

    @property
    def alt(self) -> str:
        """Alternative text of the QR code for screen readers, such as `QR code: Oak table`."""
        return ": ".join(filter(None, ("QR code", self.title)))

    def to_design_data(self) -> dict[str, Any]:
        """Return the card as a dict, which the Typst designs get as JSON.

        The comment at the top of `designs/card.typ` explains the fields for a user's own design.
        """
        return {
            "title": prepare_for_print(self.title, is_rtl=self.is_rtl),
            "caption": prepare_for_print(self.caption, is_rtl=self.is_rtl),
            "call-to-action": prepare_for_print(
                join_phrases(self.call_to_action), is_rtl=self.is_rtl
            ),
            "number": _isolate_phone(self.number),
            "link": self.link,
            "code": self.code,
            "modules": self.modules,
            "alt": self.alt,
            "rtl": self.is_rtl,
            "lang": self.lang,
            "hyphenated": self.is_hyphenated,
            "logo-box": self.logo_box and [each / self.modules for each in self.logo_box],
            "row": dict(self.row),
            "choices": self.choices,
        }


def _isolate_phone(number: str) -> str:
    """Return a phone number whose groups of digits stay in order and on one line.

    An empty text is returned unchanged.
    """
    unbroken = number.replace(" ", "\u00a0")
    return f"\u2066{unbroken}\u2069" if unbroken else ""


def make_card(
    link: str,
    code: str,
    modules: int,
    texts: CardTexts,
    logo_box: tuple[float, float, float, float] | None = None,
) -> Card:
    """Return the card of a link: clean the texts, and find their language and direction.

    Args:
        link: the URL in the QR code.
        code: the QR code as SVG.
        modules: number of modules along a side of the QR code, including the quiet zone.
        texts: the texts of the card, not yet cleaned.
        logo_box: left, top, width and height of the logo on the QR code, in modules; None if there
            is no logo.

    Raises:
        TextError: `caption_too_long` if a text has more than MAX_TEXT_LENGTH characters or a cell
            has more than 32,767; `text_not_encodable` if a text contains half of a surrogate pair.
    """
    title, caption = clean_text(texts.title, "title"), clean_text(texts.caption, "caption")
    is_own_call = texts.call_to_action not in (AUTO, NONE)
    own_call = clean_text(texts.call_to_action, "call to action") if is_own_call else ""
    # The first text with a letter decides language and direction, as a title may be only a price.
    leading = next(filter(_has_letter, (title, caption, own_call)), "")
    lang = texts.lang or guess_language(leading)
    is_auto_call = texts.call_to_action == AUTO
    call = choose_call_to_action(lang, _find_kind(link)) if is_auto_call else own_call
    notes = (find_mojibake(title, "title"), find_mojibake(caption, "caption"))
    return Card(
        link,
        code,
        modules,
        title,
        caption,
        call,
        clean_text(texts.number, "number"),
        lang,
        is_rtl_text(leading or call),
        {
            name: clean_text(cell, f"cell {quote(name, 30)}", _MAX_CELL_LENGTH)
            for name, cell in texts.row.items()
        },
        notes=tuple(note for note in notes if note),
        logo_box=logo_box,
        is_hyphenated=bool(texts.lang),
    )


def _find_kind(link: str) -> str:
    """Return the kind of a link, such as Kind.GROUP, or SHARE for a chat link without a number.

    Return Kind.CHAT if the link is not recognised.
    """
    form = find_form(link)
    if form is None or form.kind is None:
        return Kind.CHAT
    return SHARE if form.kind is Kind.CHAT and form.number is None else form.kind


def _has_letter(text: str) -> bool:
    return any(map(str.isalpha, text))
