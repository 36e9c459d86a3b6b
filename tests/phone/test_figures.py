"""Figures by kind: what spreadsheets hold in other columns is not a phone number."""

from __future__ import annotations

import pytest

from tests.phone.test_cell import outcome
from wa_link.errors import PhoneError
from wa_link.phone import Assume, parse_phone

Row = tuple[str, str | None, str]

KINDS: dict[str, list[Row]] = {
    "quantity with a minus after it": [
        ("9876543119-", "IN", "not_a_number"),
        ("9876543119 -", "IN", "not_a_number"),
        ("9876543119\u2212", "IN", "not_a_number"),
        ("9,876,543,119-", "IN", "not_a_number"),
        ("9,87,65,43,119-", "IN", "not_a_number"),
        ("2846322.74-", "FR", "not_a_number"),
        ("501234567-", "SA", "not_a_number"),
        ("-9876543119", "IN", "not_a_number"),
        ("-9,876,543,119", "IN", "not_a_number"),
        ("9876543119-; 9876543118", "IN", "919876543118 several_numbers"),
        ("0501234567-", "SA", "966501234567"),  # a slip of the pen
        ("+966501234567-", None, "966501234567"),
        ("501-234-567-", "SA", "966501234567"),
    ],
    "quantity in brackets": [
        ("(9,876,543,119)", "IN", "not_a_number"),
        ("(2,846,322.74)", "FR", "not_a_number"),
        ("(2.846.322,74)", "FR", "not_a_number"),
        ("(2 846 322,74)", "FR", "not_a_number"),
        ("(9,87,65,43,119)", "IN", "not_a_number"),
        ("(9,876,543,119.00)", "IN", "not_a_number"),
        ("[9,876,543,119]", "IN", "not_a_number"),
        ("( 9,876,543,119 )", "IN", "not_a_number"),
        ("(987654.31)", "FR", "not_a_number"),
        ("(987) 654-3119", "IN", "919876543119"),  # an area code
        ("(0501234567)", "SA", "966501234567"),
        ("(612 345 678)", "ES", "34612345678"),
    ],
    "date": [
        ("16.8.2003", "FI", "not_a_number"),
        ("16.8.2003", "AT", "not_a_number"),
        ("16 08 2003", "DK", "not_a_number"),
        ("16 8 2003", "SG", "not_a_number"),
        ("2003 08 16", "NO", "not_a_number"),
        ("24 12 80", "NC", "687241280"),
        ("56 11 10", "SR", "597561110"),
        ("01 02 03 04 05", "FR", "33102030405"),
        ("16.8.2003", "RS", "not_a_number"),
        ("8/16/2003", "DE", "not_a_number"),
        ("8/16/2003", "FI", "not_a_number"),
        ("5.12.1990", "FI", "not_a_number"),
        ("09.05.12", "JE", "not_a_number"),
        ("09-05-12", "JE", "not_a_number"),
        ("9-5-12", "NC", "not_a_number"),
        ("16-8-2003", "FI", "not_a_number"),
        ("2003-8-16", "FI", "not_a_number"),
        ("2003/08/16", "FI", "not_a_number"),
        ("2003.08.16.", "HU", "not_a_number"),
        ("16. 8. 2003", "CZ", "not_a_number"),
        ("16.08.2003.", "RS", "not_a_number"),
        ("16\u20108\u20102003", "FI", "not_a_number"),
        ("16\uff0e8\uff0e2003", "FI", "not_a_number"),
        ("١٦/٨/٢٠٠٣", "SA", "not_a_number"),
        ("(16.8.2003)", "FI", "not_a_number"),
        ("08/2003", "DE", "not_a_number"),
        ("2003-08", "FI", "not_a_number"),
        ("16.8.2003; 040 1234567", "FI", "358401234567 several_numbers"),
        ("16.8.2003; 0171 1234567", "DE", "491711234567 several_numbers"),
        ("24.12.80", "NC", "687241280"),
        ("24.12.80", "DE", "not_a_number"),
        ("56-11-10", "SR", "597561110"),
        ("56.11.10", "SR", "not_a_number"),
        ("24.12.80", None, "not_a_number"),
    ],
    "date and time": [
        ("2003-08-16 12:30", "DE", "not_a_number"),
        ("2003-08-16T12:30:00Z", "DE", "not_a_number"),
        ("2003-08-16T12:30:00+02:00", "DE", "not_a_number"),
        ("2003-08-16 12:30:00.123456", "DE", "not_a_number"),
        ("16.8.2003 12.30", "FI", "not_a_number"),
        ("8/16/2003 12:30 PM", "US", "not_a_number"),
        ("12:30", "DE", "not_a_number"),
        ("12.30.45", "AT", "not_a_number"),
        ("9.00-17.30", "DK", "not_a_number"),
        ("9:00 - 17:30", "DK", "not_a_number"),
    ],
    "range": [
        ("15.10.11-31.10.11", "DE", "not_a_number"),
        ("15.10.11 \u2013 31.10.11", "AT", "not_a_number"),
        ("15.-17.10.2011", "DE", "not_a_number"),
        ("15.10.-31.10.2011", "FI", "not_a_number"),
        ("15/10/2011 - 31/10/2011", "FR", "not_a_number"),
        ("2003-08-01/2003-08-31", "DE", "not_a_number"),
        ("2003-2005", "DK", "not_a_number"),
        ("2003/04", "DE", "not_a_number"),
        ("2001-17", "JE", "not_a_number"),
        ("80.585 [79.964, 81.191]", "US", "not_a_number"),
        ("80.585 [79.964; 81.191]", "US", "not_a_number"),
        ("684.8931 [538.8276; 900.4093]", "GM", "not_a_number"),
        ("0.35 (0.12\u20130.58)", "DE", "not_a_number"),
        ("0,35 (0,12 - 0,58)", "DE", "not_a_number"),
        ("(385.15, 819.83)", "AT", "not_a_number"),
        ("385.15-819.83", "AT", "not_a_number"),
        ("523 (81.5)", "AT", "not_a_number"),
        ("122-82", "AT", "not_a_number"),
        ("(1,2,3,4,5,6,7)", "AT", "not_a_number"),
        ("1, 2, 13, 24, 5", "DE", "not_a_number"),
        ("-1.11 - -0.93", "AT", "not_a_number"),
        ("122\u201382", "AT", "not_a_number"),
        ("6-4, 7-5", "FI", "not_a_number"),
        ("2003-2005", "KW", "not_a_number"),
        ("2003-2005", "OM", "not_a_number"),
        ("2222-3333", "KW", "96522223333"),
    ],
    "dotted quad": [
        ("31.210.175.88", "MX", "not_a_number"),
        ("179.111.221.191", "AT", "not_a_number"),
        ("10.0.0.0/24", "AT", "not_a_number"),
        ("192.168.1.1:8080", "AT", "not_a_number"),
        ("95.7.35.6", "DE", "not_a_number"),
        ("31.210.175.88, 31.210.175.89", "MX", "not_a_number"),
        ("31.210.175.88", None, "not_a_number"),
        ("70.12.34.56", "BF", "22670123456"),
        ("44.22.76.93", "DK", "4544227693"),
        ("44.22.76.93", "DE", "not_a_number"),
        ("01.23.45.67.89", "FR", "33123456789"),
        ("612.34.56.78", "ES", "34612345678"),
        ("+31.20.624.1111", None, "31206241111"),
        ("(06.34).504.233", "HU", "3634504233"),
        ("021.84.99.27", "DZ", "21321849927"),
    ],
    "decimal": [
        ("117.811393", "SA", "not_a_number"),
        ("117,811393", "SA", "not_a_number"),
        ("1178.11393", "SA", "not_a_number"),
        ("0.811393117", "SA", "not_a_number"),
        ("52.520008, 13.404954", "DE", "not_a_number"),
        ("52.520008,13.404954", "DE", "not_a_number"),
        ("(52.520008, 13.404954)", "DE", "not_a_number"),
        ("52,520008 13,404954", "DE", "not_a_number"),
        ("40.460637, -47.529774", "NO", "not_a_number"),
        ("1.393.589,27 €", "AT", "not_a_number"),
        ("31,873,605.930", "FR", "not_a_number"),
        ("$1,234,567", "US", "not_a_number"),
        ("12,34,567.50", "IN", "not_a_number"),
        ("98,76,54,311.90", "IN", "not_a_number"),
        ("6307.0048", "SG", "6563070048"),
        ("6307.0048", "DE", "ambiguous"),  # before the rule for lone decimals
        ("6307.0048", "US", "not_a_number"),
        ("6307.0048, 6307.0049", "SG", "6563070048 several_numbers"),
        ("6895.8171", "PA", "50768958171"),
        ("030.1234567", "DE", "49301234567"),
        ("30.1234567", "DE", "ambiguous"),  # before the rule for lone decimals
        ("+1.4155552671", None, "14155552671"),
        ("91234567,812345", "SG", "not_a_number"),
        ("91234567,81234567", "SG", "6591234567 several_numbers"),
        ("9,87,65,43,119.00", "IN", "919876543119 decimal_dropped"),
        ("9,87,65,43,119", "IN", "919876543119"),
        ("-9.87E+09", "IN", "not_a_number"),
        ("9.87E-09", "IN", "not_a_number"),
        ("-9.876543119E+09", "IN", "not_a_number"),
    ],
    "identifier": [
        ("695-04-0170", "ES", "not_a_number"),
        ("721.064.898-69", "AT", "not_a_number"),
        ("19.342.885/0001-33", "DE", "not_a_number"),
        ("12.345.678-5", "CL", "not_a_number"),
        ("98765432-1", "CL", "not_a_number"),
        ("20-12345678-3", "AR", "not_a_number"),
        ("6817141-69-0", "AT", "not_a_number"),
        ("978-3-16-148410-0", "DE", "not_a_number"),
        ("8471.30.00", "DK", "not_a_number"),
        ("4953 4029 8808 4022", "AT", "not_a_number"),
        ("4953-4029-8808-4022", "AT", "not_a_number"),
        ("030 12345-0", "DE", "4930123450"),
    ],
}  # fmt: skip
ROWS = [
    pytest.param(*row, id=f"{kind}: {row[0]!a} in {row[1]}")
    for kind, rows in KINDS.items()
    for row in rows
]


@pytest.mark.parametrize(("cell", "region", "result"), ROWS)
def test_figures(cell: str, region: str | None, result: str) -> None:
    assert outcome(cell, region) == result


@pytest.mark.parametrize(
    ("cell", "region"), [("44.22.76.93", "DK"), ("6307.0048", "SG"), ("24.12.80", "NC")]
)
def test_what_home_writes_so_is_no_number_from_abroad(cell: str, region: str) -> None:
    assert outcome(cell, region, Assume.INTERNATIONAL) == "not_a_number"


NOT_LIKE = "not like a phone number: write a phone number with its +."
AGAIN = "Format the column as text in the source and export again."


@pytest.mark.parametrize(
    ("cell", "region", "message"),
    [
        ("16.8.2003", "FI", f"looks like a date, {NOT_LIKE}"),
        (
            "31.210.175.88",
            "MX",
            f"looks like an internet address, {NOT_LIKE}",
        ),
        ("117.811393", "SA", f"looks like a decimal, {NOT_LIKE}"),
        ("123-45-6789", "ES", f"looks like an identifier, {NOT_LIKE}"),
        ("(1,2,3,4,5)", "ES", f"looks like a list of numbers, {NOT_LIKE}"),
        ("9876543119-", "IN", f"ends with a minus: a spreadsheet may have calculated it. {AGAIN}"),
        ("-9.87E+09", "IN", f"begins with a minus: a spreadsheet may have calculated it. {AGAIN}"),
        ("(9,876,543,119)", "IN", f"is a negative amount, as accountants write it. {AGAIN}"),
    ],
)
def test_the_message_names_the_figure_and_the_way_out(cell: str, region: str, message: str) -> None:
    with pytest.raises(PhoneError) as caught:
        parse_phone(cell, region)
    assert str(caught.value) == f'"{cell}" {message}'
