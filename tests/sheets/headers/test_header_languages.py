"""Headers in many languages, which are or are not phone columns."""

from __future__ import annotations

from itertools import product

import pytest

from wa_link.sheets.headers.phone_headers import find_phone_columns

FOUND = {
    # Headers from reports of users whose sheets were not read.
    "reported": """
        Mobiltelefon | Telefon privat | Telefon geschäftlich | Contact No. | Contact Number
        Mob No | Mobiel | Telefoon | Handynr. | Mobilfunknummer | Téléphone (domicile) | Сотовый
        手機 | 電話番号 | 전화번호 | טלפון | Τηλέφωνο | Número de telemóvel | Nº de telemóvel
        Cep Telefonu | Telefon komórkowy | Handphone
    """,
    "de": """
        Telefon (geschäftlich 2) | Telefon (privat 2) | Weiteres Telefon | Haupttelefon
        Tel. dienstlich | Mobil-Tel.-Nr. | Festnetz | Festnetznummer | Rufnummer
        Telefonnummer (mobil) | Handynummer | Handy Nr | Mobilnr. | Diensthandy | Kontaktnummer
    """,
    "fr": """
        Téléphone (bureau) | Téléphone 2 (bureau) | Tél. mobile | Téléphone (autre)
        Téléphone principal | N° de portable | Numéro de portable | N° de tél. | Tél. fixe
        Tél portable | Numéro de téléphone du client | Tél. professionnel | GSM
    """,
    "es": """
        Teléfono del trabajo | Teléfono particular | Otro teléfono | Nº de teléfono
        N.º de teléfono | Número de móvil | Tel. móvil | Teléfono de contacto
        Número de contacto | Telf. | Tfno. | Número de WhatsApp | Teléfono fijo | Tel/Cel
        No. de celular | Núm. celular
    """,
    "pt": """
        Telefone comercial | Telefone residencial | Outro telefone | Número de celular
        Telefone fixo | Telemóvel | Nº telemóvel | Contato telefone | Telefone para contato
        Número de contato | WhatsApp do cliente | Celular/WhatsApp | Fone
    """,
    "it": """
        Telefono (uff.) | Telefono (ab.) | Altro telefono | Telefono principale
        Numero di telefono | Numero cellulare | N. telefono | Numero di cellulare
        Recapito telefonico | Telefono fisso | Cell.
    """,
    "nl": """
        Telefoon op werk | Telefoon thuis | Mobiele telefoon | Andere telefoon | Telefoonnummer
        Mobiel nummer | Tel.nr. | GSM-nummer | Telefoon (mobiel) | Vaste telefoon
    """,
    "pl": """
        Telefon służbowy | Telefon domowy | Inny telefon | Numer telefonu | Nr telefonu
        Nr tel. | Tel. kom. | Telefon stacjonarny | Numer telefonu komórkowego | Komórka
        Telefon kontaktowy | Numer kontaktowy
    """,
    "cs": """
        Mobilní telefon | Telefonní číslo | Číslo telefonu | Tel. číslo | Mobil | Telefon domů
        Telefon do práce | Číslo mobilu
    """,
    "sk": """
        Telefónne číslo | Mobilný telefón | Číslo telefónu | Tel. č.
    """,
    "hu": """
        Telefonszám | Mobiltelefon | Mobiltelefonszám | Mobilszám | Telefonszám (mobil)
        Munkahelyi telefon | Otthoni telefon
    """,
    "ro": """
        Număr de telefon | Nr. telefon | Telefon mobil | Nr. de telefon | Telefon fix
        Telefon serviciu | Număr mobil
    """,
    "bg": """
        Телефонен номер | Мобилен телефон | Номер на телефон | GSM номер | Домашен телефон
        Служебен телефон
    """,
    "hr": """
        Broj telefona | Broj mobitela | Mobitel | Mobilni telefon | Kontakt telefon
        Broj mobilnog telefona | Br. telefona
    """,
    "sr": """
        Број телефона | Мобилни телефон
    """,
    "ru": """
        Номер телефона | Мобильный телефон | Сотовый телефон | Рабочий телефон
        Домашний телефон | Контактный телефон | Контактный номер | Тел. | Моб. тел. | Моб.
        Номер мобильного телефона | Телефон (моб.) | Другой телефон | Основной телефон
        Номер для связи | WhatsApp номер | Номер WhatsApp | Ватсап
    """,
    "uk": """
        Мобільний телефон | Номер телефону | Контактний телефон | Моб. телефон | Робочий телефон
    """,
    "kk": """
        Телефон нөмірі | Ұялы телефон | Ұялы телефон нөмірі
    """,
    "tr": """
        Cep Telefonu No | Cep No | Telefon Numarası | Telefon No | Cep Tel | GSM No | Tel No
        Ev Telefonu | İş Telefonu | Cep telefonu numarası | İletişim numarası | İletişim No
        TELEFON NUMARASI | CEP TELEFONU | Telefon (cep)
    """,
    "el": """
        Κινητό | Κινητό τηλέφωνο | Αριθμός τηλεφώνου | Τηλ. | Σταθερό τηλέφωνο
        Τηλέφωνο εργασίας | Τηλέφωνο οικίας | Αρ. τηλεφώνου | Αριθμός κινητού | ΤΗΛΕΦΩΝΟ
        ΚΙΝΗΤΟ | Τηλέφωνο επικοινωνίας
    """,
    "he": """
        נייד | טלפון נייד | מספר טלפון | מס' טלפון | מספר נייד | סלולרי | טל' | טלפון בבית
        טלפון בעבודה | פלאפון | מס׳ טלפון
    """,
    "ar": """
        رقم الجوال | رقم الموبايل | رقم الهاتف المحمول | هاتف محمول | الهاتف النقال
        رقم التليفون | هاتف العمل | هاتف المنزل | رقم الواتساب | رقم التواصل | رقم الاتصال
        رقم واتس اب | تلفون | رقم الهاتف الجوال
    """,
    "fa": """
        شماره تلفن | شماره موبایل | تلفن همراه | شماره همراه | موبایل | تلفن ثابت | شماره تماس
        شماره‌تلفن | تلفن محل کار | تلفن منزل | شماره تلفن همراه
    """,
    "hi": """
        मोबाइल नंबर | मोबाइल | फोन नंबर | फ़ोन नंबर | दूरभाष | संपर्क नंबर | मोबाइल न.
        व्हाट्सएप नंबर | मोबाईल नंबर | घर का फ़ोन
    """,
    "ur": """
        فون نمبر | موبائل نمبر | رابطہ نمبر | موبائل | گھر کا فون
    """,
    "bn": """
        মোবাইল নম্বর | ফোন নম্বর | মোবাইল | মোবাইল নং | যোগাযোগের নম্বর | অফিসের ফোন
    """,
    "ta": """
        தொலைபேசி எண் | கைபேசி எண் | மொபைல் எண் | தொலைபேசி | அலைபேசி
    """,
    "te": """
        ఫోన్ నంబర్ | మొబైల్ నంబర్ | మొబైల్ | ఫోన్ నెంబర్ | సెల్ నంబర్
    """,
    "mr": """
        मोबाईल क्रमांक | फोन नंबर | दूरध्वनी क्रमांक | संपर्क क्रमांक
    """,
    "gu": """
        ફોન નંબર | મોબાઇલ નંબર | મોબાઈલ
    """,
    "id": """
        Nomor HP | No. HP | Nomor Telepon | Nomor Handphone | Nomor Ponsel | No Telp
        No. Telepon | Telp. | No. WhatsApp | Nomor kontak | Telepon rumah | Telepon kantor
        No Tlp | No HP/WA | HP/WA
    """,
    "ms": """
        No. Telefon | Nombor Telefon | Nombor telefon bimbit | Telefon bimbit | No. Tel
        No tel. bimbit | No H/P | H/P No.
    """,
    "tl": """
        Numero ng telepono | Cellphone number | Cellphone No. | Telepono | Numero ng cellphone
        Mobile no.
    """,
    "vi": """
        Số điện thoại | SĐT | Điện thoại | Điện thoại di động | Di động | Số di động
        So dien thoai | Dien thoai | SDT | Số ĐT | Số liên hệ | Điện thoại bàn | SỐ ĐIỆN THOẠI
        Điện thoại nhà riêng
    """,
    "th": """
        เบอร์โทร | เบอร์โทรศัพท์ | โทรศัพท์ | เบอร์มือถือ | โทรศัพท์มือถือ | หมายเลขโทรศัพท์
        เบอร์ติดต่อ | มือถือ | โทร. | เบอร์โทรศัพท์มือถือ | โทรศัพท์บ้าน | โทรศัพท์ที่ทำงาน
        เบอร์โทรลูกค้า | หมายเลขติดต่อ
    """,
    "ja": """
        電話 | 携帯電話 | 携帯 | 携帯電話番号 | 携帯番号 | お電話番号 | TEL | 連絡先電話番号
        自宅電話 | ご自宅電話番号 | 勤務先電話番号 | 電話番号（携帯） | 電話番号 (自宅)
        携帯TEL | ケータイ | ｹｰﾀｲ
    """,
    "ko": """
        휴대폰 | 휴대폰 번호 | 휴대폰번호 | 휴대전화 | 핸드폰 | 핸드폰 번호 | 연락처 | 전화 번호
        집 전화 | 직장 전화 | 모바일 | 휴대전화번호 | 전화
    """,
    "zh-Hans": """
        手机 | 手机号 | 手机号码 | 电话 | 电话号码 | 联系电话 | 移动电话 | 联系手机 | 固定电话
        办公电话 | 家庭电话 | 联系人电话 | 手机（常用） | 客户电话 | 联系方式 | 电话/手机
        手机号(WhatsApp) | 手机No.
    """,
    "zh-Hant": """
        手機號碼 | 手機號 | 電話號碼 | 行動電話 | 聯絡電話 | 聯絡手機 | 市話 | 住宅電話
        手提電話 | 流動電話 | 聯絡人電話
    """,
    "sv": """
        Mobilnummer | Mobiltelefon | Telefonnummer | Hemtelefon | Telefon hem | Telefon arbete
        Tel.nr | Mobiltelefonnummer | Tfn
    """,
    "da": """
        Telefonnummer | Mobilnr. | Tlf. | Tlf.nr. | Telefon privat | Mobil privat
        Telefon arbejde
    """,
    "fi": """
        Puhelin | Puhelinnumero | Matkapuhelin | Matkapuhelinnumero | GSM | Puh.
        Puhelin (koti) | Kännykkä | Matkapuh.
    """,
    "sw": """
        Nambari ya simu | Namba ya simu | Simu | Simu ya mkononi | Namba ya WhatsApp
        Nambari ya mawasiliano
    """,
    "et-lv-lt": """
        Telefoninumber | Mobiiltelefon | Tālruņa numurs | Mobilais tālrunis | Tālrunis
        Telefono numeris | Mobilusis telefonas
    """,
    "am": """
        የስልክ ቁጥር | ስልክ ቁጥር | ስልክ
    """,
    "en": """
        Mobile No. | Mob. No. | Mobile # | mobileno | phoneno | contactno | Ph No | Ph. No.
        Phone (Res) | Phone (Off) | Tel (H) | Cell # | Contact # | Contact Nos | Mobile Nos.
        WhatsApp Mobile | Customer Contact Number | Home Landline | Alternate Phone
        Secondary Phone | 📱 | 📞 | 📞 Phone | ☎️ Tel | Phone № 1 | MSISDN | Telephone 1 | ph#
        Contact Phone Number | Primary Contact Number | Contact Mobile | Phone numbers
    """,
}

NOT_FOUND = {
    "another-person": """
        Emergency contact number | Emergency Contact No. | Notfallkontakt Telefon
        Notfallnummer | Teléfono de emergencia | Contacto de emergencia teléfono
        Téléphone d'urgence | 緊急連絡先 | 緊急連絡先電話番号 | 紧急联系电话 | 紧急联系人电话
        비상연락처 | 보호자 연락처 | เบอร์โทรผู้ปกครอง | เบอร์ฉุกเฉิน | 家长电话 | 公司电话
        公司總機 | 会社電話番号 | 代表電話 | 회사전화 | Telefon Firma | Firmentelefon
        Telefon Assistent | Téléphone société | Téléphone de l'assistant(e)
        Teléfono del ayudante | Número de centralita de la organización | Telefone da empresa
        Telefone do assistente | Telefono società | Telefono assistente | Telefoon bedrijf
        Telefoon assistent | Telefon asystenta | Główny telefon do firmy | Телефон помощника
        Основной телефон организации | Телефон компании | Телефон родителя | Телефон мамы
        Şirket Telefonu | Veli Telefonu | Acil durum telefonu | Telefon rodiče
        Telefon na rodiče | Szülő telefonszáma | Telefon părinte | Τηλέφωνο γονέα
        Τηλέφωνο εταιρείας | טלפון הורה | טלפון אמא | טלפון חירום | هاتف الشركة | هاتف ولي الأمر
        رقم ولي الأمر | جوال الأم | تلفن شرکت | شماره تماس اضطراری | अभिभावक मोबाइल नंबर
        आपातकालीन नंबर | कंपनी फ़ोन | অভিভাবকের মোবাইল | Nomor darurat | No HP Orang Tua
        Telepon perusahaan | No. Telefon Ibu Bapa | SĐT phụ huynh | Điện thoại công ty
        Shipping Phone | Lieferadresse Telefon | Teléfono de envío | Telefone de entrega
        Téléphone de livraison | 收货人电话 | 收件人手机 | 配送先電話番号 | 수령인 휴대폰
        받는분 전화번호 | Parent Mobile | Father's Phone | Mother's Contact No
        Guardian Contact Number | Spouse Phone | Reference Phone | Driver Phone | Agent mobile
        Alternate contact number | Other contact phone | Second contact number
        Next of kin phone
    """,
    "fax-and-pager": """
        Fax privat | Fax geschäftlich | Weiteres Fax | Faxnummer | Telefax | Télécopie (bureau)
        Factice | Факс | Рабочий факс | 传真 | 傳真號碼 | ファックス | FAX番号 | 팩스번호
        โทรสาร | فاكس | פקס | Φαξ | Tel/Fax | Telefon/Fax | 电话/传真 | 電話/FAX | Pager
        Piepser | Buscapersonas | Cercapersone | Semafoon | Пейджер | ポケベル | 호출기
    """,
    "label": """
        Telefontyp | Telefonart | Type de téléphone | Tipo de teléfono | Tipo telefono
        Typ telefonu | Тип телефона | 电话类型 | 電話種別 | 전화 유형 | ประเภทโทรศัพท์
        نوع الهاتف | סוג טלפון | Τύπος τηλεφώνου | Telefon türü | Phone 1 - Label
        Étiquette téléphone | फ़ोन का प्रकार | Jenis telepon | Loại điện thoại
    """,
    "id-or-order": """
        Kundennummer | Customer Number | Client No | Account Number | Número de cliente
        Numéro de client | Номер клиента | 客户编号 | 顧客番号 | 고객번호 | รหัสลูกค้า
        رقم العميل | מספר לקוח | Müşteri No | Bestellnummer | Rechnungsnummer | 订单号
        注文番号 | 주문번호 | Номер заказа | Telefon ID | 电话ID | Phone ID | Kontakt-ID
        Contact ID
    """,
    "something-else": """
        CEP | Código postal | Cel | Cell A1 | pH | PH | HP | Port | Port Number | Handyman
        Handyversicherung | Hotel | Mobilität | Automobil | Telefonie | Telefonkosten
        Telefonbuch | 手机壳 | 手机型号 | 电话会议 | 电话费 | 電話料金 | 携帯会社 | 휴대폰 기종
        전화 요금 | โทรทัศน์ | โทรสาร | มือถือรุ่น | تلفزيون | טלוויזיה | телевизор | Телефония
        Телефонная книга | Handy Modell | mobilité | fixe | fijo | Fixo | fisso | Mobile App
        Mobile Model | Mobiles | portables | همراه | تعداد همراه | شماره | מספר | שם | Numero
        Número | Nummer | Nr. | # | № | Номер | 番号 | 번호 | 号码 | 號 | หมายเลข | Contact
        Kontakt | Contacto | 联系人 | 連絡先 | Contact Name | Kontaktperson | Kontaktdatum
        Last contact | No contact | Contacted | No. of contacts | Contact type | Home | Work
        Privat | geschäftlich | Casa | 自宅 | 집 | 家 | บ้าน | Other | Otro
    """,
}


def split(text: str) -> list[str]:
    return [" ".join(each.split()) for each in text.strip().replace("\n", " | ").split(" | ")]


def headers(table: dict[str, str]) -> list[object]:
    """Return a test parameter for each header, with its kind in the id."""
    return [
        pytest.param(header, id=f"{kind}-{header}")
        for kind, text in table.items()
        for header in split(text)
    ]


@pytest.mark.parametrize("header", headers(FOUND))
def test_headers_of_phone_numbers(header: str) -> None:
    for spelling in (header, header.upper(), header.lower(), f" {header} 2"):
        assert find_phone_columns(["name", spelling, "note"]) == [1], spelling


@pytest.mark.parametrize("header", headers(NOT_FOUND))
def test_headers_of_other_things(header: str) -> None:
    assert find_phone_columns([header, header.upper(), header.lower(), f"{header} 2"]) == []


@pytest.mark.parametrize(
    ("header", "order"),
    [
        pytest.param(header, order, id=language)
        for language, header, order in (
            ("tr", "Ad|Telefon|Cep Telefonu", "Cep Telefonu|Telefon"),
            ("de-outlook", "Telefon geschäftlich|Telefon privat|Mobiltelefon|Telefon Firma",
             "Mobiltelefon|Telefon geschäftlich|Telefon privat"),
            ("fr-outlook", "Téléphone (bureau)|Téléphone (domicile)|Tél. mobile",
             "Tél. mobile|Téléphone (bureau)|Téléphone (domicile)"),
            ("es", "Teléfono|Otro teléfono|Móvil", "Móvil|Teléfono|Otro teléfono"),
            ("pt", "Telefone comercial|Telemóvel|Telefone",
             "Telemóvel|Telefone|Telefone comercial"),
            ("it", "Telefono|Cellulare", "Cellulare|Telefono"),
            ("nl", "Telefoon|Mobiel", "Mobiel|Telefoon"),
            ("pl", "Telefon|Telefon komórkowy", "Telefon komórkowy|Telefon"),
            ("cs", "Telefon|Mobil", "Mobil|Telefon"),
            ("hu", "Telefonszám|Mobilszám", "Mobilszám|Telefonszám"),
            ("ro", "Nr. telefon|Telefon mobil", "Telefon mobil|Nr. telefon"),
            ("ru", "Телефон|Сотовый", "Сотовый|Телефон"),
            ("uk", "Телефон|Мобільний", "Мобільний|Телефон"),
            ("el", "Τηλέφωνο|Κινητό", "Κινητό|Τηλέφωνο"),
            ("he", "טלפון|נייד", "נייד|טלפון"),
            ("ar", "الهاتف|الجوال|واتساب", "واتساب|الجوال|الهاتف"),
            ("fa", "تلفن|شماره همراه", "شماره همراه|تلفن"),
            ("hi", "फ़ोन|मोबाइल नंबर", "मोबाइल नंबर|फ़ोन"),
            ("id", "Telepon|No. HP|No. WA", "No. WA|No. HP|Telepon"),
            ("vi", "Điện thoại|Di động", "Di động|Điện thoại"),
            ("th", "โทรศัพท์|มือถือ", "มือถือ|โทรศัพท์"),
            ("ja", "電話番号|携帯電話番号|連絡先電話番号", "携帯電話番号|電話番号|連絡先電話番号"),
            ("ko", "연락처|전화번호|휴대폰", "휴대폰|전화번호|연락처"),
            ("zh-Hans", "电话|手机", "手机|电话"),
            ("zh-Hant", "電話號碼|手機號碼", "手機號碼|電話號碼"),
            ("contact-number-last", "Contact No.|Phone|Mob No", "Mob No|Phone|Contact No."),
            ("home-after-its-equals", "Home Phone|Phone|Mobile", "Mobile|Phone|Home Phone"),
        )
    ],
)  # fmt: skip
def test_the_mobile_comes_before_the_landline(header: str, order: str) -> None:
    columns = header.split("|")
    assert [columns[i] for i in find_phone_columns(columns)] == order.split("|")


def test_two_words_of_other_things_never_mean_a_phone() -> None:
    words = [header for text in list(NOT_FOUND.values())[:4] for header in split(text)]
    for one, two in product(words[::7], words[::5]):
        header = f"{one} {two}"
        assert find_phone_columns([header]) == [], header


@pytest.mark.parametrize("unit", ["no ", "contact no ", "手", "手机", "เบอร์", "home phone "])
def test_long_headers_take_little_time(unit: str) -> None:
    assert find_phone_columns([(unit * 10_000)[: 195 + i] for i in range(300)]) is not None
