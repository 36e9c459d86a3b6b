"""Missing quotes: numbers and values that the shell splits into several arguments."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Run

    Tool = Callable[..., Run]

# The command line, and the number that needs quotes.
PIECES = [
    pytest.param("+44 7911 123456", "+44 7911 123456", id="international"),
    pytest.param("050 123 4567 -r SA", "050 123 4567", id="national, region after it"),
    pytest.param("-r SA 050 123 4567", "050 123 4567", id="national, region before it"),
    pytest.param("050 123 4567 -r KSA", "050 123 4567", id="national, region by another code"),
    pytest.param("+1 415 555 2671", "+1 415 555 2671", id="one digit before it"),
    pytest.param("(415) 555-2671 -r US", "(415) 555-2671", id="a bracket"),
    pytest.param("00 44 7911 123456", "00 44 7911 123456", id="international prefix"),
    pytest.param("+ 966501234567", "+ 966501234567", id="a plus alone"),
    pytest.param("٠٥٠ ١٢٣ ٤٥٦٧ -r SA", "٠٥٠ ١٢٣ ٤٥٦٧", id="other digits"),
    pytest.param("966 50 123 4567 --assume international", "966 50 123 4567", id="assumed"),
    pytest.param("+290 51234 -r SH", "+290 51234", id="a piece is a number of somebody"),
    pytest.param("-r SA -- 050 123 4567", "050 123 4567", id="after two dashes"),
]


@pytest.mark.parametrize("command", ["link", "qr", "inspect"])
@pytest.mark.parametrize(("arguments", "whole"), PIECES)
def test_a_number_in_pieces_is_recognised(
    wa_link: Tool, command: str, arguments: str, whole: str
) -> None:
    run = wa_link(command, *shlex.split(arguments))
    way_out = f'if it is one number, put it in quotes, as in wa-link {command} "{whole}"'
    assert f'"{whole}" came as {len(whole.split())} numbers: {way_out}' in run.out + run.err
    assert run.code == (2 if command == "qr" else 3)
    assert "https:" not in run.out


@pytest.mark.parametrize("text", [[], ["-t", "Hi"]], ids=["no text", "text before"])
def test_pieces_after_a_text_are_pieces(wa_link: Tool, text: list[str]) -> None:
    run = wa_link("link", *text, "+44", "7911", "123456")
    assert (run.code, run.out) == (3, "")
    assert 'put it in quotes, as in wa-link link "+44 7911 123456"' in run.err


@pytest.mark.parametrize(
    "numbers",
    [
        pytest.param("+447911123456 +447911123457", id="international"),
        pytest.param("0501234567 0559876543 -r SA", id="national"),
        pytest.param("+447911123456 0501234567 -r SA", id="one of each"),
        pytest.param("-t Hi +447911123456 +447911123457", id="after a text"),
        pytest.param("-r SA 0501234567 0559876543", id="after a region"),
        pytest.param("018180 01401034 -r AT", id="together another number"),
        pytest.param("8703239 7613 -r LU", id="together another number, no zeros"),
    ],
)
def test_two_numbers_stay_two(wa_link: Tool, numbers: str) -> None:
    for command in ("link", "inspect"):
        run = wa_link(command, *numbers.removeprefix("-t Hi ").split())
        assert (run.code, run.out.count("https://wa.me/")) == (0, 2)
    assert wa_link("link", *numbers.split()).out.count("https://wa.me/") == 2


def test_two_numbers_are_one_too_many_for_a_code(wa_link: Tool) -> None:
    run = wa_link("qr", "+447911123456", "+447911123457")
    assert (run.code, run.out) == (2, "")
    assert "qr draws one code" in run.err
    assert "--qr-dir DIR" in run.err


@pytest.mark.parametrize("command", ["link", "inspect"])
def test_numbers_after_parts_of_a_number_are_not_linked(wa_link: Tool, command: str) -> None:
    # The end of the second number is a valid number in Dortmund.
    run = wa_link(command, "0170", "1234567", "030", "23125000", "-r", "DE")
    assert (run.code, run.out.count("https:")) == (3, 0)
    run = wa_link(command, "+44", "7911", "123456", "+447911123457")
    assert (run.code, run.out.count("https:")) == (3, 0)
    assert '"+447911123457" comes after parts of another number' in run.out + run.err


# The command line, and the option with its value in quotes.
VALUES = [
    pytest.param("link +447911123456 --text Hello there", '--text "Hello there"', id="link, text"),
    pytest.param("link +447911123456 -t Hi there friend", '-t "Hi there friend"', id="three words"),
    pytest.param("link -t Hi there +447911123456", '-t "Hi there"', id="the number after it"),
    pytest.param("link -t Hello there", '-t "Hello there"', id="no number"),
    pytest.param("link +447911123456 --text=Hi you", '--text "Hi you"', id="equals sign"),
    pytest.param("link +447911123456 -tHi you", '-t "Hi you"', id="no space"),
    pytest.param("link +447911123456 -t Room 101", '-t "Room 101"', id="a short number in it"),
    pytest.param("link +447911123456 -t May 2024", '-t "May 2024"', id="a year in it"),
    pytest.param("link +447911123456 -t Hello 👋", '-t "Hello 👋"', id="an emoji"),
    pytest.param("link +447911123456 -t Hi - you", '-t "Hi - you"', id="a dash in it"),
    pytest.param("link +447911123456 -t مرحبا بك", '-t "مرحبا بك"', id="Arabic"),
    pytest.param("link +447911123456 -t Hi {name}", '-t "Hi {name}"', id="a field"),
    pytest.param("link 0501234567 -r Saudi Arabia", '-r "Saudi Arabia"', id="link, region"),
    pytest.param("inspect 01 --region United Kingdom", '--region "United Kingdom"', id="inspect"),
    pytest.param("qr +447911123456 -t Hi there", '-t "Hi there"', id="qr, text"),
    pytest.param("qr -t Hi there +447911123456", '-t "Hi there"', id="qr, number after it"),
    pytest.param(
        "qr +447911123456 -o x.png --caption Oak table", '--caption "Oak table"', id="qr, caption"
    ),
    pytest.param("qr +447911123456 -o my code.png", '-o "my code.png"', id="qr, file"),
    pytest.param("batch - --text Hello {name}", '--text "Hello {name}"', id="batch, text"),
    pytest.param("batch --text Hello {name} -", '--text "Hello {name}"', id="batch, sheet last"),
    pytest.param(
        "batch --text Hello {name} -r SA -", '--text "Hello {name}"', id="batch, region between"
    ),
    pytest.param("batch - -r United Kingdom", '-r "United Kingdom"', id="batch, region"),
    pytest.param(
        "batch - --phone-column Mobile Phone", '--phone-column "Mobile Phone"', id="batch, column"
    ),
    pytest.param(
        "batch - --number +44 7911 123456", '--number "+44 7911 123456"', id="batch, number"
    ),
    pytest.param("batch - --qr-dir my codes", '--qr-dir "my codes"', id="batch, folder"),
    pytest.param("batch - --sheet March list", '--sheet "March list"', id="batch, worksheet"),
    pytest.param(
        "labels - -o x.pdf --stock L7160 --caption Oak table", '--caption "Oak table"',
        id="labels, caption",
    ),
    pytest.param(
        "labels - -o x.pdf --number +44 7911 123456", '--number "+44 7911 123456"',
        id="labels, number",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "value"), VALUES)
def test_a_value_without_quotes_is_shown_with_them(
    wa_link: Tool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: str, value: str
) -> None:
    monkeypatch.chdir(tmp_path)
    run = wa_link(*arguments.split(), stdin=b"name,phone\nAnn,+447911123456\n")
    assert (run.code, run.out) == (2, "")
    assert run.err.endswith(f"put the whole value in quotes, as in {value}\n")
    # The shell reads the proposed option as two arguments.
    assert len(shlex.split(value)) == 2
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param("link -t Hi 4002 -r NU", id="a number of four digits"),
        pytest.param("link -t Hi +6834002", id="a short number with a plus"),
        pytest.param("link -t Hi tel:+447911123456", id="an address"),
        pytest.param("link -t Hi https://wa.me/447911123456", id="a link"),
        pytest.param("link -r SA 0501234567 -t Hi", id="text last"),
        pytest.param("link -t Hi -- +447911123456", id="two dashes"),
        pytest.param("batch -r SA -", id="the sheet after an option"),
        pytest.param("batch -q -", id="the sheet after a flag"),
        pytest.param("qr -t Hi +447911123456", id="the number of a code after an option"),
        pytest.param("inspect -r SA 0501234567", id="inspect"),
    ],
)
def test_values_without_spaces_need_no_quotes(wa_link: Tool, arguments: str) -> None:
    run = wa_link(*arguments.split(), stdin=b"phone\n+447911123456\n")
    assert (run.code, "quotes" in run.err) == (0, False)


def test_a_bad_number_after_a_spaced_text_stops_no_others(wa_link: Tool) -> None:
    run = wa_link("link", "-t", "Hi there", "12", "+447911123456")
    assert (run.code, run.out) == (3, "https://wa.me/447911123456?text=Hi%20there\n")


def test_a_blank_argument_after_a_text_is_refused_alone(wa_link: Tool) -> None:
    run = wa_link("link", "-t", "Hi", "", "+447911123456")
    assert (run.code, run.out) == (3, "https://wa.me/447911123456?text=Hi\n")


def test_a_text_without_its_option_is_pointed_to_it(wa_link: Tool) -> None:
    run = wa_link("link", "+447911123456", "Hello")
    assert run.code == 3
    assert run.err.endswith('put it in quotes after --text, as in --text "Hello there".\n')
    assert "Note" not in wa_link("link", "+447911123456", "12a").err


@pytest.mark.parametrize("command", ["batch", "labels -o x.pdf"])
def test_several_sheets_are_one_too_many(wa_link: Tool, tmp_path: Path, command: str) -> None:
    run = wa_link(*command.split(), "a.xls", "b.xls")
    assert run.code == 2
    assert 'reads one sheet, but got 2 arguments ("a.xls", "b.xls")' in run.err
    run = wa_link(*command.split(), "-r", "SA", "a.xls", "b.xls")
    assert 'reads one sheet, but got 2 arguments ("a.xls", "b.xls")' in run.err
    (tmp_path / "my list.csv").write_text("phone\n")
    name = f"{tmp_path}/my list.csv"
    run = wa_link(*command.split(), *name.split(" "))
    assert run.code == 2
    assert (
        f'put the name in quotes, as in wa-link {command.split(maxsplit=1)[0]} "{name}"' in run.err
    )


@given(
    words=st.lists(
        st.text(st.characters(categories=("L", "S", "P")), min_size=1, max_size=8).filter(
            lambda word: word[0] not in "-+0(" and "/" not in word
        ),
        min_size=2,
        max_size=5,
    )
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_link_has_a_part_of_a_text(wa_link: Tool, words: list[str]) -> None:
    run = wa_link("link", "+447911123456", "-t", *words)
    assert (run.code, run.out) == (2, "")
    assert "put the whole value in quotes" in run.err
