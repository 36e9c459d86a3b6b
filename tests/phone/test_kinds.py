"""Tests of cells with labels, extensions, no number, errors, or several numbers."""

from __future__ import annotations

import time

import pytest

from tests.phone.test_cell import outcome
from wa_link.errors import NoteCode, PhoneError
from wa_link.phone import parse_phone, parse_phones

Row = tuple[str, str | None, str]


def items(text: str) -> list[str]:
    """Split a text of several lines at its `|`."""
    return "".join(line.removeprefix("    ") for line in text.strip("\n").splitlines()).split("|")


BLANKS = items(
    """
    -|–|—|--|---|.|...|…|/|_|____|?|*|N/A|n/a|N.A.|n. a.|NA|nan|NaN|none|None|NONE|null|
    NULL|nil|#N/A|#NV|#Н/Д|0|00|0.0|0,00|000-000-0000|+0|unknown|Unknown|n.v.t.|keine|
    kein Handy|k.A.|keine Angabe|unbekannt|لا يوجد|لا يوجد رقم|غير متوفر|ninguno|no tiene|
    Sin teléfono|sin numero|Não tem|não informado|aucun|néant|NON RENSEIGNÉ|nessuno|
    non disponibile|geen|onbekend|brak|nie ma|není|nemá|nincs|nu are|нет|нет телефона|
    не указан|немає|yok|Telefonu yok|tel yok|δεν υπάρχει|אין|ندارد|نہیں|नहीं|নেই|இல்லை|
    tidak ada|tiada|wala|không có|ไม่มี|なし|不明|없음|전화 없음|无|没有|無|saknas|ingen|
    ukendt|ei ole|puudub|nav|nėra|hakuna|የለም|(none)|<none>|[null]|"N/A"|'-|="N/A"|
    Phone: N/A|Tel.:|no phone number|-none-|undefined|TBD
"""
)
ERRORS = items(
    """
    #REF!|#NAME?|#DIV/0!|#VALUE!|#NUM!|#NULL!|#SPILL!|#BEZUG!|#WERT!|#VALEUR!|#¡REF!|
    #¿NOMBRE?|#ССЫЛКА!|#ИМЯ?|#ДЕЛ/0!|#BAŞV!|#####|Err:502|=A1|=SUM(B2:B9)|=0501234567|
    =+966501234567|="050"&"1234567"|=B2&""|=
"""
)
EXTENSIONS = items(
    """
    доб.|вн.|вн|int.|poste|anexo|ramal|Durchwahl|DW|ｅｘｔｎ|内線|interno|toestel|wew.|
    dahili|ext|ext.|x|#|تحويلة|داخلی|שלוחה|klapka|linka|lokal|mellék|ankn.|alanumero|дод.|
    내선|分机|转|ต่อ|pesawat|samb.|est.|εσωτ.|Nebenstelle|Apparat|Extension|EXTN|máy lẻ|
    добавочный номер
"""
)
LABELS = items(
    """
    Phone:|Phone: |Phone |PHONE – |Mobile:|Tel.|Tel.: |tel |☎|☎\ufe0f |📞|📱 |Cell:|
    WhatsApp:|whatsapp |M:|T:|T. |Mob. No.: |Mobile No |Phone number: |Phone 2: |
    Tel/WhatsApp: |Mobile & WhatsApp: |(Mobile) |Handy: |Móvil: |Movil |Celular: |Tél. : |
    Téléphone portable: |Сот. |Тел. |Телефон: |моб.: |هاتف: |جوال |الجوال: |رقم الجوال: |
    واتساب: |电话：|电话|手机: |手机号码 |電話：|携帯: |전화: |휴대폰 |טלפון: |מספר: |
    נייד |Telefono: |cellulare |Gsm: |Mobiel: |Telefon komórkowy: |Cep: |Κινητό: |Τηλ. |
    मोबाइल: |फ़ोन |HP: |No. HP: |Telp. |SĐT: |โทร. |มือถือ |تلفن همراه: |Simu: |Tlf: |Puh. |
    Mobilnr. |Ｔｅｌ：
"""
)
FAXES = items(
    """
    Fax:|Fax |FAX.: |Telefax: |F: |Fax No. |Tel/Fax: |Phone & Fax: |факс |Тел./факс: |
    فاكس: |传真：|傳真: |ファックス: |팩스: |פקס: |Faks: |Belgeç: |Télécopie : |📠 |Φαξ:
"""
)
PAGERS = items(
    """
    Pager: |Beeper: |📟 |Piepser |пейджер: |寻呼机: |buscapersonas:
"""
)
BETWEEN = items(
    """
    or|and|و|أو|ou|et|oder|und|y|o|e|en|или|и|&|+|/|,|;|:::|і|та|або|lub|nebo|nebo|of|ve|
    veya|eller|och|og|tai|vagy|sau|dan|atau|και|और|या|或|和|và|หรือ|または|또는|au|OR|And
"""
)
ADDRESSES = items(
    """
    sms:+4917012345678|sms:+4917012345678?body=Hi%205|sms:+4917012345678&body=5|
    SMSTO:+4917012345678:call 5|smsto:+4917012345678|mms:+4917012345678|
    callto:+4917012345678|callto://+4917012345678|p:+4917012345678|P: +4917012345678|
    facetime:+4917012345678|sms://+4917012345678
"""
)

KINDS: dict[str, list[Row]] = {
    "says there is none": [*((cell, "DE", "empty") for cell in BLANKS)],
    "spreadsheet error or formula": [
        *((cell, "SA", "not_a_number") for cell in ERRORS),
        ('="0501234567"', "SA", "966501234567"),
        ("'0501234567", "SA", "966501234567"),
    ],
    "extension in words": [
        *((f"030 1234567 {word} 12", "DE", "49301234567 extension_dropped") for word in EXTENSIONS),
        ("030 1234567 (ext. 12)", "DE", "49301234567 extension_dropped"),
        ("03-1234-5678内線12", "JP", "81312345678 extension_dropped"),
        ("030 1234567 lines 12", "DE", "letters"),
        ("ramal 12", "DE", "letters"),
    ],
    "pause code": [
        ("+14155552671,,123#", None, "14155552671 extension_dropped"),
        ("+14155552671,,123", None, "14155552671 extension_dropped"),
        ("+14155552671,123#", None, "14155552671 extension_dropped"),
        ("+1 415 555 2671,,,123#,,456#", None, "14155552671 extension_dropped"),
        ("+14155552671p123", None, "14155552671 extension_dropped"),
        ("+14155552671 P123", None, "14155552671 extension_dropped"),
        ("+14155552671w123", None, "14155552671 extension_dropped"),
        ("+14155552671;ext=123", None, "14155552671 extension_dropped"),
        ("+14155552671;123#", None, "14155552671 extension_dropped"),
        ("tel:+14155552671,,123#", None, "14155552671 extension_dropped"),
        ("+14155552671,,123456789#", None, "14155552671 extension_dropped"),
        (
            "+14155552671,,123#; +447911123456",
            None,
            "14155552671 several_numbers extension_dropped",
        ),
        ("0501234567;0559876543", "SA", "966501234567 several_numbers"),
        ("0501234567,,0559876543", "SA", "966501234567 several_numbers"),
    ],
    "wrapped in an address": [
        *((cell, None, "4917012345678") for cell in ADDRESSES),
        ("sms:0501234567", "SA", "966501234567"),
        ("callto:bob", None, "letters"),
    ],
    "label before a number": [
        *((f"{label}0501234567", "SA", "966501234567") for label in LABELS),
        ("Tel: +44 (0) 7911 123456", None, "447911123456"),
        ("Tel: 0501234567; Mobile: 0559876543", "SA", "966501234567 several_numbers"),
        ("Tel: 0501234567 / Mobile: 0559876543", "SA", "966501234567 several_numbers"),
        ("Mobile: 0501234567\nHome: 0559876543", "SA", "966501234567 several_numbers"),
        ("+49 171 1234567 (mobil)", None, "491711234567"),
        ("Tel. +49 171 1234567 (WhatsApp)", None, "491711234567"),
        ("+49 171 1234567 (call me)", None, "letters"),
        ("Home: 0501234567", "SA", "966501234567"),
        ("Büro: 030 1234567", "DE", "49301234567"),
        ("Work phone 0501234567", "SA", "966501234567"),
        ("раб. тел.: 8 495 123-45-67", "RU", "74951234567 national_assumed"),
        ("Tel:0501234567;Bob", "SA", "letters"),
        ("Tel 1: 0501234567; Tel 2: 0559876543", "SA", "966501234567 several_numbers"),
        ("office 0501234567", "SA", "letters"),
        ("whatsapp: 4155552671", "US", "14155552671"),  # not +41 55 552 67 1
        ("no 0501234567", "SA", "letters"),
        ("not 0501234567", "SA", "letters"),
        ("Not my phone: 0501234567", "SA", "letters"),
        ("Hotel: 0501234567", "SA", "letters"),
        ("Telemark 0501234567", "SA", "letters"),
    ],
    "label for a fax": [
        *((f"{label}030 1234567", "DE", "letters") for label in FAXES),
        ("030 1234567 (Fax)", "DE", "letters"),
        ("Fax: 030 1234567; Mobil: 0171 1234567", "DE", "491711234567 several_numbers"),
        ("0171 1234567 / Fax: 030 1234567", "DE", "491711234567 several_numbers"),
    ],
    "label for a pager": [*((f"{label}030 1234567", "DE", "pager") for label in PAGERS)],
    "words between numbers": [
        *(
            (f"0501234567 {word} 0559876543", "SA", "966501234567 several_numbers")
            for word in BETWEEN
        ),
        ("0501234567&0559876543", "SA", "966501234567 several_numbers"),
        ("0501234567或 0559876543", "SA", "966501234567 several_numbers"),
        ("0501234567、 0559876543", "SA", "966501234567 several_numbers"),
        ("0501234567 + 44 7911 123456", "SA", "966501234567 several_numbers"),
        ("0171 1234567 + 966 501234567", "DE", "ambiguous"),
        ("+ 44 7911 123456", None, "447911123456"),
        ("0501234567; + 44 7911 123456", "SA", "966501234567 several_numbers"),
        ("+44 7911 123456 + 2", None, "447911123456 several_numbers"),
        ("0501234567 | 0559876543", "SA", "966501234567 several_numbers"),
    ],
    "words next to a number": [
        ("not my number; 0501234567", "SA", "letters"),
        ("wife or 0501234567", "SA", "letters"),
        ("Fax y 612345678", "ES", "letters"),
        ("Pager or 612345678", "ES", "pager"),
        ("Home; 0501234567", "SA", "966501234567"),
        ("no; 0501234567", "SA", "letters"),
        ("0501234567 | Bob", "SA", "letters"),
        ("0501234567\nafter six", "SA", "letters"),
        ("0501234567\tx", "SA", "letters"),
        ("0501234567 & Sons", "SA", "letters"),
        ("Mobile; 0501234567", "SA", "966501234567"),
        ("جوال\n0501234567", "SA", "966501234567"),
        ("N/A; 0501234567", "SA", "966501234567"),
        ("- ::: 0501234567", "SA", "966501234567"),
        ("0501234567;", "SA", "966501234567"),
        ("Room 12; 0559876543", "SA", "letters"),
    ],
    "number and its range": [
        ("98765 43210-11", "IN", "ambiguous"),
        ("98765 43210 - 11", "IN", "ambiguous"),
        ("98765 43210–11", "IN", "ambiguous"),
        ("9876543210-1", "IN", "ambiguous"),
        ("98765 43210/11", "IN", "919876543210 several_numbers"),
        ("030 123456/57", "DE", "ambiguous"),
        ("0501234567-68", "SA", "ambiguous"),
    ],
    "short piece before a number": [
        ("030\n23125000", "DE", "ambiguous"),
        ("123456; 23125000", "DE", "ambiguous"),
        ("+49 30; 23125000", "DE", "ambiguous"),
        ("123; 0559876543", "SA", "966559876543 several_numbers"),
    ],
}

ROWS = [
    pytest.param(*row, id=f"{kind}: {row[0]!a} in {row[1]}")
    for kind, rows in KINDS.items()
    for row in rows
]


@pytest.mark.parametrize(("cell", "region", "result"), ROWS)
def test_cells_of_every_kind(cell: str, region: str | None, result: str) -> None:
    assert outcome(cell, region) == result


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("Tel: 0501234567 / Mobile: 0559876543", ["966501234567", "966559876543"]),
        ("Tel: 0501234567; Mobile: 0559876543", ["966501234567", "966559876543"]),
        ("Tel: 0501234567, 0559876543 (WhatsApp)", ["966501234567", "966559876543"]),
        ("0501234567,,123#; 0559876543", ["966501234567", "966559876543"]),
        ("0501234567 / Fax: 0559876543", ["966501234567", "letters"]),
    ],
)
def test_every_number_is_read_without_its_label(cell: str, numbers: list[str]) -> None:
    results = parse_phones(cell, "SA")
    assert [it.reason if isinstance(it, PhoneError) else it.digits for it in results] == numbers


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("N/A", '"N/A" says that there is no number.'),
        (
            "#REF!",
            '"#REF!" is a spreadsheet error: fix the cell in the source and export again.',
        ),
        (
            "=A1+5",
            (
                '"=A1+5" is a formula without its value: open the sheet in a spreadsheet program, '
                "let it calculate, save it and export again."
            ),
        ),
        (
            "0501234567-68",
            (
                '"0501234567-68" may be +966 50 123 4567 with an extension, or several numbers: '
                "write only +966 50 123 4567, or write each number on its own line."
            ),
        ),
        (
            "Fax: 0112345678",
            '"Fax: 0112345678" is a fax number, which has no WhatsApp: give another number.',
        ),
        (
            "not my number; 0501234567",
            (
                '"not my number; 0501234567" has words next to the number: "not my number". '
                "If the number is right, keep only the number."
            ),
        ),
    ],
)
def test_messages_name_the_way_out(cell: str, message: str) -> None:
    with pytest.raises(PhoneError) as caught:
        parse_phone(cell, "SA")
    assert str(caught.value) == message


def test_notes_name_the_extension() -> None:
    notes = [parse_phone(cell, "SA").notes for cell in ("0501234567 ext. 12", "0501234567,,123#")]
    assert [[(note.code, note.message) for note in each] for each in notes] == [
        [
            (
                NoteCode.EXTENSION_DROPPED,
                f"The extension {it} was dropped: WhatsApp has no extensions.",
            )
        ]
        for it in ("12", "123")
    ]


TOO_MANY = "may be more than 200 numbers: write each number in its own row."


@pytest.mark.parametrize("mark", [";", "\n", ",", "/", " & ", " and ", " or ", "|", ":::"])
def test_more_numbers_than_a_cell_has_are_refused_at_once(mark: str) -> None:
    begun = time.process_time()
    with pytest.raises(PhoneError, match=TOO_MANY):
        parse_phones(mark.join("1" * 1_600), "SA")
    assert time.process_time() - begun < 10


@pytest.mark.parametrize("mark", [";", " and "])
def test_two_hundred_numbers_are_read(mark: str) -> None:
    numbers = [f"0501234{number:03}" for number in range(200)]
    results = parse_phones(mark.join(numbers), "SA")
    assert [str(result) for result in results] == [f"+966{number[1:]}" for number in numbers]


def test_repeated_numbers_count_once() -> None:
    assert len(parse_phones("0501234567; 050 123 4567\n0559876543", "SA")) == 2
