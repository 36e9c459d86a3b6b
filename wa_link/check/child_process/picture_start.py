"""The beginning of a picture. This module is small, because the parent process needs it, too."""

from __future__ import annotations

import re

PICTURE_START = re.compile(rb"\x89PNG\r\n\x1a\n|\xff\xd8\xff|GIF8[79]a|RIFF....WEBP", re.DOTALL)
"""Pattern of the beginning of a file in PNG, JPEG, GIF or WebP."""
