"""Names of columns in messages."""

from __future__ import annotations

import pytest

from wa_link import OptionError, Sheet
from wa_link.sheets.column_names import list_names, suggest_name


@pytest.mark.parametrize(
    ("name", "columns", "question"),
    [
        pytest.param("contry", ["name", "country"], ' Did you mean "country"?', id="a slip"),
        pytest.param("NAME", ["name", "country"], ' Did you mean "name"?', id="letter case"),
        pytest.param("first name", ["first_name"], ' Did you mean "first_name"?', id="a space"),
        pytest.param("city", ["name", "country"], "", id="nothing near"),
        pytest.param("anna", ["Anna", "+44 7911 123456"], "", id="a contact in place of names"),
        pytest.param("a\x1bme", ["a\x1b[me"], ' Did you mean "a\\x1b[me"?', id="a control sign"),
    ],
)
def test_the_nearest_column_is_proposed(name: str, columns: list[str], question: str) -> None:
    assert suggest_name(name, columns) == question


def test_contacts_are_not_shown_as_names() -> None:
    assert list_names(["Anna", "+44 7911 123456"], 2) == "numbered 1 to 2"
    assert list_names(["a", "b"], 2) == '"a", "b"'
    assert list_names([f"c{number}" for number in range(40)], 40).endswith('"c29" and 10 more')


def test_a_sheet_proposes_its_columns() -> None:
    sheet = Sheet.from_rows(["name", "country"], [])
    with pytest.raises(OptionError) as caught:
        sheet.find_column("contry")
    assert str(caught.value) == (
        'There is no column "contry". Did you mean "country"? The columns are "name", "country".'
    )
