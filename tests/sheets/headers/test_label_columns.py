"""Label columns decide which number of a row is linked."""

from __future__ import annotations

import csv
import io
import tracemalloc
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wa_link.batch.linker import Linker, link_rows
from wa_link.batch.outcome import Accepted
from wa_link.sheets.headers.label_columns import (
    LabelColumn,
    find_label_columns,
    find_label_kinds,
    rank_label,
)
from wa_link.sheets.headers.phone_headers import find_phone_columns, rank_header
from wa_link.sheets.sheet import Sheet
from wa_link.sheets.vcard.card_phones import Tel
from wa_link.sheets.vcard.properties import Property

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Run

FIRST, SECOND = "+49 170 1234561", "+49 170 1234562"
GOOGLE = ("Name", "Phone 1 - Label", "Phone 1 - Value", "Phone 2 - Label", "Phone 2 - Value")
OLDER = ("Name", "Phone 1 - Type", "Phone 1 - Value", "Phone 2 - Type", "Phone 2 - Value")


def linked(columns: tuple[str, ...], *cells: str, **options: Any) -> tuple[str, str]:
    """Return the last digit of the linked number, and the codes of its notes or reason."""
    [outcome] = link_rows(Sheet.from_rows(columns, [cells]), **options)
    digits = outcome.phone.digits[-1] if isinstance(outcome, Accepted) and outcome.phone else ""
    return digits, outcome.output[3]


# Labels of Android, Google and Outlook by language: home, mobile, work, fax.
LABELS = {
    "en": "Home | Mobile | Work | Work Fax",
    "en-camel": "home | cell | work | homeFax",
    "de": "Privat | Mobil | Geschäftlich | Fax (geschäftl.)",
    "de-joined": "Privattelefon | Diensthandy | Arbeit | Arbeitsfax",
    "fr": "Domicile | Mobile | Travail | Télécopie bureau",
    "es": "Casa | Móvil | Trabajo | Fax del trabajo",
    "pt": "Casa | Celular | Trabalho | Fax do trabalho",
    "it": "Casa | Cellulare | Lavoro | Fax ufficio",
    "nl": "Thuis | Mobiel | Werk | Fax werk",
    "pl": "Dom | Komórka | Praca | Faks służbowy",
    "cs": "Domů | Mobil | Práce | Pracovní fax",
    "sk": "Domov | Mobil | Práca | Fax do práce",
    "hu": "Otthoni | Mobil | Munkahelyi | Munkahelyi fax",
    "ro": "Domiciliu | Mobil | Serviciu | Fax serviciu",
    "bg": "Домашен | Мобилен | Служебен | Служебен факс",
    "hr": "Kućni | Mobitel | Posao | Poslovni faks",
    "sr": "Кућни | Мобилни | Посао | Факс на послу",
    "ru": "Домашний | Мобильный | Рабочий | Рабочий факс",
    "uk": "Домашній | Мобільний | Робочий | Робочий факс",
    "tr": "Ev | Cep | İş | İş Faksı",
    "el": "Σπίτι | Κινητό | Εργασία | Φαξ εργασίας",
    "he": "בית | נייד | עבודה | פקס בעבודה",
    "ar": "المنزل | الجوال | العمل | فاكس العمل",
    "fa": "منزل | تلفن همراه | محل کار | نمابر محل کار",
    "hi": "घर | मोबाइल | कार्यालय | कार्यालय का फ़ैक्स",
    "ur": "گھر | موبائل | دفتر | دفتر کا فیکس",
    "bn": "বাসা | মোবাইল | অফিস | অফিসের ফ্যাক্স",
    "ta": "வீடு | மொபைல் | பணியிடம் | பணியிட தொலைநகல்",
    "te": "ఇల్లు | మొబైల్ | కార్యాలయం | కార్యాలయ ఫ్యాక్స్",
    "mr": "घर | मोबाईल | कार्यालय | कार्यालय फॅक्स",
    "id": "Rumah | Seluler | Kantor | Faks Kantor",
    "ms": "Rumah | Telefon bimbit | Kerja | Faks Kerja",
    "vi": "Nhà riêng | Di động | Cơ quan | Số fax cơ quan",
    "th": "บ้าน | มือถือ | ที่ทำงาน | แฟกซ์ที่ทำงาน",
    "ja": "自宅 | 携帯 | 勤務先 | FAX（勤務先）",
    "ko": "집 | 휴대전화 | 직장 | 직장 팩스",
    "zh-Hans": "住宅 | 手机 | 工作 | 工作传真",
    "zh-Hant": "住家 | 手機 | 工作 | 工作傳真",
    "sv": "Hem | Mobil | Arbete | Arbetsfax",
    "da": "Hjem | Mobil | Arbejde | Arbejdsfax",
    "fi": "Koti | Matkapuhelin | Työ | Työfaksi",
    "sw": "Nyumbani | Simu ya mkononi | Kazi | Pepesi ya Kazini",
    "apple": "_$!<Home>!$_ | iPhone | _$!<Work>!$_ | _$!<WorkFAX>!$_",
    "google-primary": "* Home | * Mobile | * Work | * Work Fax",
}
PARAMETERS = [pytest.param(*text.split(" | "), id=name) for name, text in LABELS.items()]


@pytest.mark.parametrize("columns", [GOOGLE, OLDER], ids=["google", "google-older"])
@pytest.mark.parametrize(("home", "mobile", "work", "fax"), PARAMETERS)
def test_labels_decide_in_every_language(
    columns: tuple[str, ...], home: str, mobile: str, work: str, fax: str
) -> None:
    def numbers(first: str, second: str) -> tuple[str, str]:
        return linked(columns, "Ann", first, FIRST, second, SECOND)

    assert numbers(fax, mobile) == ("2", "other_column")
    assert numbers(mobile, fax) == ("1", "")
    assert numbers(home, mobile) == ("2", "other_column")
    assert numbers(work, mobile) == ("2", "other_column")
    assert numbers(mobile, work) == ("1", "")
    assert numbers(home, work) == ("1", "")
    assert numbers(fax, work) == ("2", "other_column")
    assert numbers(fax, fax) == ("", "empty")
    assert numbers(mobile, f"WhatsApp {home}") == ("2", "other_column")


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        pytest.param("Pager", "Home", ("2", "other_column"), id="pager"),
        pytest.param("Пейджер", "Дом", ("2", "other_column"), id="pager-ru"),
        pytest.param("Piepser", "", ("2", "other_column"), id="pager-de"),
        pytest.param("Telex", "", ("2", "other_column"), id="telex"),
        pytest.param("TTY TDD", "", ("2", "other_column"), id="teletypewriter"),
        pytest.param("Phone/Fax", "Home", ("2", "other_column"), id="fax-and-phone-in-one"),
        pytest.param("Main", "Home", ("2", "other_column"), id="home-before-main"),
        pytest.param("Other", "Work", ("2", "other_column"), id="work-before-other"),
        pytest.param("Custom text", "Work", ("2", "other_column"), id="work-before-unknown"),
        pytest.param("Halifax", "Main", ("1", ""), id="a-town-is-no-fax"),
        pytest.param("", "", ("1", ""), id="no-labels"),
        pytest.param("", "Mobile", ("2", "other_column"), id="mobile-before-none"),
        pytest.param("Work Mobile", "Mobile", ("2", "other_column"), id="work-mobile-after-mobile"),
        pytest.param("Work Mobile", "Home", ("1", ""), id="work-mobile-before-home"),
        pytest.param("Assistant", "Home", ("2", "other_column"), id="assistant"),
        pytest.param("Company Main", "Home", ("2", "other_column"), id="switchboard"),
        pytest.param("Mutter", "Privat", ("2", "other_column"), id="mother-de"),
        pytest.param("Téléphone de l'assistant", "", ("2", "other_column"), id="assistant-fr"),
        pytest.param("緊急連絡先", "自宅", ("2", "other_column"), id="emergency-ja"),
        pytest.param("Emergency", "Spouse", ("", "empty"), id="nobody-of-the-row"),
    ],
)
def test_labels_decide_the_number(first: str, second: str, expected: tuple[str, str]) -> None:
    assert linked(GOOGLE, "Ann", first, FIRST, second, SECOND) == expected


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        pytest.param(
            ("Work Fax", FIRST, "", ""),
            'The label "Work Fax" means a fax: add a number that has WhatsApp, or correct '
            "the label.",
            id="fax",
        ),
        pytest.param(
            ("Mutter", FIRST, "", ""),
            'The label "Mutter" means another person: add the contact\'s own number, or correct '
            "the label.",
            id="another-person",
        ),
        pytest.param(("Piepser", FIRST, "", ""), 'The label "Piepser" means a pager:', id="pager"),
        pytest.param(("Telex", FIRST, "", ""), 'The label "Telex" means a telex', id="machine"),
        pytest.param(("Secretary", FIRST, "", ""), "means a secretary: add the", id="secretary"),
        pytest.param(("Mutter Fax", FIRST, "", ""), "means a fax:", id="fax-of-another-person"),
        pytest.param(("Mutter", FIRST, "Mobil", " "), "means another person:", id="own-is-blank"),
        pytest.param(("Mutter", FIRST, "Mobil", "n/a"), "means another person:", id="own-is-none"),
        pytest.param(("", "", "Fax", FIRST), 'The label "Fax" means a fax:', id="second"),
        pytest.param(("Fax", "", "Mutter", FIRST), 'The label "Mutter"', id="of-the-number"),
        pytest.param(
            ("Fax ::: Mutter", f"{FIRST} ::: {SECOND}", "", ""),
            'The label "Fax ::: Mutter" means a fax:',
            id="several-labels",
        ),
        pytest.param(
            (f"{'x' * 210} ::: Fax", FIRST, "", ""),
            '…" means a fax:',
            id="long-labels-are-read",
        ),
        pytest.param((f"Fax{' x' * 900}", FIRST, "", ""), '…" means a fax:', id="long-label"),
        pytest.param(("Work Fax", "", "Mobile", ""), "There is no number.", id="no-number"),
        pytest.param(("Fax", "", "Mobile", "n/a"), '"n/a" says that there is no', id="none"),
    ],
)
def test_the_label_that_refuses_a_number_is_quoted(cells: tuple[str, ...], message: str) -> None:
    [outcome] = link_rows(Sheet.from_rows(GOOGLE, [("Ann", *cells)]))
    assert message in outcome.output[4]


@pytest.mark.parametrize(
    ("label", "cell", "expected"),
    [
        pytest.param("Work ::: Mobile", f"{FIRST} ::: {SECOND}", "2", id="each-has-its-label"),
        pytest.param("Work Fax ::: Mobile", f"{FIRST} ::: {SECOND}", "2", id="fax-and-mobile"),
        pytest.param("Mobile ::: Work Fax", f"{FIRST} ::: {SECOND}", "1", id="mobile-and-fax"),
        pytest.param("Mobile", f"{FIRST} ::: {SECOND}", "1", id="one-label-for-all"),
        pytest.param("Work Fax", f"{FIRST} ::: {SECOND}", "", id="one-fax-for-all"),
        pytest.param("Mobile ::: Work Fax", FIRST, "", id="a-label-too-many-never-guessed"),
        pytest.param("* Home ::: * Mobile", f"{FIRST} ::: {SECOND}", "2", id="primary-marks"),
    ],
)
def test_several_numbers_of_a_cell_have_their_labels(label: str, cell: str, expected: str) -> None:
    digit, codes = linked(GOOGLE, "Ann", label, cell, "", "")
    assert digit == expected
    assert codes in ("", "several_numbers") if expected else codes == "empty"


def test_rows_with_the_same_labels_keep_their_own_cells() -> None:
    two, one = f"{FIRST} ::: {SECOND}", FIRST
    rows = [
        ("A", "Fax ::: Mobile", cell, "Home", other)
        for cell, other in ((one, SECOND), (two, ""), (one, ""), (two, one), ("", two), (one, two))
    ]
    found = [outcome.output[2:4] for outcome in link_rows(Sheet.from_rows(GOOGLE, rows))]
    again = [
        outcome.output[2:4] for row in rows for outcome in link_rows(Sheet.from_rows(GOOGLE, [row]))
    ]
    assert found == again
    assert [status for status, _ in found] == [
        "repaired", "accepted", "rejected", "accepted", "repaired", "repaired",
    ]  # fmt: skip


def test_very_many_labels_are_read_in_the_same_way() -> None:
    rows = [(f"Fax {i}" if i % 2 else f"Mobile {i}", FIRST) for i in range(3_000)]
    outcomes = link_rows(Sheet.from_rows(("Phone 1 - Label", "Phone 1 - Value"), rows))
    assert [isinstance(each, Accepted) for each in outcomes] == [True, False] * 1_500
    sheet = Sheet.from_rows(("Phone 1 - Label", "Phone 1 - Value"), rows)
    linker = Linker(sheet)
    assert [linker.fast_link(row) is not None for row in sheet] == [True, False] * 1_500


def _by_label(text: str) -> None:
    rank_label(text, (2, 0))


def _by_card(text: str) -> None:
    tel = Property("", "TEL", (("TYPE", text),), "1")
    assert not Tel(tel, "1").rank[0]
    assert not Tel(Property("", "TEL", (), "1"), "1", text).rank[0]


def _by_row(text: str) -> None:
    for _ in _ROW_LINKER.outcomes(Sheet.from_rows(_ROW_COLUMNS, [(text, FIRST)])):
        pass
    for row in Sheet.from_rows(_ROW_COLUMNS, [(text, FIRST)]):
        _ROW_LINKER.fast_link(row)


_ROW_COLUMNS = ("Phone 1 - Label", "Phone 1 - Value")
_ROW_LINKER = Linker(Sheet.from_rows(_ROW_COLUMNS, []))


@pytest.mark.parametrize(
    "read",
    [
        pytest.param(_by_label, id="label"),
        pytest.param(find_label_kinds, id="kinds"),
        pytest.param(rank_header, id="header"),
        pytest.param(_by_card, id="card"),
        pytest.param(_by_row, id="row"),
    ],
)
def test_no_cache_keeps_long_cells(read: Callable[[str], object]) -> None:
    """1,500 labels of 100,000 characters took 172 MB."""
    read("Mobile")
    tracemalloc.start()
    try:
        for number in range(100):
            read(f"Mobile {number} ".ljust(50_000, "x"))
        kept, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert kept < 1_000_000


@pytest.mark.parametrize(
    ("header", "found"),
    [
        pytest.param("Phone 1 - Label|Phone 1 - Value", {1: 0}, id="google"),
        pytest.param("Phone 1 - Value|Phone 1 - Label", {0: 1}, id="google-other-way"),
        pytest.param("Phone|x|Phone Type", {0: 2}, id="by-name-at-a-distance"),
        pytest.param("phoneNumber|phoneType", {0: 1}, id="camel-case"),
        pytest.param("phone_type|phone", {1: 0}, id="snake-case"),
        pytest.param("Type|Phone", {1: 0}, id="before"),
        pytest.param("Phone|Type", {0: 1}, id="after"),
        pytest.param("Phone|Type|Mobile|Type", {0: 1, 2: 3}, id="after-each"),
        pytest.param("Type|Phone|Type|Mobile", {1: 0, 3: 2}, id="before-each"),
        pytest.param("Telefon|Etikett", {0: 1}, id="de"),
        pytest.param("Telefon|Telefontyp", {0: 1}, id="de-joined"),
        pytest.param("Tipo|Teléfono", {1: 0}, id="es"),
        pytest.param("Type de téléphone 1|Téléphone 1|Téléphone 2", {1: 0}, id="fr"),
        pytest.param("Тип телефона|Телефон", {1: 0}, id="ru"),
        pytest.param("نوع الهاتف|الهاتف", {1: 0}, id="ar"),
        pytest.param("電話種別|電話番号", {1: 0}, id="ja"),
        pytest.param("类型|电话", {1: 0}, id="zh"),
        pytest.param("전화번호|유형", {0: 1}, id="ko"),
        pytest.param("E-mail 1 - Label|E-mail 1 - Value|Phone", {}, id="of-the-e-mail"),
        pytest.param("Address Type|Phone", {}, id="of-the-address"),
        pytest.param("Type|Name|Phone", {}, id="not-beside-it"),
        pytest.param("Labels|Phone", {}, id="groups-of-contacts"),
        pytest.param("Phone 2 - Label|Phone 1 - Value", {}, id="of-another-number"),
    ],
)
def test_columns_of_labels_are_found(header: str, found: dict[int, int]) -> None:
    columns = header.split("|")
    labels = find_label_columns(columns, find_phone_columns(columns))
    assert {number: label.index for number, label in labels.items()} == found


def test_a_type_next_to_a_number_describes_the_person() -> None:
    columns = ("Name", "Type", "Phone")
    assert find_label_columns(columns, [2]) == {2: LabelColumn(1, names_number=False)}
    assert linked(columns, "Ann", "Parent", FIRST) == ("1", "")
    assert linked(columns, "Ann", "Fax", FIRST) == ("", "empty")


def test_named_columns_keep_their_order() -> None:
    names = ("Phone 1 - Value", "Phone 2 - Value")
    cells = ("Ann", "Work", FIRST, "Mobile", SECOND)
    assert linked(GOOGLE, *cells, phone_columns=names) == ("1", "")
    cells = ("Ann", "Work Fax", FIRST, "Mobile", SECOND)
    assert linked(GOOGLE, *cells, phone_columns=names) == ("2", "other_column")


def test_a_damaged_number_is_not_replaced_by_a_worse_one() -> None:
    assert linked(GOOGLE, "Ann", "Home", FIRST, "Mobile", "+49 170 12") == ("", "invalid")
    assert linked(GOOGLE, "Ann", "Fax", "12", "Mobile", SECOND) == ("2", "other_column")


@given(st.lists(st.sampled_from([text for row in PARAMETERS for text in row.values]), max_size=4))
def test_a_label_with_a_fax_in_it_is_refused(words: list[str]) -> None:
    assert rank_label(" ".join([*map(str, words), "Fax"]), (0, 0)) is None


@given(
    st.lists(st.sampled_from(("Fax", "Mutter", "Mobil", "Pager", "x" * 210, ""))).map(" ::: ".join),
    st.lists(st.sampled_from((FIRST, SECOND, "n/a", "-", "")), max_size=3).map(" ::: ".join),
    st.sampled_from((GOOGLE, ("Name", "Type", "Phone", "Type", "Mobile"))),
)
def test_a_label_that_refuses_one_of_several_is_explained(
    labels: str, cell: str, columns: tuple[str, ...]
) -> None:
    for row in (("Ann", labels, cell, "", ""), ("Ann", "", "", labels, cell)):
        for outcome in link_rows(Sheet.from_rows(columns, [row])):
            is_all_fax = set(labels.split(" ::: ")) == {"Fax"}
            assert not (is_all_fax and isinstance(outcome, Accepted))


@pytest.mark.parametrize(
    "label",
    ["Mobile", "Work Fax", "", "Pager", "Home", "x", "Mobile ::: Fax", f"{'x' * 210} ::: Fax"],
)
def test_the_fast_path_makes_the_same_links(label: str) -> None:
    sheet = Sheet.from_rows(("Phone 1 - Label", "Phone 1 - Value"), [(label, FIRST)])
    linker = Linker(sheet)
    [row] = sheet
    [outcome] = linker.outcomes([row])
    fast = linker.fast_link(row)
    assert (fast is not None) == isinstance(outcome, Accepted)
    assert fast is None or fast[0] == outcome.output[0]


def test_the_command_links_the_mobile_and_names_labels(wa_link: Callable[..., Run]) -> None:
    text = f"{','.join(GOOGLE)}\nAnn,Work Fax,{FIRST},Mobile,{SECOND}\nBo,Mobile,{FIRST},,\n"
    run = wa_link("batch", "-", stdin=text.encode())
    rows = list(csv.reader(io.StringIO(run.out)))
    assert [row[5] for row in rows[1:]] == [
        "https://wa.me/491701234562",
        "https://wa.me/491701234561",
    ]
    assert (
        "Labels of the numbers, such as mobile or fax, are read from column "
        '2, "Phone 1 - Label", and 4, "Phone 2 - Label".\n'
    ) in run.err
