"""Names of Windows devices, such as `NUL`, which no file can have."""

from __future__ import annotations

import re
import unicodedata

# These names mean devices with any extension, too (Microsoft, "Naming Files, Paths, and
# Namespaces"). They are compared after NFKC, because some programs read full-width letters as ASCII
# letters.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|conin|conout|(?:com|lpt)\d) *(?:\..*)?", re.IGNORECASE)


def is_device_name(name: str) -> bool:
    """Return whether Windows reads a file name as the name of a device: `CON`, `aux.svg`."""
    return _DEVICES.fullmatch(unicodedata.normalize("NFKC", name)) is not None
