"""Print labels on L7160 with python-qrcode and fpdf2, each with a code and a caption.

The codes have the defaults of python-qrcode (level M), and are not read back.

python labels_with_qrcode.py LINKS.csv LABELS.pdf
"""

import csv
import sys
from pathlib import Path

import qrcode
from fpdf import FPDF
from qrcode.image.pil import PilImage

if __name__ == "__main__":
    pdf = FPDF(unit="mm", format="A4")
    pdf.set_auto_page_break(auto=False)
    pdf.set_font("Helvetica", size=9)
    with Path(sys.argv[1]).open(encoding="utf-8", newline="") as links:
        for row, listing in enumerate(csv.DictReader(links)):
            if row % 21 == 0:
                pdf.add_page()
            x, y = 7.21 + row % 3 * 66.04, 15.15 + row % 21 // 3 * 38.1
            code = qrcode.make(listing["wa_link"], image_factory=PilImage, box_size=10, border=4)
            pdf.image(code.get_image(), x + 1.5, y + 1.5, 35.1, 35.1)
            pdf.text(x + 37, y + 18, listing["title"])
            pdf.text(x + 37, y + 23, listing["price"])
    pdf.output(sys.argv[2])
