"""A column of countries that is not read: the remark, and numbers without + in such rows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wa_link import Accepted, Rejected, Sheet, convert, link_rows
from wa_link.batch.linker import Linker

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Run

    Tool = Callable[..., Run]

COLUMNS = ("phone", "Country")
LANDLINE = "0113 496 0000"  # valid in GB and in BR
REMARK = (
    'Countries in column 2, "Country", are not read: to read them, add region_column="Country".'
)


def verdict(phone: str, country: str, **options: object) -> str:
    """Return the digits of the link of a row, or the reason of its refusal."""
    sheet = Sheet.from_rows(COLUMNS, [(phone, country)])
    (outcome,) = link_rows(sheet, **options)  # type: ignore[arg-type]
    return (
        outcome.phone.digits
        if isinstance(outcome, Accepted) and outcome.phone
        else str(outcome.reason if isinstance(outcome, Rejected) else "")
    )


@pytest.mark.parametrize("country", ["BR", "Brazil", "ألمانيا", "+55", "BRA", "🇧🇷", " br "])
@pytest.mark.parametrize("phone", [LANDLINE, "01134960000", "07911 123456", "447911123456"])
def test_a_row_of_another_country_is_refused(phone: str, country: str) -> None:
    assert verdict(phone, country, region="GB") == "ambiguous"


@pytest.mark.parametrize(
    ("phone", "country", "options", "expected"),
    [
        pytest.param("+447911123456", "BR", {}, "447911123456", id="plus"),
        pytest.param("00447911123456", "BR", {}, "447911123456", id="international prefix"),
        pytest.param("tel:+447911123456", "BR", {}, "447911123456", id="tel"),
        pytest.param("https://wa.me/447911123456", "BR", {}, "447911123456", id="link"),
        pytest.param("447911123456", "BR", {"assume": "international"}, "447911123456",
                     id="assumed plus"),
        pytest.param(LANDLINE, "BR", {"assume": "national"}, "ambiguous", id="assumed national"),
        pytest.param(LANDLINE, "GB", {}, "441134960000", id="same country"),
        pytest.param(LANDLINE, "Jersey", {}, "441134960000", id="same calling code"),
        pytest.param(LANDLINE, "", {}, "441134960000", id="blank"),
        pytest.param(LANDLINE, "N/A", {}, "441134960000", id="no country"),
        pytest.param(LANDLINE, "-", {}, "441134960000", id="a dash"),
        pytest.param(LANDLINE, "São Paulo, Brazil", {}, "ambiguous", id="a city and a country"),
        pytest.param(LANDLINE, "Narnia", {}, "ambiguous", id="not a known country"),
        pytest.param(LANDLINE, "BR", {"region_column": "Country"}, "551134960000", id="read"),
        pytest.param("garbage", "BR", {}, "letters", id="its own error"),
        pytest.param("07911 12345", "BR", {}, "invalid", id="not valid at home"),
        pytest.param("", "BR", {}, "empty", id="no number"),
        pytest.param("+447911123456, 07911 123457", "BR", {}, "447911123456", id="the certain one"),
    ],
)  # fmt: skip
def test_only_uncertain_numbers_are_refused(
    phone: str, country: str, options: dict[str, object], expected: str
) -> None:
    assert verdict(phone, country, region="GB", **options) == expected


@pytest.mark.parametrize(
    ("header", "cell", "region", "expected"),
    [
        # every text is a country, or a clear country counts
        pytest.param("Shipping Country", "BR", "GB", "ambiguous", id="code"),
        pytest.param("Lieferland", "Brasilien", "GB", "ambiguous", id="name"),
        pytest.param("País de envío", "São Paulo, Brasil", "GB", "ambiguous", id="not understood"),
        pytest.param("pays de livraison", "Royaume-Uni", "GB", "441134960000", id="same"),
        pytest.param("Country (2 letters)", "BR", "GB", "ambiguous", id="mentioned, code"),
        pytest.param("Country manager", "BR", "GB", "441134960000", id="not of the phone"),
        pytest.param("Country (team)", "the Alphas", "GB", "441134960000", id="mentioned, words"),
        # states and sales areas
        pytest.param("Country / State", "Brazil", "GB", "ambiguous", id="or state, name"),
        pytest.param("Country / State", "BR", "GB", "441134960000", id="or state, code"),
        pytest.param("Region", "Brasil", "GB", "ambiguous", id="region, name"),
        pytest.param("Region", "BR", "GB", "441134960000", id="region, code"),
        pytest.param("Region", "BRA", "GB", "441134960000", id="region, three letters"),
        pytest.param("Region", "North", "GB", "441134960000", id="region, direction"),
        pytest.param("Sales region", "EMEA", "GB", "441134960000", id="region, continents"),
        pytest.param("State", "CA", "GB", "441134960000", id="state, code"),
        pytest.param("State", "Georgia", "US", "14155552671", id="a state of that name"),
        pytest.param("State", "Georgia", "GB", "ambiguous", id="no state of that name"),
        pytest.param("Country", "Georgia", "US", "ambiguous", id="the country of that name"),
        # names that two countries share
        pytest.param("Country", "Congo", "GB", "ambiguous", id="shared name of others"),
        pytest.param("Region", "Kongo", "GB", "ambiguous", id="region, shared name of others"),
        pytest.param("Country", "Korea", "KR", "821012345678", id="shared name of the region"),
        # calling codes and other codes
        pytest.param("Prefix", "+55", "GB", "ambiguous", id="prefix"),
        pytest.param("Prefix", " +55", "GB", "ambiguous", id="prefix, space"),
        pytest.param("Prefix", "+44", "GB", "441134960000", id="own prefix"),
        pytest.param("Prefix", "Ms", "GB", "441134960000", id="title"),
        pytest.param("Prefix", "55", "GB", "441134960000", id="digits"),
        pytest.param("Code", "BR", "GB", "441134960000", id="code of anything"),
        pytest.param("Region", "+55", "GB", "ambiguous", id="region, calling code"),
    ],
)
def test_only_clear_countries_count_below_other_headers(
    header: str, cell: str, region: str, expected: str
) -> None:
    phone = {"GB": LANDLINE, "US": "415 555 2671", "KR": "010 1234 5678"}[region]
    sheet = Sheet.from_rows(("phone", header), [(phone, cell)])
    (outcome,) = link_rows(sheet, region=region)
    found = outcome.reason if isinstance(outcome, Rejected) else outcome.link.url[14:]
    assert found == expected


@given(
    st.sampled_from([LANDLINE, "07911123456", "+447911123456", "+5511987654321", "447911123456"]),
    st.sampled_from(["", "GB", "BR", "Jersey", "x", "DE"]),
)
def test_no_row_gets_another_number_than_with_its_country(phone: str, country: str) -> None:
    found = verdict(phone, country, region="GB")
    right = verdict(phone, country, region="GB", region_column="Country")
    assert not found.isdecimal() or right in {found, "unknown_region"}


@pytest.mark.parametrize("phone", [LANDLINE, "01134960000", "+447911123456", "07911 123456"])
@pytest.mark.parametrize("country", ["BR", "GB", "", "x"])
def test_the_fast_way_makes_the_same_links(phone: str, country: str) -> None:
    sheet = Sheet.from_rows(COLUMNS, [(phone, country)])
    linker = Linker(sheet, region="GB")
    (row,) = sheet
    (outcome,) = linker.link_row(row)
    fast = linker.fast_link(row)
    assert fast is None or (isinstance(outcome, Accepted) and fast[0] == outcome.url)
    if phone.startswith("+"):
        assert fast is not None


def test_each_number_of_a_split_row_is_judged() -> None:
    sheet = Sheet.from_rows(COLUMNS, [("+447911123456; 01134960000", "BR")])
    one, other = link_rows(sheet, region="GB", multiple="split")
    assert isinstance(one, Accepted)
    assert isinstance(other, Rejected)
    assert other.reason == "ambiguous"


@pytest.mark.parametrize(
    ("columns", "cells", "expected"),
    [
        (("phone", "Home Country", "Other Country"), ("", "BR"), "ambiguous"),
        (("phone", "Home Country", "Other Country"), ("BR", "GB"), "accepted"),
        (("phone", "Home Country", "Other Country"), ("", ""), "accepted"),
        (("phone", "Country", "Region"), ("GB", "Brazil"), "accepted"),
        (("phone", "Region", "Country"), ("Britain", "BR"), "ambiguous"),
        (("phone", "Country", "Prefix"), ("GB", "+55"), "ambiguous"),
    ],
    ids=["second", "one agrees", "blank", "country agrees", "region agrees", "another code"],
)
def test_several_columns_of_countries(
    columns: tuple[str, ...], cells: tuple[str, ...], expected: str
) -> None:
    (outcome,) = link_rows(Sheet.from_rows(columns, [(LANDLINE, *cells)]), region="GB")
    assert (outcome.reason if isinstance(outcome, Rejected) else "accepted") == expected


def test_the_message_names_both_countries_and_the_way_out() -> None:
    (outcome,) = link_rows(Sheet.from_rows(COLUMNS, [(LANDLINE, "Brazil")]), region="GB")
    assert isinstance(outcome, Rejected)
    assert outcome.message == (
        'The country of "0113 496 0000" is not certain: region="GB" is given, but the row has the '
        'country "Brazil". Add region_column="Country" to read the countries, or write the number '
        "with + and its calling code."
    )


def test_the_way_out_names_the_column_of_the_country() -> None:
    columns = ("phone", "Billing Country", "Region", "Shipping Country")
    cells = (LANDLINE, "", "North", "BR")
    (outcome,) = link_rows(Sheet.from_rows(columns, [cells]), region="GB")
    assert isinstance(outcome, Rejected)
    assert 'Add region_column="Shipping Country" to read' in outcome.message


@pytest.mark.parametrize(
    ("columns", "way_out"),
    [
        (COLUMNS, 'or add region_column="Country".'),
        (("phone", "Country", "Country"), 'or add region_column="2".'),
        (("phone", "City"), 'or give its region, as in region="GB".'),
    ],
    ids=["named", "twice", "none"],
)
def test_a_number_without_a_region_names_the_column(columns: tuple[str, ...], way_out: str) -> None:
    (outcome,) = link_rows(Sheet.from_rows(columns, [(LANDLINE, *["BR"] * (len(columns) - 1))]))
    assert isinstance(outcome, Rejected)
    assert (outcome.reason, outcome.message.endswith(way_out)) == ("no_region", True)


@pytest.mark.parametrize(
    ("header", "options", "remarks"),
    [
        pytest.param("phone,Country", {}, (REMARK,), id="not read"),
        pytest.param("phone,Country", {"region": "GB"}, (REMARK,), id="one region"),
        pytest.param("phone,Country", {"region_column": "Country"}, (), id="read"),
        pytest.param("phone,Country", {"username_column": "Country"}, (), id="no numbers"),
        pytest.param("phone,Region", {}, (), id="other header"),
        pytest.param("phone,Prefix", {"region": "GB"}, (), id="calling codes"),
        pytest.param(
            "phone,Country / State",
            {},
            (REMARK.replace("Country", "Country / State"),),
            id="or state",
        ),
    ],
)
def test_the_remark(
    tmp_path: Path, header: str, options: dict[str, object], remarks: tuple[str, ...]
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"{header}\n+447911123456,GB\n")
    summary = convert(path, tmp_path / "b.csv", **options)  # type: ignore[arg-type]
    assert summary.sheet.remarks == remarks


@pytest.mark.parametrize("more", [[], ["--dry-run"], ["-q", "--summary", "json"]])
def test_the_command_says_the_remark(wa_link: Tool, tmp_path: Path, more: list[str]) -> None:
    path = tmp_path / "a.csv"
    path.write_text("phone,The country\n+447911123456,GB\n")
    said = (
        'Countries in column 2, "The country", are not read: to read them, add --region-column '
        '"The country".'
    )
    run = wa_link("batch", str(path), *more)
    if "-q" in more:
        assert json.loads(run.err)["input"]["remarks"] == [said]
    else:
        assert run.err.splitlines()[0] == said


def test_labels_say_the_remark(wa_link: Tool, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("phone,Country\n01134960000,BR\n")
    run = wa_link("labels", str(path), "--stock", "L7160", "--dry-run", "--region", "GB")
    assert run.err.startswith('Countries in column 2, "Country", are not read')
    assert "1 ambiguous" in run.out
