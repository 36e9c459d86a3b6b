"""Tests of placeholders of other programs in templates: some are errors, some only notes."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wa_link import CodeFolder, LabelSheet, OptionError, Sheet, link_rows
from wa_link.batch.linker import Linker

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Run

    Tool = Callable[..., Run]

COLUMNS = ["name", "phone", "First Name", "price", "Titel"]
CELLS = ["Ann", "+447911123456", "Ann", "12", "Tisch"]
SHEET = "name,phone,First Name,price,Titel\nAnn,+447911123456,Ann,12,Tisch\n"

# Placeholders of another program that name a column: an error that proposes the field.
REFUSED = [
    pytest.param("{{name}}", "{name}", id="WhatsApp, HubSpot, Handlebars"),
    pytest.param("{{ name }}", "{name}", id="Jinja, Liquid: spaces"),
    pytest.param("{{NAME}}", "{name}", id="other case"),
    pytest.param("{{contact.name}}", "{name}", id="HubSpot: a table before it"),
    pytest.param("{{contact.first_name}}", "{First Name}", id="HubSpot: other signs in it"),
    pytest.param("{{firstname}}", "{First Name}", id="no space in it"),
    pytest.param("{{name|there}}", "{name}", id="a default"),
    pytest.param('{{ name | default: "you" }}', "{name}", id="Liquid: a filter"),
    pytest.param("{{1}}", "{1}", id="WhatsApp: a number"),
    pytest.param("{{titel}}", "{Titel}", id="another language"),
    pytest.param("{{name}", "{name}", id="half closed"),
    pytest.param("{{{{name}}}}", "{name}", id="escaped twice"),
    pytest.param("*|NAME|*", "{name}", id="Mailchimp"),
    pytest.param("<<name>>", "{name}", id="Word, Adobe"),
    pytest.param("<<First_Name>>", "{First Name}", id="Word: a space is _"),
    pytest.param("[[name]]", "{name}", id="double brackets"),
    pytest.param("%%Name%%", "{name}", id="Salesforce"),
    pytest.param("%name%", "{name}", id="percent signs"),
    pytest.param("%FIRSTNAME%", "{First Name}", id="Brevo"),
    pytest.param("%(name)s", "{name}", id="Python"),
    pytest.param("<%= name %>", "{name}", id="ERB"),
    pytest.param("{{wa_phone}}", "{wa_phone}", id="a name of ours"),
]
# Placeholders with characters that are common in texts, or without a column: only a note.
NOTED = [
    pytest.param("[name]", "write {name}", id="brackets"),
    pytest.param("<Name>", "write {name}", id="angle brackets"),
    pytest.param("«name»", "write {name}", id="Word: guillemets"),
    pytest.param("｛name｝", "write {name}", id="full-width braces"),
    pytest.param("#name#", "write {name}", id="number signs"),
    pytest.param("$name", "write {name}", id="a shell's"),
    pytest.param("@name", "write {name}", id="an at sign"),
    pytest.param(":name", "write {name}", id="SQL's"),
    pytest.param("${name}", "puts a $ before the value", id="JavaScript's"),
    pytest.param(
        "{{{name}}}",
        "Braces would appear around the value of {name}",
        id="Handlebars: three braces",
    ),
    pytest.param(
        "{name}}", "Braces would appear around the value of {name}", id="a brace too many"
    ),
    pytest.param("{{nombre}}", "is not filled in", id="no column"),
    pytest.param("{{9}}", "is not filled in", id="WhatsApp: no such number"),
    pytest.param("*|FNAME|*", "is not filled in", id="Mailchimp: no column"),
    pytest.param("%%Vorname%%", "is not filled in", id="Salesforce: no column"),
    pytest.param("<<Vorname>>", "is not filled in", id="Word: no column"),
]
PLAIN = [
    pytest.param("Hi {name}", id="a field"),
    pytest.param("Hi {name|there}", id="a default"),
    pytest.param("Only ${price}", id="a price"),
    pytest.param("No. #{name}", id="a number sign"),
    pytest.param("50% off, 100% sure", id="percentages"),
    pytest.param("[today only] <3", id="brackets of a text"),
    pytest.param("see note [1]", id="a footnote"),
    pytest.param('{{"a": 1}}', id="JSON"),
    pytest.param("mail ann@example.org, at 10:30", id="an address and a time"),
    pytest.param("«Bonjour» {name}", id="quotes"),
    pytest.param("C:\\name", id="a path"),
    pytest.param("{{ {name} }}", id="braces with a space"),
]


def sheet() -> Sheet:
    return Sheet.from_rows(COLUMNS, [CELLS])


@pytest.mark.parametrize(("written", "field"), REFUSED)
class TestRefused:
    def test_in_the_text_by_the_library(self, written: str, field: str) -> None:
        with pytest.raises(OptionError) as caught:
            link_rows(sheet(), text=f"Hi {written}, all well?")
        assert f"write {field} for the column" in str(caught.value)

    def test_in_the_text_by_the_command(self, wa_link: Tool, written: str, field: str) -> None:
        run = wa_link("batch", "-", "-t", f"Hi {written}", stdin=SHEET.encode())
        assert (run.code, run.out) == (2, "")
        assert f"write {field} for the column" in run.err

    def test_in_a_file_of_the_text(
        self, wa_link: Tool, tmp_path: Path, written: str, field: str
    ) -> None:
        file = tmp_path / "text.txt"
        file.write_text(f"Hi\n{written}\n")
        run = wa_link("batch", "-", "--text-file", str(file), stdin=SHEET.encode())
        assert (run.code, f"write {field} for" in run.err) == (2, True)

    def test_in_the_name_and_the_caption_of_a_code(
        self, tmp_path: Path, written: str, field: str
    ) -> None:
        for option in ("name", "caption"):
            codes = CodeFolder(tmp_path, **{option: f"a {written}"})  # type: ignore[arg-type]
            with pytest.raises(OptionError, match=f"^{option}: ") as caught:
                link_rows(sheet(), codes=codes)
            assert f"write {field} for the column" in str(caught.value)

    def test_in_the_caption_of_a_label(self, written: str, field: str) -> None:
        with pytest.raises(OptionError, match=r"^caption: ") as caught:
            link_rows(sheet(), labels=LabelSheet("L7160", caption=written))
        assert f"write {field} for the column" in str(caught.value)


@pytest.mark.parametrize("option", ["--qr-name", "--caption"])
def test_the_option_is_named(wa_link: Tool, tmp_path: Path, option: str) -> None:
    arguments = ["--qr-dir", str(tmp_path / "codes"), option, "{{name}}"]
    run = wa_link("batch", "-", *arguments, stdin=SHEET.encode())
    assert run.code == 2
    message = '"{{name}}" is not filled in: write {name} for the column.'
    assert run.err == f"Error: {option}: {message}\n"
    assert not (tmp_path / "codes").exists()


@pytest.mark.parametrize(("written", "note"), NOTED)
def test_a_doubtful_placeholder_is_noted_once(wa_link: Tool, written: str, note: str) -> None:
    rows = SHEET + SHEET.splitlines()[1] + "\n"
    for options in ([], ["-q"], ["--dry-run"]):
        run = wa_link("batch", "-", "-t", f"Hi {written}!", *options, stdin=rows.encode())
        assert run.code == 0
        assert len([line for line in run.err.splitlines() if note in line]) == 1, run.err
    (remark,) = Linker(sheet(), text=f"Hi {written}!").remarks
    assert note in remark


def test_placeholders_in_captions_and_names_are_noted(wa_link: Tool, tmp_path: Path) -> None:
    arguments = ["--caption", "[name]", "-t", "<name>"]
    codes = ["--qr-dir", str(tmp_path), "--qr-name", "#name#-{wa_row}"]
    run = wa_link("batch", "-", *arguments, *codes, "-q", stdin=SHEET.encode())
    assert [line[:14] for line in run.err.splitlines()] == [
        'Note: "<name>"', 'Note: "#name#"', 'Note: "[name]"',
    ]  # fmt: skip
    labels = ["--stock", "L7160", "-o", str(tmp_path / "labels.pdf")]
    run = wa_link("labels", "-", *arguments, *labels, "-q", stdin=SHEET.encode())
    assert run.err.count("is not filled in") == 2


@pytest.mark.parametrize("text", PLAIN)
def test_a_plain_text_has_no_note(wa_link: Tool, text: str) -> None:
    run = wa_link("batch", "-", "-q", "-t", text, stdin=SHEET.encode())
    assert (run.code, run.err) == (0, "")


@pytest.mark.parametrize("command", ["link", "qr"])
def test_without_a_sheet_a_text_is_not_a_template(wa_link: Tool, command: str) -> None:
    run = wa_link(command, "+447911123456", "-t", "Hi {name} {{name}} [name]")
    note = (
        '"{name}" in --text stays unchanged: only the commands labels and batch replace such fields'
    )
    assert (run.code, run.err) == (0, f"Note: {note}.\n")


def test_a_column_of_texts_is_not_a_template(wa_link: Tool) -> None:
    data = b"phone,text\n+447911123456,Hi {{text}}\n"
    run = wa_link("batch", "-", "-q", "--text-column", "text", stdin=data)
    assert (run.code, run.err) == (0, "")
    assert "%7B%7Btext%7D%7D" in run.out


@pytest.mark.parametrize(
    "part", ["{{", "}}", "{{a", "%(a ", "<a ", "<", "[", "[[a", "%%", "%a", "#a", "*|", "*|a|",
             "$a", "｛a", "«", " ", "{name}}}"],
)  # fmt: skip
def test_a_long_text_takes_no_time(part: str) -> None:
    for end in ("", " " * 100_000):
        text = part * (100_000 // len(part)) + end
        start = time.monotonic()
        assert len(Linker(sheet(), text=text).remarks) < 10
        assert time.monotonic() - start < 5


@given(st.text(), st.text(st.characters(categories=("L", "N", "P", "Z", "S")), max_size=12))
def test_any_text_gives_only_short_messages(text: str, column: str) -> None:
    for template in (text, f"{{{{{column}}}}}", f"${{name}} {text}"):
        try:
            remarks = Linker(Sheet.from_rows(["name", "phone", column], []), text=template).remarks
        except OptionError as error:
            remarks = (str(error),)
        assert all(len(remark) < 400 for remark in remarks)
