"""Fixtures for the tests of the room `check`."""

from __future__ import annotations

import pytest
from PIL import Image

from wa_link.check.child_process import office_documents, pdf_documents, pictures


@pytest.fixture(autouse=True)
def _no_limit_of_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let code of the child process run in this process without changing its limits for ever."""
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", Image.MAX_IMAGE_PIXELS)
    for module in (office_documents, pdf_documents, pictures):
        monkeypatch.setattr(module, "limit_memory", lambda _: None)
