"""Faults to plant: for each invariant one that breaks it, and none that is checked before it.

A fault replaces a function or method of wa-link: it calls the original, and spoils the result.
"""

from __future__ import annotations

import copy
import io
import math
import pkgutil
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PIL import Image

from tests.robustness.fuzz import seeds
from tests.robustness.fuzz.sheets import Trickle
from tests.sheets.workbook.test_read_workbook import xlsx_of
from wa_link.batch.outcome import Accepted, Rejected
from wa_link.errors import InputError, OptionError, PhoneError, Reason, TextError
from wa_link.phone import PhoneNumber
from wa_link.qr.render.colours import Colour
from wa_link.sheets.rows import NO_DETAILS, Details, Record
from wa_link.sheets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_HERE = "tests/robustness/fuzz/faults.py"
_CONTRAST = "tests.robustness.fuzz.texts.check_contrast"
_FAMILIES = "wa_link.printing.typesetting.typesetter.Typesetter.families"
_WITHOUT_OPTIONS = ("options", "logos", "fonts")
_SEEDS = {"logos": seeds.pictures, "fonts": seeds.fonts, "xlsx": seeds.xlsx}
Function = Any
"""Any function or descriptor that is replaced."""


@dataclass(frozen=True)
class Fault:
    """A defect that is planted.

    Attributes:
        finding: the name of the finding that it must cause.
        target: the target that must find it.
        where: the full name of the function that it replaces.
        spoil: takes the function, and returns the one that replaces it.
        text: the input, after its options; blank for a seed.
        options: the number that chooses the options.
        is_raw: the characters of the text are bytes.
    """

    finding: str
    target: str
    where: str
    spoil: Callable[[Function], Function]
    text: str
    options: int = 0
    is_raw: bool = False

    @property
    def data(self) -> bytes:
        """Return the input; a seed for targets of drawing."""
        if not self.text:
            return _SEEDS[self.target]()[0]
        head = b"" if self.target in _WITHOUT_OPTIONS else self.options.to_bytes(2, "little")
        return head + self.text.encode("latin-1" if self.is_raw else "utf-8")

    def planted(self) -> Iterator[tuple[str, Function]]:
        """Return the function to replace, and its replacement."""
        yield self.where, self.spoil(resolved(self.where))


def resolved(where: str) -> Function:
    """Return the object with a full name; for a method, as its class has it."""
    owner, _, name = where.rpartition(".")
    found = pkgutil.resolve_name(owner)
    return vars(found)[name]


def result(change: Callable[[Any], Any]) -> Callable[[Function], Function]:
    """Spoil the result of a function."""
    return lambda original: lambda *args, **more: change(original(*args, **more))


def instead(value: object) -> Callable[[Function], Function]:
    """Return something else."""
    return lambda _: lambda *_args, **_more: value


def prop(change: Callable[[Any], Any]) -> Callable[[Function], Function]:
    """Spoil a property."""
    return lambda original: property(lambda self: change(original.fget(self)))


def method(change: Callable[[Any], Any]) -> Callable[[Function], Function]:
    """Spoil the result of a class method."""
    return lambda original: classmethod(
        lambda cls, *args, **more: change(original.__func__(cls, *args, **more))
    )


def failing(error: Exception) -> Callable[[Function], Function]:
    """Raise an error instead of returning."""

    def spoil(_: Function) -> Function:
        def fail(*_args: object, **_more: object) -> None:
            raise error

        return fail

    return spoil


def records(change: Callable[[Iterable[Record]], Iterable[Record]]) -> Callable[..., Function]:
    """Spoil the records of a sheet that is read."""

    def spoilt(sheet: Any) -> Any:  # noqa: ANN401  (a sheet, whose inside is its own)
        found = copy.copy(sheet)
        found._records = iter(change(_single(sheet._records)))  # noqa: SLF001  (the rows of a sheet)
        return found

    return result(spoilt)


def _single(found: Iterable[Any]) -> Iterator[Record]:
    for each in found:
        if isinstance(each, Record):
            yield each
        elif each is not None:
            yield from each.rows(0, -1)


def each_record(**changes: object) -> Callable[..., Function]:
    """Spoil a part of each record of a sheet."""
    return records(lambda found: [replace(record, **changes) for record in found])  # type: ignore[arg-type]  # as they are named


def each_row(**changes: object) -> Callable[[Function], Function]:
    """Spoil a part of each row that is made of a record."""
    return result(lambda row: replace(row, **changes))


def outcomes(change: Callable[[Any], Any]) -> Callable[[Function], Function]:
    """Spoil each outcome of a batch."""
    return result(lambda found: [change(outcome) for outcome in found])


def slowly(change: Callable[[Any], Any]) -> Callable[[Function], Function]:
    """Spoil only rows from a slow pipe."""

    def spoil(original: Function) -> Function:
        def read(file: object, *args: object, **more: object) -> object:
            found = original(file, *args, **more)
            return change(found) if isinstance(file, Trickle) else found

        return read

    return spoil


def sound_when_slow(original: Function) -> Function:
    """Read no rows from a slow pipe with wrong text."""

    def read(file: object, *args: object, **more: object) -> object:
        try:
            return original(file, *args, **more)
        except InputError:
            if isinstance(file, Trickle):
                return Sheet(("a",), ())
            raise

    return read


def written(change: Callable[[bytes], bytes]) -> Callable[[Function], Function]:
    """Spoil the output of the writer alone."""
    return result(lambda data: change(data) if data else data)


_SHEET = "wa_link.sheets.input_formats.read_sheet"
_ROW = "wa_link.sheets.sheet.Sheet._make_row"
_ROWS = "wa_link.batch.linker.link_rows"
_PARSE = "wa_link.phone.cell.parse_phone"
_DRAWABLE = "wa_link.links.url_checks.check_drawable"
_EXPLAIN = "tests.robustness.fuzz.texts.explain"
_CLEAN = "wa_link.printing.cards.card_text.clean_text"
_PIECE = "wa_link.printing.cards.bidi.isolate_numbers"
_MEASURED = "wa_link.printing.typesetting.measure_cards.measure_cards"
_DESIGN = "wa_link.printing.cards.designs.load_design"
_LOGO = "wa_link.qr.render.logo.Logo.of"
_NUMBER = "+44 7911 123456"
_OTHER = PhoneNumber(44, "7911123457", "GB", "mobile")  # type: ignore[arg-type]  # not looked at
_CSV = "name,phone\nAnn,+447911123456\nBob,050\nEve,x\n"
_JSON = '{"name": "Ann", "phone": "+447911123456"}\n{"name": "Bob"}\n'
_CARDS = "BEGIN:VCARD\nFN:Ann\nTEL:+447911123456\nEND:VCARD\nBEGIN:VCARD\nFN:B\nEND:VCARD\n"
_BROKEN = 'name,phone\nAnn,"1\n'
_URL = "https://wa.me/447911123456?text=Hi"
_NO_HEADER = 7
_JSONL = 16


def _message(text: str) -> Callable[[Function], Function]:
    return failing(PhoneError(Reason.INVALID, text))


def _address(**changes: object) -> Callable[[Function], Function]:
    return result(lambda found: replace(found, **changes))


def _png(mode: str, side: int) -> bytes:
    file = io.BytesIO()
    Image.new(mode, (side, side)).save(file, "PNG")
    return file.getvalue()


def _fitted(change: Callable[[Any], Any]) -> Callable[[Function], Function]:
    """Spoil each card that is measured."""
    return result(lambda found: [change(each) for each in found])


def _chosen(**choice: object) -> Callable[[Function], Function]:
    """Spoil the sizes of the texts of each card."""

    def change(found: Any) -> Any:  # noqa: ANN401  (a card that is measured)
        choices = {key: {**each, **choice} for key, each in found.card.choices.items()}
        return found._replace(card=replace(found.card, choices=choices))

    return _fitted(change)


def _files(**files: bytes) -> Callable[[Function], Function]:
    """Give a design other files."""
    names = {"source": "design.typ", "other": "other.txt"}
    more = {names[name]: content for name, content in files.items()}
    return result(lambda design: design._replace(files={**design.files, **more}))


_NUMBERS = [
    Fault("a message says something", "numbers", _PARSE, _message(""), "x"),
    Fault("a message is one line", "numbers", _PARSE, _message("It\nis."), "x"),
    Fault("a message is printable", "numbers", _PARSE, _message("It \x1b[31m is."), "x"),
    Fault("a message is bounded", "numbers", _PARSE, _message("x" * 1_001), "x"),
    Fault("a number is valid", "numbers", _PARSE,
          result(lambda found: replace(found, national_number="79111234567")), _NUMBER),
    Fault("a number is one for phonenumbers", "numbers", "wa_link.phone.number.PhoneNumber.e164",
          prop(lambda text: f"{text} "), _NUMBER),
    Fault("a number is written as it is", "numbers",
          "wa_link.phone.number.PhoneNumber.international",
          prop(lambda text: text[:-1] + "7"), _NUMBER),
    Fault("a number's digits stand in its cell", "numbers", _PARSE, instead(_OTHER), _NUMBER),
    Fault("a cell contains the code of its number", "numbers", _PARSE,
          instead(replace(_OTHER, calling_code=1, national_number="2125550123")), "+212 555 0123"),
    Fault("a plain number is read alike", "numbers", _PARSE,
          instead(replace(_OTHER, calling_code=49, national_number="30123456")), "+49 30 1234567"),
    Fault("the first valid number of all is the number", "numbers",
          "wa_link.phone.cell.parse_phones", result(lambda found: found[1:]),
          "+447911123456; +447911123457"),
    Fault("a cell gives a number or a reason", "numbers", "wa_link.phone.cell.parse_phones",
          instead([]), _NUMBER),
    Fault(f"KeyError in {_HERE}: fail", "numbers", _PARSE, failing(KeyError("x")), "x"),
]  # fmt: skip

_LINKS = [
    Fault("a link is plain ASCII", "links", "wa_link.links.chat_link.ChatLink.url",
          prop(lambda url: url + "é"), _URL),
    Fault("a link holds its text", "links", "wa_link.links.chat_link.ChatLink.url",
          prop(lambda url: url + "x"), _URL),
    Fault("a link gives back its number and text", "links", "wa_link.links.chat_link.ChatLink.url",
          prop(lambda url: url.replace("456", "457")), _URL),
    Fault("a drawn link is ASCII", "links", "wa_link.links.judge_link.LinkReport.full_url",
          prop(lambda url: url + "é"), _URL),
    Fault("a drawn link is WhatsApp's", "links", _DRAWABLE,
          _address(url="https://wa.me.example.org/447911123456"), _URL),
    Fault("a drawn link pairs no device", "links", _DRAWABLE,
          _address(url="https://wa.me/qr/%2e%2e/settings/linked%5Fdevices#2"), _URL),
    Fault("a drawn link leads where it seems to", "links", _DRAWABLE,
          _address(url="https://wa.me/p/../447911123456"), _URL),
    Fault("a drawn link stays what it is", "links", _DRAWABLE, _address(text="Ho"), _URL),
    Fault("what has no link has a reason", "links", _EXPLAIN, _address(link=None), _URL),
    Fault("a better link is a link", "links", _EXPLAIN,
          _address(link="https://example.org/"), _URL),
    Fault("a better link has the same number and text", "links", _EXPLAIN,
          _address(text="Ho"), _URL),
    Fault("a better link has WhatsApp's form", "links", _EXPLAIN,
          _address(link="https://wa.me/c/+447911123456"), _URL),
    Fault(f"TypeError in {_HERE}: fail", "links", _DRAWABLE, failing(TypeError()), "x"),
]  # fmt: skip

_TEMPLATE = "wa_link.links.template.Template"
_TEMPLATES = [
    Fault("a template is not refused in vain", "templates", f"{_TEMPLATE}.parse",
          failing(OptionError("It is none.")), "{a}\0x"),
    Fault("a lone brace is refused", "templates", "tests.robustness.fuzz.texts._rendered",
          instead(None), "{a}\0x"),
    Fault("a blank field is refused", "templates", f"{_TEMPLATE}.render", instead(""), "{a}\0"),
    Fault("a template is rendered", "templates", f"{_TEMPLATE}.render",
          result(lambda text: text.replace("{b}", "x")), "{a}\0{b}"),
    Fault("a text is made", "templates", f"{_TEMPLATE}.compile",
          failing(TextError(Reason.MISSING_FIELD, "It is blank.")), "{a}\0x"),
    Fault("a maker makes the rendered text", "templates", f"{_TEMPLATE}.compile",
          instead(lambda *_: ("y", "x")), "{a}\0x"),
    Fault("a maker encodes as others do", "templates", f"{_TEMPLATE}.compile",
          instead(lambda *_: ("x", "y")), "{a}\0x"),
    Fault("an encoded text is plain", "templates",
          "wa_link.links.prefilled_text._UNRESERVED_AND_SPACES",
          lambda _: re.compile(".*"), "{a}\0x!y"),
    Fault("an encoded text is the text", "templates", "wa_link.links.prefilled_text._ENCODED_BYTES",
          lambda _: ["%41"] * 256, "{a}\0é"),
]  # fmt: skip

_COLOUR = "tests.robustness.fuzz.texts.parse_colour"
_OPTIONS = [
    Fault("a colour is one of sRGB", "options", _COLOUR, instead(Colour(0, 0, 256)), "red"),
    Fault("a colour is what it is called", "options", "wa_link.qr.render.colours.Colour.hex",
          prop(lambda _: "#fff"), "red"),
    Fault("a contrast is enough", "options", _CONTRAST, instead(3.9),
          "red"),
    Fault("a contrast is that of its colours", "options", _CONTRAST, instead(21.1), "red"),
    Fault("a length is one of paper", "options", "tests.robustness.fuzz.texts.parse_length",
          instead(float("nan")), "1mm"),
    Fault("a page has some labels", "options", "wa_link.printing.label_stock.Stock.count",
          prop(lambda _: 0), "a4\x004x6\x0045x40mm\x002mm"),
]  # fmt: skip

_SHEETS = [
    Fault("a row is what csv reads", "delimited", _SHEET, records(lambda found: [*found][:1]),
          _CSV),
    Fault("a row has the cells that csv reads", "delimited", _SHEET,
          each_record(cells=("Ann", "+447911123457")), _CSV),
    Fault("a header is before the rows", "delimited", _SHEET,
          records(lambda found: [*found][1:]), _CSV),
    Fault("a line before the rows is blank", "delimited", _SHEET,
          records(lambda found: [*found][1:]), _CSV, _NO_HEADER),
    Fault("a malformed row is shown unchanged", "delimited", _SHEET, each_record(raw="x"),
          _BROKEN),
    Fault("lines count from 1", "delimited", _SHEET,
          records(lambda found: [replace(next(iter(found)), line=0)]), _CSV),
    Fault("rows follow each other", "delimited", _SHEET, each_record(line=2), _CSV),
    Fault("raw text is the cells as they are written", "delimited", _SHEET,
          each_record(raw="Ann,2", can_copy=True), _CSV),
    Fault("rows can be written again", "delimited", _SHEET, each_record(cells=("\ud800", "1")),
          _CSV),
    Fault("rows are counted", "delimited", _ROW, each_row(number=1), "a\n,1\nb\n,2\n", 14 * 2),
    Fault("a row has a cell for each column", "delimited", _ROW, each_row(cells=("x",)), _BROKEN),
    Fault("a malformed row is in its first cell", "delimited", _ROW, each_row(cells=("x", "y")),
          _BROKEN),
    Fault("row ranges have the same rows", "delimited", "wa_link.sheets.sheet.Sheet.row_ranges",
          result(lambda found: [*found][1:]), _CSV),
    Fault("a slow pipe holds the same rows", "delimited", _SHEET,
          slowly(records(lambda found: [*found][:1])(lambda sheet: sheet)), _CSV),
    Fault("a slow pipe holds the same rows", "delimited", _SHEET, sound_when_slow, "a\n\xff\n",
          is_raw=True),
    Fault("each line is a row", "jsonlines", _SHEET, records(lambda found: [*found][1:]), _JSON),
    Fault("a row has the values that json reads", "jsonlines", _SHEET,
          each_record(cells=("Ann", "+447911123457")), _JSON),
    Fault("a malformed line is shown unchanged", "jsonlines", _SHEET, each_record(raw="x"),
          '{"a": 1}\n{'),
    Fault("a row is an object for json", "jsonlines", _SHEET,
          each_record(cells=("x",), problem=""), '{"a": "x"}\n{'),
    Fault("no key of an object is lost", "jsonlines", _SHEET,
          each_record(cells=("",), details=NO_DETAILS), '{"a": ""}\n{"b": 1}\n'),
    Fault("an extra key is no column", "jsonlines", _SHEET,
          each_record(details=Details(extra=(("a", ""),))), '{"a": ""}\n'),
    Fault("no cell beyond the columns is lost", "delimited", _SHEET,
          each_record(cells=("Ann", "+447911123456")), "name,phone\nAnn,+447911123456,x\n"),
    Fault("no number is a title", "delimited", "wa_link.sheets.headers.header_row.has_phone_digits",
          instead(value=False), "Ann +447911123456,\nname,phone\nBob,050\n"),
    Fault("each card is a row", "vcards", _SHEET, records(lambda found: [*found][:1]), _CARDS),
    Fault("a card's numbers are in its row", "vcards", _SHEET,
          each_record(cells=("Ann", "", "", "+447911123457", "", "")), _CARDS),
    Fault("a workbook's texts are in its rows", "xlsx", _SHEET,
          records(lambda found: [*found][1:]), ""),
    Fault(f"KeyError in {_HERE}: fail", "xlsx", _SHEET, failing(KeyError("x")), "PK"),
]  # fmt: skip

_OUTPUT = "tests.robustness.fuzz.batch._written"
_BATCH = [
    Fault("each row has its outcome", "batch", _ROWS, result(lambda found: [*found][1:]), _CSV),
    Fault("each outcome counts", "batch", "wa_link.batch.outcome.Rejected.status",
          prop(lambda _: "lost"), _CSV),
    Fault("a problem is a reason", "batch", _ROWS,
          outcomes(lambda found: Accepted(found.row, _OTHER, "", "x", "wa.me")), _BROKEN),  # type: ignore[arg-type]  # not looked at
    Fault("a rejected row has its reason", "batch", _ROWS,
          outcomes(lambda found: Rejected(found.row, "", "It is.")), "phone\nx\n"),  # type: ignore[arg-type]  # no reason
    Fault("a number's digits stand in its cell", "batch", _ROWS,
          outcomes(lambda found: replace(found, phone=_OTHER)), f"phone\n{_NUMBER}\n"),
    Fault("a link is ASCII", "batch", _ROWS,
          outcomes(lambda found: replace(found, url="https://wa.me/é")), f"phone\n{_NUMBER}\n"),
    Fault("a link gives back its number and text", "batch", _ROWS,
          outcomes(lambda found: replace(found, url=f"{found.url}?text=x")), f"phone\n{_NUMBER}\n"),
    Fault("a link is written as it is made", "batch", _ROWS,
          outcomes(lambda found: replace(found, url=f"{found.url}?text=")), f"phone\n{_NUMBER}\n"),
    Fault("a link has its number", "batch", _ROWS,
          outcomes(lambda found: replace(found, url="https://wa.me/447911123457")),
          f"phone\n{_NUMBER}\n"),
    Fault("the short way writes what the long one does", "batch",
          "wa_link.batch.linker.Linker.fast_link",
          instead(("https://wa.me/447911123457", "+44 7911 123457")), _CSV),
    Fault("csv reads what was written", "batch", _OUTPUT,
          written(lambda data: data.replace(b"Ann", b"An")), _CSV),
    Fault("no cell is calculated", "batch", "wa_link.sheets.formulas.is_formula",
          instead(value=False), "name,phone\n=1+1,x\n", 80),
    Fault("a safe cell is the cell", "batch", _OUTPUT,
          written(lambda data: data.replace(b"Ann", b"An")), _CSV, 80),
    Fault("json reads what was written", "batch", _OUTPUT,
          written(lambda data: data.replace(b"Ann", b"An")), _CSV, _JSONL),
    Fault("our output has the same columns, its delimiter known", "batch", _OUTPUT,
          written(lambda data: data.replace(b"name", b"nam")), _CSV, 8 * 4),
    Fault("our output has the same rows, its delimiter found", "batch", _OUTPUT,
          written(lambda _: xlsx_of([["name", "phone"], ["Ann", "1"]])), _CSV, 8 * 4),
]  # fmt: skip

_DRAWN = [
    Fault("a clean text is bounded", "captions", _CLEAN, result(lambda text: text * 600), "Oak"),
    Fault("a clean text stays as it is", "captions", _CLEAN, result(lambda text: text + "x"),
          "Oak"),
    Fault("a clean text has all letters", "captions", _CLEAN, result(lambda text: text[:1]), "Oak"),
    Fault("a clean text has no controls", "captions", _CLEAN, instead("Oak\u202e"), "Oak"),
    Fault("numbers are isolated, and nothing else", "captions", _PIECE,
          result(lambda text: text + "x"), "Oak"),
    Fault("an isolate is closed", "captions", _PIECE, result(lambda text: text + "\u2066"), "Oak"),
    Fault("a language is a code", "captions", "wa_link.printing.cards.languages.guess_language",
          instead("english"), "Oak"),
    Fault("a card has its title", "captions", "wa_link.printing.cards.cards.make_card",
          result(lambda card: replace(card, title="x")), "Oak"),
    Fault("a label has a code", "cards", _MEASURED,
          _fitted(lambda found: found._replace(codes=())), "Oak"),
    Fault("a code is on its label", "cards", _MEASURED,
          _fitted(lambda found: found._replace(codes=(found.codes[0]._replace(x=-1.0),))), "Oak"),
    Fault("letters are large enough", "cards", _MEASURED, _chosen(size=5.0), "Oak"),
    Fault("a line is no wider than its label", "cards", _MEASURED,
          _chosen(widths=[[999.0]]), "Oak"),
    Fault("a measured card has its title", "cards", _MEASURED,
          _fitted(lambda found: found._replace(card=replace(found.card, title="x"))), "Oak"),
    Fault("a design is read as it is", "designs", _DESIGN, _files(source=b""), "x"),
    Fault("nothing outside of a design's folder is read", "designs", _DESIGN,
          _files(other=b"outside"), "x"),
    Fault("a design has its frame", "designs", _DESIGN,
          result(lambda design: design._replace(files={"design.typ": b"x"})), "x"),
    Fault("a logo is small", "logos", _LOGO,
          method(lambda logo: replace(logo, picture=_png("RGBA", 601))), ""),
    Fault("a logo has one mode", "logos", _LOGO,
          method(lambda logo: replace(logo, picture=_png("L", 60))), ""),
    Fault("a font has a name", "fonts", _FAMILIES,
          prop(lambda _: ()), ""),
    Fault("letters have a size", "fonts", _MEASURED, _chosen(size=math.nan), ""),
]  # fmt: skip

FAULTS = [*_NUMBERS, *_LINKS, *_TEMPLATES, *_OPTIONS, *_SHEETS, *_BATCH, *_DRAWN]
"""All of them."""
