"""The option, the environment, a column and the library accept the same regions."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from wa_link import OptionError, Sheet, chat_link, explain, link_rows, parse_phone, parse_phones

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Run

    Tool = Callable[..., Run]

# The name of a region, a number as it is dialled in that region, and the digits of the link.
WRITTEN = [
    pytest.param("gb", "07911 123456", "447911123456", id="two letters"),
    pytest.param("UK", "07911 123456", "447911123456", id="other code: UK"),
    pytest.param("U.K.", "07911 123456", "447911123456", id="other code, dots"),
    pytest.param("GBR", "07911 123456", "447911123456", id="three letters"),
    pytest.param("England", "07911 123456", "447911123456", id="part of a country"),
    pytest.param("+44", "07911 123456", "447911123456", id="calling code: shared by regions"),
    pytest.param("0044", "07911 123456", "447911123456", id="calling code: 00"),
    pytest.param("USA", "(415) 555-2671", "14155552671", id="three letters: USA"),
    pytest.param("United States", "(415) 555-2671", "14155552671", id="name: two words"),
    pytest.param("+1", "(415) 555-2671", "14155552671", id="calling code: +1"),
    pytest.param("+7", "8 (495) 123-45-67", "74951234567", id="calling code: +7 is Russia"),
    pytest.param("Deutschland", "0171 1234567", "491711234567", id="name in its language"),
    pytest.param("ALLEMAGNE", "0171 1234567", "491711234567", id="name in another language"),
    pytest.param("السعودية", "050 123 4567", "966501234567", id="name in Arabic"),
    pytest.param("KSA", "050 123 4567", "966501234567", id="other code: KSA"),
    pytest.param("966", "050 123 4567", "966501234567", id="calling code: bare"),
    pytest.param(" sa ", "050 123 4567", "966501234567", id="blanks around"),
    pytest.param("EL", "6912 345 678", "306912345678", id="other code: Greece by its language"),
    pytest.param("Türkiye", "0501 234 56 78", "905012345678", id="name of today"),
    pytest.param("sv", "7012 3456", "50370123456", id="code that is a language's, too"),
]


@pytest.mark.parametrize(("region", "number", "digits"), WRITTEN)
class TestAccepted:
    def test_by_the_option(self, wa_link: Tool, region: str, number: str, digits: str) -> None:
        assert wa_link("link", number, "-r", region).out == f"https://wa.me/{digits}\n"

    def test_by_inspect(self, wa_link: Tool, region: str, number: str, digits: str) -> None:
        assert f"https://wa.me/{digits}\n" in wa_link("inspect", number, "--region", region).out

    def test_by_the_environment(
        self,
        wa_link: Tool,
        monkeypatch: pytest.MonkeyPatch,
        region: str,
        number: str,
        digits: str,
    ) -> None:
        monkeypatch.setenv("WA_LINK_REGION", region)
        assert wa_link("link", number).out == f"https://wa.me/{digits}\n"

    def test_by_a_column_and_by_the_option_of_a_sheet(
        self, wa_link: Tool, region: str, number: str, digits: str
    ) -> None:
        file = io.StringIO()
        csv.writer(file).writerows([["phone", "country"], [number, region]])
        sheet = file.getvalue().encode()
        by_column = wa_link("batch", "-", "-q", "--region-column", "country", stdin=sheet)
        by_option = wa_link("batch", "-", "-q", "-r", region, stdin=sheet)
        assert by_column.out == by_option.out
        assert f"https://wa.me/{digits}," in by_option.out

    def test_by_the_library(self, region: str, number: str, digits: str) -> None:
        assert chat_link(number, region=region).url == f"https://wa.me/{digits}"
        assert parse_phone(number, region).digits == digits
        assert [str(phone) for phone in parse_phones(number, region)] == [f"+{digits}"]
        assert explain(number, region).link == f"https://wa.me/{digits}"
        (outcome,) = link_rows(Sheet.from_rows(["phone"], [[number]]), region=region)
        assert outcome.output[0] == f"https://wa.me/{digits}"


@pytest.mark.parametrize("region", ["EN", "Narnia", "+999", "ZZ", "12345"])
@pytest.mark.parametrize("command", ["link 1", "qr 1", "inspect 1", "batch -", "labels - -o x.pdf"])
def test_an_unknown_one_is_a_usage_error(wa_link: Tool, command: str, region: str) -> None:
    run = wa_link(*command.split(), "-r", region)
    assert (run.code, run.out) == (2, "")
    assert f'"{region}" is not a region.' in run.err
    with pytest.raises(OptionError, match="is not a region"):
        chat_link("1", region=region)


def test_an_unknown_one_in_the_environment_names_the_variable(
    wa_link: Tool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WA_LINK_REGION", "EN")
    run = wa_link("link", "+447911123456")
    assert run.code == 2
    assert "WA_LINK_REGION" in run.err
    assert "Did you mean GB (United Kingdom)" in run.err
