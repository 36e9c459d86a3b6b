"""Words next to phone numbers, such as `mobile` or `fax`, by language; see `words.py`."""

from __future__ import annotations

from typing import Final

TEXTS: Final = {
    "whatsapp": """
    und: whatsapp, whats app, whatsap, watsapp, whatsapp business, wa, wapp, wsp, whats, wasap
    ar: واتساب, واتس اب, واتس, وتساب
    bn: হোয়াটসঅ্যাপ
    es: guasap, wasap, whatsap
    fa: واتساپ, واتس اپ
    gu: વોટ્સએપ
    he: וואטסאפ, ווטסאפ, ווצאפ
    hi: व्हाट्सएप, व्हाट्सऐप, वाट्सएप
    ja: ワッツアップ
    kk: ватсап
    ko: 왓츠앱
    mr: व्हॉट्सअॅप, व्हॉट्सॲप
    pt: zap, whats, zapzap
    ru: ватсап, вотсап, вацап, уотсап, вотсапп
    ta: வாட்ஸ்அப், வாட்ஸ்ஆப்
    te: వాట్సాప్
    th: วอตส์แอปป์, วอทส์แอป, วอทแอพ
    uk: ватсап, вотсап
    ur: واٹس ایپ, وٹس ایپ
    """,
    "mobile": """
    und: mobile, mobil, gsm, cell, mob, 📱, 📲
    am: ሞባይል, ተንቀሳቃሽ, ተንቀሳቃሽ ስልክ
    ar: جوال, موبايل, موبيل, محمول, هاتف محمول, خلوي, خليوي, نقال, هاتف نقال, هاتف جوال, متحرك
    bg: мобилен, мобилен телефон, моб, джиесем
    bn: মোবাইল, মোবাইল ফোন, মুঠোফোন
    cs: mobil, mobilní, mobilní telefon
    da: mobil, mobiltelefon, mobilnummer, mobilnr
    de: Handy, Handynummer, Handynr, Mobil, Mobiltelefon, Mobilnummer, Mobilnr, Mobilfunk,
        Mobilfunknummer, Mobilfunknr, Natel
    el: κινητό, κινητό τηλέφωνο, κιν
    en: mobile, mobile phone, cell, cell phone, cellphone, cellular, cellular phone, hand phone,
        handphone, mob, mbl
    es: móvil, teléfono móvil, celular, teléfono celular, cel, móv
    et: mobiil, mobiiltelefon
    fa: موبایل, تلفن همراه, همراه, گوشی
    fi: matkapuhelin, matkapuhelinnumero, kännykkä, mobiili, matkapuh, puhelin matka
    fr: mobile, portable, téléphone portable, téléphone mobile, cellulaire, téléphone cellulaire,
        port, natel
    gu: મોબાઇલ, મોબાઈલ, મોબાઇલ ફોન
    he: נייד, טלפון נייד, סלולרי, סלולארי, טלפון סלולרי, פלאפון
    hi: मोबाइल, मोबाईल, मोबाइल फ़ोन, मोबाइल फोन
    hr: mobitel, mobilni, mobilni telefon
    hu: mobil, mobiltelefon, mobilszám, mobiltelefonszám
    id: handphone, hp, ponsel, seluler, telepon seluler, telepon genggam
    it: cellulare, telefono cellulare, telefonino, cell
    ja: 携帯, 携帯電話, 携帯番号, 携帯電話番号, ケータイ, モバイル
    kk: ұялы, ұялы телефон
    ko: 휴대폰, 휴대전화, 핸드폰, 휴대폰번호, 휴대전화번호, 핸드폰번호, 모바일
    lt: mobilusis, mobilus, mobilusis telefonas
    lv: mobilais, mobilais tālrunis
    mr: मोबाइल, मोबाईल, भ्रमणध्वनी
    ms: bimbit, telefon bimbit, telefon mudah alih, handphone
    nl: mobiel, mobiele telefoon, mobielnummer, mobielnr, gsm
    no: mobil, mobiltelefon, mobilnummer, mobilnr
    pl: komórka, komórkowy, telefon komórkowy, tel kom, kom
    pt: telemóvel, celular, telefone celular, telefone móvel, telem, tlm, cel
    ro: mobil, telefon mobil, celular
    ru: мобильный, мобильный телефон, мобильного, мобильного телефона, мобильник, сотовый,
        сотовый телефон, сотового, сотового телефона, сот, моб
    sk: mobil, mobilný, mobilný telefón
    sl: mobilni, mobilni telefon, mobitel
    sr: мобилни, мобилни телефон, моб, mobilni, mobilni telefon
    sv: mobil, mobiltelefon, mobilnummer, mobilnr
    sw: simu ya mkononi, simu ya mkono, rununu
    ta: கைபேசி, மொபைல், செல்பேசி, அலைபேசி
    te: మొబైల్, సెల్, మొబైల్ ఫోన్, చరవాణి
    th: มือถือ, โทรศัพท์มือถือ, เบอร์มือถือ, โมบาย
    tl: cellphone, selpon
    tr: cep, cep telefonu, cep tel, cep no, mobil
    uk: мобільний, мобільний телефон, мобільного, моб
    ur: موبائل, موبائل فون
    vi: di động, điện thoại di động, đtdđ, dđ
    zh-Hans: 手机, 手机号, 手机号码, 移动电话
    zh-Hant: 手機, 手機號, 手機號碼, 行動電話, 流動電話, 手提電話, 手提
    """,
    "phone": """
    und: phone, tel, telephone, telefon, ph, ☎, 📞, ☏, 🕿, ✆, 🕽, 🕾, 🖁, ℡
    am: ስልክ, ስልክ ቁጥር
    ar: هاتف, تليفون, تلفون
    bg: телефон, тел
    bn: ফোন, টেলিফোন, দূরালাপনী
    cs: telefon, tel
    da: telefon, tlf, telefonnummer, telefonnr
    de: Telefon, Telefonnummer, Telefonnr, Tel, Fon, Fernsprecher, Rufnummer, Festnetz
    el: τηλέφωνο, τηλ, σταθερό
    en: phone, telephone, tel, telno, landline, ph
    es: teléfono, tfno, tlf, telf, tel, fono, fijo, teléfono fijo
    et: telefon, telefoninumber, tel
    fa: تلفن, تلفن ثابت, شماره تلفن
    fi: puhelin, puh, puhelinnumero, puhnro
    fr: téléphone, tél, fixe, téléphone fixe
    gu: ફોન, ટેલિફોન
    he: טלפון, טל, טל'
    hi: फ़ोन, फोन, टेलीफ़ोन, टेलीफोन, दूरभाष
    hr: telefon, tel, fiksni
    hu: telefon, telefonszám, tel, vezetékes
    id: telepon, telp, tlp, nomor telepon, telpon
    it: telefono, tel, fisso, telefono fisso
    ja: 電話, 電話番号, でんわ, テレフォン
    kk: телефон, тел
    ko: 전화, 전화번호, 연락처, 유선전화
    lt: telefonas, tel, telefono numeris
    lv: tālrunis, tālr, telefons
    mr: फोन, दूरध्वनी, टेलिफोन
    ms: telefon, tel, nombor telefon
    nl: telefoon, telefoonnummer, telefoonnr, tel, vaste telefoon, vast
    no: telefon, tlf, telefonnummer, telefonnr
    pl: telefon, tel, telefonu, stacjonarny, telefon stacjonarny
    pt: telefone, tel, telef, fone, fixo, telefone fixo
    ro: telefon, tel, fix, telefon fix
    ru: телефон, тел, телефона, телефоны
    sk: telefón, tel, pevná linka
    sl: telefon, tel
    sr: телефон, тел, telefon, fiksni
    sv: telefon, tfn, tel, telefonnummer, telefonnr
    sw: simu, namba ya simu, nambari ya simu
    ta: தொலைபேசி, போன், ஃபோன்
    te: ఫోన్, టెలిఫోన్, దూరవాణి
    th: โทรศัพท์, โทร, เบอร์โทร, เบอร์โทรศัพท์, เบอร์, หมายเลขโทรศัพท์
    tl: telepono, numero ng telepono
    tr: telefon, tel, sabit telefon, telefon numarası
    uk: телефон, тел, телефону
    ur: فون, ٹیلی فون, فون نمبر
    vi: điện thoại, số điện thoại, sđt, đt
    zh-Hans: 电话, 电话号码, 座机, 固定电话, 固话, 联系电话
    zh-Hant: 電話, 電話號碼, 市話, 聯絡電話, 聯繫電話, 室內電話
    """,
    "fax": """
    und: fax, telefax, 📠, 🖷, ℻
    am: ፋክስ
    ar: فاكس, ناسوخ
    bg: факс, телефакс
    bn: ফ্যাক্স
    da: faxnummer, faxnr, telefax
    de: Faxnummer, Faxnr, Telefax, Fernkopierer, Faxgerät
    el: φαξ, τηλεομοιοτυπία
    en: fax, facsimile, fax number, fax no
    es: facsímil, telefax
    et: faks
    fa: فکس, نمابر, دورنگار
    fi: faksi, telefaksi, faxi
    fr: télécopie, télécopieur, téléfax
    gu: ફેક્સ
    he: פקס, פקסימיליה
    hi: फ़ैक्स, फैक्स
    hr: faks, telefaks
    hu: fax, telefax, faxszám
    id: faksimile, faks, faksimili
    it: telefax
    ja: ファックス, ファクス, ファクシミリ, fax番号
    kk: факс
    ko: 팩스, 팩스번호
    lt: faksas
    lv: fakss
    mr: फॅक्स
    ms: faks
    nl: faxnummer, faxnr, telefax
    no: faks, telefaks
    pl: faks, telefaks, telefax
    pt: fax, telefax, fac-símile
    ru: факс, телефакс, факса, телефон-факс
    sl: faks, telefaks
    sr: факс, телефакс, faks, telefaks
    sv: faxnummer, faxnr, telefax
    sw: faksi, kipepesi
    ta: தொலைநகல், ஃபேக்ஸ்
    te: ఫ్యాక్స్
    th: แฟกซ์, โทรสาร, แฟ็กซ์
    tr: faks, belgegeçer, belgeç
    uk: факс, телефакс
    ur: فیکس
    vi: số fax, máy fax
    zh-Hans: 传真, 传真号, 传真号码
    zh-Hant: 傳真, 傳真號碼
    """,
    "pager": """
    und: pager, 📟
    ar: بيجر, جهاز نداء
    bg: пейджър
    da: personsøger
    de: Pager, Piepser, Funkruf, Funkrufempfänger, Personenruf
    el: βομβητής, τηλεειδοποίηση
    en: pager, beeper, bleep, bleeper, paging
    es: buscapersonas, busca, localizador, bíper
    et: piipar
    fa: پیجر
    fi: hakulaite
    fr: bipeur, téléavertisseur, récepteur d'appel, alphapage
    he: זימונית, איתורית, ביפר
    hi: पेजर
    hu: személyhívó, csipogó
    id: penyeranta
    it: cercapersone, teledrin
    ja: ポケットベル, ポケベル, ページャー
    ko: 호출기, 무선호출기, 삐삐
    lt: gaviklis
    lv: peidžeris
    ms: alat kelui
    nl: semafoon, pieper, buzzer
    no: personsøker
    pl: pejdżer
    pt: bip, bipe
    ru: пейджер
    sr: пејџер, pejdžer
    sv: personsökare
    th: เพจเจอร์
    tr: çağrı cihazı
    uk: пейджер
    vi: máy nhắn tin
    zh-Hans: 寻呼机, 传呼, 传呼机, 呼机
    zh-Hant: 呼叫器, 傳呼, 傳呼機
    """,
    "number": """
    und: no, nr, n°, nº, №, num, #
    ar: رقم
    bg: номер
    cs: číslo, č
    da: nummer
    de: Nummer, Nr
    el: αριθμός, αρ
    en: number, no, num, numbers, nos
    es: número, núm, nro
    fa: شماره
    fi: numero, nro
    fr: numéro, num, n°
    he: מספר, מס'
    hi: नंबर, नम्बर
    hr: broj, br
    hu: szám, száma
    id: nomor, no
    it: numero, num
    ja: 番号
    ko: 번호
    ms: nombor
    nl: nummer, nr
    no: nummer, nr
    pl: numer, nr
    pt: número, núm, nro
    ro: număr, nr, numărul
    ru: номер
    sl: številka, št
    sr: број, broj
    sv: nummer
    th: หมายเลข, เบอร์
    tr: numara, numarası, no
    uk: номер
    ur: نمبر
    vi: số
    zh-Hans: 号码, 号
    zh-Hant: 號碼, 號
    """,
}
