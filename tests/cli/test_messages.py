"""Messages quote at most one cell of a contact, because messages can end up in a log or a mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Run


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param("Ann,+447911123456,ann@example.org,12 Elm St\nBo,+447911123457,,\n", 2,
                     id="no header"),
        pytest.param("Ann,+447911123456\nBo,+447911123457\n", 2, id="no header, two columns"),
        pytest.param(b"name,phone,mail\nJos\xe9,+447911123456,ann@example.org\n", 1,
                     id="another encoding"),
        pytest.param('{"phone": "1"}\n["Ann", "+447911123456", "ann@example.org"]\n', 3,
                     id="an array"),
        pytest.param("name,phone,mail\nAnn,12,ann@example.org\n", 3, id="a rejected row"),
        pytest.param('name,phone,mail\n"Ann,+447911123456,ann@example.org\n', 3, id="a quote"),
    ],
)  # fmt: skip
def test_messages_quote_one_cell_at_most(
    wa_link: Callable[..., Run], data: str | bytes, code: int
) -> None:
    raw = data if isinstance(data, bytes) else data.encode()
    run = wa_link("batch", "-", "--rejects", "/dev/null", stdin=raw)
    shown = [cell for cell in ("Ann", "Jos", "+44", "ann@", "Elm") if cell in run.err]
    assert (run.code, len(shown) <= 1) == (code, True), run.err
    forecast = wa_link("batch", "-", "--dry-run", stdin=raw)
    lines = (forecast.out + forecast.err).splitlines()
    assert all(sum(cell in line for cell in ("Ann", "+44", "ann@")) <= 1 for line in lines), lines
