"""A number for all rows that was not typed is refused for a sheet that has numbers of its own."""

from __future__ import annotations

import json
import re
import tomllib
from typing import TYPE_CHECKING

import pytest

from wa_link.cli.own_defaults.config_template import make_template

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.own_defaults import Places
    from tests.conftest import Run

    Tool = Callable[..., Run]

NUMBER = "+447911123456"
SHEET = "name,phone,user\nAnn,+44 7911 123456,ann.lee\n"


@pytest.mark.parametrize("command", ["batch", "labels"])
@pytest.mark.parametrize("place", ["file", "variable"])
@pytest.mark.parametrize(
    ("sheet", "column", "way_out"),
    [
        pytest.param("name,Mobile\nAnn,x\n", '2, "Mobile"', "--phone-column Mobile", id="named"),
        pytest.param(
            "Phone,Mobile nr\nx,y\n", '2, "Mobile nr"', '--phone-column "Mobile nr"', id="best"
        ),
        pytest.param("Phone,Phone\nx,y\n", '1, "Phone"', "--phone-column 1", id="same name"),
        pytest.param("Number\n12\n", '1, "Number"', "--phone-column Number", id="alone"),
        pytest.param("a,x\nb,0501234567\n", '2, "x"', "--phone-column x", id="cells"),
        pytest.param(
            "Ann,+447911123456\nBo,+447911123457\n", '2, "+447911123456"',
            "--no-header --phone-column 2", id="contact as header",
        ),
    ],
)  # fmt: skip
def test_contacts_need_a_typed_number(
    wa_link: Tool, places: Places, command: str, place: str, sheet: str, column: str, way_out: str
) -> None:
    (places.folder / "c.csv").write_text(sheet)
    if place == "file":
        places.own_file.write_text('number = "050 123 4567"\nregion = "SA"')
        source = f'{places.own_file}:1: number = "050 123 4567"'
    else:
        places.own_file.write_text('region = "SA"')
        places.patch.setenv(f"WA_LINK_{command.upper()}__NUMBER", "050 123 4567")
        source = f'WA_LINK_{command.upper()}__NUMBER="050 123 4567"'
    more = ["--stock", "L7160"] if command == "labels" else ["--qr-dir", "codes"]
    before = sorted(places.folder.iterdir())
    run = wa_link(command, "c.csv", "-o", "out.pdf" if command == "labels" else "out.csv", *more)
    assert (run.code, run.out) == (2, "")
    assert run.err == (
        f"Error: {source}: Column {column}, seems to have phone numbers. To read them, add "
        f"{way_out}; to link all rows to +966 50 123 4567, add --number +966501234567.\n"
    )
    assert sorted(places.folder.iterdir()) == before


@pytest.mark.parametrize("source", ["-", "c.csv"])
def test_a_sheet_without_a_header_needs_it_too(wa_link: Tool, places: Places, source: str) -> None:
    (places.folder / "c.csv").write_text("Ann,501234567\nBo,501234568\n")
    places.own_file.write_text('number = "+447911123456"\nregion = "SA"')
    given = b"Ann,501234567\nBo,501234568\n" if source == "-" else b""
    run = wa_link("batch", source, "--no-header", stdin=given)
    assert (run.code, run.out) == (2, "")
    assert (
        'Column 2, "2", seems to have phone numbers. To read them, add --phone-column 2' in run.err
    )


def test_a_default_number_keeps_all_listings(wa_link: Tool, places: Places) -> None:
    rows = [f"Bike {number},{number}500000,{4006381333931 + number}" for number in range(60)]
    (places.folder / "l.csv").write_text("\n".join(["listing,price,EAN", *rows]))
    places.own_file.write_text('number = "+4915123456789"')
    run = wa_link("batch", "l.csv")
    assert run.code == 0, run.err
    assert [
        line.split(",wa_link")[0].startswith(row)
        for line, row in zip(run.out.splitlines()[1:], rows, strict=True)
    ] == [True] * 60


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param(["--phone-column", "phone"], id="phones"),
        pytest.param(["--username-column", "user"], id="usernames"),
        pytest.param(["--number", NUMBER], id="number"),
    ],
)
def test_a_typed_option_decides(wa_link: Tool, places: Places, typed: list[str]) -> None:
    (places.folder / "c.csv").write_text(SHEET)
    places.own_file.write_text('number = "+966501234567"')
    run = wa_link("batch", "c.csv", "-q", "--summary", "json", *typed)
    assert run.code == 0, run.err
    assert "966501234567" not in run.out
    assert json.loads(run.err)["number"] == (NUMBER if typed[0] == "--number" else None)


def test_the_way_out_keeps_a_link_whole(wa_link: Tool, places: Places) -> None:
    (places.folder / "c.csv").write_text(SHEET)
    places.own_file.write_text('number = "https://wa.me/447911123456?text=Hi"')
    assert 'add --number "https://wa.me/447911123456?text=Hi".' in wa_link("batch", "c.csv").err


def test_the_template_has_the_number_only_for_labels() -> None:
    tables = tomllib.loads(re.sub(r"(?m)^#(?=[a-z])", "", make_template()))
    assert "number" not in tables
    assert [
        name for name, keys in tables.items() if isinstance(keys, dict) and "number" in keys
    ] == ["labels"]
