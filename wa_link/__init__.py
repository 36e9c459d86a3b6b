"""Make WhatsApp click-to-chat links from phone numbers: one link, or one for each row of a sheet.

Each name in `__all__` is imported when a program first uses it, so that the command line loads only
the modules that it needs.
"""

TYPE_CHECKING = False  # type checkers read it as True; importing typing would take 10 ms
if TYPE_CHECKING:
    from wa_link.batch.convert import convert
    from wa_link.batch.linker import link_rows
    from wa_link.batch.options import ConvertOptions, LinkOptions
    from wa_link.batch.outcome import Accepted, Outcome, Rejected
    from wa_link.batch.row_numbers import Multiple
    from wa_link.batch.summary import Summary
    from wa_link.check.check_text import check_text, fix_text
    from wa_link.check.finding import Finding
    from wa_link.errors import (
        InputError,
        LinkError,
        Note,
        NoteCode,
        OptionError,
        OutputError,
        PhoneError,
        Reason,
        RecordError,
        SymbolError,
        TextError,
        WaLinkError,
    )
    from wa_link.links.chat_link import ChatLink, chat_link
    from wa_link.links.chat_link_forms import Via
    from wa_link.links.explanation import Explanation, explain
    from wa_link.links.template import Template
    from wa_link.phone import Assume, LineType, PhoneNumber, parse_phone, parse_phones
    from wa_link.printing.codes.folder import CodeFolder
    from wa_link.printing.label_stock import Stock
    from wa_link.printing.labels.label_sheet import LabelSheet
    from wa_link.qr import ErrorCorrection, QrCode, Symbol
    from wa_link.sheets.input_formats import open_sheet, read_sheet
    from wa_link.sheets.rows import Row
    from wa_link.sheets.sheet import Sheet

__version__ = "0.2.0"

__all__ = [
    "Accepted",
    "Assume",
    "ChatLink",
    "CodeFolder",
    "ConvertOptions",
    "ErrorCorrection",
    "Explanation",
    "Finding",
    "InputError",
    "LabelSheet",
    "LineType",
    "LinkError",
    "LinkOptions",
    "Multiple",
    "Note",
    "NoteCode",
    "OptionError",
    "Outcome",
    "OutputError",
    "PhoneError",
    "PhoneNumber",
    "QrCode",
    "Reason",
    "RecordError",
    "Rejected",
    "Row",
    "Sheet",
    "Stock",
    "Summary",
    "Symbol",
    "SymbolError",
    "Template",
    "TextError",
    "Via",
    "WaLinkError",
    "chat_link",
    "check_text",
    "convert",
    "explain",
    "fix_text",
    "link_rows",
    "open_sheet",
    "parse_phone",
    "parse_phones",
    "read_sheet",
]

_MODULES = {
    "batch.convert": ("convert",),
    "batch.linker": ("link_rows",),
    "batch.options": ("ConvertOptions", "LinkOptions"),
    "batch.outcome": ("Accepted", "Outcome", "Rejected"),
    "batch.row_numbers": ("Multiple",),
    "batch.summary": ("Summary",),
    "check.check_text": ("check_text", "fix_text"),
    "check.finding": ("Finding",),
    "errors": (
        "InputError", "LinkError", "Note", "NoteCode", "OptionError", "OutputError", "PhoneError",
        "Reason", "RecordError", "SymbolError", "TextError", "WaLinkError",
    ),
    "links.explanation": ("Explanation", "explain"),
    "links.chat_link": ("ChatLink", "chat_link"),
    "links.template": ("Template",),
    "links.chat_link_forms": ("Via",),
    "phone": ("Assume", "LineType", "PhoneNumber", "parse_phone", "parse_phones"),
    "printing.codes.folder": ("CodeFolder",),
    "printing.labels.label_sheet": ("LabelSheet",),
    "printing.label_stock": ("Stock",),
    "qr": ("ErrorCorrection", "QrCode", "Symbol"),
    "sheets.input_formats": ("open_sheet", "read_sheet"),
    "sheets.rows": ("Row",),
    "sheets.sheet": ("Sheet",),
}  # fmt: skip


def __getattr__(name: str) -> object:
    """Import an exported name, such as `wa_link.chat_link`, when a program first uses it."""
    from importlib import import_module  # noqa: PLC0415  (importing importlib takes 1 ms)

    for module, names in _MODULES.items():
        if name in names:
            return getattr(import_module(f"wa_link.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """Return the exported names, also those that are not imported yet."""
    return [*__all__, "__version__"]
