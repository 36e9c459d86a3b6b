"""Notes on records that got a link: codes such as `br_9_added`, with their texts for the user."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Self

_REPAIR, _ADVICE = True, False


class NoteCode(StrEnum):
    """Code of a note on a row that got a link: what was changed (`br_9_added`), or what to check.

    Attributes:
        is_repair: True if wa-link changed the number; the row is then `repaired`, not `accepted`.
        meaning: one sentence that explains the code to the user.
        way_out: one sentence that says what the user can do.
        example: a command that gets this code; before it are the lines of the file that it reads.
        solution: the command or the file after the way out; empty if no command shows it.
    """

    is_repair: bool
    meaning: str
    way_out: str
    example: str
    solution: str

    def __new__(
        cls,
        code: str,
        is_repair: bool = False,  # noqa: FBT001, FBT002  (a column of the table)
        meaning: str = "",
        way_out: str = "",
        example: str = "",
        solution: str = "",
    ) -> Self:
        """Make a member that equals its code, so `NoteCode.BR_9_ADDED == "br_9_added"`."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.is_repair, member.meaning, member.way_out = is_repair, meaning, way_out
        member.example, member.solution = example, solution
        return member

    # fmt: off
    PLUS_ASSUMED = ("plus_assumed", _REPAIR,
        ("The digits had no `+`, and were read as an international number. If they are a national "
         "number, the link goes to the wrong person."),
        "Compare the region, and write the number with its `+`.",
        "wa-link link 4915123456789 --region DE",
        "wa-link link +4915123456789")
    INTERNATIONAL_PREFIX = ("international_prefix", _REPAIR,
        "`00`, or the region's own international (IDD) prefix, such as `011`, was read as `+`.",
        "Write `+` instead of the prefix.",
        'wa-link link "00 44 7911 123456"',
        'wa-link link "+44 7911 123456"')
    DECIMAL_DROPPED = ("decimal_dropped", _REPAIR,
        "The decimals were removed from the number: `966501234567.0`.",
        "Format the column as text in the original sheet.",
        "wa-link link +966501234567.0",
        "wa-link link +966501234567")
    SCIENTIFIC_RESTORED = ("scientific_restored", _REPAIR,
        "The number was in scientific notation, with all its digits: `9.66501234567E+11`.",
        "Format the column as text in the original sheet.",
        "wa-link link +9.66501234567E+11",
        "wa-link link +966501234567")
    SEVERAL_NUMBERS = ("several_numbers", _REPAIR,
        "The cell contains several numbers, and wa-link used the first valid number.",
        "Use `--multiple split` to get a row for each number, or `reject` to reject the row.",
        "phone\n+447911123456 / +447911123457\nwa-link batch contacts.csv",
        "wa-link batch contacts.csv --multiple split")
    EXTENSION_DROPPED = ("extension_dropped", _REPAIR,
        "An extension was removed, because a link can't have one: `ext. 12`, `доб. 12`, `,,1#`.",
        "Check that the number without the extension has WhatsApp.",
        'wa-link link "+44 20 7946 0958 ext. 12"',
        'wa-link link "+44 20 7946 0958"')
    MX_1_DROPPED = ("mx_1_dropped", _REPAIR,
        "Mexico: the prefix 1, 01, 044 or 045, which is obsolete since 2019, was removed.",
        "Write the number without the prefix: `+52` and ten digits.",
        'wa-link link "+52 1 55 1234 5678"',
        'wa-link link "+52 55 1234 5678"')
    BR_9_ADDED = ("br_9_added", _REPAIR,
        "Brazil: a 9 was added to an old mobile number of eight digits, after the area code.",
        "Write the number with the 9.",
        'wa-link link "+55 11 6123 4567"',
        'wa-link link "+55 11 96123 4567"')
    BJ_01_ADDED = ("bj_01_added", _REPAIR,
        "Benin: the prefix 01, which all numbers have since 2024, was added.",
        "Write the number with the 01.",
        'wa-link link "+229 97 12 34 56"',
        'wa-link link "+229 01 97 12 34 56"')
    CI_PREFIX_ADDED = ("ci_prefix_added", _REPAIR,
        "Ivory Coast: the prefix 01, 05 or 07, which mobile numbers have since 2021, was added.",
        "Write the number with its ten digits.",
        'wa-link link "+225 07 12 34 56"',
        'wa-link link "+225 07 07 12 34 56"')
    AR_15_DROPPED = ("ar_15_dropped", _REPAIR,
        "Argentina: the 15 was removed, because the 9 after +54 already means a mobile number.",
        "Write the number without the 15.",
        'wa-link link "+54 9 11 15 2345 6789"',
        'wa-link link "+54 9 11 2345 6789"')
    TRUNK_8_DROPPED = ("trunk_8_dropped", _REPAIR,
        "`+8` was read as 8, the trunk prefix of Russia and some of its neighbours.",
        "Write the number with `+` and its calling code.",
        'wa-link link "+8 912 345-67-89" --region RU',
        'wa-link link "+7 912 345-67-89"')
    TRUNK_0_DROPPED = ("trunk_0_dropped", _REPAIR,
        "The number in a given link had a 0 after its calling code, which was removed.",
        "Correct the link, or write the number with `+`.",
        "wa-link link https://wa.me/4407911123456",
        "wa-link link https://wa.me/447911123456")
    NATIONAL_ASSUMED = ("national_assumed", _REPAIR,
        ("The digits could be an international number, but were read as a number of the region. If "
         "they lack a `+`, the link goes to the wrong person."),
        "Compare the region, and write the number with its `+`.",
        'wa-link link "(658) 291-0506" --region JM',
        'wa-link link "+1 658 291 0506"')
    NUMBER_FORMAT = ("number_format", _REPAIR,
        "The number was read as the workbook shows it, because its number format adds characters.",
        "Format the column as text in the workbook, and write the number as it is shown.",
        ('The number format "+966 "0 shows the cell 501234567 as +966 501234567.\n'
         "wa-link batch contacts.xlsx"),
        "phone\n+966501234567\nwa-link batch contacts.csv")
    OTHER_COLUMN = ("other_column", _REPAIR,
        "The first phone column has no usable number, so the number is from another column.",
        "Name the column that you want: `--phone-column NAME`.",
        "Mobile,Home Phone\n,+442079460958\nwa-link batch contacts.csv",
        'wa-link batch contacts.csv --phone-column "Home Phone"')
    AR_MAYBE_MOBILE = ("ar_maybe_mobile", _ADVICE,
        "Argentina: the number is a landline; as a mobile number, it would need a 9 after +54.",
        "If the number is a mobile number, write a 9 after +54.",
        'wa-link link "+54 11 2345 6789"',
        'wa-link link "+54 9 11 2345 6789"')
    USERNAME_LINK = ("username_link", _ADVICE,
        "The link contains a username; not every phone opens such links yet (November 2026).",
        "Test the link on another phone, or use the phone number.",
        "wa-link link --username maria.lopez",
        "wa-link link +447911123456")
    LINK_TEXT_REPLACED = ("link_text_replaced", _ADVICE,
        "A WhatsApp link was given with a text of its own, which the given text has replaced.",
        "To keep the text of the link, give no other text.",
        'wa-link link "https://wa.me/447911123456?text=Hello" --text Hi',
        'wa-link link "https://wa.me/447911123456?text=Hello"')
    LINK_REPLACED = ("link_replaced", _ADVICE,
        "A link to a catalogue, a product or a call was given with a text: it is now a chat link.",
        "To keep the link, give no text.",
        "wa-link link https://wa.me/c/447911123456 --text Hi",
        "wa-link link https://wa.me/c/447911123456")
    LINK_FORM_KEPT = ("link_form_kept", _ADVICE,
        "A link to a catalogue, a product or a call was given, which has no other form (`--via`).",
        "Leave out `--via`, or give the phone number instead of the link.",
        "wa-link link https://wa.me/c/447911123456 --via api",
        "wa-link link https://wa.me/c/447911123456")
    TEXT_MOJIBAKE = ("text_mojibake", _ADVICE,
        "A text was saved in a wrong encoding before wa-link read it: `Ã©` instead of `é`.",
        "Type the text again, or export the file again as UTF-8.",
        'wa-link link +447911123456 --text "CafÃ©"',
        'wa-link link +447911123456 --text "Café"')
    TEXT_ENCODED = ("text_encoded", _ADVICE,
        "The text looks encoded already: people will see `Hi%20there` or `Bed &amp; Table`.",
        "Write the text as people should read it: wa-link encodes it.",
        'wa-link link +447911123456 --text "Hi%20there"',
        'wa-link link +447911123456 --text "Hi there"')
    CHECK_LINK = ("check_link", _ADVICE,
        "The number or the text of the link may be wrong, or the text was corrected.",
        "Open the link on a phone, and check it.",
        "wa-link link https://wa.me/966509999999",
        "wa-link link https://wa.me/966501234567")
    TEXT_REPLACED = ("text_replaced", _ADVICE,
        "A text of a contact could not be decoded; it is now blank, or contains `�`.",
        "Export the contacts again as UTF-8.",
        ("BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Caf=E9\n"
         "TEL:+447911123456\nEND:VCARD\nwa-link batch contacts.vcf"),
        ("BEGIN:VCARD\nVERSION:4.0\nFN:Café\nTEL:+447911123456\nEND:VCARD\n"
         "wa-link batch contacts.vcf"))
    KEY_LEFT_OUT = ("key_left_out", _ADVICE,
        "A JSON object has a key that is not a column of the output, so its value is left out.",
        "To keep all keys, write JSON Lines: `--to jsonl`.",
        ('{"phone": "+447911123456"}\n{"phone": "+447911123457", "name": "Ann"}\n'
         "wa-link batch contacts.jsonl --to csv"),
        "wa-link batch contacts.jsonl --to jsonl")
    EMOJI_LEFT_OUT = ("emoji_left_out", _ADVICE,
        "Emoji in a text of the card were left out, because no font contains them.",
        "Name a font file that contains them with `--font`.",
        'wa-link qr +447911123456 --title "Sofa 🫨" -o code.png',
        'wa-link qr +447911123456 --title "Sofa" -o code.png')
    CALL_LEFT_OUT = ("call_left_out", _ADVICE,
        "The call to action, such as `Scan to chat`, has no room, or no font has its letters.",
        "Shorten the other texts, or choose a larger size or larger labels.",
        ('wa-link qr +447911123456 --title "Oak dining table with six chairs" --size '
         "22mm -o code.png"),
        ('wa-link qr +447911123456 --title "Oak dining table with six chairs" --size '
         "60mm -o code.png"))
    NUMBER_LEFT_OUT = ("number_left_out", _ADVICE,
        "The number was asked for with `--show-number`, but the link contains no phone number.",
        "To print another text, write it into a column, and name the column in the caption.",
        ("link\nhttps://wa.me/message/ABCDEFGHIJKLM1\n"
         "wa-link labels contacts.csv --links-column link --show-number --stock L7160 "
         "-o labels.pdf"),
        ("link,shop\nhttps://wa.me/message/ABCDEFGHIJKLM1,Layla’s\n"
         'wa-link labels contacts.csv --links-column link --caption "{shop}" --stock '
         "L7160 -o labels.pdf"))
    OTHER_FONT = ("other_font", _ADVICE,
        "Some letters are printed in a system font, because FiraGO and your font lack them.",
        "To choose the font, name a font file that contains the letters with `--font`.",
        'wa-link qr +447911123456 --title "沙发" -o code.png',
        'wa-link qr +447911123456 --title "沙发" --font mine.ttf -o code.png')
    NOT_PRINTED = ("not_printed", _ADVICE,
        "The row has a link, but no label, because its cell in the column of `--copies` is 0.",
        "To print labels for this row, write their number into the cell.",
        ("phone,labels\n+447911123456,0\n"
         'wa-link labels contacts.csv --copies "{labels}" --stock L7160 -o labels.pdf'),
        ("phone,labels\n+447911123456,1\n"
         'wa-link labels contacts.csv --copies "{labels}" --stock L7160 -o labels.pdf'))
    NEW_SHORT_LINK = ("new_short_link", _ADVICE,
        "The row has another short link than before, because the earlier one was deleted.",
        "Print the code of the row again, because printed codes have the earlier link.",
        ("The link of the row was deleted in WhatsApp.\nref\nA-101\n"
         'wa-link business links sync contacts.csv --key ref --text "Is {ref} available?" '
         "--state s.jsonl -o links.csv"))
    # fmt: on


@dataclass(frozen=True, slots=True)
class Note:
    """Note on a row that got a link: a code for scripts, and a `message` for the user."""

    code: NoteCode
    message: str

    def __str__(self) -> str:
        return self.message
