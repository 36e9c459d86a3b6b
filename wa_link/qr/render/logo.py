"""Logo: a picture in the middle of a code, on a light pad of whole modules."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from wa_link._support.arguments import option
from wa_link._support.quoting import quote
from wa_link._support.read_files import read_whole
from wa_link.errors import OptionError

if TYPE_CHECKING:
    import os

    from PIL import Image

LARGEST_AREA = 5.0
"""Largest percentage of the symbol under a logo and its pad; above it, readers begin to fail."""
_FORMATS = ("PNG", "JPEG", "WEBP")
_LARGEST_FILE_BYTES = 20_000_000
_LARGEST_PIXELS = 16_000_000
# Pixels of the longer side: enough for a code of 11 cm at 600 dpi.
_KEPT_PIXELS = 600
_LEAST_PAD = 3  # modules each way
# A wide logo must not come near the finder patterns.
_LONGEST_SHARE = 0.4
_LONGEST = 8  # times the shorter side


class Pad(NamedTuple):
    """The light area under a logo, in the middle of a symbol.

    Attributes:
        width: width in modules, an odd number.
        height: height in modules, an odd number.
    """

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture, ready to be drawn.

    Attributes:
        picture: a PNG.
        aspect: its width divided by its height.
        area: percentage of the symbol that the logo and its pad may cover.
    """

    picture: bytes
    aspect: float
    area: float = LARGEST_AREA

    @classmethod
    def of(cls, path: str | os.PathLike[str], area: float = LARGEST_AREA) -> Logo:
        """Return the logo in a PNG, JPEG or WebP file, without its metadata.

        Args:
            path: the file.
            area: percentage of the symbol, above 0 and at most LARGEST_AREA.

        Raises:
            OptionError: the file is not such a picture, is too large, too narrow or damaged; or
                the area is out of its range.
        """
        if not 0 < area <= LARGEST_AREA:
            raise OptionError(
                f"A logo covers at most {LARGEST_AREA:g} % of the symbol, not {area:g} %: readers "
                "begin to fail above that."
            )
        name = quote(str(path), 200)
        picture = _read_picture(path, name)
        if not picture.getchannel("A").getbbox():
            raise OptionError(f"{name} is fully transparent: use a logo that can be seen.")
        if not 1 / _LONGEST <= picture.width / picture.height <= _LONGEST:
            raise OptionError(
                f"{name} is too narrow for a logo: the longer side can be {_LONGEST} times "
                "the other."
            )
        picture.thumbnail((_KEPT_PIXELS, _KEPT_PIXELS))
        file = io.BytesIO()
        picture.save(file, "PNG")
        return cls(file.getvalue(), picture.width / picture.height, area)

    def pad(self, size: int) -> Pad:
        """Return the pad for the largest logo on a symbol of `size` modules a side.

        Raises:
            OptionError: the smallest pad is too large.
        """
        pad = _find_pad(self.aspect, self.area, size)
        if pad is None:
            raise OptionError(
                f"{self.area:g} % of a symbol of {size}×{size} modules is too little for a logo: "
                f"use {option('logo_area', 5)}."
            )
        return pad

    def fit(self, pad: Pad) -> tuple[float, float]:
        """Return width and height on a pad, in modules; half a module stays free on each side."""
        return _fit(self.aspect, pad)


def _fit(aspect: float, pad: Pad) -> tuple[float, float]:
    width = min(pad.width - 1, (pad.height - 1) * aspect)
    return width, width / aspect


@cache
def _find_pad(aspect: float, area: float, size: int) -> Pad | None:
    """Return the pad with the largest logo, and of such pads the smallest."""
    most = size * size * area / 100
    sides = range(_LEAST_PAD, int(size * _LONGEST_SHARE) + 1, 2)
    pads = [Pad(width, height) for width in sides for height in sides if width * height <= most]
    return max(pads, key=lambda pad: (_fit(aspect, pad), -pad.width * pad.height), default=None)


def _read_picture(path: str | os.PathLike[str], name: str) -> Image.Image:
    """Return the picture in a file, upright, in RGBA; its header is checked before its pixels."""
    from PIL import Image, ImageOps, UnidentifiedImageError  # noqa: PLC0415  (50 ms)

    content = io.BytesIO(read_whole(path, "a logo", _LARGEST_FILE_BYTES))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns of pictures that are refused or harmless
        try:
            picture = Image.open(content, formats=_FORMATS)
            _check_pixels(picture, name)
            return ImageOps.exif_transpose(picture).convert("RGBA")
        except OptionError:
            raise
        except (UnidentifiedImageError, Image.DecompressionBombError):
            raise OptionError(
                f"{name} is not a PNG, JPEG or WebP picture of at most 16 million pixels."
            ) from None
        except (OSError, SyntaxError, ValueError, EOFError) as error:
            raise OptionError(
                f"{name} can't be read as a picture ({error}): save it again as PNG."
            ) from None


def _check_pixels(picture: Image.Image, name: str) -> None:
    if picture.width * picture.height > _LARGEST_PIXELS:
        raise OptionError(
            f"{name} has {picture.width:,}×{picture.height:,} pixels: make it smaller than 16 "
            "million."
        )
