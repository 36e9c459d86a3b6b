"""Values that complete options and arguments, such as the regions of `--region`."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from click.shell_completion import CompletionItem

from wa_link._support.quoting import pluralize
from wa_link.cli.shell_completion.sheet_values import list_columns, list_worksheets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import TypeAlias

    import click

    Items: TypeAlias = list[CompletionItem[Any]]
    Find: TypeAlias = Callable[[click.Context, str], Items]

# A template up to a brace that is open at its end, and the beginning of a name: `Hi {na`.
_OPEN_FIELD = re.compile(r"(?P<before>(?:[^{]|\{\{|\{[^{}]*\})*\{)(?P<name>[^{}|\n]*)")
_OWN_FIELDS = {
    "wa_row": "Number of the row",
    "wa_digits": "Phone number, only digits",
    "wa_phone": "Phone number with spaces",
}
# Names of several notes.
_GROUPS = (("repairs", "All notes that change a number"), ("all", "All notes"))
_SHEETS = "csv tsv txt xlsx xlsm xls ods vcf jsonl"


def _fold(text: str) -> str:
    """Return a text in the form in which beginnings are compared: `cote` for `Côte`."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _choose(values: Iterable[tuple[str, str]], word: str, prefix: str = "") -> Items:
    """Return the items whose values begin with a word.

    Args:
        values: pairs of a value and its description.
        word: the beginning of the value, in any case, with or without accents.
        prefix: text to put before each value.
    """
    beginning = _fold(word)
    return [
        CompletionItem(f"{prefix}{value}", help=description or None)
        for value, description in values
        if _fold(value).startswith(beginning)
    ]


def _regions(_: click.Context, word: str) -> Items:
    """Return regions by their two letters; from the third letter on, by their English names."""
    from wa_link.phone.region_table import list_regions  # noqa: PLC0415  (loads phonenumbers)
    from wa_link.phone.regions import find_region  # noqa: PLC0415  (loads phonenumbers)

    regions = list_regions()
    if len(word) <= 2:
        return _choose(regions.items(), word)
    named = _choose(((name, code) for code, name in regions.items()), word)
    return [each for each in named if find_region(each.value) == each.help]


def _stocks(_: click.Context, word: str) -> Items:
    """Return the label stocks whose name begins with a text, with the size of their labels."""
    from wa_link.printing.label_stock import format_mm  # noqa: PLC0415  (only for --stock)
    from wa_link.printing.stock_list import STOCKS  # noqa: PLC0415  (only for --stock)

    values = [
        (name, f"{pluralize(stock.count, stock.noun)} of {format_mm(stock.label)}")
        for stock in STOCKS.values()
        if not stock.is_too_small
        for name in (stock.name, *(each for each in stock.aliases if word and " " not in each))
    ]
    return _choose(values, word)


def _designs(_: click.Context, word: str) -> Items:
    from wa_link.printing.cards.designs import list_designs  # noqa: PLC0415  (only for --design)

    return _choose(((name, "") for name in list_designs()), word)


def _designs_and_files(context: click.Context, word: str) -> Items:
    return [*_designs(context, word), *_files("typ")(context, word)]


def _languages(_: click.Context, word: str) -> Items:
    from wa_link.printing.cards.calls_to_action import CALLS_TO_ACTION  # noqa: PLC0415  (only for --lang)

    return _choose(CALLS_TO_ACTION.items(), word)


def _colours(_: click.Context, word: str) -> Items:
    from wa_link.qr.render.colours import list_colours  # noqa: PLC0415  (loads Pillow)

    return _choose(((name, "") for name in list_colours()), word)


def _light_colours(context: click.Context, word: str) -> Items:
    return [*_choose([("transparent", "No background")], word), *_colours(context, word)]


def _rules(_: click.Context, word: str) -> Items:
    """Return the codes of rules; `word` can be a list, such as `WA1,WA20`."""
    from wa_link.links.rules import Rule  # noqa: PLC0415  (only for codes)

    before, comma, last = word.rpartition(",")
    return _choose(((rule.value, rule.meaning) for rule in Rule), last, before + comma)


def _codes(context: click.Context, word: str) -> Items:
    """Return the codes of rules, reasons and notes that are not on the command line yet."""
    from wa_link.errors import NoteCode, Reason  # noqa: PLC0415  (only for codes)

    codes = [*_rules(context, word)] if "," not in word else []
    codes += _choose(((each.value, each.meaning) for each in (*Reason, *NoteCode)), word)
    codes += _choose(_GROUPS, word)
    given = context.params.get("codes") or ()
    return [each for each in codes if each.value not in given]


def _notes(_: click.Context, word: str) -> Items:
    """Return the codes of notes, `repairs` and `all`; `word` can be a list of codes."""
    from wa_link.errors import NoteCode  # noqa: PLC0415  (only for codes)

    before, comma, last = word.rpartition(",")
    codes = [*_GROUPS, *((note.value, note.meaning) for note in NoteCode)]
    return _choose(codes, last, before + comma)


def _columns(context: click.Context, word: str) -> Items:
    return _choose(((name, "") for name in list_columns(context)), word)


def _worksheets(context: click.Context, word: str) -> Items:
    return _choose(((name, "") for name in list_worksheets(context)), word)


def _template(context: click.Context, word: str) -> Items:
    """Return the template with each variable that can end it; none if no brace is open."""
    found = _OPEN_FIELD.fullmatch(word)
    if found is None or "contacts" not in context.params:
        return []
    columns = [(each, "") for each in list_columns(context) if not set(each) & set("{}|")]
    fields = _choose([*columns, *_OWN_FIELDS.items()], found["name"], found["before"])
    return [CompletionItem(f"{each.value}}}", help=each.help) for each in fields]


def _files(endings: str) -> Find:
    """Return a function that asks the shell for files with these endings, such as `ttf otf`."""

    def find(_: click.Context, word: str) -> Items:
        return [CompletionItem(word, "file", endings=endings)]

    return find


def _words(*values: tuple[str, str]) -> Find:
    """Return a function that chooses among fixed values with their descriptions."""
    return lambda _, word: _choose(values, word)


VALUES: dict[str, Find] = {
    "accent": _colours,
    "action": _words(
        ("init", "Write a file for your own defaults"),
    ),
    "call_to_action": _words(
        ("auto", "Scan to chat on WhatsApp, in the language of the card"), ("none", "No text")
    ),
    "caption": _template,
    "codes": _codes,
    "config": _files("toml"),
    "contacts": _files(_SHEETS),
    "copies": _template,
    "dark": _colours,
    "delimiter": _words((",", "comma"), (";", "semicolon"), ("tab", ""), ("|", "vertical bar")),
    "design": _designs_and_files,
    "font": _files("ttf otf"),
    "ignore": _rules,
    "key_column": _columns,
    "lang": _languages,
    "light": _light_colours,
    "links_column": _columns,
    "logo": _files("png jpg jpeg webp"),
    "opt_in_column": _columns,
    "page": _words(("a4", "210×297 mm"), ("a5", "148×210 mm"), ("letter", "8.5×11 in")),
    "parameters": _template,
    "phone_columns": _columns,
    "qr_name": _template,
    "region": _regions,
    "region_column": _columns,
    "reject_notes": _notes,
    "select": _rules,
    "show_design": _designs,
    "stock": _stocks,
    "text": _template,
    "text_column": _columns,
    "title": _template,
    "username_column": _columns,
    "worksheet": _worksheets,
}
"""Functions that find the values of options and arguments, by the names of their parameters.

Other parameters have the values of their types: choices, files and folders.
"""
