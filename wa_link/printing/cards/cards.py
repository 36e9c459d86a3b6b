"""Card: a QR code and its cleaned texts, in the form that a design receives."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from wa_link._support.mojibake import find_mojibake
from wa_link._support.quoting import quote
from wa_link.links.url_forms import Kind, parse_url
from wa_link.printing.cards.bidi import is_rtl_text
from wa_link.printing.cards.calls_to_action import choose_call
from wa_link.printing.cards.card_text import clean_text, prepare_for_print
from wa_link.printing.cards.languages import guess_language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wa_link.errors import Note

AUTO, NONE = "auto", "none"
_MAX_CELL_LENGTH = 32_767  # the limit of a cell in a workbook; most designs print shorter ones


class CardTexts(NamedTuple):
    """Texts of a card, before they are cleaned.

    Attributes:
        title: the largest text, in bold.
        caption: the lines below the title.
        call_to_action: a text of its own; `none` for no text; or `auto` for a text that says what
            the link opens, such as "Scan to chat on WhatsApp", in the language of the card.
        number: a phone number, written for people.
        lang: a language tag, such as `ar`; empty to guess it from the script of the first letter.
        row: all cells of the row by column name, for a user's own design.
    """

    title: str = ""
    caption: str = ""
    call_to_action: str = AUTO
    number: str = ""
    lang: str = ""
    row: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Card:
    """A card that can be typeset. All of its texts are clean.

    Attributes:
        link: the URL in the QR code.
        code: the QR code as SVG, with its quiet zone.
        modules: side of the code in modules, quiet zone included.
        title, caption, call_to_action, number: the texts.
        lang: a language tag (BCP 47), such as `ar`.
        is_rtl: whether the card is read from right to left.
        row: all cells of the row by column name, for a user's own design.
        choices: sizes and line widths of the texts, by box; the measuring fills this in.
        needs_system: whether a system font is needed.
        notes: notes about changes to the texts.
        logo_box: left, top, width and height of the logo on the code in modules; None without a
            logo.
        is_hyphenated: whether the user named the language, so that Typst can hyphenate words.
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
        """All texts that may be printed on the card."""
        return (self.title, self.caption, self.call_to_action, self.number, *self.row.values())

    @property
    def alt(self) -> str:
        """Alternative text of the code for screen readers."""
        return ": ".join(filter(None, ("QR code", self.title)))

    def to_design_data(self) -> dict[str, Any]:
        """Return the card as the JSON object that `designs/card.typ` documents."""
        return {
            "title": prepare_for_print(self.title, is_rtl=self.is_rtl),
            "caption": prepare_for_print(self.caption, is_rtl=self.is_rtl),
            "call-to-action": prepare_for_print(self.call_to_action, is_rtl=self.is_rtl),
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
    """Return a phone number whose digit groups keep their order and stay on one line."""
    unbroken = number.replace(" ", "\u00a0")
    return f"\u2066{unbroken}\u2069" if unbroken else ""


def make_card(
    link: str,
    code: str,
    modules: int,
    texts: CardTexts,
    logo_box: tuple[float, float, float, float] | None = None,
) -> Card:
    """Return the card of a link.

    Args:
        link: the URL in the code.
        code: the code as SVG.
        modules: side of the code in modules, quiet zone included.
        texts: the texts of the card.
        logo_box: place of the logo; see `Card`.

    Raises:
        TextError: `caption_too_long`, for a text of more than MAX_TEXT_LENGTH characters, or a cell
            of more than 32,767; `text_not_encodable`, for half of a surrogate pair.
    """
    title, caption = clean_text(texts.title, "title"), clean_text(texts.caption, "caption")
    is_own_call = texts.call_to_action not in (AUTO, NONE)
    own_call = clean_text(texts.call_to_action, "call to action") if is_own_call else ""
    # The first text with a letter decides language and direction: a title may be a price alone.
    leading = next(filter(_has_letter, (title, caption, own_call)), "")
    lang = texts.lang or guess_language(leading)
    is_auto_call = texts.call_to_action == AUTO
    call = choose_call(lang, _find_kind(link)) if is_auto_call else own_call
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


def _find_kind(link: str) -> Kind:
    """Return what a link opens; a chat if the link is not recognised."""
    address = parse_url(link)
    return address.kind if address else Kind.CHAT


def _has_letter(text: str) -> bool:
    return any(map(str.isalpha, text))
