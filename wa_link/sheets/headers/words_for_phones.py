"""Words in headers of phone columns and label columns, by language; see `word_kinds.py`."""

from __future__ import annotations

from typing import Final

TEXTS: Final = {
    # Other forms of the words in `phone.words`: compound, inflected and plural forms.
    "whatsapp": """
    en: whatsappno, whatsappnumber, whatsappnum, wano, wanumber
    """,
    "mobile": """
    bg: мобилния
    bn: মোবাইলের
    cs: mobilu, mobilního, mobily
    de: diensthandy, privathandy, geschäftshandy, firmenhandy, mobiltelefonnummer, mobiltel,
        mobilfunktelefon, mobilrufnummer
    el: κινητού, κινητα
    en: mobileno, mobilenumber, mobilenum, mobno, cellno, cellnumber
    fi: matkapuhelimen, kännykkänumero, gsm numero
    fr: tél port, port tél
    hr: mobitela, mobilnog, mobilnog telefona
    hu: mobiltelefonja
    kk: ұялы телефон нөмірі
    nl: mobiele, mobiel nummer, mobiele nummer, gsmnummer
    pl: komórkowego, komórki, komórkowe, telefonu komórkowego, nr kom, numer kom
    pt: móvel
    ro: mobilul, mobilului, telefon mobil
    ru: мобила
    sk: mobilu, mobilného
    sl: mobilnega, mobilnega telefona
    sr: мобилног, мобилног телефона, mobilnog
    sv: mobiltelefonnummer, mobilen
    tr: telefon cep, tel cep, cep telefonu numarası, cep telefonları, cep numarası, cep tel no
    uk: мобільного телефону
    """,
    "phone": """
    am: የስልክ
    bg: телефонен, телефонен номер, телефони
    bn: ফোনের
    cs: telefonu, telefonní, telefony
    da: privattelefon, arbejdstelefon, hjemmetelefon, telefonnumre
    de: haupttelefon, festnetznummer, festnetznr, privattelefon, diensttelefon,
        geschäftstelefon, bürotelefon, telefonnummern, rufnr, telnr, telefone
    el: τηλεφώνου, τηλέφωνα
    en: phoneno, phonenumber, phonenum, telnum, telephoneno, telephonenumber, msisdn
    es: teléfonos, telefónico
    fi: kotipuhelin, työpuhelin, lankapuhelin, puhelimen, puhelinnro, puhelinnumerot
    fr: téléphones, téléphonique
    he: טלפונים
    hr: telefona, telefonski
    hu: telefonszáma, telefonja, telszám
    it: recapito telefonico, telefoni, telefonico
    kk: телефоны, телефон нөмірі
    lt: telefono, tel nr
    lv: tālruņa
    nl: werktelefoon, thuistelefoon, hoofdtelefoonnummer, telefoons, telnr
    no: privattelefon, jobbtelefon, hjemmetelefon
    pl: telefony, telefoniczny
    pt: telefones, telefônico
    ro: telefonul, telefonului
    ru: телефонный, телефонов
    sk: telefónu, telefónne, telefónny
    sl: telefona, telefonska
    sr: телефона, телефонски, telefona
    sv: hemtelefon, arbetstelefon, jobbtelefon, privattelefon
    tr: telefonu, telefonlar, tel no, telefon no
    uk: телефонний, телефони
    vi: đt liên hệ
    """,
    "number": """
    und: №, nº, n.º, no, nr, nos, #
    am: ቁጥር
    bg: номера, н-р
    bn: নম্বর, নাম্বার, নং
    cs: čísla
    de: nummern, rufnummer, durchwahlnummer
    el: αριθμοί, νούμερο
    en: numbers
    et: number
    fa: شماره
    fi: nro, numerot
    gu: નંબર
    hi: न, नं, संख्या, क्रमांक
    hr: brojevi
    hu: száma
    id: nmr, nomer
    it: n
    kk: нөмірі, нөмір
    lt: numeris, nr
    lv: numurs
    mr: नंबर, क्रमांक
    pl: numery
    ro: numărul, numere
    ru: номера, ном
    sk: číslo
    sw: namba, nambari
    ta: எண்
    te: నంబర్, నెంబర్, నంబరు
    th: หมายเลข
    tl: numero, numero ng
    tr: numaraları
    vi: số
    """,
    # These words mean a phone number if a word for a number is next to them: `contact no`.
    "contact": """
    ar: تواصل, للتواصل, اتصال, للاتصال
    bg: контактен, контакт, за контакт, за връзка
    bn: যোগাযোগ, যোগাযোগের
    cs: kontakt, kontaktní
    da: kontakt
    de: Kontakt
    el: επικοινωνίας, επαφής
    en: contact
    es: contacto
    et: kontakt
    fa: تماس
    fi: yhteystieto, yhteys
    fr: contact
    gu: સંપર્ક
    he: קשר, ליצירת קשר, התקשרות
    hi: संपर्क, सम्पर्क
    hr: kontakt, kontaktni
    hu: kapcsolattartási, kapcsolat, elérhetőség
    id: kontak
    it: contatto
    ja: 連絡先, 連絡用, 連絡
    kk: байланыс
    ko: 연락
    mr: संपर्क
    ms: hubungan, hubungi
    nl: contact
    no: kontakt
    pl: kontaktowy, kontakt, kontaktu, do kontaktu
    pt: contato, contacto
    ro: contact, de contact
    ru: контактный, контакт, для связи, связи
    sk: kontakt, kontaktné, kontaktný
    sl: kontakt, kontaktna
    sr: контакт, kontakt
    sv: kontakt
    sw: mawasiliano, ya mawasiliano
    ta: தொடர்பு, தொடர்பு கொள்ள
    te: సంప్రదింపు, సంప్రదించవలసిన
    th: ติดต่อ, ผู้ติดต่อ
    tl: contact, pakikipag-ugnayan
    tr: iletişim, irtibat
    uk: контактний, контакт, для зв'язку
    ur: رابطہ, رابطے کا
    vi: liên hệ, liên lạc
    zh-Hans: 联系, 联络, 联系人
    zh-Hant: 聯絡, 聯繫, 聯絡人, 聯繫人
    """,
    # Single words for a contact number.
    "contact number": """
    da: kontaktnummer
    de: Kontaktnummer, Kontaktnr, Kontakttelefon
    en: contactno, contactnumber
    ko: 연락처
    nl: contactnummer, contacttelefoon
    no: kontaktnummer
    sv: kontaktnummer
    zh-Hans: 联系方式
    zh-Hant: 聯絡方式, 聯繫方式
    """,
    # Words for the contact: `customer`, `my`.
    "owner": """
    ar: عميل, زبون, شخصي, خاص
    bg: клиент, личен
    bn: গ্রাহক, গ্রাহকের, ব্যক্তিগত
    cs: zákazník, zákazníka, osobní, soukromý
    da: kunde, kundens, personlig
    de: Kunde, Kunden, persönlich
    el: πελάτη, πελάτης, προσωπικό
    en: customer, client, personal, private, my, your, customers
    es: cliente, personal
    fa: مشتری, شخصی
    fi: asiakas, asiakkaan, oma
    fr: client, personnel
    he: לקוח, אישי
    hi: ग्राहक, व्यक्तिगत, निजी
    hr: klijent, kupac, osobni
    hu: ügyfél, személyes, magán
    id: pelanggan, pribadi
    it: cliente, personale
    ja: お客様, お客さま, 顧客, 個人, 本人, ご本人
    kk: жеке, клиент
    ko: 고객, 개인, 본인
    mr: ग्राहक, वैयक्तिक
    ms: pelanggan, peribadi
    nl: klant, persoonlijk
    no: kunde, personlig
    pl: klient, klienta, osobisty
    pt: cliente, pessoal
    ro: client, personal
    ru: клиент, клиента, личный, покупатель, покупателя
    sk: zákazník, zákazníka, osobný, súkromný
    sv: kund, personlig
    sw: mteja, binafsi
    ta: வாடிக்கையாளர், தனிப்பட்ட
    te: కస్టమర్, వ్యక్తిగత
    th: ลูกค้า, ส่วนตัว
    tl: kustomer
    tr: müşteri, kişisel, şahsi, özel
    uk: клієнт, клієнта, особистий
    ur: کسٹمر, ذاتی, نجی
    vi: khách hàng, cá nhân
    zh-Hans: 客户, 顾客, 个人, 本人, 私人
    zh-Hant: 客戶, 顧客, 個人, 本人, 私人
    """,
    # Words without a meaning of their own, between the other words.
    "filler": """
    bg: на, за
    bn: এর
    de: des, der, für, die
    el: του, της
    en: of, the, for, value, with, via, on, your
    es: para, de, del, de la, el, la
    fr: de, du, de la, d, l, le
    hi: का, की, के
    it: di, del, della, dell, il
    ja: の, お, ご, 御
    ko: 의
    mr: चा, ची
    nl: van, op, de
    pl: do, na
    pt: para, de, do, da, o
    ro: de
    ru: для
    sw: ya, wa, la
    th: ที่, ของ
    tl: ng, sa, ang
    uk: для
    ur: کا, کی, کے
    zh-Hans: 的
    zh-Hant: 的
    """,
    # Words in the header of a label column, which says what the number in another column is for.
    "label": """
    und: label, type, typ, tip
    am: አይነት
    ar: نوع, تسمية, تصنيف
    bg: тип, вид, етикет
    bn: ধরন, লেবেল
    cs: typ, štítek, druh
    da: type, etiket, mærkat
    de: Typ, Art, Etikett, Bezeichnung, Telefontyp, Telefonart, Nummerntyp, Kennzeichnung
    el: τύπος, ετικέτα, είδος
    en: type, label, kind, phonetype, numbertype
    es: tipo, etiqueta, clase
    et: tüüp, silt, liik
    fa: نوع, برچسب
    fi: tyyppi, tunniste, nimike
    fr: type, étiquette, libellé, genre
    gu: પ્રકાર, લેબલ
    he: סוג, תווית
    hi: प्रकार, लेबल
    hr: vrsta, oznaka, tip
    hu: típus, címke, fajta
    id: jenis, tipe, label
    it: tipo, etichetta
    ja: 種類, 種別, タイプ, ラベル, 区分
    kk: түрі, тип
    ko: 유형, 종류, 구분, 라벨, 레이블
    lt: tipas, rūšis
    lv: tips, veids
    mr: प्रकार, लेबल
    ms: jenis, label
    nl: type, soort, label, telefoontype
    no: type, etikett
    pl: typ, etykieta, rodzaj
    pt: tipo, etiqueta, rótulo
    ro: tip, etichetă
    ru: тип, вид, метка, ярлык
    sk: typ, štítok, druh
    sl: vrsta, oznaka
    sr: врста, ознака, тип, vrsta, oznaka
    sv: typ, etikett, telefontyp
    sw: aina, lebo
    ta: வகை, லேபிள்
    te: రకం, లేబుల్
    th: ประเภท, ป้ายกำกับ, ชนิด
    tl: uri
    tr: tür, türü, etiket, tip, tipi
    uk: тип, вид, мітка
    ur: قسم, لیبل
    vi: loại, nhãn
    zh-Hans: 类型, 类别, 标签, 种类
    zh-Hant: 類型, 類別, 標籤, 種類
    """,
}
