"""Codes as cards, for tests: a code, the formats of its files, and many drawn at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from wa_link.errors import RecordError
from wa_link.printing.codes.code_cards import CodeCards
from wa_link.printing.codes.code_drawing import CodeJob, Drawing
from wa_link.qr import QrCode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_link.printing.codes.code_look import CodeLook


URL = "https://wa.me/966501234567?text=Is%20it%20still%20available%3F"
CODE = QrCode.of(URL)
MODULES = CODE.symbol.size + 8
FORMATS = ("png", "svg", "pdf")
NUMBER = "+966 50 123 4567"
each_format = pytest.mark.parametrize("file_format", FORMATS)


def drawn(look: CodeLook, jobs: Sequence[CodeJob]) -> list[Drawing]:
    with CodeCards(look) as cards:
        found = cards.draw(jobs)
    assert not [each for each in found if isinstance(each, RecordError)]
    return [each for each in found if isinstance(each, Drawing)]
