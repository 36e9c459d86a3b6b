"""Copy a sheet with csv, with the same link in all rows.

python bare_copy.py IN.csv OUT.csv
"""

import csv
import sys
from pathlib import Path

LINK = "https://wa.me/966501234567?text=Hi%20there"

if __name__ == "__main__":
    with (
        Path(sys.argv[1]).open(encoding="utf-8", newline="") as source,
        Path(sys.argv[2]).open("w", encoding="utf-8", newline="") as target,
    ):
        rows = csv.reader(source)
        out = csv.writer(target)
        out.writerow([*next(rows), "link"])
        for row in rows:
            row.append(LINK)
            out.writerow(row)
