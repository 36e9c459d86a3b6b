"""Words for the place or role of a phone (home, work, main), by language.

See `word_kinds.py`.
"""

from __future__ import annotations

from typing import Final

TEXTS: Final = {
    "home": """
    am: ቤት, መኖሪያ
    ar: منزل, بيت, منزلي, ثابت, أرضي
    bg: домашен, дом, вкъщи, стационарен
    bn: বাড়ি, বাড়ির, বাসা, বাসার, হোম
    cs: domů, domácí, domov, bydliště, pevný, pevná
    da: hjem, hjemme, privat, fastnet
    de: privat, privates, zuhause, daheim, Festnetz, Haus
    el: σπίτι, σπιτιού, οικία, οικίας, σταθερό, σταθερού
    en: h, r, home, residence, residential, res, landline, fixed
    es: casa, domicilio, particular, hogar, fijo, residencia
    et: kodu, kodune
    fa: منزل, خانه, ثابت
    fi: koti, kotipuhelin, lanka
    fr: domicile, maison, perso, fixe, résidence, privé
    gu: ઘર, ઘરનો
    he: בית, בבית, קווי, נייח
    hi: घर, घर का, निवास, आवास, होम
    hr: kućni, kuća, dom, fiksni
    hu: otthoni, otthon, lakás, vezetékes
    id: rumah
    it: casa, abitazione, ab, domicilio, fisso
    ja: 自宅, 家, 家庭, ご自宅, 固定
    kk: үй
    ko: 집, 자택, 유선
    lt: namų, namai
    lv: mājas, mājās
    mr: घर, घरचा, होम
    ms: rumah, kediaman
    nl: thuis, huis, privé, vast, vaste
    no: hjem, hjemme, privat, fasttelefon
    pl: domowy, dom, domu, prywatny, prywatne, stacjonarny
    pt: casa, residencial, residência, domicílio, fixo
    ro: acasă, domiciliu, fix
    ru: домашний, дом, домашнего, стационарный, городской
    sk: domov, domáci, bydlisko, pevný
    sl: domači, doma, dom, stacionarni
    sr: кућни, кућа, фиксни, kućni, fiksni
    sv: hem, bostad, privat, fast
    sw: nyumbani, ya nyumbani, wa nyumbani
    ta: வீடு, வீட்டு, இல்லம்
    te: ఇల్లు, ఇంటి, హోమ్
    th: บ้าน, ที่บ้าน
    tl: bahay, sa bahay
    tr: ev, sabit, konut
    uk: домашній, дім, стаціонарний
    ur: گھر, گھر کا, ہوم
    vi: nhà, nhà riêng, cố định, bàn, để bàn
    zh-Hans: 住宅, 家庭, 家里, 家, 宅, 固定
    zh-Hant: 住宅, 家庭, 家裡, 家, 室內, 固定
    """,
    "work": """
    am: ስራ, ቢሮ
    ar: عمل, مكتب, شغل, دوام
    bg: служебен, работа, работен, офис
    bn: অফিস, অফিসের, কাজ, কর্মস্থল
    cs: práce, pracovní, zaměstnání, kancelář, do práce
    da: arbejde, kontor, job
    de: geschäftlich, geschäftl, gesch, dienstlich, dienst, Arbeit, Büro, beruflich, Geschäft
    el: εργασία, εργασίας, δουλειά, γραφείο, γραφείου, επαγγελματικό
    en: w, o, work, office, business, off, bus, job, daytime
    es: trabajo, laboral, oficina, profesional, comercial
    et: töö, tööl
    fa: کار, محل کار, دفتر, اداره
    fi: työ, työpuhelin, toimisto
    fr: bureau, travail, professionnel, pro, prof
    gu: કાર્ય, ઓફિસ, કાર્યાલય
    he: עבודה, בעבודה, משרד
    hi: कार्यालय, ऑफ़िस, ऑफिस, काम, दफ़्तर, कार्य
    hr: posao, poslovni, ured
    hu: munkahelyi, munka, munkahely, iroda, irodai
    id: kantor, kerja, bisnis
    it: ufficio, uff, lavoro
    ja: 勤務先, 職場, 仕事, オフィス
    kk: жұмыс
    ko: 직장, 사무실
    lt: darbo, darbas
    lv: darba, darbs
    mr: कार्यालय, ऑफिस, कार्य, कामाचा
    ms: pejabat, kerja
    nl: werk, op werk, zakelijk, kantoor
    no: arbeid, jobb, kontor
    pl: służbowy, służbowe, praca, pracy, do pracy, biuro, biurowy
    pt: trabalho, comercial, escritório, profissional
    ro: serviciu, birou, muncă
    ru: рабочий, работа, служебный, офис, рабочего
    sk: práca, pracovný, zamestnanie, do práce
    sl: služba, službeni, pisarna
    sr: посао, пословни, posao, poslovni
    sv: arbete, jobb, kontor
    sw: kazi, kazini, ya kazini, wa kazini, ofisi
    ta: பணியிடம், அலுவலகம், அலுவலக, பணி
    te: కార్యాలయం, కార్యాలయ, ఆఫీస్, పని
    th: ที่ทำงาน, ทำงาน, สำนักงาน, ออฟฟิศ
    tl: trabaho, opisina
    tr: iş, işyeri, ofis
    uk: робочий, робота, службовий, офіс
    ur: دفتر, دفتر کا, کام
    vi: cơ quan, nơi làm việc, văn phòng
    zh-Hans: 办公, 办公室, 工作
    zh-Hant: 辦公, 辦公室, 工作
    """,
    # These words do not say where the phone is.
    "main": """
    ar: رئيسي, أساسي
    bg: основен, главен
    bn: প্রধান
    cs: hlavní, primární
    da: primær, hoved
    de: haupt, Haupttelefon, Hauptnummer, primär, Hauptrufnummer
    el: κύριο, κύριος, βασικό
    en: main, primary, default, preferred, pref, principal
    es: principal
    fa: اصلی
    fi: ensisijainen, pää
    fr: principal, principale
    he: ראשי
    hi: मुख्य, प्राथमिक
    hr: glavni, primarni
    hu: fő, elsődleges
    id: utama
    it: principale
    ja: メイン
    kk: негізгі
    ko: 기본
    mr: मुख्य
    ms: utama
    nl: hoofd, hoofdnummer, primair
    no: primær, hoved
    pl: główny, podstawowy
    pt: principal
    ro: principal
    ru: основной, главный
    sk: hlavný, primárny
    sl: glavni
    sr: главни, glavni
    sv: primär, huvud
    sw: kuu
    ta: முதன்மை
    te: ప్రధాన
    th: หลัก
    tr: ana, birincil
    uk: основний, головний
    ur: مرکزی
    vi: chính
    zh-Hans: 主要, 常用
    zh-Hant: 主要, 常用
    """,
    "other": """
    ar: آخر, أخرى, بديل, إضافي
    bg: друг
    bn: অন্য, অন্যান্য
    cs: jiný, jiné, další, ostatní
    da: andet, anden, øvrige
    de: weiteres, weitere, andere, anderes, sonstige, sonstiges, zweit, alternativ, Rechnung,
        Rechnungsadresse
    el: άλλο, άλλος
    en: other, others, alternate, alternative, alt, secondary, additional, second, another,
        billing, address
    es: otro, otros, alternativo, adicional, segundo, facturación
    fa: سایر, دیگر
    fi: muu, toinen
    fr: autre, autres, secondaire, facturation
    he: אחר, נוסף
    hi: अन्य, दूसरा, वैकल्पिक
    hr: ostalo, drugi
    hu: egyéb, másik
    id: lain, lainnya, alternatif
    it: altro, altri, secondario, fatturazione
    ja: その他
    kk: басқа
    ko: 기타
    mr: इतर, अन्य
    ms: lain, lain-lain
    nl: andere, ander, overig, overige, factuur
    no: annet, annen
    pl: inny, inne, dodatkowy, drugi
    pt: outro, outros, alternativo, adicional, faturamento, cobrança
    ro: alt, altul, alte
    ru: другой, дополнительный, второй, прочий
    sk: iný, iné, ďalší
    sl: drugo, drugi
    sr: други, остало, drugi, ostalo
    sv: annan, annat, övrigt, övrig
    sw: nyingine, nyinginezo
    ta: மற்றவை, பிற
    te: ఇతరం, ఇతర
    th: อื่นๆ, อื่น, สำรอง
    tl: iba pa
    tr: diğer, ikinci, yedek
    uk: інший, додатковий
    ur: دیگر
    vi: khác, phụ
    zh-Hans: 其他, 其它, 备用
    zh-Hant: 其他, 其它, 備用
    """,
    # These words mean a mobile phone only in labels. In a header, they can mean a product.
    "label mobile": """
    und: iphone, smartphone, pcs, mms
    """,
    # Machines without WhatsApp.
    "machine": """
    und: telex, tty, tdd, modem, bbs
    ar: تلكس
    ja: テレックス
    ko: 텔렉스
    ru: телекс
    zh-Hans: 电传
    sw: pepesi
    """,
}
