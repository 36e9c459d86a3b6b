"""`wa-link config` marks values that the commands would refuse, and says why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from wa_link.cli.config_checks import _CHECKS, _TEMPLATES
from wa_link.cli.defaults import COMMANDS, options_of
from wa_link.cli.own_defaults.config_keys import find_all_options, load_command

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.own_defaults import Places
    from tests.conftest import Run

    Tool = Callable[..., Run]


@pytest.mark.parametrize(
    ("line", "command", "reason"),
    [
        ('stock = "L716"', "labels s.csv -o x.pdf", 'Unknown label stock "L716".'),
        ('accent = "#7a1f5"', "qr +447911123456 -o x.svg --title A", 'Unknown colour "#7a1f5".'),
        ('dark = "nvy"', "qr +447911123456 -o x.svg", "Did you mean navy?"),
        ('light = "transparant"', "qr +447911123456 -o x.svg", 'Unknown colour "transparant"'),
        ('number = "0501234567"', "batch s.csv", "has no + and no region"),
        ('number = "x@y"', "batch s.csv", '"x@y"'),
        ('region = "Narnia"', "link +447911123456", '"Narnia"'),
        ('username = "a b"', "link", 'it contains " "'),
        ('size = "40 parsecs"', "qr +447911123456 -o x.svg", '"40 parsecs"'),
        ('size = "1mm"', "qr +447911123456 -o x.svg", "5 to 2000 mm"),
        ("dpi = 3", "qr +447911123456", "write a whole number from 72 to 4800"),
        ('layout = "left"', "qr +447911123456", '"left"'),
        ('logo = "none.png"', "qr +447911123456 -o x.svg", "does not exist"),
        ('logo = "s.csv"', "qr +447911123456 -o x.svg", "s.csv"),
        ('lang = "zz-"', "qr +447911123456 -o x.svg --title A", '"zz-"'),
        ('design = "postr"', "qr +447911123456 -o x.svg", "Did you mean poster?"),
        ('copies = "x"', "labels s.csv -o x.pdf --stock L7160", "is not a number of copies"),
        ('offset = "1"', "labels s.csv -o x.pdf --stock L7160", '"1"'),
        ('bleed = "wide"', "labels s.csv -o x.pdf --stock poster-a4", '"wide"'),
        ('page = "a99"', "labels s.csv -o x.pdf --grid 2x2 --label 9x9mm", '"a99"'),
        ('[batch]\ntext = "Hi {name"', "batch s.csv --number +447911123456", "is not closed"),
        ('[batch]\nqr-name = "{"', "batch s.csv --qr-dir c", "is not closed"),
        ('reject-notes = ["foo"]', "link +447911123456", '"foo" is not the code of a note'),
        ('select = ["WA9"]', "check s.csv", '"WA9" is not a rule'),
        ('ignore = ["WA9"]', "check s.csv", '"WA9" is not a rule'),
    ],
)
def test_a_wrong_value_is_marked_with_its_reason(
    wa_link: Tool, places: Places, line: str, command: str, reason: str
) -> None:
    (places.folder / "s.csv").write_text("listing\nBike\n")
    places.own_file.write_text(line)
    run = wa_link("config")
    *tables, assignment = line.splitlines()
    place = f"{places.own_file}:{len(tables) + 1}"
    assert run.code == 2
    assert f"{place} (wrong)\n" in run.out
    assert run.err.startswith(f"Error: {place}: {assignment}: ")
    assert reason in run.err
    assert len(run.err.splitlines()) == 1
    refused = wa_link(*command.split())
    assert refused.code in {2, 3}, "the command would take this value"
    assert reason in refused.err


def test_a_right_number_needs_its_region(wa_link: Tool, places: Places) -> None:
    places.own_file.write_text('number = "0501234567"\n[labels]\nregion = "SA"')
    run = wa_link("config")
    assert (run.code, run.err.count("\n")) == (2, 1)
    shown = " ".join(run.out.split())
    assert f'number = "0501234567" batch {places.own_file}:1 (wrong)' in shown
    assert f'number = "0501234567" labels {places.own_file}:1 ' in f"{shown} "
    places.own_file.write_text('number = "0501234567"\nregion = "SA"')
    assert wa_link("config").code == 0


def test_a_wrong_variable_is_named(wa_link: Tool, places: Places) -> None:
    places.patch.setenv("WA_LINK_LABELS__STOCK", "L716")
    run = wa_link("config")
    assert (run.code, "WA_LINK_LABELS__STOCK (wrong)" in run.out) == (2, True)
    assert run.err.startswith('Error: WA_LINK_LABELS__STOCK="L716": Unknown label stock')


def test_braces_are_fine_where_no_sheet_is_read(wa_link: Tool, places: Places) -> None:
    places.own_file.write_text('[link]\ntext = "{"\n[qr]\ntitle = "{"\nlight = "Transparent"')
    assert wa_link("config").code == 0


def test_each_check_is_for_an_option() -> None:
    names = {each.name for name in COMMANDS for each in options_of(load_command(name)).values()}
    assert {*_CHECKS, *_TEMPLATES} <= names
    assert find_all_options()["number"] == ["batch", "labels"]
