"""Words for people other than the contact, such as `mother`; see `word_kinds.py`."""

from __future__ import annotations

from typing import Final

TEXTS: Final = {
    # wa-link makes no links to the numbers of these people.
    "other person": """
    ar: مساعد, طوارئ, زوج, زوجة, أم, أب, والد, والدة, والدين, ولي أمر, أخ, أخت, ابن, ابنة, بنت,
        طفل, جار, جارة, أخي, أختي, زوجتي, زوجي, أمي, أبي, والدتي, والدي, صديق
    bg: асистент, помощник, спешен, съпруг, съпруга, майка, баща, родител, син, дъщеря, дете, брат,
        сестра, съсед, съседка
    bn: সহকারী, জরুরী, মা, বাবা, অভিভাবক, স্ত্রী, স্বামী, ছেলে, মেয়ে, সন্তান, ভাই, বোন, প্রতিবেশী,
        জরুরি
    cs: asistent, asistentka, nouzový, manžel, manželka, matka, otec, rodič, ústředna, syn, dcera,
        dítě, bratr, sestra, soused, sousedka, máma, táta, tísňový, manželky, manžela, matky,
        otce, mámy, táty
    da: assistent, nødsituation, ægtefælle, mor, far, forælder, omstilling, søn, datter, barn,
        bror, søster, nabo, kone, hustru, nødkontakt, reception, assistens, mors, fars, konens
    de: Assistent, Assistentin, Assistenz, Notfall, Notfallkontakt, Ehemann, Ehefrau, Mann, Frau,
        Partner, Partnerin, Mutter, Vater, Mama, Papa, Eltern, Bruder, Schwester, Sohn, Tochter,
        Zentrale, Empfang, Firma zentrale, Kind, Kinder, Nachbar, Nachbarin, Nachbarn, Freund,
        Freundin, Mutti, Vati, Mamas, Papas, Muttis, Vatis, Opa, Tante, Onkel, Gattin, Gatte,
        Schwiegermutter, Schwiegervater, Lebensgefährte, Lebensgefährtin, Angehörige, Betreuer,
        Betreuerin, Notrufnummer, Notfallnummer, Telefonzentrale, Kollege, Kollegin, Mitbewohner,
        Mitbewohnerin
    el: βοηθός, έκτακτη ανάγκη, σύζυγος, μητέρα, πατέρας, γονέας, γιος, κόρη, παιδί, αδελφός,
        αδερφή, γείτονας, γειτόνισσα, μαμά, μπαμπάς, γυναίκα, γυναίκας, μητέρας, πατέρα
    en: assistant, asst, emergency, spouse, husband, wife, partner, mother, father, mom, mum, dad,
        parent, parents, guardian, brother, sister, son, daughter, child, manager, relative,
        company main, switchboard, reception, receptionist, next of kin, referred by,
        domestic partner, ice, kid, kids, children, neighbour, neighbours, neighbor, neighbors,
        friend, girlfriend, boyfriend, fiancé, fiancée, grandmother, grandfather, grandma, grandpa,
        granny, aunt, uncle, cousin, niece, nephew, mummy, mommy, daddy, mother in law,
        father in law, stepmother, stepfather, carer, caregiver, caretaker, nanny, babysitter,
        roommate, flatmate, colleague, coworker, co worker, mums, moms, dads, mothers, fathers,
        wifes, husbands, front desk
    es: asistente, ayudante, emergencia, emergencias, cónyuge, esposo, esposa, marido, mujer,
        pareja, madre, padre, padres, mamá, papá, tutor, hermano, hermana, hijo, hija, centralita,
        recepción, conmutador, niño, niña, niños, vecino, vecina, vecinos, amigo, amiga, novio,
        novia, abuela, abuelo, tía, tío, suegra, suegro
    et: ema, isa, abikaasa, laps, poeg, tütar, naaber, assistent, hädaolukord
    fa: دستیار, اضطراری, همسر, مادر, پدر, والدین, سرپرست, زن, شوهر, پسر, دختر, فرزند, برادر, خواهر,
        همسایه
    fi: avustaja, hätä, puoliso, äiti, isä, vanhempi, vaihde, vaimo, aviomies, lapsi, poika,
        tytär, veli, sisko, naapuri, äidin, isän, vaimon, puolison, naapurin
    fr: assistant, assistante, urgence, conjoint, conjointe, époux, épouse, mari, femme, mère,
        père, maman, papa, parent, parents, tuteur, frère, sœur, fils, fille, accueil, enfant,
        enfants, voisin, voisine, voisins, ami, amie, copain, copine, grand-mère, grand-père,
        tante, oncle, cousine, belle-mère, beau-père, standard téléphonique, concierge, gardien,
        gardienne, nourrice
    gu: પત્ની, પતિ, માતા, પિતા, બાળક, પાડોશી, સહાયક, કટોકટી
    he: עוזר, חירום, בן זוג, בת זוג, בעל, אישה, אמא, אבא, הורה, הורים, מרכזייה, אשתו, בעלה, אשתי,
        בעלי, ילד, ילדה, ילדים, בן, בת, אח, אחות, שכן, שכנה, עוזרת, אם, אב
    hi: सहायक, आपातकालीन, पति, पत्नी, माता, पिता, अभिभावक, भाई, बहन, बेटा, बेटी, बच्चा, पड़ोसी,
        माँ, मां, मम्मी, पापा, आपात
    hr: pomoćnik, hitno, suprug, supruga, majka, otac, roditelj, centrala, žena, muž, mama, tata,
        sin, kći, kćer, dijete, brat, sestra, susjed, susjeda, pomoćnica, asistent, supruge,
        majke, oca
    hu: asszisztens, vészhelyzet, házastárs, férj, feleség, anya, apa, szülő, központ, gyerek,
        gyermek, fia, lánya, testvér, szomszéd, vészhelyzeti, titkárság, felesége, férje, anyja,
        apja, anyu, anyuka, apuka, szomszédja
    id: asisten, darurat, suami, istri, ibu, ayah, orang tua, wali, anak, tetangga, kakak, adik,
        saudara, orangtua, ibunya, bapak, resepsionis
    it: assistente, emergenza, emergenze, coniuge, marito, moglie, madre, padre, mamma, papà,
        genitore, genitori, fratello, sorella, figlio, figlia, centralino, bambino, bambina,
        bambini, vicino, vicina, amico, amica, fidanzato, fidanzata, nonna, nonno, zia, zio,
        cugino, cugina, suocera, suocero, compagno, compagna, portineria
    ja: アシスタント, 緊急, 配偶者, 母, 父, 保護者, 会社代表, 代表番号, 代表, 妻, 夫, 奥さん,
        ご主人, お母さん, お父さん, 息子, 娘, 子供, 子ども, 兄, 弟, 姉, 妹, 隣人, ご近所, 受付
    kk: әйелі, күйеуі, анасы, әкесі, бала, көрші, көмекші
    ko: 긴급, 비상, 배우자, 어머니, 아버지, 부모, 보호자, 회사 대표, 대표, 아내, 남편, 와이프,
        엄마, 아빠, 모친, 부친, 아들, 딸, 자녀, 형제, 자매, 이웃
    lt: žmona, vyras, motina, mama, tėvas, sūnus, dukra, vaikas, kaimynas, kaimynė, asistentas,
        padėjėjas, skubus
    lv: sieva, vīrs, māte, tēvs, dēls, meita, bērns, kaimiņš, kaimiņiene, asistents, palīgs,
        ārkārtas
    mr: सहाय्यक, आणीबाणी, पती, पत्नी, आई, वडील, पालक, मुलगा, मुलगी, शेजारी, भाऊ, बहीण
    ms: pembantu, kecemasan, suami, isteri, ibu, bapa, penjaga, anak, jiran
    nl: assistent, assistente, noodgeval, nood, echtgenoot, echtgenote, partner, moeder, vader,
        ouder, ouders, broer, zus, zoon, dochter, centrale, receptie, kind, kinderen, buur,
        buurman, buurvrouw, buren, vriend, vriendin, vrouw, mama, papa, opa, tante, oom,
        mantelzorger, verzorger
    no: assistent, nødtilfelle, ektefelle, mor, far, forelder, sentralbord, kone, ektemann, mann,
        sønn, datter, barn, bror, søster, nabo, mamma, pappa, nødkontakt, mors, fars, konas
    pl: asystent, asystentka, asystenta, alarmowy, małżonek, mąż, żona, matka, ojciec, rodzic,
        rodzice, brat, siostra, syn, córka, centrala, recepcja, dziecko, dzieci, sąsiad, sąsiadka,
        mama, tata, babcia, dziadek, ciocia, wujek, opiekun, opiekunka, przyjaciel, przyjaciółka,
        dziewczyna, chłopak, żony, męża, matki, ojca, mamy, taty
    pt: assistente, emergência, cônjuge, marido, esposa, mãe, pai, responsável, irmão, irmã, filho,
        filha, recepção, pabx, filhos, criança, vizinho, vizinha, amigo, amiga, namorado, namorada,
        mulher, mamãe, papai, avó, avô, tia, tio, sogra, sogro, portaria, encarregado de educação
    ro: asistent, asistentă, urgență, soț, soție, mama, mamă, tata, tată, părinte, centrală, fiu,
        fiica, copil, frate, soră, vecin, vecină, tatăl
    ru: помощник, помощника, ассистент, экстренный, супруг, супруга, муж, жена, мать, отец, мама,
        папа, родитель, родители, брат, сестра, сын, дочь, приёмная, ребёнок, ребёнка, дети, сосед,
        соседка, соседи, мамы, папы, матери, отца, жены, мужа, супруги, сына, дочери, брата,
        сестры, соседа, соседки, бабушка, дедушка, подруга, коллега, помощница, экстренная связь,
        ресепшн, коммутатор, опекун
    sk: asistent, núdzový, manžel, manželka, matka, otec, rodič, ústredňa, syn, dcéra, dieťa,
        brat, sestra, sused, suseda, mama, otca, manželky, manžela, matky
    sl: pomočnik, mož, žena, mati, oče, starš, centrala, sin, hči, otrok, brat, sestra, sosed,
        soseda, asistent, mama
    sr: помоћник, супруг, мајка, отац, родитељ, централа, majka, otac, roditelj, жена, муж, мама,
        тата, син, кћерка, ћерка, дете, брат, сестра, комшија, комшиница, žena, muž, suprug,
        supruga, sin, ćerka, dete, komšija, komšinica
    sv: assistent, nödsituation, maka, mamma, pappa, mor, far, förälder, växel, hustru, fru, son,
        dotter, barn, bror, syster, granne, reception, nödkontakt, mammas, pappas, frus, mors,
        fars
    sw: msaidizi, dharura, mama, baba, mzazi, mwenzi wa ndoa, mke, mume, mtoto, kaka, dada, jirani
    ta: உதவியாளர், அவசர, கணவர், மனைவி, அம்மா, அப்பா, தாய், தந்தை, பெற்றோர், மகன், மகள், குழந்தை,
        சகோதரர், சகோதரி, அண்டை வீட்டார்
    te: సహాయకులు, అసిస్టెంట్, అత్యవసర, భర్త, భార్య, తల్లి, తండ్రి, కొడుకు, కూతురు, పిల్ల,
        పొరుగువారు, అమ్మ, నాన్న
    th: ผู้ช่วย, ฉุกเฉิน, คู่สมรส, แม่, พ่อ, มารดา, บิดา, ผู้ปกครอง, ภรรยา, สามี, ลูก, บุตร,
        เพื่อนบ้าน, พี่ชาย, น้องสาว
    tl: katulong, asawa, nanay, tatay, magulang, anak, kapitbahay, kapatid, ina, ama
    tr: asistan, acil, eş, eşi, anne, baba, ebeveyn, veli, santral, karısı, kocası, karım, kocam,
        çocuk, çocuğu, oğlu, kızı, komşu, komşusu, kardeş, abi, abla, annesi, babası, yardımcı,
        resepsiyon, eşinin, annesinin, babasının, karısının, kocasının
    uk: помічник, екстрений, чоловік, дружина, мати, батько, мама, тато, батьки, жінка, син, дочка,
        дитина, брат, сестра, сусід, сусідка, асистент, матері, мами, тата, дружини, чоловіка,
        секретаря
    ur: معاون, ہنگامی, شوہر, بیوی, والد, والدہ, والدین, بیٹا, بیٹی, بچہ, بھائی, بہن, پڑوسی, ہمسایہ,
        زوجہ
    vi: trợ lý, khẩn cấp, vợ, chồng, mẹ, bố, cha, phụ huynh, tổng đài, con trai, con gái, hàng xóm,
        anh trai, chị gái, em trai, em gái, bố mẹ
    zh-Hans: 助理, 紧急, 配偶, 母亲, 父亲, 妈妈, 爸爸, 家长, 监护人, 总机, 前台, 妻子, 老婆, 太太,
        丈夫, 老公, 儿子, 女儿, 孩子, 子女, 邻居, 哥哥, 弟弟, 姐姐, 妹妹, 亲属, 亲友
    zh-Hant: 助理, 緊急, 配偶, 母親, 父親, 媽媽, 爸爸, 家長, 監護人, 總機, 妻子, 老婆, 太太, 丈夫,
        老公, 兒子, 女兒, 孩子, 子女, 鄰居, 哥哥, 弟弟, 姐姐, 妹妹, 親屬, 親友, 前台, 櫃台
    """,
    # A secretary can also be an office, which may have the only number of a school or a doctor.
    "secretary": """
    ar: سكرتير, سكرتيرة
    cs: sekretářka
    da: sekretær
    de: Sekretariat, Sekretärin, Sekretär
    el: γραμματέας
    en: secretary
    es: secretaria, secretario
    fa: منشی
    fi: sihteeri
    fr: secrétariat, secrétaire
    he: מזכירה
    hr: tajnica
    hu: titkár
    id: sekretaris
    it: segreteria, segretaria, segretario
    ja: 秘書
    ko: 비서
    nl: secretariaat, secretaris, secretaresse
    no: sekretær
    pl: sekretariat, sekretarz, sekretarka
    pt: secretária, secretário, secretaria
    ro: secretară
    ru: секретарь, секретаря
    sk: sekretárka
    sl: tajnica
    sv: sekreterare
    th: เลขา
    tr: sekreter
    uk: секретар
    vi: thư ký
    zh-Hans: 秘书
    zh-Hant: 秘書
    """,
}
