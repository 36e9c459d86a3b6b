"""Draw a PNG of each link with segno: level M, or better if the symbol stays as small.

python draw_with_segno.py LINKS.txt FOLDER
"""

import sys
from importlib import import_module
from pathlib import Path

segno = import_module("segno")  # only this program needs it, so type checkers may not find it

if __name__ == "__main__":
    with Path(sys.argv[1]).open(encoding="utf-8") as links:
        for row, link in enumerate(links, start=1):
            code = segno.make(link.rstrip("\n"), error="m")
            code.save(f"{sys.argv[2]}/{row}.png", scale=10, border=4)
