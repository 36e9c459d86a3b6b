"""Read numbers with wa_link; print the seconds and the valid numbers of the second half.

    python read_with_wa_link.py NUMBERS.txt

The first half warms up, because patterns are compiled when a region first appears.
"""

import sys
import time
from pathlib import Path

from wa_link import parse_phone


def valid(numbers: list[str]) -> int:
    """Count the valid numbers, and format each as E.164."""
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
