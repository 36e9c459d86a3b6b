"""The house keeps its shape: what may import what, who owns which library, what is public."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

import wa_link

PACKAGE = Path(wa_link.__file__).parent
# From the top: a module imports only what stands above it.
ORDER = (
    "errors",
    "wording",
    "ways_out",
    "arguments",
    "interrupts",
    "harmless",
    "parts",
    "files",
    "extras",
    "lengths",
    "colours",
    "mojibake",
    "parallel",
    "child_work",
    "child_script",
    "child",
    "workbook",
    "workbook.limits",
    "workbook.zip_guard",
    "workbook.xml_parser",
    "workbook.values",
    "workbook.number_formats",
    "workbook.special_cells",
    "workbook.xlsx",
    "workbook.ods",
    "workbook.ole",
    "workbook.xls",
    "workbook.rows",
    "workbook.book",
    "workbook.serve",
    "via",
    "forms",
    "phone.words_of_labels",
    "phone.words_around",
    "phone.words",
    "phone.clean",
    "phone.figures",
    "phone.spreadsheet",
    "phone.unwrap",
    "phone.extension",
    "phone.labels",
    "phone.blanks",
    "phone.dialling",
    "phone.brackets",
    "phone.pairs",
    "phone.patterns",
    "phone.plans",
    "phone.formats",
    "phone.clashes",
    "phone.number",
    "phone.several",
    "phone.region_names",
    "phone.regions",
    "phone.assume",
    "phone.reading",
    "phone.national",
    "phone.rules",
    "phone.refusals",
    "phone.plus",
    "phone.home",
    "phone.counts",
    "phone.choice",
    "phone.certain",
    "phone.steps",
    "phone.cell",
    "phone",
    "message",
    "template",
    "placeholders",
    "address",
    "link",
    "qr.segments",
    "qr.codewords",
    "qr.tables",
    "qr.matrix",
    "qr.penalty",
    "qr.symbol",
    "qr.outlines",
    "qr.shapes",
    "qr.logo",
    "qr.style",
    "qr.preflight",
    "qr.artwork",
    "qr.plain_png",
    "qr.draw",
    "qr.readback",
    "qr.code",
    "qr",
    "printing.emoji",
    "printing.directions",
    "printing.text",
    "printing.languages",
    "printing.calls_to_action",
    "printing.cards",
    "printing.designs",
    "printing.document",
    "printing.typst_work",
    "printing.typesetter",
    "printing.missing_glyphs",
    "printing.glyph_notes",
    "printing.places",
    "printing.measuring",
    "printing.finish_pdf",
    "printing.stock",
    "printing.stocks",
    "printing.pages",
    "printing.page_links",
    "printing.print_options",
    "printing.label_look",
    "printing.labels",
    "printing.names",
    "printing.fingerprint",
    "printing.finish_png",
    "printing.finish_svg",
    "printing.vector_pictures",
    "printing.code_look",
    "printing.code_drawing",
    "printing.code_sheet",
    "printing.code_readback",
    "printing.code_cards",
    "printing.one_code",
    "printing.folder",
    "printing",
    "contacts.rows",
    "contacts.sheet",
    "contacts.layout",
    "contacts.signatures",
    "contacts.source",
    "contacts.encodings",
    "contacts.misread",
    "contacts.text",
    "contacts.lines",
    "contacts.delimited",
    "contacts.words_of_headers",
    "contacts.words_of_places",
    "contacts.words_of_people",
    "contacts.header_words",
    "contacts.columns",
    "contacts.column_labels",
    "contacts.header",
    "contacts.delimiters",
    "contacts.jsonlines",
    "contacts.properties",
    "contacts.folded",
    "contacts.card",
    "contacts.card_phones",
    "contacts.vcard",
    "contacts.worksheets",
    "contacts.read_workbook",
    "contacts.read_delimited",
    "contacts.readers",
    "contacts.write_workbook",
    "contacts.writers",
    "contacts",
    "outcome",
    "row_labels",
    "row_numbers",
    "row_texts",
    "row_choice",
    "acceptors",
    "batch",
    "explanation",
    "cli.spelling",
    "cli.usage",
    "cli",
    "cli.unquoted",
    "cli.pieces",
    "cli.grouped",
    "cli.screen",
    "cli.clipboard",
    "cli.options",
    "cli.card_options",
    "cli.line_groups",
    "cli.report",
    "cli.convert",
    "cli.progress",
    "cli.collisions",
    "cli.output",
    "cli.inspect",
    "cli.link",
    "cli.qr",
    "cli.sheet_options",
    "cli.sheets",
    "cli.batch",
    "cli.label_options",
    "cli.labels",
    "__main__",
)
# Arrows that point down, from inside ChatLink.qr() and QrCode.proof().
DOWNWARD = {("link", "qr"), ("qr.code", "printing.one_code")}
OWNERS = {
    "phonenumbers": {
        "phone.formats",
        "phone.plans",
        "phone.reading",
        "phone.regions",
    },
    "qrcode": {"qr.tables"},
    "PIL": {"colours", "printing.finish_png", "qr.draw", "qr.logo", "qr.readback"},
    "typst": {"printing.typst_work"},
    "pymupdf_fonts": {"printing.typst_work"},
    "pikepdf": {"printing.finish_pdf", "printing.page_links", "printing.typst_work"},
    "pypdfium2": {"qr.readback"},
    "zxingcpp": {"qr.readback"},
    "python_calamine": {"workbook.book"},
    "xlsxwriter": {"contacts.write_workbook"},
    "click": {name for name in ORDER if name.startswith("cli")},
}


def name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


MODULES = {name_of(path): path for path in sorted(PACKAGE.rglob("*.py"))}


@cache
def imported(path: Path) -> list[str]:
    """Every module that a file imports, those for type checkers left out."""
    tree = ast.parse(path.read_text())
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            node.body.clear()
    names = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            parts = [f"{node.module}.{alias.name}" for alias in node.names]
            names += [
                part if part.removeprefix("wa_link.") in ORDER else node.module for part in parts
            ]
    return names


@pytest.mark.parametrize("name", [name for name in MODULES if name != "__init__"])
def test_imports_point_upwards(name: str) -> None:
    place = ORDER.index(name)  # a new module takes its place in the order above
    wrong = [
        other
        for full in imported(MODULES[name])
        if full.startswith("wa_link.")
        and (other := full.removeprefix("wa_link.")) in ORDER
        and ORDER.index(other) >= place
        and (name, other) not in DOWNWARD
    ]
    assert wrong == []


@pytest.mark.parametrize("library", OWNERS)
def test_a_library_is_imported_by_its_owner_alone(library: str) -> None:
    users = {
        name
        for name, path in MODULES.items()
        if any(module.split(".")[0] == library for module in imported(path))
    }
    assert users <= OWNERS[library]
    assert users


def test_the_core_never_prints_nor_exits() -> None:
    for name, path in MODULES.items():
        if name.startswith("cli") or name == "__main__":
            continue
        calls = [
            ast.unparse(node.func)
            for node in ast.walk(ast.parse(path.read_text()))
            if isinstance(node, ast.Call)
        ]
        assert not {"print", "exit", "sys.exit", "os._exit"} & set(calls), name


def test_the_public_names_are_sorted_and_all_there() -> None:
    assert sorted(wa_link.__all__) == wa_link.__all__
    assert sorted(name for names in wa_link._HOMES.values() for name in names) == wa_link.__all__  # noqa: SLF001  (the table behind the names)
    for name in wa_link.__all__:
        assert getattr(wa_link, name).__doc__, name
    assert set(wa_link.__all__) <= set(dir(wa_link))
    with pytest.raises(AttributeError, match="nonsense"):
        _ = wa_link.nonsense


def test_type_checkers_see_the_same_public_names() -> None:
    tree = ast.parse((PACKAGE / "__init__.py").read_text())
    seen = {
        f"{node.module}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("wa_link.")
        for alias in node.names
    }
    assert seen == {
        f"wa_link.{module}.{name}"
        for module, names in wa_link._HOMES.items()  # noqa: SLF001  (as above)
        for name in names
    }
