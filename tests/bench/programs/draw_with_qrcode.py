"""Draw a PNG of each link with python-qrcode and its defaults (level M).

python draw_with_qrcode.py LINKS.txt FOLDER
"""

import sys
from pathlib import Path

import qrcode
from qrcode.image.pil import PilImage

if __name__ == "__main__":
    with Path(sys.argv[1]).open(encoding="utf-8") as links:
        for row, link in enumerate(links, start=1):
            code = qrcode.make(link.rstrip("\n"), image_factory=PilImage, box_size=10, border=4)
            code.save(f"{sys.argv[2]}/{row}.png")
