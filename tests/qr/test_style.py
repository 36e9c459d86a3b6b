from __future__ import annotations

from typing import Any

import pytest

from wa_link.errors import OptionError
from wa_link.qr.render.style import Style


def test_the_defaults_are_those_of_iso_18004() -> None:
    assert Style() == Style(module_size=10, quiet_zone=4)


@pytest.mark.parametrize(("module_size", "quiet_zone"), [(1, 0), (100, 40), (1, 40), (100, 0)])
def test_the_ends_of_the_ranges_are_allowed(module_size: int, quiet_zone: int) -> None:
    style = Style(module_size, quiet_zone)
    assert (style.module_size, style.quiet_zone) == (module_size, quiet_zone)


@pytest.mark.parametrize(
    ("sizes", "message"),
    [
        ({"module_size": 0}, "The module size must be 1 to 100 px, not 0."),
        ({"module_size": -1}, "The module size must be 1 to 100 px, not -1."),
        ({"module_size": 101}, "The module size must be 1 to 100 px, not 101."),
        ({"quiet_zone": -1}, "The quiet zone must be 0 to 40 modules, not -1."),
        ({"quiet_zone": 41}, "The quiet zone must be 0 to 40 modules, not 41."),
    ],
)
def test_a_size_out_of_its_range_is_refused(sizes: dict[str, Any], message: str) -> None:
    with pytest.raises(OptionError) as caught:
        Style(**sizes)
    assert str(caught.value) == message
