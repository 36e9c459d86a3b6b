"""PDFs of labels, for tests."""

from __future__ import annotations

from wa_link.printing.labels.label_sheet import LabelSheet

DPI = 300


def link(number: int) -> str:
    return f"https://wa.me/447911123456?text={number}"


def pages(stock: str, count: int, caption: str = "€120", **options: object) -> bytes:
    """Return a PDF of `count` labels, each with its own link."""
    with LabelSheet(stock, **options) as sheet:  # type: ignore[arg-type]  # by name
        for number in range(count):
            sheet.add(link(number), caption, title="Table")
        drawing = sheet.output()
        assert sum(sheet.check(drawing)) == sheet.labels
        return drawing
