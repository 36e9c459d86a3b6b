"""Exports of real programs, with invented people and the outcome of each contact."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from wa_link.batch.linker import link_rows
from wa_link.batch.phone_columns import choose_phone_columns
from wa_link.sheets.input_formats import read_sheet
from wa_link.sheets.vcard.read_vcards import read_vcards

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

    from wa_link.sheets.sheet import Sheet

FOLDER = Path(__file__).parent / "exports"
VCARD = ("phone",)
NO_END = """\
BEGIN:VCARD
VERSION:3.0
PRODID:-//Apple Inc.//iPhone OS 18.3.1//EN
N:Gone;Its;;;
FN:Its End Is Gone
TEL;type=CELL;type=VOICE;type=pref:(415) 555-2676"""
# Name, status, digits, codes of notes or reason.
EXPORTS: dict[str, tuple[str, str, tuple[str, ...], list[tuple[str, str, str, str]]]] = {
    "google-contacts.csv": (
        "SA",
        "First Name",
        ("Phone 1 - Value", "Phone 2 - Value"),
        [
            ("أحمد", "accepted", "966501234567", ""),
            ("Zoë", "rejected", "", "ambiguous"),  # her address is in Germany
            ("Ana", "repaired", "5511961234567", "other_column"),
            ("Newsletter only", "rejected", "", "empty"),
            ("Rounded", "rejected", "", "lossy_scientific"),
        ],
    ),
    "google-contacts-older.csv": (
        "SA",
        "Name",
        ("Phone 1 - Value", "Phone 2 - Value"),
        [
            ("فاطمة الزهراني", "accepted", "966501234567", ""),
            ("José Núñez", "repaired", "525512345678", "several_numbers mx_1_dropped"),
            ("Shop, The Corner", "repaired", "442079460958", "other_column"),
            ("Blank", "rejected", "", "empty"),
            ("Cut", "rejected", "", "too_short"),
        ],
    ),
    "outlook.csv": (
        "GB",
        "First Name",
        (
            "Mobile Phone",
            "Primary Phone",
            "Home Phone",
            "Home Phone 2",
            "Business Phone",
            "Business Phone 2",
            "Other Phone",
        ),
        [
            ("Søren", "accepted", "447911123456", ""),
            ("Ola", "repaired", "447911123457", "other_column"),
            ("Homer", "repaired", "442079460958", "other_column"),
            ("Only", "rejected", "", "empty"),  # a pager, a fax, a car, an assistant
            ("Letters", "rejected", "", "letters"),
        ],
    ),
    "shopify-customers.csv": (
        "US",
        "First Name",
        ("Phone", "Default Address Phone"),
        [
            ("Jordan", "accepted", "14155552671", ""),
            ("نورة", "repaired", "966501234567", "other_column"),
            ("Renée", "repaired", "14155552673", "other_column"),
            ("", "rejected", "", "empty"),
            ("Cut", "rejected", "", "too_short"),
        ],
    ),
    "woocommerce-orders.csv": (
        "BR",
        "billing_first_name",
        ("billing_phone",),
        [
            ("João", "accepted", "5511961234567", ""),
            ("Bia", "repaired", "5511961234568", "plus_assumed"),
            ("Sofía", "rejected", "", "empty"),  # the receiver of the parcel may be another person
            ("Old", "repaired", "5551987654321", "br_9_added"),
            ("Wrong", "rejected", "", "letters"),
            ("No", "rejected", "", "empty"),
        ],
    ),
    "android.vcf": (
        "SA",
        "name",
        VCARD,
        [
            ("أحمد بن عبد العزيز الحربي", "accepted", "966501234567", ""),
            ("Marion Schrage", "accepted", "4915123456789", ""),
            ("", "accepted", "447911123456", ""),
            ("José Peña", "rejected", "", "empty"),  # its note has a line that begins with TEL
            ("أ\ufffd", "accepted", "966501234568", "text_replaced"),
            ("One Last", "accepted", "966559876543", ""),
        ],
    ),
    "iphone.vcf": (
        "US",
        "name",
        VCARD,
        [
            ("Sara Cain", "accepted", "14155552671", ""),
            ("نوف الشمري", "accepted", "966501234567", ""),
            ("Dr. Thị Hạnh Nguyễn", "accepted", "84912345678", ""),  # its preferred number is a fax
            ("Corner Pharmacy, Inc.", "rejected", "", "too_short"),
            ("Only Fax", "rejected", "", "empty"),
            (NO_END, "rejected", "", "malformed_row"),
            ("Inês Sá", "accepted", "351912345678", ""),
        ],
    ),
    "whatsapp-contacts.vcf": (
        "GB",
        "name",
        VCARD,
        [
            ("João 🛠", "accepted", "5511961234567", ""),
            ("Juan Pérez", "repaired", "525512345678", "mx_1_dropped"),
            ("Padaria São José", "repaired", "5511987654321", "br_9_added"),
            ("خالد", "accepted", "966501234567", ""),
            ("Not On WhatsApp", "accepted", "447911123456", ""),
            ("Nobody", "rejected", "", "empty"),
        ],
    ),
}


@pytest.mark.parametrize("name", EXPORTS)
def test_every_contact_has_its_outcome(name: str) -> None:
    region, name_column, _, expected = EXPORTS[name]
    with (FOLDER / name).open("rb") as file:
        sheet = _sheet_of(name)(file, name)
        index = sheet.find_column(name_column)
        found = []
        for outcome in link_rows(sheet, region=region):
            url, _, status, codes, _ = outcome.output
            found.append(
                (outcome.row.cells[index], status, url.removeprefix("https://wa.me/"), codes)
            )
    assert found == expected


@pytest.mark.parametrize("name", EXPORTS)
def test_the_columns_of_numbers_are_found(name: str) -> None:
    with (FOLDER / name).open("rb") as file:
        sheet = _sheet_of(name)(file, name)
        columns = tuple(sheet.columns[index] for index in choose_phone_columns(sheet))
    assert columns == EXPORTS[name][2]


def test_every_export_in_the_folder_is_read() -> None:
    assert sorted(path.name for path in FOLDER.iterdir()) == sorted(EXPORTS)


def _sheet_of(name: str) -> Callable[[BinaryIO, str], Sheet]:
    return read_vcards if name.endswith(".vcf") else read_sheet
