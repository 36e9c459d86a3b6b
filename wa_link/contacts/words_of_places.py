"""Words for where a phone rings, and for whose it is, by language: see `header_words.py`."""

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
    # They say nothing about the place.
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
    # In labels alone; in a header they are things.
    "label mobile": """
    und: iphone, smartphone, pcs, mms
    """,
    # Nobody reads a message there.
    "machine": """
    und: telex, tty, tdd, modem, bbs
    ar: تلكس
    ja: テレックス
    ko: 텔렉스
    ru: телекс
    zh-Hans: 电传
    sw: pepesi
    """,
    # In a label: the number is not that of the person of the row.
    "another's": """
    ar: مساعد, طوارئ, زوج, زوجة, أم, أب, والد, والدة, والدين, ولي أمر, أخ, أخت, سكرتير
    bg: асистент, помощник, спешен, съпруг, съпруга, майка, баща, родител
    bn: সহকারী, জরুরী, মা, বাবা, অভিভাবক, স্ত্রী, স্বামী
    cs: asistent, asistentka, nouzový, manžel, manželka, matka, otec, rodič, ústředna
    da: assistent, nødsituation, ægtefælle, mor, far, forælder, omstilling
    de: Assistent, Assistentin, Assistenz, Notfall, Notfallkontakt, Ehemann, Ehefrau, Mann,
        Frau, Partner, Partnerin, Mutter, Vater, Mama, Papa, Eltern, Bruder, Schwester, Sohn,
        Tochter, Sekretariat, Sekretärin, Zentrale, Empfang, Firma zentrale
    el: βοηθός, έκτακτη ανάγκη, σύζυγος, μητέρα, πατέρας, γονέας, γραμματέας
    en: assistant, asst, emergency, spouse, husband, wife, partner, mother, father, mom, mum,
        dad, parent, parents, guardian, brother, sister, son, daughter, child, secretary, manager,
        relative, company main, switchboard, reception, receptionist, next of kin, referred by,
        domestic partner, ice
    es: asistente, ayudante, emergencia, emergencias, cónyuge, esposo, esposa, marido, mujer,
        pareja, madre, padre, padres, mamá, papá, tutor, hermano, hermana, hijo, hija, secretaria,
        secretario, centralita, recepción, conmutador
    fa: دستیار, اضطراری, همسر, مادر, پدر, والدین, سرپرست
    fi: avustaja, hätä, puoliso, äiti, isä, vanhempi, vaihde
    fr: assistant, assistante, urgence, conjoint, conjointe, époux, épouse, mari, femme, mère,
        père, maman, papa, parent, parents, tuteur, frère, sœur, fils, fille, secrétariat,
        secrétaire, accueil
    he: עוזר, חירום, בן זוג, בת זוג, בעל, אישה, אמא, אבא, הורה, הורים, מזכירה, מרכזייה
    hi: सहायक, आपातकालीन, पति, पत्नी, माता, पिता, अभिभावक, भाई, बहन
    hr: pomoćnik, hitno, suprug, supruga, majka, otac, roditelj, centrala
    hu: asszisztens, titkár, vészhelyzet, házastárs, férj, feleség, anya, apa, szülő, központ
    id: asisten, darurat, suami, istri, ibu, ayah, orang tua, wali, sekretaris
    it: assistente, emergenza, emergenze, coniuge, marito, moglie, madre, padre, mamma, papà,
        genitore, genitori, fratello, sorella, figlio, figlia, segreteria, centralino
    ja: アシスタント, 秘書, 緊急, 配偶者, 母, 父, 保護者, 会社代表, 代表番号, 代表
    ko: 비서, 긴급, 비상, 배우자, 어머니, 아버지, 부모, 보호자, 회사 대표, 대표
    mr: सहाय्यक, आणीबाणी, पती, पत्नी, आई, वडील, पालक
    ms: pembantu, kecemasan, suami, isteri, ibu, bapa, penjaga
    nl: assistent, assistente, noodgeval, nood, echtgenoot, echtgenote, partner, moeder, vader,
        ouder, ouders, broer, zus, zoon, dochter, secretariaat, centrale, receptie
    no: assistent, nødtilfelle, ektefelle, mor, far, forelder, sentralbord
    pl: asystent, asystentka, asystenta, alarmowy, małżonek, mąż, żona, matka, ojciec, rodzic,
        rodzice, brat, siostra, syn, córka, sekretariat, centrala, recepcja
    pt: assistente, emergência, cônjuge, marido, esposa, mãe, pai, responsável, irmão, irmã,
        filho, filha, secretária, recepção, pabx
    ro: asistent, asistentă, urgență, soț, soție, mama, mamă, tata, tată, părinte, centrală
    ru: помощник, помощника, ассистент, экстренный, супруг, супруга, муж, жена, мать, отец,
        мама, папа, родитель, родители, брат, сестра, сын, дочь, секретарь, приёмная
    sk: asistent, núdzový, manžel, manželka, matka, otec, rodič, ústredňa
    sl: pomočnik, mož, žena, mati, oče, starš, centrala
    sr: помоћник, супруг, мајка, отац, родитељ, централа, majka, otac, roditelj
    sv: assistent, nödsituation, maka, mamma, pappa, mor, far, förälder, växel
    sw: msaidizi, dharura, mama, baba, mzazi, mwenzi wa ndoa
    ta: உதவியாளர், அவசர, கணவர், மனைவி, அம்மா, அப்பா, தாய், தந்தை, பெற்றோர்
    te: సహాయకులు, అసిస్టెంట్, అత్యవసర, భర్త, భార్య, తల్లి, తండ్రి
    th: ผู้ช่วย, ฉุกเฉิน, คู่สมรส, แม่, พ่อ, มารดา, บิดา, ผู้ปกครอง, เลขา
    tl: katulong, asawa, nanay, tatay, magulang
    tr: asistan, acil, eş, eşi, anne, baba, ebeveyn, veli, sekreter, santral
    uk: помічник, екстрений, чоловік, дружина, мати, батько, мама, тато, батьки
    ur: معاون, ہنگامی, شوہر, بیوی, والد, والدہ, والدین
    vi: trợ lý, khẩn cấp, vợ, chồng, mẹ, bố, cha, phụ huynh, thư ký, tổng đài
    zh-Hans: 助理, 秘书, 紧急, 配偶, 母亲, 父亲, 妈妈, 爸爸, 家长, 监护人, 总机, 前台
    zh-Hant: 助理, 秘書, 緊急, 配偶, 母親, 父親, 媽媽, 爸爸, 家長, 監護人, 總機
    """,
}
