"""Measurement of the least size of modules: photographs of prints, read by zxing and zbar.

`python -m tests.oracles.least_modules` prints the table. A trial is a code of 25 to 89 modules,
printed at 300 dpi with too little, enough or too much ink that runs by 0.066 mm, and photographed
at an angle, out of focus and in poor light, with 7.6 or 9.1 pixels a mm. The table has the shares
of 480 trials that zxing and zbar read; all styles have the same trials:

              square          rounded         dots
    0.33 mm    53.5%  82.7%    65.0%  81.7%    53.1%  89.4%
    0.34 mm    90.4%  98.3%    89.0%  91.7%    77.5%  93.1%
    0.35 mm    88.1%  98.1%    86.7%  93.8%    79.8%  93.1%
    0.36 mm    94.2%  99.2%    90.4%  93.3%    86.9%  96.0%
    0.37 mm    90.6%  98.3%    93.1%  94.2%    87.1%  94.2%
    0.40 mm    94.8%  99.4%    99.0%  98.8%    97.5%  99.2%
    0.41 mm    99.4%  99.6%    99.0%  97.3%    98.8%  97.1%
    0.42 mm    96.9%  99.4%    99.0%  97.5%    98.3%  97.7%

At 0.33 mm all styles are read equally badly. From 0.34 to 0.37 mm, rounded modules are read like
squares that are 0.01 to 0.02 mm smaller, and dots like squares that are 0.02 to 0.03 mm smaller. So
they must be larger by that much.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageFilter

from tests.conftest import program
from tests.oracles.paper import MM_PER_INCH, by_zbar, by_zxing
from wa_link import chat_link
from wa_link.qr.encode.symbol import make_symbol
from wa_link.qr.render.artwork import Artwork
from wa_link.qr.render.shapes import Shape
from wa_link.qr.render.style import Style
from wa_link.qr.render.svg import draw_code_svg

if TYPE_CHECKING:
    from collections.abc import Iterator

PRINTER_DPI = 300
_INK_RUNS_MM = 0.066
# Least grey that a printer leaves white: a higher one means more ink; 0 prints greys.
_INKS = (0, 70, 128, 190)
_PIXELS_PER_MM = (2.5 / 0.33, 3.0 / 0.33)
_LINKS = [chat_link("+44 7911 123456", text="table " * words).url for words in (0, 6, 15, 30, 60)]


def measure_shares(shape: Shape, module_mm: float, trials: int) -> tuple[float, float]:
    """Return the shares of trials that zxing and zbar read; trials are the same for all shapes."""
    with tempfile.TemporaryDirectory() as folder:
        found = [
            (by_zxing(picture) == [link], by_zbar(picture, Path(folder)) == [link])
            for link, picture in _make_trials(shape, module_mm, trials)
        ]
    return sum(each[0] for each in found) / trials, sum(each[1] for each in found) / trials


def _make_trials(shape: Shape, module_mm: float, trials: int) -> Iterator[tuple[str, Image.Image]]:
    draw = random.Random(1)  # noqa: S311  (conditions, no secret)
    for trial in range(trials):
        link = _LINKS[trial % len(_LINKS)]
        side = (make_symbol(link).size + 8) * module_mm
        ink, angle = _INKS[trial // len(_LINKS) % len(_INKS)], draw.uniform(-12, 12)
        camera = draw.choice(_PIXELS_PER_MM)
        yield link, _photograph(_print(link, shape, side, ink), side, angle, camera, trial)


@cache
def _print(link: str, shape: Shape, side: float, ink: int) -> Image.Image:
    """Return a print with two pixels a dot of the printer."""
    drawing = draw_code_svg(Artwork(make_symbol(link), Style(shape=shape)))
    dots = f"{round(side / MM_PER_INCH * PRINTER_DPI)}"
    command = [program("rsvg-convert", "librsvg2-bin"), "-w", dots, "-h", dots]
    made = subprocess.run(command, input=drawing.encode(), capture_output=True, check=True)
    picture = Image.open(BytesIO(made.stdout)).convert("L")
    if ink:
        picture = picture.point(lambda grey: 255 * (grey >= ink))
    return picture.resize((2 * picture.width, 2 * picture.height), Image.Resampling.NEAREST)


def _photograph(
    picture: Image.Image, side: float, angle: float, pixels_per_mm: float, seed: int
) -> Image.Image:
    """Return a photograph of a print; `side` is its side in mm, `angle` is in degrees."""
    dots_per_mm = picture.width / side
    run = picture.filter(ImageFilter.GaussianBlur(_INK_RUNS_MM * dots_per_mm))
    askew = run.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    pixels = round(askew.width / dots_per_mm * pixels_per_mm)
    small = askew.resize((pixels, pixels), Image.Resampling.LANCZOS)
    blurred = np.asarray(small.filter(ImageFilter.GaussianBlur(0.6)), dtype=float)
    noise = np.random.default_rng(seed).normal(0, 12, blurred.shape)
    return Image.fromarray((blurred * 0.7 + 30 + noise).clip(0, 255).astype("uint8"))


if __name__ == "__main__":
    for hundredths in (33, 34, 35, 36, 37, 40, 41, 42):
        row = [measure_shares(shape, hundredths / 100, 480) for shape in Shape]
        cells = "   ".join(f"{zxing:.1%} {zbar:.1%}" for zxing, zbar in row)
        sys.stdout.write(f"{hundredths / 100:.2f} mm   {cells}\n")
        sys.stdout.flush()
