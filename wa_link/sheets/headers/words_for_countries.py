"""Words in the headers of columns that contain or may contain countries; see `word_kinds.py`."""

from __future__ import annotations

from typing import Final

TEXTS: Final = {
    # The country of a person.
    "country": """
    am: ሀገር, አገር
    ar: دولة, بلد, رمز الدولة, رمز البلد, الدولة المنطقة, البلد المنطقة
    bg: държава, страна
    bn: দেশ
    cs: země, stát
    da: land, landekode, leveringsland, faktureringsland, fakturaland
    de: Land, Staat, Ländercode, Landescode, Länderkürzel, Ländername, Land Region, Lieferland,
        Versandland, Rechnungsland, Empfängerland, Zielland, Bestimmungsland, Kundenland,
        Wohnsitzland, Wohnland
    el: χώρα, χώρας
    en: country, countries, nation, country code, country name, country region, country or region,
        country iso, country iso code, iso country, iso country code, country calling code
    es: país, países, código de país, código del país, país región, país o región
    et: riik
    fa: کشور
    fi: maa, toimitusmaa, laskutusmaa, asuinmaa
    fr: pays, code pays, pays région, pays ou région
    gu: દેશ
    he: ארץ, מדינה
    hi: देश
    hr: država, zemlja
    hu: ország
    id: negara, kode negara
    it: paese, nazione, codice paese
    ja: 国, 国名, 国コード, 国 地域
    kk: ел
    ko: 국가, 나라, 국가 지역
    lt: šalis
    lv: valsts
    mr: देश
    ms: negara
    nl: land, landcode, land regio, bezorgland, verzendland, factuurland, afleverland
    no: land, landkode, leveringsland, fakturaland
    pl: kraj, państwo, kod kraju
    pt: país, países, código do país, país região
    ro: țară, țara
    ru: страна, код страны, страна регион
    sk: krajina, štát
    sl: država
    sr: држава, земља, država, zemlja
    sv: land, landskod, leveransland, fakturaland
    sw: nchi
    ta: நாடு
    te: దేశం
    th: ประเทศ
    tl: bansa
    tr: ülke, ülkesi, ülke kodu
    uk: країна
    ur: ملک
    vi: quốc gia, nước
    zh-Hans: 国家, 国别, 国家 地区, 国家代码
    zh-Hant: 國家, 國別, 國家 地區
    """,
    # A word before or after the word for a country: `Shipping Country`.
    "delivery": """
    ar: شحن, توصيل, تسليم
    bg: доставка
    cs: dodací, doručení, doručovací, fakturační
    da: levering, leverings, fakturering
    de: Lieferung, Liefer, Lieferadresse, Versand, Versandadresse, Empfänger
    el: αποστολή, αποστολής, παράδοση, παράδοσης
    en: shipping, ship to, shipment, delivery, deliver to, destination, mailing, bill to, invoice,
        recipient, receiver, residence
    es: envío, entrega, destino, destinatario, residencia
    fa: ارسال, تحویل
    fi: toimitus, laskutus
    fr: livraison, expédition, destination, destinataire, résidence
    he: משלוח
    hi: डिलीवरी, शिपिंग
    hr: dostava, dostave
    hu: szállítási, szállítás, számlázási
    id: pengiriman, penagihan
    it: spedizione, consegna, destinazione, destinatario, residenza
    ja: 配送先, 配送, お届け先, 届け先, 請求先
    ko: 배송, 배송지, 청구
    ms: penghantaran
    nl: levering, bezorging, verzending, verzend, aflever, ontvanger
    no: levering, leverings, fakturering
    pl: dostawy, dostawa, wysyłki, wysyłka, odbiorca, odbiorcy
    pt: entrega, envio, destino, destinatário, residência
    ro: livrare, facturare
    ru: доставки, доставка, получателя, проживания
    sk: dodacia, dodania, doručenia, fakturačná
    sl: dostava, dostave
    sv: leverans, faktura
    th: จัดส่ง
    tr: teslimat, gönderim, kargo, fatura
    uk: доставки, доставка, отримувача
    ur: ترسیل
    vi: giao hàng
    zh-Hans: 收货, 配送, 送货, 收件, 账单
    zh-Hant: 收貨, 配送, 送貨, 收件, 帳單
    """,
    # The cells can be countries, but also states, towns or sales areas: `CA` is then California.
    "area": """
    ar: منطقة, إقليم, محافظة, ولاية
    de: Region, Gebiet, Bundesland, Standort
    en: region, area, state, province, territory, zone, market, location
    es: región, estado, provincia, zona, mercado
    fr: région, état, province, zone, marché
    it: regione, stato, provincia, zona, mercato
    nl: regio, provincie
    pl: województwo, region, rynek
    pt: região, estado, província, mercado
    ru: регион, область, рынок
    tr: bölge, eyalet
    """,
    # The cells can be calling codes, but also titles of persons or codes of anything else.
    "calling code": """
    ar: رمز, مفتاح
    de: Vorwahl, Präfix, Landesvorwahl, Ländervorwahl, Code
    en: prefix, code, dial code, dialing code, dialling code, calling code
    es: prefijo, código
    fr: préfixe, indicatif, code
    it: prefisso, codice
    nl: landnummer, kengetal
    pl: prefiks, kierunkowy, kod
    pt: prefixo, código, ddi
    ru: код, префикс
    tr: kod, alan kodu
    """,
    # With these words, the country is not that of the phone number, or not a country at all.
    "not of the phone": """
    ar: ميلاد, منشأ
    de: Geburt, Herkunft
    en: birth, born, origin, made, manufacture, manufacturing, club, house, music, manager
    es: nacimiento, origen, fabricación
    fr: naissance, origine, fabrication
    it: nascita, origine, produzione
    nl: geboorte, herkomst
    pl: urodzenia, pochodzenia
    pt: nascimento, origem, fabricação
    ru: рождения, происхождения
    tr: doğum, menşei
    """,
}
