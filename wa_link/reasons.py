"""Reasons why records are rejected: codes such as `empty`, with their texts for the user."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Self


_SEND = (
    "wa-link business send-sheet contacts.csv --template hi --language en --opt-in-column ok "
    "--ledger sent.jsonl --max 9"
)
_SYNC = (
    'wa-link business links sync contacts.csv --key ref --text "Is {ref} available?" '
    "--state s.jsonl -o links.csv"
)


class Reason(StrEnum):
    """Reason why a record was rejected: a code for scripts, such as `empty`.

    Attributes:
        meaning: one sentence that explains the code to the user.
        way_out: one sentence that says what the user can do.
        example: a command that gets this code; before it are the lines of the file that it reads.
        solution: the command or the file after the way out; empty if no command shows it.
    """

    meaning: str
    way_out: str
    example: str
    solution: str

    def __new__(
        cls, code: str, meaning: str = "", way_out: str = "", example: str = "", solution: str = ""
    ) -> Self:
        """Make a member that equals its code: `Reason.EMPTY == "empty" == Reason("empty")`."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.meaning, member.way_out = meaning, way_out
        member.example, member.solution = example, solution
        return member

    # fmt: off
    EMPTY = ("empty",
        "The cell is blank, or its text means that there is no number: `-`, `N/A`, `none`, `0`.",
        "Fill in the number.",
        'wa-link link "N/A"',
        'wa-link link "+44 7911 123456"')
    NOT_A_NUMBER = ("not_a_number",
        "This is not a phone number but, for example, a date (`16.8.2003`) or a price (`5012.7`).",
        "Write only the phone number into the cell.",
        "wa-link link 16.8.2003",
        'wa-link link "+44 7911 123456"')
    LETTERS = ("letters",
        "The cell contains letters or words: `1-800-FLOWERS`, `call reception`, `fax 0201234567`.",
        "Write the phone number in digits, without words.",
        'wa-link link "call reception"',
        'wa-link link "+44 7911 123456"')
    TOO_SHORT = ("too_short",
        "The number has too few digits for its calling code.",
        "Add the missing digits.",
        'wa-link link "+44 7911 1234"',
        'wa-link link "+44 7911 123456"')
    TOO_LONG = ("too_long",
        "The number has too many digits for its calling code.",
        "If the cell contains a second number or an extension, remove it.",
        'wa-link link "+44 7911 123456 78"',
        'wa-link link "+44 7911 123456"')
    INVALID = ("invalid",
        "Such a number can't exist in its country, although its length is possible.",
        "Compare the digits with the source, and correct them.",
        'wa-link link "+44 6911 123456"',
        'wa-link link "+44 7911 123456"')
    NO_REGION = ("no_region",
        "The number has no `+`, so its country is unknown, and no region was given.",
        "Write the number with its `+`, or add `--region` or `--region-column`.",
        'wa-link link "07911 123456"',
        'wa-link link "07911 123456" --region GB')
    AMBIGUOUS = ("ambiguous",
        ("The digits can be a national number, or a number without its `+`; or the cell has "
         "several numbers, or the row has a number and a username."),
        ("Write one number, with its `+`. Only if all rows are written in the same way, add "
         "`--assume national` or `--assume international`: it also changes rows that have a link, "
         "which may then go to the wrong person."),
        "wa-link link 966501234567 --region DE",
        "wa-link link +966501234567")
    LOSSY_SCIENTIFIC = ("lossy_scientific",
        "A spreadsheet program rounded the number, so its last digits are lost: `9.66501E+11`.",
        "In the original sheet, format the column as text, and export it again.",
        "wa-link link 9.66501E+11",
        "wa-link link +966501234567")
    UNSUPPORTED_DIGITS = ("unsupported_digits",
        "The number contains characters that look like digits but are not: `①`, `⁵`.",
        "Type the digits 0 to 9.",
        'wa-link link "+44 7911 12345⑥"',
        'wa-link link "+44 7911 123456"')
    NOT_A_PHONE_LINK = ("not_a_phone_link",
        "The link or WhatsApp ID contains no phone number, or it is not a usable WhatsApp link.",
        "Write the phone number instead of the link.",
        "wa-link link https://wa.me/message/ABCDEFGHIJKLM1",
        "wa-link link +447911123456")
    INVALID_USERNAME = ("invalid_username",
        "WhatsApp allows no such username: `maria..l`, `www.maria`, a phone number.",
        "Write the username as its owner sees it in WhatsApp, or use the phone number.",
        "wa-link link --username maria..l",
        "wa-link link --username maria.l")
    PAGER = ("pager",
        "The number belongs to a pager, which can't have WhatsApp.",
        "Use another number of this person.",
        'wa-link link "+44 7640 123456"',
        'wa-link link "+44 7911 123456"')
    UNKNOWN_REGION = ("unknown_region",
        "The cell of the region column does not name a country or region.",
        "Write a region, such as `SA`, `Saudi Arabia` or `+966`.",
        "phone,country\n0501234567,Arabia\nwa-link batch contacts.csv --region-column country",
        ("phone,country\n0501234567,Saudi Arabia\n"
         "wa-link batch contacts.csv --region-column country"))
    MISSING_FIELD = ("missing_field",
        "The template uses a column such as `{name}`, or `--key` names one, and its cell is blank.",
        "Fill in the cell, or write a default into the template: `{name|there}`.",
        'phone,name\n+447911123456,\nwa-link batch contacts.csv --text "Hi {name}"',
        'wa-link batch contacts.csv --text "Hi {name|there}"')
    BAD_COPIES = ("bad_copies",
        "The cell in the column of `--copies` is not a whole number from 0 to 1,000.",
        "Write a whole number, such as 3, into the cell.",
        ("phone,labels\n+447911123456,two\n"
         'wa-link labels contacts.csv --copies "{labels}" --stock L7160 -o labels.pdf'),
        ("phone,labels\n+447911123456,2\n"
         'wa-link labels contacts.csv --copies "{labels}" --stock L7160 -o labels.pdf'))
    TEXT_NOT_ENCODABLE = ("text_not_encodable",
        "The text contains a broken character: half of an emoji, or bytes that are not UTF-8.",
        "Type the text again.",
        "wa-link link +447911123456 --text \"$(printf 'Caf\\351')\"",
        'wa-link link +447911123456 --text "Café"')
    QR_TOO_LONG = ("qr_too_long",
        "The link is too long for a QR code.",
        "Shorten the prefilled text.",
        "ad.txt has 3,000 letters.\nwa-link qr +447911123456 --text-file ad.txt -o code.png",
        'wa-link qr +447911123456 --text "Is it available?" -o code.png')
    QR_TOO_DENSE = ("qr_too_dense",
        "The squares (modules) of the code would be too small to print at this size on paper.",
        "Print the code larger, or shorten the prefilled text.",
        "wa-link qr +447911123456 --size 5mm -o code.png",
        "wa-link qr +447911123456 --size 20mm -o code.png")
    QR_TOO_LARGE = ("qr_too_large",
        "The PNG would have more than 80 million pixels, the most that wa-link writes.",
        "Choose a smaller size or a lower DPI, or write SVG or PDF.",
        ("ad.txt has 900 letters.\n"
         "wa-link qr +447911123456 --text-file ad.txt --module-size 90 -o code.png"),
        "wa-link qr +447911123456 --text-file ad.txt --module-size 20 -o code.png")
    QR_UNREADABLE = ("qr_unreadable",
        "After drawing the code, wa-link could not read it, so a phone may also fail to read it.",
        "Use a smaller logo, a larger size or stronger colours.",
        "wa-link qr +447911123456 --style dots --logo logo.png -o code.png",
        "wa-link qr +447911123456 -o code.png")
    MISSING_GLYPH = ("missing_glyph",
        "A text on the card has a character that no font contains.",
        "Remove the character, or name a font file that contains it with `--font`.",
        'wa-link qr +447911123456 --title "Sofa \ue000" -o code.png',
        'wa-link qr +447911123456 --title "Sofa" -o code.png')
    CAPTION_TOO_LONG = ("caption_too_long",
        "A text does not fit on the card, even in the smallest letters (6 pt).",
        "Shorten the text, or choose a larger size or larger labels.",
        ('wa-link qr +447911123456 --title "Oak table with six chairs, delivery '
         'included" --size 20mm -o code.png'),
        ('wa-link qr +447911123456 --title "Oak table with six chairs, delivery '
         'included" --size 60mm -o code.png'))
    TYPESETTING_FAILED = ("typesetting_failed",
        "Typst, the program that sets the texts of a card, failed at one of the texts.",
        "Change that text.",
        ("The title is the letter क, 250 times, joined to one.\n"
         'wa-link batch contacts.csv --qr-dir codes --title "{title}"'),
        "")
    MALFORMED_ROW = ("malformed_row",
        "The row has too many cells or an unclosed quote, or the vCard or JSON object is broken.",
        "Correct the row.",
        "phone,name\n+447911123456,Lee, Ann\nwa-link batch contacts.csv",
        'phone,name\n+447911123456,"Lee, Ann"\nwa-link batch contacts.csv')
    DUPLICATE = ("duplicate",
        ("An earlier row has the same number or link, and `--unique` was given. With `wa-link "
         "business`, an earlier row has the same number, or another row the same key."),
        "Delete the row, give it its own key, or leave out `--unique`.",
        "phone\n+447911123456\n+44 7911 123456\nwa-link batch contacts.csv --unique",
        "wa-link batch contacts.csv")
    TEXT_TOO_LONG = ("text_too_long",
        "The text has more than 140 characters, the most that the text of a short link can have.",
        "Shorten the template, or the cells that it uses.",
        ("ad.txt has 150 letters.\nref\nA-101\n"
         "wa-link business links sync contacts.csv --key ref --text-file ad.txt --state s.jsonl "
         "--dry-run"),
        ('wa-link business links sync contacts.csv --key ref --text "Is {ref} available?" '
         "--state s.jsonl --dry-run"))
    NO_OPT_IN = ("no_opt_in",
        ("The cell of `--opt-in-column` does not say that the person agreed to get messages, or "
         "another row with this number says no."),
        "Ask the person; write `yes` into the cell only after the person has agreed.",
        f"phone,ok\n+447911123456,no\n{_SEND} --dry-run",
        f"phone,ok\n+447911123456,yes\n{_SEND} --dry-run")
    OVER_MAX = ("over_max",
        "The run sends only as many messages as `--max` allows, and this row comes after them.",
        "Run the same command again, which goes on with these rows, or raise `--max`.",
        (f"phone,ok\n+447911123456,yes\n+447911123457,yes\n"
         f"{_SEND.replace('--max 9', '--max 1')} --dry-run"),
        f"{_SEND} --dry-run")
    NOT_DELIVERED = ("not_delivered",
        "Meta refused the message; `wa_note` has Meta's error code, and says why.",
        "Do what the note says, and run the same command again: nobody gets two messages.",
        ("The number has no WhatsApp account.\nphone,ok\n+447911123456,yes\n"
         f"{_SEND} --yes"),
        f"phone,ok\n+447911123457,yes\n{_SEND} --yes")
    DELIVERY_UNKNOWN = ("delivery_unknown",
        "The answer of Meta's server got lost, so the message was perhaps delivered.",
        ("Ask the person, or look into the log of your webhook. If the message did not arrive, add "
         "`--resend-unknown`."),
        f"The connection fails during the run.\nphone,ok\n+447911123456,yes\n{_SEND} --yes",
        f"{_SEND} --yes --resend-unknown")
    NO_SHORT_LINK = ("no_short_link",
        "The short link of the row could not be made, changed or found; `wa_note` says why.",
        "Do what the note says, and run the same command again: no link is made twice.",
        f"Meta refuses the text.\nref\nA-101\n{_SYNC}",
        _SYNC.replace("Is {ref} available?", "Can I see {ref}?"))
    # fmt: on
