"""Link a sheet with phonenumbers, by the shortest script that competes with `wa-link batch`.

    python naive_batch.py IN.csv OUT.csv [REGION]

It repairs nothing, tries one reading, gives no reasons, and expects a fixed column.
"""

import csv
import sys
from pathlib import Path
from urllib.parse import quote

from phonenumbers import PhoneNumberFormat, format_number, is_valid_number, parse

PHONE = 1  # the column

if __name__ == "__main__":
    region = sys.argv[3] if len(sys.argv) > 3 else None
    with (
        Path(sys.argv[1]).open(encoding="utf-8", newline="") as source,
        Path(sys.argv[2]).open("w", encoding="utf-8", newline="") as target,
    ):
        rows = csv.reader(source)
        out = csv.writer(target)
        out.writerow([*next(rows), "link"])
        for row in rows:
            number = parse(row[PHONE], region)
            link = ""
            if is_valid_number(number):
                digits = format_number(number, PhoneNumberFormat.E164)[1:]
                link = f"https://wa.me/{digits}?text={quote('Hi ' + row[0], safe='')}"
            row.append(link)
            out.writerow(row)
