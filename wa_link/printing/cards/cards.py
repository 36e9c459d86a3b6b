"""Card: a code with its texts, as a design gets it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from wa_link._support.arguments import option
from wa_link._support.mojibake import find_mojibake
from wa_link._support.quoting import quote
from wa_link.errors import OptionError, Reason, TextError, named_option
from wa_link.links.forms import Kind, parse_url
from wa_link.links.template import Template
from wa_link.printing.cards.calls_to_action import CALLS_TO_ACTION, call_to_action, find_call
from wa_link.printing.cards.directions import is_from_right
from wa_link.printing.cards.languages import language_of, language_option
from wa_link.printing.cards.text import clean_text, printed_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wa_link.errors import Note, RecordError
    from wa_link.qr.render.style import Styling

AUTO, NONE = "auto", "none"
_NO_TEMPLATE = Template(())
_LONGEST_CELL = 32_767  # as a workbook has it: most designs do not print the longest ones


@dataclass(frozen=True, slots=True)
class CardTemplates:
    """Templates of the texts on the cards of a run.

    Attributes:
        title: of the largest text.
        caption: of the lines below it.
        call_to_action: as CardTexts has it; empty where it is made from the row.
        lang: as CardTexts has it.
        with_number: whether the number is printed.
        with_row: whether a design gets all cells of the row.
        call: of the call to action, where it has fields.
    """

    title: Template
    caption: Template
    call_to_action: str = "auto"
    lang: str = ""
    with_number: bool = False
    with_row: bool = False
    call: Template = _NO_TEMPLATE

    @classmethod
    def of(
        cls, styling: Styling, *, with_number: bool = False, with_row: bool = False
    ) -> CardTemplates:
        """Return the templates that are asked for.

        Raises:
            OptionError: one of them is not a template, or the language is not known.
        """
        call = styling.get("call_to_action", AUTO)
        call = call.strip().lower() if call.strip().lower() in (AUTO, NONE, "") else call
        with named_option(option("call_to_action")):
            template = Template.parse(call)
        call = "" if template.fields else _constant(template) or NONE
        made = cls(
            Template.parse(styling.get("title", "")),
            Template.parse(styling.get("caption", "")),
            call,
            _language(styling.get("lang", ""), call),
            with_number,
            with_row,
            template if template.fields else _NO_TEMPLATE,
        )
        made.check_constants()
        return made

    def check_constants(self) -> None:
        """Fail on a text that no card can have: it is the same on all of them.

        Raises:
            OptionError: it is too long.
        """
        for name, text in self._constants.items():
            try:
                clean_text(text, "text")
            except TextError as error:
                raise OptionError(f"{option(name)}: {error.message}") from None

    def check_glyph(self, error: RecordError) -> None:
        """Fail where the letter that no font has is in a text of all cards.

        Raises:
            OptionError: it is.
        """
        if error.reason is not Reason.MISSING_GLYPH:
            return
        for name, text in self._constants.items():
            if any(error.message.startswith(f"No font has {quote(char)} ") for char in text):
                raise OptionError(f"{option(name)}: {error.message}")

    @property
    def _constants(self) -> dict[str, str]:
        """The texts that are the same on all cards, by the names of their options."""
        return {
            "title": _constant(self.title),
            "caption": _constant(self.caption),
            "call_to_action": self.call_to_action,
        }

    def texts(self, *, title: str = "", caption: str = "", number: str = "") -> CardTexts:
        """Return the texts of one card without a row; those of the run where it has none.

        A template with fields gives no text: there is nothing to fill it with.
        """
        title, caption = title or _constant(self.title), caption or _constant(self.caption)
        return CardTexts(title, caption, self.call_to_action, number, self.lang)

    @property
    def parts(self) -> tuple[tuple[str, Template], ...]:
        """The templates that are not empty, by the names of their options."""
        named = (("title", self.title), ("caption", self.caption), ("call_to_action", self.call))
        return tuple((name, template) for name, template in named if template.parts)


def _language(asked: str, call: str) -> str:
    """Return the language that is asked for, in which the call to action must be known."""
    if not asked:
        return ""
    lang = language_option(asked)
    if call == AUTO and find_call(lang) is None:
        known = ", ".join(CALLS_TO_ACTION)
        raise OptionError(
            f"There is no call to action in {quote(asked)}, only in {known}. Write your own with "
            f"{option('call_to_action', 'TEXT')}, or leave it out with "
            f"{option('call_to_action', NONE)}."
        )
    return lang


def _constant(template: Template) -> str:
    """Return the text of a template without fields; empty for any other."""
    return "" if template.fields else "".join(map(str, template.parts))


class CardTexts(NamedTuple):
    """Texts on a card, as they are given.

    Attributes:
        title: the largest, in bold.
        caption: lines below it.
        call_to_action: a text, `auto` for what its link opens in the card's language, such as
            "Scan to chat on WhatsApp", or `none`.
        number: a phone number as people write it.
        lang: the language, such as `ar`; empty for that of the first letter's script.
        row: all cells of its row by the names of their columns, for a person's own design.
    """

    title: str = ""
    caption: str = ""
    call_to_action: str = AUTO
    number: str = ""
    lang: str = ""
    row: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Card:
    """A card that can be typeset; all texts are clean.

    Attributes:
        link: what the code contains.
        code: the code as SVG, quiet zone included.
        modules: on a side of the code, quiet zone included.
        logo_box: left, top, width and height of the logo on the code, in modules; None without.
        title, caption, call_to_action, number: its texts.
        lang: a language of BCP 47, such as `ar`.
        is_rtl: whether it is read from right to left.
        is_hyphenated: whether its language is known for sure, so that words have known syllables.
        row: as CardTexts has it.
        choices: how its texts are set, as a measure has found.
        needs_system: whether a font of the system's is needed.
        notes: on what was changed.
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
        """All that is written on it."""
        return (self.title, self.caption, self.call_to_action, self.number, *self.row.values())

    @property
    def alt(self) -> str:
        """The alternative text of the code."""
        return ": ".join(filter(None, ("QR code", self.title)))

    def for_design(self) -> dict[str, Any]:
        """Return what the design gets; see `designs/card.typ`."""
        return {
            "title": printed_text(self.title, is_rtl=self.is_rtl),
            "caption": printed_text(self.caption, is_rtl=self.is_rtl),
            "call-to-action": printed_text(self.call_to_action, is_rtl=self.is_rtl),
            "number": _isolated(self.number),
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


def _isolated(number: str) -> str:
    """Return a number whose groups of digits keep their order and stay on one line."""
    joined = number.replace(" ", "\u00a0")
    return f"\u2066{joined}\u2069" if joined else ""


def _kind_of(link: str) -> Kind:
    """Return what a link opens; a chat where that is not known."""
    address = parse_url(link)
    return address.kind if address else Kind.CHAT


def _has_letter(text: str) -> bool:
    return any(map(str.isalpha, text))


def make_card(
    link: str,
    code: str,
    modules: int,
    texts: CardTexts,
    logo_box: tuple[float, float, float, float] | None = None,
) -> Card:
    """Return the card of a link.

    Args:
        link: a URL.
        code: it as SVG.
        modules: on a side of it, quiet zone included.
        texts: on the card.
        logo_box: of the logo on the code; see `Card`.

    Raises:
        TextError: `caption_too_long`, for a text of more than LONGEST characters, or a cell of
            more than 32,767.
    """
    title, caption = clean_text(texts.title, "title"), clean_text(texts.caption, "caption")
    asked = texts.call_to_action
    own_call = "" if asked in (AUTO, NONE) else clean_text(asked, "call to action")
    # Language and direction are those of the first letter: a title may be a price alone.
    leading = next(filter(_has_letter, (title, caption, own_call)), "")
    lang = texts.lang or language_of(leading)
    call = call_to_action(lang, _kind_of(link)) if asked == AUTO else own_call
    notes = [find_mojibake(text, what) for text, what in ((title, "title"), (caption, "caption"))]
    return Card(
        link,
        code,
        modules,
        title,
        caption,
        call,
        clean_text(texts.number, "number"),
        lang,
        is_from_right(leading or call),
        {
            name: clean_text(cell, f"cell {quote(name, 30)}", _LONGEST_CELL)
            for name, cell in texts.row.items()
        },
        notes=tuple(note for note in notes if note),
        logo_box=logo_box,
        is_hyphenated=bool(texts.lang),
    )
