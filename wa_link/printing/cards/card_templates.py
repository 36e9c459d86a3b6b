"""CardTemplates: the templates of the texts on all cards of a run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wa_link._support.arguments import option
from wa_link._support.quoting import quote
from wa_link.errors import OptionError, Reason, TextError, named_option
from wa_link.links.template import Template
from wa_link.printing.cards.calls_to_action import CALLS_TO_ACTION, find_call
from wa_link.printing.cards.card_text import clean_text
from wa_link.printing.cards.cards import AUTO, NONE, CardTexts
from wa_link.printing.cards.languages import parse_language

if TYPE_CHECKING:
    from wa_link.errors import RecordError
    from wa_link.qr.render.styling import Styling

_NO_TEMPLATE = Template(())


@dataclass(frozen=True, slots=True)
class CardTemplates:
    """Templates of the texts on the cards of a run.

    Attributes:
        title: template of the largest text.
        caption: template of the lines below the title.
        call_to_action: a text, `auto` or `none`, as in CardTexts; empty if `call` has fields.
        lang: language tag of all cards; empty to guess it from the texts of each card.
        with_number: whether the phone number is printed.
        with_row: whether the design gets all cells of the row.
        call: template of the call to action, if it has fields; else an empty template.
    """

    title: Template
    caption: Template
    call_to_action: str = AUTO
    lang: str = ""
    with_number: bool = False
    with_row: bool = False
    call: Template = _NO_TEMPLATE

    @classmethod
    def from_styling(
        cls, styling: Styling, *, with_number: bool = False, with_row: bool = False
    ) -> CardTemplates:
        """Return the templates that a styling asks for.

        Raises:
            OptionError: a text is not a valid template, a text without fields is too long, or the
                language is unknown.
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
        )
        templates.check_constants()
        return templates

    def check_constants(self) -> None:
        """Check the texts that are the same on all cards.

        Raises:
            OptionError: one of them can't be printed: it is too long, for example.
        """
        for name, text in self._constant_texts.items():
            try:
                clean_text(text, "text")
            except TextError as error:
                raise OptionError(f"{option(name)}: {error.message}") from None

    def check_glyph(self, error: RecordError) -> None:
        """Check that a missing glyph is not in a text that is the same on all cards.

        Args:
            error: the error of one card; only an error with `missing_glyph` is looked at.

        Raises:
            OptionError: all cards lack that glyph.
        """
        if error.reason is not Reason.MISSING_GLYPH:
            return
        for name, text in self._constant_texts.items():
            if any(error.message.startswith(f"No font has {quote(char)} ") for char in text):
                raise OptionError(f"{option(name)}: {error.message}")

    @property
    def _constant_texts(self) -> dict[str, str]:
        """Texts that are the same on all cards, by the names of their options."""
        return {
            "title": _get_constant_text(self.title),
            "caption": _get_constant_text(self.caption),
            "call_to_action": self.call_to_action,
        }

    def make_texts(self, *, title: str = "", caption: str = "", number: str = "") -> CardTexts:
        """Return the texts of a card that has no row.

        The title or caption of the run replaces an empty one, unless it is a template with fields:
        without a row these fields have no values.
        """
        title = title or _get_constant_text(self.title)
        caption = caption or _get_constant_text(self.caption)
        return CardTexts(title, caption, self.call_to_action, number, self.lang)

    @property
    def parts(self) -> tuple[tuple[str, Template], ...]:
        """Pairs of an option's name and its template, without empty templates."""
        named = (("title", self.title), ("caption", self.caption), ("call_to_action", self.call))
        return tuple((name, template) for name, template in named if template.parts)


def _choose_language(tag: str, call: str) -> str:
    """Return the language tag, or an empty text if none is given.

    Raises:
        OptionError: it is not a language tag, or `auto` has no call to action in that language.
    """
    if not tag:
        return ""
    lang = parse_language(tag)
    if call == AUTO and find_call(lang) is None:
        known = ", ".join(CALLS_TO_ACTION)
        raise OptionError(
            f"No call to action is known in {quote(tag)}, only in {known}. Write your own with "
            f"{option('call_to_action', 'TEXT')}, or leave it out with "
            f"{option('call_to_action', NONE)}."
        )
    return lang


def _get_constant_text(template: Template) -> str:
    """Return the text of a template without fields, or an empty text if it has fields."""
    return "" if template.fields else "".join(map(str, template.parts))
