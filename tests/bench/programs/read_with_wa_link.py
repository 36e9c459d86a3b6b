"""Numbers read by this tool: prints the seconds of the second half, and how many were valid in it.

    python read_with_wa_link.py NUMBERS.txt

The first half warms up: patterns are compiled as regions turn up. All must be valid.
"""

import sys
import time
from pathlib import Path

from wa_link import parse_phone


def valid(numbers: list[str]) -> int:
    """How many of the numbers are valid; the E.164 of each is made on the way."""
    count = 0
    for number in numbers:
        count += parse_phone(number).e164 != ""
    return count


if __name__ == "__main__":
    cells = Path(sys.argv[1]).read_text(encoding="utf-8").split()
    half = len(cells) // 2
    valid(cells[:half])
    measured = cells[half:]
    begun = time.perf_counter()
    found = valid(measured)
    print(time.perf_counter() - begun, found)
