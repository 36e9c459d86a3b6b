"""CardTemplates: the templates, such as `{name}, {price}`, from which the texts of cards are made.

All cards of a run share the same templates.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wa_link._support.arguments import named_option, option
from wa_link._support.quoting import quote
from wa_link.errors import OptionError, Reason, TextError
from wa_link.links.template import Template
from wa_link.printing.cards.calls_to_action import CALLS_TO_ACTION, find_call_to_action
from wa_link.printing.cards.card_text import clean_text
from wa_link.printing.cards.cards import AUTO, NONE, CardTexts
from wa_link.printing.cards.languages import parse_language

if TYPE_CHECKING:
    from wa_link.errors import RecordError
    from wa_link.qr.render.style_keywords import Styling

_NO_TEMPLATE = Template(())


@dataclass(frozen=True, slots=True)
class CardTemplates:
    """Templates of the texts on all cards of a run. A cell of the row replaces each `{field}`.

    Attributes:
        title: template of the largest text on a card.
        caption: template of the lines below the title.
        call_to_action: call to action without fields: a text, `auto` or `none`, as in CardTexts.
            Empty if the call to action has fields.
        lang: language tag of all cards; if it is empty, the language of each card is guessed.
        with_number: whether the phone number is printed.
        with_row: whether the design receives all cells of the row.
        call: template of a call to action with fields, such as `Scan to buy {name}`. Empty if the
            call to action has no fields.
        needs_number: whether the user asked for the number, so a card without a number gets a note.
    """

    title: Template
    caption: Template
    call_to_action: str = AUTO
    lang: str = ""
    with_number: bool = False
    with_row: bool = False
    call: Template = _NO_TEMPLATE
    needs_number: bool = False

    @classmethod
    def from_styling(
        cls, styling: Styling, *, with_number: bool = False, with_row: bool = False
    ) -> CardTemplates:
        """Return the templates for the options `title`, `caption`, `call_to_action` and `lang`.

        Raises:
            OptionError: a text is not a valid template, a text without fields is too long, `lang`
                is not a language tag, or there is no built-in call to action in that language.
        """
        call = styling.get("call_to_action", AUTO)
        call = call.strip().lower() if call.strip().lower() in (AUTO, NONE, "") else call
        with named_option(option("call_to_action")):
            call_template = Template.parse(call)
        call = "" if call_template.fields else _get_constant_text(call_template) or NONE
        templates = cls(
            Template.parse(styling.get("title", "")),
            Template.parse(styling.get("caption", "")),
            call,
            _choose_language(styling.get("lang", ""), call),
            with_number,
            with_row,
            call_template if call_template.fields else _NO_TEMPLATE,
            bool(styling.get("show_number")),
        )
        templates.check_constants()
        return templates

    def check_constants(self) -> None:
        """Check that the texts that are the same on all cards are short enough and valid Unicode.

        Raises:
            OptionError: one of these texts is too long, or contains half of a surrogate pair.
        """
        for name, text in self._constant_texts.items():
            try:
                clean_text(text, "text")
            except TextError as error:
                raise OptionError(f"{option(name)}: {error.message}") from None

    def check_glyph(self, error: RecordError) -> None:
        """Raise an error if the character that `error` names is in a text that all cards share.

        In that case, no card can be printed.

        Args:
            error: the error of one card, which says that no font has a character, such as `☃`. If
                it has another reason, do nothing.

        Raises:
            OptionError: the missing character is in a text that is the same on all cards.
        """
        if error.reason is not Reason.MISSING_GLYPH:
            return
        for name, text in self._constant_texts.items():
            if any(error.message.startswith(f"No font has {quote(char)} ") for char in text):
                raise OptionError(f"{option(name)}: {error.message}")

    @property
    def _constant_texts(self) -> dict[str, str]:
        """Texts that are the same on all cards; the keys are names of options, such as `title`.

        A template with fields gets an empty text here, because its text differs between cards.
        """
        return {
            "title": _get_constant_text(self.title),
            "caption": _get_constant_text(self.caption),
            "call_to_action": self.call_to_action,
        }

    def make_texts(self, *, title: str = "", caption: str = "", number: str = "") -> CardTexts:
        """Return the texts of a card that is not made from a row of a sheet.

        If `title` is empty, the card gets the text of the template `self.title`. The same applies
        to `caption`. If the template has fields, the text stays empty, because `{name}` has no
        value without a row.
        """
        title = title or _get_constant_text(self.title)
        caption = caption or _get_constant_text(self.caption)
        return CardTexts(title, caption, self.call_to_action, number, self.lang)

    @property
    def parts(self) -> tuple[tuple[str, Template], ...]:
        """Pairs of a name and a template that is not empty, such as `("title", template)`."""
        named = (("title", self.title), ("caption", self.caption), ("call_to_action", self.call))
        return tuple((name, template) for name, template in named if template.parts)


def _choose_language(tag: str, call: str) -> str:
    """Return a language tag in the form of BCP 47: `pt-BR` for `pt_br`. Return "" for "".

    Raises:
        OptionError: `tag` is not a language tag; or `call` is `auto`, and there is no built-in call
            to action in that language.
    """
    if not tag:
        return ""
    lang = parse_language(tag)
    if call == AUTO and find_call_to_action(lang) is None:
        known = ", ".join(CALLS_TO_ACTION)
        raise OptionError(
            f"There is no built-in call to action in the language {quote(tag)}. Write your own "
            f"with {option('call_to_action', 'TEXT')}, or print none with "
            f"{option('call_to_action', NONE)}. Built-in languages: {known}."
        )
    return lang


def _get_constant_text(template: Template) -> str:
    """Return the text of a template without fields. If the template has fields, return ""."""
    return "" if template.fields else "".join(map(str, template.parts))
