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
"""Largest share of the symbol under a logo and its pad, in percent: readers fail from there on."""
_FORMATS = ("PNG", "JPEG", "WEBP")
_LARGEST_FILE_BYTES = 20_000_000
_LARGEST_PIXELS = 16_000_000
# Pixels kept of the longer side: enough for a code of 11 cm at 600 dpi.
_KEPT_PIXELS = 600
_LEAST_PAD = 3  # modules each way
# A wide logo must stay clear of the finder patterns.
_LONGEST_SHARE = 0.4
_LONGEST = 8  # times its width


class Pad(NamedTuple):
    """The light area under a logo, in the middle of a symbol: an odd number of modules each way.

    Attributes:
        width: in modules.
        height: in modules.
    """

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture, ready to be drawn.

    Attributes:
        picture: a PNG.
        aspect: its width to its height.
        area: percent of the symbol that the logo and its pad can cover.
    """

    picture: bytes
    aspect: float
    area: float = LARGEST_AREA

    @classmethod
    def of(cls, path: str | os.PathLike[str], area: float = LARGEST_AREA) -> Logo:
        """Return the logo in a PNG, JPEG or WebP file, without its metadata.

        Raises:
            OptionError: the file is not one of these, too large or damaged; or `area` is too much.
        """
        if not 0 < area <= LARGEST_AREA:
            raise OptionError(
                f"A logo covers at most {LARGEST_AREA:g} % of the symbol, not {area:g} %: readers "
                "begin to fail on what covers more."
            )
        name = quote(str(path), 200)
        picture = _read(path, name)
        if not picture.getchannel("A").getbbox():
            raise OptionError(f"{name} is fully transparent: give a logo that can be seen.")
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
        """Return the pad with the largest logo, on a symbol with `size` modules on a side.

        Raises:
            OptionError: no pad is small enough.
        """
        found = _pad(self.aspect, self.area, size)
        if found is None:
            raise OptionError(
                f"{self.area:g} % of a symbol of {size}×{size} modules is too little for a logo: "
                f"use {option('logo_area', 5)}."
            )
        return found

    def drawn(self, pad: Pad) -> tuple[float, float]:
        """Return width and height on the pad, in modules: each side keeps half a module free."""
        width = min(pad.width - 1, (pad.height - 1) * self.aspect)
        return width, width / self.aspect


@cache
def _pad(aspect: float, area: float, size: int) -> Pad | None:
    most = size * size * area / 100
    sides = range(_LEAST_PAD, int(size * _LONGEST_SHARE) + 1, 2)
    pads = [Pad(width, height) for width in sides for height in sides if width * height <= most]
    logo = Logo(b"", aspect, area)
    # The largest logo, and of the pads that hold it the smallest.
    return max(pads, key=lambda pad: (logo.drawn(pad), -pad.width * pad.height), default=None)


def _read(path: str | os.PathLike[str], name: str) -> Image.Image:
    """Return the picture in a file, upright, in RGBA; large ones are refused by their header."""
    from PIL import Image, ImageOps, UnidentifiedImageError  # noqa: PLC0415  (50 ms)

    content = io.BytesIO(read_whole(path, "a logo", _LARGEST_FILE_BYTES))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what Pillow warns of is refused or harmless
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
