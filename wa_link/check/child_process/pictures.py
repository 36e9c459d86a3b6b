"""Find the QR codes in pictures: .png, .jpg, .webp and .gif."""

from __future__ import annotations

import io

from wa_link._support.child_work import CannotReadError, limit_memory
from wa_link.check.child_process.entries import CODE, may_contain_link
from wa_link.check.child_process.messages import damaged_error
from wa_link.qr.readback import flatten, read_codes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL import Image

    from wa_link.check.child_process.entries import Entry

MAX_PIXELS = 80_000_000
"""Limit of the pixels of a picture, the same as for the pictures that wa-link writes."""
# One pixel of a picture takes 4 bytes in each of three steps: decoded, on white, and in grey.
MEMORY = (1 << 30) + 16 * MAX_PIXELS
"""Limit of the memory (address space) of a process that reads pictures, in bytes."""
_FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
_SAVE_AGAIN = "Open it in a picture editor and save it again."


class Picture:
    """A picture whose codes are read.

    Attributes:
        seconds: limit of the time to read the codes, in seconds.
    """

    seconds = 60

    def __init__(self, data: bytes) -> None:
        """Limit the memory of this process; `data` is the content of the picture's file."""
        limit_memory(MEMORY)
        self._data = data

    def read_entries(self) -> Iterator[Entry]:
        """Yield the entries of all QR codes in the first frame of the picture.

        Raises:
            CannotReadError: the picture is damaged, or has too many pixels.
        """
        yield from make_code_entries("QR code", find_codes(open_picture(self._data)))


def open_picture(data: bytes) -> Image.Image:
    """Return a picture in shades of grey; `data` is the content of its file.

    Raises:
        CannotReadError: the picture is damaged, or has too many pixels.
    """
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415  (20 ms, only for pictures)

    Image.MAX_IMAGE_PIXELS = None  # the size is checked below, with our own message
    try:
        picture = Image.open(io.BytesIO(data), formats=_FORMATS)
        if picture.width * picture.height > MAX_PIXELS:
            raise CannotReadError(
                f"has {picture.width * picture.height:,} pixels, and the limit is "
                f"{MAX_PIXELS:,}. Save the picture in a smaller size."
            )
        return flatten(_reduce_depth(picture))
    except UnidentifiedImageError:
        raise CannotReadError(f"is not a picture, or it is damaged. {_SAVE_AGAIN}") from None
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, TypeError) as error:
        raise damaged_error(error, _SAVE_AGAIN) from None


def _reduce_depth(picture: Image.Image) -> Image.Image:
    """Return the picture with 8 bits for each colour, if it has 16 bits in shades of grey."""
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda value: value / 256).convert("L")
    return picture


def find_codes(picture: Image.Image) -> list[str]:
    """Return the texts of the QR codes in a grey picture, each once, whatever their direction."""
    return [*dict.fromkeys(read_codes(picture, in_any_direction=True))]


def make_code_entries(place: str, codes: list[str]) -> list[Entry]:
    """Return an entry for each text of a QR code that may be a link."""
    return [(place, code, CODE) for code in codes if may_contain_link(code)]
