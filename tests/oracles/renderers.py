"""Programs that show SVG: librsvg, CairoSVG and Qt 5."""

from __future__ import annotations

import io
import os
import subprocess
from typing import TYPE_CHECKING

from PIL import Image

from tests.conftest import absent, program
from tests.oracles.paper import on_paper

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# Debian's own Python has Qt, whatever Python runs the tests.
_DEBIAN_PYTHON = "/usr/bin/python3"
_QT = """
import sys
from PyQt5.QtCore import Qt
from PyQt5.QtGui import QGuiApplication, QImage, QPainter
from PyQt5.QtSvg import QSvgRenderer

app = QGuiApplication(sys.argv[:1])
renderer = QSvgRenderer(sys.argv[1])
if not renderer.isValid():
    sys.exit("Qt can't read the SVG")
size = renderer.defaultSize()
width = int(sys.argv[3])
image = QImage(width, round(width * size.height() / size.width()), QImage.Format_ARGB32)
image.fill(Qt.transparent)
painter = QPainter(image)
painter.setRenderHint(QPainter.Antialiasing)
renderer.render(painter)
painter.end()
image.save(sys.argv[2])
"""


def _by_librsvg(drawing: bytes, width: int, folder: Path) -> Image.Image:  # noqa: ARG001  (as the others)
    command = [program("rsvg-convert", "librsvg2-bin"), f"--width={width}"]
    run = subprocess.run(command, input=drawing, check=True, capture_output=True)
    return on_paper(Image.open(io.BytesIO(run.stdout)))


def _by_cairosvg(drawing: bytes, width: int, folder: Path) -> Image.Image:  # noqa: ARG001  (as the others)
    try:
        import cairosvg  # noqa: PLC0415  (it loads a library of the system)
    except OSError:
        absent("cairo is not installed (Debian package libcairo2)")
    return on_paper(Image.open(io.BytesIO(cairosvg.svg2png(drawing, output_width=width))))


def _by_qt(drawing: bytes, width: int, folder: Path) -> Image.Image:
    python = program(_DEBIAN_PYTHON, "python3-pyqt5.qtsvg")
    has_qt = subprocess.run([python, "-c", "import PyQt5.QtSvg"], check=False, capture_output=True)
    if has_qt.returncode:
        absent("Qt 5 is not installed (Debian package python3-pyqt5.qtsvg)")
    (file := folder / "drawing.svg").write_bytes(drawing)
    target = folder / "qt.png"
    command = [python, "-c", _QT, str(file), str(target), str(width)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run(command, check=True, capture_output=True, env=environment)
    return on_paper(Image.open(target))


RENDERERS: dict[str, Callable[[bytes, int, Path], Image.Image]] = {
    "librsvg": _by_librsvg,
    "CairoSVG": _by_cairosvg,
    "Qt 5": _by_qt,
}
"""Functions that draw an SVG on white with a width in pixels, by the names of their programs."""
