"""Tests of the end of a run with rejected rows: it says what to do, and decides nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Run

    Tool = Callable[..., Run]

GERMAN_OR_SAUDI = "966501234567\n"
ONE_PAIR = """\
Numbers are read from column 1, "phone".
646 rows: 1 accepted, 0 repaired, 645 rejected, in 0.0 s.
Rejected: 645 ambiguous.
645 rows can be numbers of DE or, with a +, of SA: --assume national or international decides for \
the whole sheet.
  line 3: +49 9665 01234567 or +966 50 123 4567
To see what to do, run wa-link explain ambiguous
"""
FOUR_PAIRS = """\
Numbers are read from column 1, "phone".
9 rows: 0 accepted, 0 repaired, 9 rejected, in 0.0 s.
Rejected: 8 ambiguous, 1 too_short.
8 rows have numbers with two readings: --assume national or international decides for the whole \
sheet.
  3 rows can be numbers of DE or, with a +, of SA; line 2: +49 9665 01234567 or +966 50 123 4567
  2 rows can be mistyped numbers of SA or, with a +, of PE; line 5: a wrong digit in a number of \
SA, or +51 1 0704341
  1 row can be a number of DE or, with a +, of PE; line 7: +49 511 0704341 or +51 1 0704341
  2 more rows have numbers of other regions
To see what to do, run wa-link explain ambiguous
"""
SEVERAL = (
    "phone,country\n" + "966501234567,DE\n" * 3 + "5110704341,SA\n" * 2 + "5110704341,DE\n"
    "16045551234,SA\n4540776933,BR\n12,SA\n"
)


def timeless(text: str) -> str:
    return re.sub(r"\d+\.\d s", "0.0 s", text)


@pytest.mark.parametrize(
    ("options", "sheet", "said"),
    [
        pytest.param(["-r", "DE"], "phone\n+447911123456\n" + GERMAN_OR_SAUDI * 645, ONE_PAIR,
                     id="one pair of regions"),
        pytest.param(["--region-column", "country"], SEVERAL, FOUR_PAIRS, id="four pairs"),
    ],
)  # fmt: skip
def test_rows_with_two_readings_are_counted(
    wa_link: Tool, options: list[str], sheet: str, said: str
) -> None:
    run = wa_link("batch", "-", *options, stdin=sheet.encode())
    assert timeless(run.err) == said
    assert run.out.count("https://wa.me/") == sheet.count("+447911123456")


COST = (
    "--assume decides for the whole sheet: {}, so links that are right may then reach other people."
)
CHINESE, FOREIGN = "13523333233\n", "12135550123\n"


@pytest.mark.parametrize(
    ("sheet", "way_out", "cost"),
    [
        pytest.param(
            CHINESE * 195 + FOREIGN * 2, "(lines 197-198).",
            "international also changes 195 rows now read as national", id="national numbers",
        ),
        pytest.param(
            FOREIGN + "966501234567\n" + CHINESE, "(lines 2-3).",
            "international also changes 1 row now read as national", id="several pairs",
        ),
        pytest.param(
            (FOREIGN + CHINESE) * 30, "(lines 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, …).",
            "international also changes 30 rows now read as national", id="many lines",
        ),
        pytest.param(
            FOREIGN + "15912345678 / +447911123456\n" * 2, "(line 2).",
            "both can change 2 rows with several numbers", id="several numbers",
        ),
        pytest.param(
            FOREIGN + CHINESE + "15912345678 / +447911123456\n", "(line 2).",
            "international also changes 1 row now read as national, and both can change 1 row "
            "with several numbers", id="both kinds",
        ),
    ],
)  # fmt: skip
def test_the_cost_for_other_rows_is_said(
    wa_link: Tool, sheet: str, way_out: str, cost: str
) -> None:
    run = wa_link("batch", "-", "-r", "CN", "--jobs", "1", stdin=f"phone\n{sheet}".encode())
    assert f": write their numbers with + and the country code {way_out}\n" in run.err
    assert f"\n{COST.format(cost)}\n" in run.err
    assert "--assume national or international" not in run.err


def test_the_cost_of_national_is_said(wa_link: Tool) -> None:
    sheet = b"phone\n4915123456789\n4915123456780\n966501234567\n"
    run = wa_link("batch", "-", "-r", "DE", stdin=sheet)
    assert COST.format("national also changes 2 rows now read as international") in run.err


@pytest.mark.parametrize("code", ["ambiguous", "national_assumed", "plus_assumed"])
def test_explain_warns_of_the_wrong_person(wa_link: Tool, code: str) -> None:
    assert "the wrong person" in " ".join(wa_link("explain", code).out.split())


def test_a_number_without_a_country_is_said(wa_link: Tool) -> None:
    run = wa_link("batch", "-", "-r", "DE", stdin=b"phone\n870309944456\n")
    assert (
        "\n1 row can be a number of DE or, with a +, of no country: --assume national or" in run.err
    )


@pytest.mark.parametrize(
    ("way", "link"), [("national", "49966501234567"), ("international", "966501234567")]
)
def test_the_way_out_decides_for_the_whole_sheet(wa_link: Tool, way: str, link: str) -> None:
    sheet = ("phone\n" + GERMAN_OR_SAUDI * 5).encode()
    run = wa_link("batch", "-", "-r", "DE", "--assume", way, stdin=sheet)
    assert run.out.count(f"https://wa.me/{link},") == 5
    assert "--assume" not in run.err


def test_a_dry_run_counts_them_too(wa_link: Tool) -> None:
    sheet = ("phone\n" + GERMAN_OR_SAUDI * 5).encode()
    run = wa_link("batch", "-", "-r", "DE", "--dry-run", "-q", stdin=sheet)
    assert run.out.endswith(
        "\n\n5 rows can be numbers of DE or, with a +, of SA: --assume national or international "
        "decides for the whole sheet.\n  line 2: +49 9665 01234567 or +966 50 123 4567\n"
    )


def test_labels_count_them_too(wa_link: Tool, tmp_path: Path) -> None:
    sheet = ("phone\n+447911123456\n" + GERMAN_OR_SAUDI * 40).encode()
    run = wa_link("labels", "-", "-r", "DE", "--stock", "L7160", "-o", str(tmp_path / "a.pdf"),
                  stdin=sheet)  # fmt: skip
    assert (
        "40 rows can be numbers of DE or, with a +, of SA: --assume national or international "
        "decides for the whole sheet.\n  line 3: +49 9665 01234567 or +966 50 123 4567\n"
        "To see what to do, run wa-link explain ambiguous\n"
    ) in run.err


@pytest.mark.parametrize(
    ("options", "rows", "hint"),
    [
        pytest.param([], "12\n0501234567\n0501234568\n", "no_region", id="the most frequent"),
        pytest.param(["-r", "SA"], "12\n", "too_short", id="only one"),
        pytest.param([], "+447911123456\n", "", id="none"),
        pytest.param(["--unique"], "+447911123456\n" * 3, "", id="only repeated numbers"),
        pytest.param(["--unique"], "+447911123456\n" * 3 + "+4479\n", "too_short",
                     id="more than repeated numbers"),
    ],
)  # fmt: skip
def test_the_end_of_a_run_names_a_command(
    wa_link: Tool, options: list[str], rows: str, hint: str
) -> None:
    run = wa_link("batch", "-", *options, stdin=f"phone\n{rows}".encode())
    found = re.findall(r"^To see what to do, run wa-link (.*)$", run.err, re.MULTILINE)
    assert found == ([f"explain {hint}"] if hint else [])
    if hint:
        assert wa_link(*found[0].split()).out.startswith(f"{hint} (reason)\n")


def test_a_quiet_run_gives_no_hint(wa_link: Tool) -> None:
    run = wa_link("batch", "-", "-r", "DE", "-q", stdin=f"phone\n{GERMAN_OR_SAUDI}".encode())
    assert (run.code, run.err) == (3, "")


@pytest.mark.parametrize(
    ("options", "hint"),
    [
        ([], "To see what to do, run wa-link explain WA301"),
        (["--fix"], "To see what to do, run wa-link explain WA107"),
        (["--diff"], ""),
        (["--output-format", "json"], ""),
        (["--quiet"], ""),
        (["--select", "WA2"], ""),
    ],
)
def test_a_check_names_the_most_frequent_rule(
    wa_link: Tool, tmp_path: Path, options: list[str], hint: str
) -> None:
    (page := tmp_path / "page.html").write_text(
        '<a href="https://wa.me/1XXXXXXXXXX">A</a>'
        + '<a href="http://wa.me/447911123456">B</a>' * 2
    )
    run = wa_link("check", str(page), *options)
    assert [line for line in run.err.splitlines() if "explain" in line] == [hint] * bool(hint)
