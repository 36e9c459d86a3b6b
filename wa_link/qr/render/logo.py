"""Logo: a picture in the middle of a QR code.

The pad is the light area under the logo. It covers a whole number of modules in each direction.
"""

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
"""Largest percentage of the symbol that a logo and its pad can cover before phones fail."""
_FORMATS = ("PNG", "JPEG", "WEBP")
_LARGEST_FILE_BYTES = 20_000_000
_LARGEST_PIXELS = 16_000_000
# Pixels of the longer side of a stored logo: enough for a code of 11 cm at 600 dpi.
_KEPT_PIXELS = 600
_LEAST_PAD = 3  # width and height of the smallest pad, in modules
# Longest side of a pad as a share of the symbol's side: a wide logo must stay away from the finder
# patterns in the corners.
_LONGEST_SHARE = 0.4
_MAX_ASPECT = 8  # longer side of a logo divided by its shorter side


class Pad(NamedTuple):
    """Size of the light area under a logo, in the middle of a symbol.

    Attributes:
        width: the width in modules, an odd number.
        height: the height in modules, an odd number.
    """

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Logo:
    """Logo that was read and checked, and is ready to be drawn.

    Attributes:
        picture: the picture as the content of a PNG file.
        aspect: the width of the picture divided by its height.
        area: the largest percentage of the symbol that the light pad under the logo may cover.
    """

    picture: bytes
    aspect: float
    area: float = LARGEST_AREA

    @classmethod
    def of(cls, path: str | os.PathLike[str], area: float = LARGEST_AREA) -> Logo:
        """Read a logo from a PNG, JPEG or WebP file, and remove the metadata of the file.

        Args:
            path: the file.
            area: the largest percentage of the symbol that the light pad under the logo may cover:
                above 0 and at most 5.

        Raises:
            OptionError: the file can't be read as a PNG, JPEG or WebP picture; the picture is too
                large, too narrow or fully transparent; or the area is out of range.
        """
        if not 0 < area <= LARGEST_AREA:
            raise OptionError(
                f"The logo area must be more than 0 and at most {LARGEST_AREA:g} % of the code, "
                f"not {area:g} %: phones fail to read codes with larger logos."
            )
        name = quote(str(path), 200)
        picture = _read_picture(path, name)
        if not picture.getchannel("A").getbbox():
            raise OptionError(f"{name} is fully transparent: use a logo that can be seen.")
        if not 1 / _MAX_ASPECT <= picture.width / picture.height <= _MAX_ASPECT:
            raise OptionError(
                f"{name} is too narrow for a logo: its longer side can be at most {_MAX_ASPECT} "
                "times its shorter side. Use another picture."
            )
        picture.thumbnail((_KEPT_PIXELS, _KEPT_PIXELS))
        file = io.BytesIO()
        picture.save(file, "PNG")
        return cls(file.getvalue(), picture.width / picture.height, area)

    def pad(self, size: int) -> Pad:
        """Return the size of the pad for the largest logo that the attribute `area` allows.

        Args:
            size: the number of modules on each side of the symbol.

        Raises:
            OptionError: even the smallest pad, 3 × 3 modules, covers too much of the symbol.
        """
        pad = _find_pad(self.aspect, self.area, size)
        if pad is None:
            raise OptionError(
                f"{self.area:g} % of a code of {size}×{size} modules is too little for a logo: "
                f"use {option('logo_area', 5)}."
            )
        return pad

    def fit(self, pad: Pad) -> tuple[float, float]:
        """Return the largest width and height of the logo on `pad`, with a margin, in modules."""
        return _fit(self.aspect, pad)


def _fit(aspect: float, pad: Pad) -> tuple[float, float]:
    """Return width and height, in modules, of the largest logo that fits on a pad.

    A margin of at least half a module stays free around the logo.

    Args:
        aspect: the width of the logo divided by its height.
        pad: size of the pad.
    """
    width = min(pad.width - 1, (pad.height - 1) * aspect)
    return width, width / aspect


@cache
def _find_pad(aspect: float, area: float, size: int) -> Pad | None:
    """Return the size of the smallest pad on which the logo is as large as possible.

    Return None if even the smallest pad, 3 × 3 modules, covers more of the symbol than `area`.

    Args:
        aspect: the width of the logo divided by its height.
        area: the largest percentage of the symbol that the pad may cover.
        size: the number of modules on each side of the symbol.
    """
    most = size * size * area / 100
    sides = range(_LEAST_PAD, int(size * _LONGEST_SHARE) + 1, 2)
    pads = [Pad(width, height) for width in sides for height in sides if width * height <= most]
    return max(pads, key=lambda pad: (_fit(aspect, pad), -pad.width * pad.height), default=None)


def _read_picture(path: str | os.PathLike[str], name: str) -> Image.Image:
    """Read a picture from a file, rotate it as its metadata require, and convert it to RGBA.

    The size in the header of the file is checked before its pixels are decoded, because a small
    file can contain a huge picture.

    Args:
        path: the file.
        name: the quoted path, for messages.

    Raises:
        OptionError: the file can't be used as a logo.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError  # noqa: PLC0415  (takes 50 ms)

    content = io.BytesIO(read_whole(path, "a logo", _LARGEST_FILE_BYTES))
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # Pillow warns only of pictures that are refused anyway, or are harmless
        try:
            picture = Image.open(content, formats=_FORMATS)
            _check_pixels(picture, name)
            return ImageOps.exif_transpose(picture).convert("RGBA")
        except OptionError:
            raise
        except (UnidentifiedImageError, Image.DecompressionBombError):
            raise OptionError(
                f"{name} can't be used as a logo: use a PNG, JPEG or WebP picture with at most "
                "16 million pixels."
            ) from None
        except (OSError, SyntaxError, ValueError, EOFError) as error:
            raise OptionError(
                f"{name} can't be read as a picture ({error}): save it again as PNG."
            ) from None


def _check_pixels(picture: Image.Image, name: str) -> None:
    """Raise OptionError if a picture has more than 16 million pixels."""
    if picture.width * picture.height > _LARGEST_PIXELS:
        raise OptionError(
            f"{name} has {picture.width:,}×{picture.height:,} pixels, too many for a logo: make it "
            "smaller than 16 million pixels."
        )
