"""A link and its QR code for tests, and a function that draws many codes at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from wa_link.errors import RecordError
from wa_link.printing.codes.code_drawer import CodeDrawer
from wa_link.printing.codes.drawing import Drawing, DrawJob
from wa_link.qr import QrCode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_link.printing.codes.draw_options import DrawOptions


URL = "https://wa.me/966501234567?text=Is%20it%20still%20available%3F"
CODE = QrCode.of(URL)
MODULES = CODE.symbol.size + 8
FORMATS = ("png", "svg", "pdf")
NUMBER = "+966 50 123 4567"
each_format = pytest.mark.parametrize("file_format", FORMATS)


def draw_codes(options: DrawOptions, jobs: Sequence[DrawJob]) -> list[Drawing]:
    """Return the drawings of the jobs; fail if a code can't be drawn."""
    with CodeDrawer(options) as drawer:
        results = drawer.draw(jobs)
    assert not [result for result in results if isinstance(result, RecordError)]
    return [result for result in results if isinstance(result, Drawing)]
