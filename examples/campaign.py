"""Make a WhatsApp link and a QR code for each listing of a seller.

Each link opens a chat with the seller and prefills the text of `advert.txt`.

Usage: python campaign.py LISTINGS.csv FOLDER
"""

import sys
from pathlib import Path

from wa_link import Accepted, CodeFolder, Rejected, link_rows, open_sheet, parse_phone

ADVERT = Path(__file__).with_name("advert.txt").read_text(encoding="utf-8").rstrip()


def main(listings: str, folder: str) -> int:
    """Print a line for each listing, and save its QR code; return 3 if a listing has no link."""
    seller = parse_phone("050 123 4567", region="SA")
    codes = CodeFolder(folder, file_format="svg", name="{ref}")
    code = 0
    with open_sheet(listings) as sheet:
        for outcome in link_rows(sheet, number=seller, text=ADVERT, codes=codes):
            match outcome:
                case Accepted(row=row, link=link, code=file_name):
                    print(f"{row.cells[0]}  {file_name}  {link.url}")
                case Rejected(row=row, reason=reason, message=message):
                    print(f"{row.cells[0]}  line {row.line}: {reason}: {message}")
                    code = 3
    return code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
