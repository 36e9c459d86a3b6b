"""How fast a batch is, against a bare loop of csv and phonenumbers; and how flat its memory.

    python -m tests.bench.batch                  # 20,000 rows, 5 pairs of runs
    python -m tests.bench.batch --rows 1000000 --pairs 1 --memory

The peer does what the shortest script would: parse and validate each number, percent-encode the
text, write the row. It undoes no damage, reads nothing two ways, gives no reasons and finds no
columns. Both run as processes of their own, in turn; what counts is the ratio, pair by pair.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PEER = """
import csv, sys
from urllib.parse import quote
import phonenumbers as p
with open(sys.argv[1], encoding="utf-8", newline="") as source, \\
     open(sys.argv[2], "w", encoding="utf-8", newline="") as target:
    rows = csv.DictReader(source)
    out = csv.DictWriter(target, [*rows.fieldnames, "wa_link", "wa_phone"])
    out.writeheader()
    for row in rows:
        number = p.parse(row["phone"], row["country"] or None)
        if p.is_valid_number(number):
            digits = p.format_number(number, p.PhoneNumberFormat.E164)[1:]
            text = quote("Hi " + row["name"], safe="")
            row["wa_link"] = f"https://wa.me/{digits}?text={text}"
            row["wa_phone"] = p.format_number(number, p.PhoneNumberFormat.INTERNATIONAL)
        out.writerow(row)
"""
# As a shop's contacts are: mostly national with a region, some international.
NUMBERS = (
    ("05{:08d}", "SA"),
    ("+9665{:08d}", ""),
    ("+49151{:08d}", ""),
    ("(11) 9{:08d}", "BR"),
    ("07{:09d}", "GB"),
)


def write_contacts(path: Path, rows: int) -> None:
    """Write a sheet of `rows` contacts, the same each time."""
    draw = random.Random(7)  # noqa: S311  (a sample, no secret)
    with path.open("w", encoding="utf-8") as file:
        file.write("name,phone,country\n")
        for row in range(rows):
            pattern, country = draw.choice(NUMBERS)
            file.write(f"Client {row},{pattern.format(draw.randrange(10**8))},{country}\n")


def run(command: list[str]) -> tuple[float, int]:
    """Run a command to its end; gives its processor seconds and its peak memory in MB."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 3):
        raise SystemExit(f"{command} failed")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024


def main() -> None:
    """Measure, and print one line for each figure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--memory", action="store_true", help="and the memory of a hundredth")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        contacts, links, few = (Path(folder, name) for name in ("in.csv", "out.csv", "few.csv"))
        write_contacts(contacts, asked.rows)
        ours = [sys.executable, "-m", "wa_link", "batch", str(contacts), "-o", str(links)]
        ours += ["--region-column", "country", "--text", "Hi {name}", "--quiet"]
        peer = [sys.executable, "-c", PEER, str(contacts), str(links)]
        pairs = [(run(ours), run(peer)) for _ in range(asked.pairs)]
        ratios = [mine[0] / theirs[0] for mine, theirs in pairs]
        seconds = statistics.median(mine[0] for mine, _ in pairs)
        print(f"{time.strftime('%Y-%m-%d')}, Python {sys.version.split()[0]}, {asked.rows:,} rows")
        print(f"wa-link batch: {asked.rows / seconds:,.0f} rows a second (median)")
        print(f"processor time against the bare loop: {statistics.median(ratios):.2f} times")
        print(f"peak memory: {max(mine[1] for mine, _ in pairs)} MB")
        if asked.memory:
            write_contacts(few, asked.rows // 100)
            ours[ours.index(str(contacts))] = str(few)
            print(f"peak memory of {asked.rows // 100:,} rows: {run(ours)[1]} MB")


if __name__ == "__main__":
    main()
