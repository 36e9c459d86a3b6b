"""Choice of the number of a vCard for the link, by labels in any language."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wa_link.batch.linker import link_rows
from wa_link.phone.words import WORDS
from wa_link.sheets.sheet import Sheet
from wa_link.sheets.vcard.card_phones import find_meanings
from wa_link.sheets.vcard.read_vcards import read_vcards

if TYPE_CHECKING:
    from wa_link.batch.outcome import Outcome

MOBILE, LANDLINE, OTHER = "+491701234567", "+493012345678", "+442079460958"


def outcome_of(*lines: str, version: str = "3.0") -> Outcome:
    text = "\r\n".join(("BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""))
    [outcome] = link_rows(read_vcards(io.BytesIO(text.encode()), "f.vcf"))
    return outcome


def linked(*lines: str, version: str = "3.0") -> str:
    return outcome_of(*lines, version=version).output[0].replace("https://wa.me/", "+")


def quoted(text: str) -> str:
    return "".join(f"={octet:02X}" for octet in text.encode())


def label(text: str, number: str, how: str) -> list[str]:
    """Return the lines of a number with a label that the user typed, as programs write them."""
    heads = {
        "type": f"TEL;TYPE={text}",
        "bare": f"TEL;{text.replace(' ', '-')}",
        "quoted-type": f'TEL;TYPE="voice,{text}"',
        "android": f"TEL;X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,{quoted(text)})",
    }
    labels = {
        "apple": f":{text}",
        "apple-qp": f";CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:{quoted(text)}",
    }
    if how in heads:
        return [f"{heads[how]}:{number}"]
    return [f"item9.TEL;type=VOICE:{number}", f"item9.X-ABLabel{labels[how]}"]


HOWS = ("type", "bare", "quoted-type", "apple", "apple-qp", "android")
LABELS = {
    # Labels that people write; not all of them are in the word list.
    "mobile": """cell|Cell|CELL|mobile|Mobil|mobil|Handy|handy privat|Handynummer|Mobiltelefon|
        _$!<Mobile>!$_|iPhone|Celular|celular|móvil|Teléfono móvil|Móvil trabajo|portable|
        Portable pro|cellulare|telemóvel|komórka|Komórkowy|сотовый|мобильный|Моб.|мобільний|
        κινητό|Cep|cep telefonu|نقال|جوال|موبايل|الجوال|همراه|נייד|मोबाइल|手机|手機|携帯|携帯電話|
        휴대폰|มือถือ|di động|HP|mobilní|mobiel|mobilnummer|matkapuhelin|workMobile|WORK_MOBILE|
        Mobile (work)|📱""",
    "whatsapp": """WhatsApp|whatsapp|WHATSAPP|Whats App|WhatsApp Business|واتساب|واتس اب|ватсап|
        Вотсап|Zap|wa|व्हाट्सएप|왓츠앱|X-WhatsApp|_$!<WhatsApp>!$_|WhatsApp privat""",
    "fax": """fax|Fax|FAX|telefax|Telefax|факс|Факс рабочий|فاكس|الفاكس|传真|传真号|公司传真|傳真|
        télécopie|télécopieur|Faxnummer|
        Fax privat|Bürofax|homeFax|HOME_FAX|WORK-FAX|
        _$!<HomeFAX>!$_|_$!<WorkFAX>!$_|_$!<OtherFAX>!$_|Work Fax|Fax (Arbeit)|φαξ|faks|belgegeçer|
        פקס|फ़ैक्स|ファックス|ファクス|팩스|โทรสาร|แฟกซ์|faksi|fakss|telefaks|facsímil|
        fax trabajo|📠""",
    "pager": """pager|Pager|_$!<Pager>!$_|biper|bíper|bip|bipeur|beeper|пейджер|بيجر|寻呼机|
        ポケベル|삐삐|Piepser|personsökare|cercapersone|semafoon|buscapersonas|çağrı cihazı|📟""",
    "machine": "modem|MODEM|bbs|BBS|telex",
    "other person": """assistant|Assistant|_$!<Assistant>!$_|Assistentin mobil|Notfallkontakt|
        Emergency|emergencia|طوارئ""",
}
ROWS = [(kind, text) for kind, texts in LABELS.items() for text in map(str.strip, texts.split("|"))]


@pytest.mark.parametrize("how", HOWS)
@pytest.mark.parametrize(("kind", "text"), ROWS, ids=[f"{k}-{t}" for k, t in ROWS])
def test_a_label_decides_the_phone(kind: str, text: str, how: str) -> None:
    first = ["FN:Ada", "TEL;TYPE=home,pref:" + LANDLINE]
    if kind in ("mobile", "whatsapp"):
        assert linked(*first, *label(text, MOBILE, how)) == MOBILE
        return
    only = outcome_of("FN:Ada", *label(text, OTHER, how))
    assert only.output[3] == "empty"
    assert only.row.cells[2:4] == ("", OTHER)
    assert linked("FN:Ada", *label(text, OTHER, how), *first[1:]) == LANDLINE


# Labels that name another person: wife, mother, assistant, emergency contact, switchboard, child,
# neighbour.
PEOPLE = {
    "en": "Wife|Mother|Assistant|Emergency|Switchboard|Child|Neighbour",
    "en-relatives": "Husband|Mom's cell|Dad|Guardian|Next of kin|Daughter mobile|Friend",
    "en-apple": """_$!<Spouse>!$_|_$!<Mother>!$_|_$!<Assistant>!$_|_$!<Parent>!$_|
        _$!<Manager>!$_|_$!<Child>!$_|_$!<Friend>!$_""",
    "de": "Ehefrau WhatsApp|Mutter|Assistentin|Notfall|Zentrale|Kind|Nachbarin",
    "de-joined": "Elternhandy|Mutterhandynummer|Assistenzmobil|Notfalltelefon|Empfangstelefon",
    "apostrophes": "Wife’s mobile|mom‘s cell|Mother's|Portable de l’assistante|“Wife”|«Mère»",
    "inflected": "telefon manželky|annesinin telefonu|äidin numero|anyja|mammas mobil",
    "fr": "Épouse|Mère|Assistante|Urgence|Accueil|Enfant|Voisin",
    "es": "Esposa|Madre|Asistente|Emergencia|Centralita|Hijo|Vecina",
    "pt": "Esposa|Mãe|Assistente|Emergência|PABX|Filho|Vizinho",
    "it": "Moglie|Madre|Assistente|Emergenza|Centralino|Figlio|Vicina",
    "nl": "Echtgenote|Moeder|Assistent|Noodgeval|Receptie|Kind|Buurman",
    "pl": "Żona|Mama|Asystent|Alarmowy|Centrala|Dziecko|Sąsiad",
    "tr": "Eşi|Annesi|Asistan|Acil|Santral|Çocuk|Komşu",
    "ru": "Жена|Мать|Ассистент|Экстренный|Приёмная|Ребёнок|Соседка",
    "ru-genitive": "Телефон жены|Мобильный мамы|Помощника|Супруг|Коммутатор|Сына|Соседа",
    "ar": "الزوجة|والدة|مساعد|طوارئ|واتساب الأم|طفل|جار",
    "he": "אישה|אמא|עוזר|חירום|מרכזייה|ילד|שכן",
    "hi": "पत्नी|माता|सहायक|आपातकालीन|भाई|बेटा|पड़ोसी",
    "id": "Istri|Ibu|Asisten|Darurat|Suami|Anak|Tetangga",
    "ja": "妻|母|アシスタント|緊急連絡先|会社代表|子供|隣人",
    "ko": "아내|어머니|배우자|긴급|회사 대표|자녀|이웃",
    "zh": "妻子|母亲|助理|紧急联系人|总机|孩子|邻居",
    "vi": "Vợ|Mẹ|Trợ lý|Khẩn cấp|Tổng đài|Con trai|Hàng xóm",
}
PEOPLE_ROWS = [
    pytest.param(text.strip(), id=f"{tag}-{text.strip()}")
    for tag, texts in PEOPLE.items()
    for text in texts.split("|")
]


@pytest.mark.parametrize("text", PEOPLE_ROWS)
@pytest.mark.parametrize("how", ["mobile-before", "mobile-after", "waid", *HOWS])
def test_the_number_of_another_person_is_never_linked(text: str, how: str) -> None:
    lines = {
        "mobile-before": [f"item9.TEL;TYPE=CELL:{OTHER}", f"item9.X-ABLabel:{text}"],
        "mobile-after": [f"item9.X-ABLabel:{text}", f"item9.TEL;TYPE=CELL,VOICE,PREF:{OTHER}"],
        "waid": [f"item9.TEL;waid={OTHER[1:]}:{OTHER}", f"item9.X-ABLabel:{text}"],
    }.get(how) or label(text, OTHER, how)
    only = outcome_of("FN:Ada", *lines)
    assert (only.status, only.output[3]) == ("rejected", "empty")
    assert only.row.cells[2:4] == ("", OTHER)
    for own in (f"TEL;TYPE=CELL:{MOBILE}", f"TEL;TYPE=HOME:{MOBILE}", f"TEL:{MOBILE}"):
        assert linked("FN:Ada", *lines, own) == MOBILE
        assert linked("FN:Ada", own, *lines) == MOBILE


@pytest.mark.parametrize("texts", [("Mutter", "Mobil"), ("Mobil", "Mutter")])
def test_each_of_several_labels_counts(texts: tuple[str, str]) -> None:
    labels = [f"item9.X-ABLabel:{text}" for text in texts]
    assert outcome_of("FN:Ada", f"item9.TEL:{OTHER}", *labels).output[3] == "empty"


@pytest.mark.parametrize("text", PEOPLE_ROWS)
def test_a_card_and_a_sheet_know_the_same_people(text: str) -> None:
    columns = ("Name", "Phone 1 - Label", "Phone 1 - Value")
    [outcome] = link_rows(Sheet.from_rows(columns, [("Ada", text, OTHER)]))
    assert (outcome.status, outcome.output[3]) == ("rejected", "empty")


@pytest.mark.parametrize("text", ["Halifax", "Fairfax", "Colfax", "Carfax", "Office Halifax"])
@pytest.mark.parametrize("how", HOWS)
def test_a_town_is_not_a_fax(text: str, how: str) -> None:
    assert linked("FN:Ada", *label(text, OTHER, how)) == OTHER


@pytest.mark.parametrize("text", ["Halifax fax", "Faxe Halifax", "Firmentelefax", "تلفاكس"])
def test_a_fax_in_a_town_or_within_a_word_is_one(text: str) -> None:
    assert "fax" in find_meanings(text)


@pytest.mark.parametrize("kind", ["mobile", "whatsapp", "fax", "pager"])
def test_every_word_is_known_alone_and_with_others(kind: str) -> None:
    lost = [
        (tag, word)
        for tag, words in WORDS[kind].items()
        for word in words
        for text in (word, word.upper(), f"{word} 2", f"X {word}", f"({word})")
        if kind not in find_meanings(text)
    ]
    assert lost == []


@pytest.mark.parametrize(
    "text",
    ["home", "work", "voice", "main", "arbeit", "Büro", "Zuhause", "trabajo", "Trabalho", "дом",
     "работа", "المنزل", "住宅", "自宅", "hotel", "cancelled", "portfolio", "x" * 5_000,
     ""],
)  # fmt: skip
def test_another_label_has_no_meaning(text: str) -> None:
    assert find_meanings(text) == frozenset()


@pytest.mark.parametrize(
    ("lines", "phone"),
    [
        pytest.param(["TEL;TYPE=arbeit:1", "TEL;TYPE=mobil:2"], "2", id="mobile-before-work"),
        pytest.param(["TEL;TYPE=mobil:1", "TEL;TYPE=whatsapp:2"], "2", id="whatsapp-first"),
        pytest.param(["TEL;TYPE=fax;waid=44791:1", "TEL;CELL:2"], "+44791", id="waid-first"),
        pytest.param(["TEL;TYPE=CELL:1", "TEL;TYPE=CELL;TYPE=PREF:2"], "2", id="preferred-mobile"),
        pytest.param(["TEL;TYPE=CELL:1", 'TEL;TYPE="cell,pref":2'], "2", id="preferred-list"),
        pytest.param(["TEL;TYPE=cell;PREF=2:1", "TEL;TYPE=cell;PREF=1:2"], "2", id="order"),
        pytest.param(["TEL;TYPE=home;PREF=50:1", "TEL;TYPE=home;PREF=7:2"], "2", id="order-of-100"),
        pytest.param(["TEL;PREF=0:1", "TEL;PREF=99:2"], "2", id="preference-out-of-range"),
        pytest.param(["TEL;PREF=x:1", "TEL:2"], "1", id="no-preference"),
        pytest.param(["TEL;TYPE=mobil,fax:1", "TEL:2"], "2", id="fax-on-a-mobile"),
        pytest.param(["TEL;TYPE=work:1", "TEL;TYPE=home:2"], "1", id="order-of-the-card"),
    ],
)
def test_the_better_number_comes_first(lines: list[str], phone: str) -> None:
    outcome = outcome_of("FN:Ada", *lines)
    assert outcome.row.cells[2] == phone


@pytest.mark.parametrize(
    "text",
    [
        "Sekretariat",
        "Sekretärin",
        "secretary",
        "secrétaire",
        "секретарь",
        "Secretary mobile",
        "_$!<Secretary>!$_",
        "secretaresse",
        "sekreterare",
        "秘書",
        "비서",
        "thư ký",
    ],
)
@pytest.mark.parametrize("how", HOWS)
def test_an_office_comes_last(text: str, how: str) -> None:
    assert linked("FN:Ada", *label(text, OTHER, how), f"TEL;HOME:{LANDLINE}") == LANDLINE
    assert linked("FN:School", *label(text, OTHER, how)) == OTHER


@pytest.mark.parametrize(
    "text",
    ["-", "–", "--", "N/A", "n/a", "NA", "none", "None", "null", "nan", "0", "00", "0000000", ".",
     "?", "/", "keine", "нет", "لا يوجد", "无", "なし", "sin teléfono", "não tem", "yok", " - ",
     "#N/A", "unknown"],
)  # fmt: skip
def test_a_number_that_says_none_gives_way(text: str) -> None:
    outcome = outcome_of("FN:Ada", f"TEL;CELL:{text}", f"TEL;HOME:{LANDLINE}")
    assert outcome.output[0].endswith(LANDLINE[1:])
    assert outcome.row.cells[3] == text.strip()
    assert outcome_of("FN:Ada", f"TEL;CELL:{text}").output[3] == "empty"


@pytest.mark.parametrize("text", ["+1", "007", "see note", "x", "call me", "12"])
def test_a_damaged_number_does_not_give_way(text: str) -> None:
    """A wrong number may belong to the person, and the next number to another person."""
    outcome = outcome_of("FN:Ada", f"TEL;CELL:{text}", f"TEL;HOME:{LANDLINE}")
    assert outcome.status == "rejected"


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        pytest.param([], "", id="nothing"),
        pytest.param(["FN:", "N:;;;;"], "", id="blank-names"),
        pytest.param(["ORG:Bakery"], "Bakery", id="organization"),
        pytest.param(["ORG:;Sales"], "Sales", id="unit-alone"),
        pytest.param(["ORG:Bakery;Sales", "FN:"], "Bakery", id="organization-and-unit"),
        pytest.param(["NICKNAME:Ada"], "Ada", id="nickname"),
        pytest.param(["NICKNAME:Ada", "ORG:Bakery"], "Bakery", id="organization-first"),
        pytest.param(["FN:Lee", "NICKNAME:Ada", "ORG:Bakery"], "Lee", id="name-first"),
        pytest.param(["N:Lee;Ada", "ORG:Bakery"], "Ada Lee", id="parts-first"),
        pytest.param(["EMAIL:ada@example.com"], "", id="e-mail-alone"),
    ],
)
@pytest.mark.parametrize("version", ["2.1", "3.0", "4.0"])
def test_a_card_needs_no_name(lines: list[str], name: str, version: str) -> None:
    outcome = outcome_of(*lines, f"TEL:{MOBILE}", version=version)
    assert (outcome.row.cells[0], outcome.status) == (name, "accepted")
    assert outcome_of(*lines, version=version).output[3] == "empty"


@pytest.mark.parametrize(
    ("card", "digits"),
    [
        pytest.param("begin:vcard\nversion:2.1\ntel;cell:%s\nend:vcard", "", id="lower-case"),
        pytest.param("\ufeffBEGIN:VCARD\nTEL:%s\nEND:VCARD", "", id="mark"),
        pytest.param("BEGIN:VCARD\rTEL:%s\rEND:VCARD", "", id="cr"),
        pytest.param("BEGIN:VCARD\nVERSION:4.0\nTEL;VALUE=uri:tel:%s\nEND:VCARD", "", id="uri"),
        pytest.param(
            'BEGIN:VCARD\nVERSION:4.0\nTEL;VALUE=uri;PREF=1;TYPE="voice,home":tel:%s;ext=12\n'
            "END:VCARD",
            "",
            id="uri-extension",
        ),
        pytest.param(
            "BEGIN:VCARD\nVERSION:2.1\nN:Lee\nTEL;WORK;VOICE:+493012345678\nTEL;CELL;VOICE:%s\n"
            "TEL;WORK;FAX:+442079460958\nLABEL;WORK;PREF;ENCODING=QUOTED-PRINTABLE:Way 1=0D=0A=\n"
            "12345 Town\nX-MS-OL-DEFAULT-POSTAL-ADDRESS:2\nEND:VCARD",
            "",
            id="outlook",
        ),
        pytest.param(
            "BEGIN:VCARD\nVERSION:2.1\nREV:20081031T195848Z\nUID:aac119d5\n"
            "N;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:=4C=C3=A9;Ada;;;\nTEL;HOME:+493012345678\n"
            "TEL;CELL;PREF:%s\nTEL;PAGER:+442079460958\nX-CLASS:private\nEND:VCARD",
            "",
            id="nokia",
        ),
        pytest.param(
            "BEGIN:VCARD\nVERSION:3.0\nN:;Ada;;;\nFN:Ada\nitem1.TEL;waid=491701234567:%s\n"
            "item1.X-ABLabel:Mobil\nX-WA-BIZ-NAME:Ada\nEND:VCARD",
            "",
            id="whatsapp",
        ),
        pytest.param(
            "BEGIN:VCARD\nVERSION:3.0\nFN:Ada\nTEL;TYPE=HOME:+493012345678\nitem1.TEL:%s\n"
            "item1.X-ABLabel:mobile\nCATEGORIES:myContacts\nEND:VCARD",
            "",
            id="google",
        ),
    ],
)
def test_cards_as_programs_write_them(card: str, digits: str) -> None:
    [outcome] = link_rows(read_vcards(io.BytesIO((card % MOBILE).encode()), "f.vcf"))
    assert outcome.output[0] == f"https://wa.me/{digits or MOBILE[1:]}"


@given(
    st.lists(
        st.tuples(
            st.sampled_from(ROWS),
            st.sampled_from(HOWS),
            st.from_regex(r"\+49170[0-9]{7}", fullmatch=True) | st.sampled_from(("-", "0")),
        ),
        max_size=5,
        unique_by=lambda item: item[2],
    )
)
def test_no_number_of_a_card_is_lost(tels: list[tuple[tuple[str, str], str, str]]) -> None:
    lines = [
        line.replace("item9", f"item{place}")
        for place, ((_, text), how, number) in enumerate(tels)
        for line in label(text, number, how)
    ]
    row = outcome_of("FN:Ada", *lines).row
    assert not row.problem
    found = [row.cells[2], *row.cells[3].split(" ::: ")]
    assert sorted(filter(None, found)) == sorted(number for _, _, number in tels)
    kinds = {number: kind for (kind, _), _, number in tels}
    assert kinds.get(row.cells[2], "mobile") in ("mobile", "whatsapp")
    assert re.search(r"[1-9]", row.cells[2] or "1")
