"""Words for "home", "work", "no number", "extension" and "or", by language; see `words.py`."""

from __future__ import annotations

from typing import Final

TEXTS: Final = {
    "home": """
    und: home
    ar: منزل, المنزل, بيت, شخصي
    bg: домашен, личен
    bn: বাড়ি, বাসা
    cs: domů, domov, soukromý, osobní
    da: hjem, privat
    de: privat, zuhause, zu Hause, daheim
    el: σπίτι, οικία, προσωπικό
    en: home, private, personal, residence, res
    es: casa, particular, personal, domicilio, hogar
    fa: منزل, خانه, شخصی
    fi: koti, yksityinen
    fr: domicile, maison, personnel, privé, perso
    he: בית, פרטי
    hi: घर, निजी
    hr: kuća, kućni, privatni
    hu: otthon, otthoni, lakás, privát
    id: rumah, pribadi
    it: casa, abitazione, personale, privato
    ja: 自宅, 個人
    ko: 집, 자택, 개인
    ms: rumah, peribadi
    nl: thuis, privé
    no: hjem, privat
    pl: dom, domowy, prywatny
    pt: casa, residencial, pessoal, residência
    ro: acasă, personal, domiciliu
    ru: домашний, дом, личный
    sk: domov, súkromný, osobný
    sr: кућа, кућни, приватни
    sv: hem, privat, bostad
    th: บ้าน, ส่วนตัว
    tr: ev, kişisel, özel
    uk: домашній, дім, особистий
    ur: گھر, ذاتی
    vi: nhà, nhà riêng, cá nhân
    zh-Hans: 家, 家庭, 住宅, 个人
    zh-Hant: 家, 住家, 住宅, 個人
    """,
    "work": """
    und: work, business, office
    ar: عمل, العمل, مكتب, المكتب
    bg: работен, служебен, офис
    bn: অফিস, কর্মস্থল
    cs: práce, pracovní, zaměstnání, firma, kancelář
    da: arbejde, kontor
    de: Arbeit, geschäftlich, Büro, Geschäft, dienstlich, beruflich, Dienst, Firma
    el: εργασία, δουλειά, γραφείο
    en: work, business, office, off, job
    es: trabajo, oficina, negocio, laboral, empresa
    fa: محل کار, کار, دفتر
    fi: työ, toimisto
    fr: travail, bureau, professionnel, pro
    he: עבודה, משרד
    hi: कार्यालय, दफ़्तर, कार्य
    hr: posao, ured, poslovni
    hu: munkahely, munkahelyi, iroda, céges
    id: kantor, kerja
    it: lavoro, ufficio
    ja: 勤務先, 会社, 職場, 仕事
    ko: 직장, 회사, 사무실
    ms: pejabat, kerja
    nl: werk, kantoor, zakelijk
    no: arbeid, jobb, kontor
    pl: praca, służbowy, biuro, firmowy
    pt: trabalho, escritório, comercial, empresa
    ro: serviciu, birou, muncă
    ru: рабочий, раб, работа, офис, служебный
    sk: práca, pracovný, zamestnanie, kancelária
    sr: посао, канцеларија, пословни
    sv: arbete, jobb, kontor
    th: ที่ทำงาน, สำนักงาน, งาน
    tr: iş, ofis
    uk: робочий, роб, робота, офіс
    ur: دفتر, کام
    vi: cơ quan, công ty, văn phòng
    zh-Hans: 单位, 公司, 工作, 办公室, 办公
    zh-Hant: 公司, 工作, 辦公室
    """,
    "none": """
    und: n/a, n.a., na, nan, null, nil, none, #n/a, #n/d, #n/b, #i/t, <na>, nat, undefined, tbd,
        tba, tbc, n/d, nd
    am: የለም, አይታወቅም
    ar: لا يوجد, لايوجد, لا شيء, بدون, غير معروف, غير متوفر, غير متاح, فارغ, ليس لديه, ليس لديها
    bg: няма, неизвестен, неизвестно, липсва, без
    bn: নেই, নাই, অজানা, প্রযোজ্য নয়
    cs: není, nemá, žádný, žádné, žádná, neznámý, neznámé, neuvedeno, neuveden, nezadáno
    da: ingen, intet, ukendt, ikke oplyst, mangler, har ikke
    de: keine, kein, keines, keiner, keine Angabe, keine Angaben, k.A., unbekannt, nicht bekannt,
        nicht vorhanden, ohne, #nv, fehlt, entfällt, leer, nichts, kein Telefon, keine Nummer,
        kein Handy, nicht angegeben
    el: δεν υπάρχει, κανένα, κανένας, άγνωστο, άγνωστος, χωρίς, δεν έχει, δ/υ
    en: no, none, unknown, not available, not applicable, not provided, not given, not known,
        not specified, not found, unavailable, no phone, no number, no mobile, no cell,
        no phone number, no data, no value, missing, empty, blank, (blank), unspecified, nothing,
        unlisted, does not have, doesn't have, not listed, no telephone, not set, never
    es: no, ninguno, ninguna, no tiene, no disponible, desconocido, sin teléfono, sin número,
        sin datos, sin dato, no aplica, no hay, no consta, nada, s/n, s/d, n/c, vacío, sin celular
    et: ei, puudub, ei ole, teadmata, pole
    fa: ندارد, نامشخص, ناموجود, هیچ, نا معلوم, بدون, خالی
    fi: ei, ei ole, puuttuu, tuntematon, ei tiedossa, ei puhelinta, ei tietoa, tyhjä
    fr: non, aucun, aucune, néant, inconnu, inconnue, sans, non disponible, non renseigné,
        non communiqué, pas de téléphone, pas de numéro, n/r, vide, sans objet, s/o, nr, rien,
        n'a pas
    gu: નથી, કોઈ નહીં, અજ્ઞાત, ઉપલબ્ધ નથી
    he: אין, לא ידוע, ללא, לא קיים, חסר, אין לו, אין לה, לא רלוונטי, ריק
    hi: नहीं, नहीं है, कोई नहीं, अज्ञात, उपलब्ध नहीं, लागू नहीं, शून्य
    hr: nema, nepoznato, nepoznat, nije poznato, bez, nije dostupno, nije navedeno, ništa
    hu: nincs, nincsen, ismeretlen, nem ismert, nincs adat, nem elérhető, semmi, hiányzik, üres
    id: tidak ada, tdk ada, tidak diketahui, kosong, belum ada, tidak punya, nihil, tidak tersedia
    it: no, nessuno, nessuna, sconosciuto, non disponibile, assente, manca, non ha, non noto,
        non pervenuto, n.p., vuoto, niente, non presente, senza
    ja: なし, 無し, 無, ない, 不明, 未登録, 該当なし, 未入力, 未設定, 非公開, 空白
    kk: жоқ, белгісіз
    ko: 없음, 없다, 없어요, 모름, 미상, 해당없음, 해당 없음, 미입력, 미등록, 무
    lt: nėra, nežinomas, nežinoma, neturi, nenurodyta, ne
    lv: nav, nezināms, nav zināms, nē, nav norādīts
    mr: नाही, काही नाही, माहित नाही, अज्ञात, उपलब्ध नाही
    ms: tiada, tidak ada, tidak diketahui, kosong, tiada maklumat, takde
    nl: geen, onbekend, niet bekend, niet beschikbaar, n.v.t., nvt, leeg, ontbreekt, geen nummer,
        geen telefoon, nee, niets
    no: ingen, ukjent, mangler, ikke oppgitt, ikke tilgjengelig, har ikke, nei, tom
    pl: brak, nie ma, nieznany, nieznane, nieznana, nie podano, nie dotyczy, b/d, bd, żaden, nie,
        niedostępny, pusty, brak danych, brak telefonu, brak numeru, bez
    pt: não, nenhum, nenhuma, não tem, não possui, não há, não informado, não disponível,
        desconhecido, sem telefone, sem número, não consta, não aplicável, n/i, vazio, sem, nada
    ro: nu, nu are, niciunul, nimic, necunoscut, lipsă, fără, nespecificat, nu există, gol
    ru: нет, нету, не указан, не указано, неизвестно, неизвестен, отсутствует, без телефона, н/д,
        #н/д, нет данных, нет телефона, нет номера, не известен, не известно, не задан, пусто,
        б/н, б/т
    sk: nie je, nemá, žiadny, žiadne, neznámy, neznáme, neuvedené, nie, chýba
    sl: ni, nima, neznano, brez, nič, manjka
    sr: нема, непознато, непознат, без, није познато, nema, nepoznato
    sv: ingen, inget, inga, okänd, okänt, saknas, #saknas!, ej angivet, ej tillgänglig, har inte,
        nej, tom
    sw: hakuna, hana, haijulikani, hapana, tupu
    ta: இல்லை, தெரியவில்லை, தெரியாது
    te: లేదు, లేవు, తెలియదు
    th: ไม่มี, ไม่ทราบ, ไม่ระบุ, ไม่มีเบอร์, ว่าง, ไม่มีข้อมูล
    tl: wala, walang numero, hindi alam, wala po
    tr: yok, hayır, bilinmiyor, belirtilmemiş, mevcut değil, boş, telefonu yok, #yok, numarası yok
    uk: немає, нема, невідомо, невідомий, не вказано, відсутній, ні, немає даних, без
    ur: نہیں, نہیں ہے, کوئی نہیں, نامعلوم, دستیاب نہیں
    vi: không, không có, không biết, chưa có, không rõ, trống, ko có
    zh-Hans: 无, 没有, 未知, 暂无, 空, 不详, 未填, 未提供, 不明, 不适用, 未填写
    zh-Hant: 無, 沒有, 未知, 暫無, 空, 不詳, 未填, 未提供, 不適用, 未填寫
    """,
    "extension": """
    und: ext, extn, extension, x, xt, #
    ar: تحويلة, تحويله, داخلي
    bg: вътрешен, вътр, вътр.
    cs: linka, klapka, kl
    da: lokal, lok
    de: Durchwahl, DW, Nebenstelle, NSt, Klappe, Kl, Apparat, App
    el: εσωτερικό, εσωτ, εσ
    en: ext, extn, extension, exten, xtn, xtension
    es: ext, extensión, anexo, interno, int, anx
    et: sise, sisetel
    fa: داخلی
    fi: alanumero, alanro, ala
    fr: poste, extension, ext
    he: שלוחה, של'
    hr: kućni, lokal, int
    hu: mellék, mell
    id: ekst, pesawat, pes
    it: interno, int, est
    ja: 内線, 内線番号
    kk: ішкі
    ko: 내선, 내선번호
    lt: vidinis, vid
    lv: iekšējais
    ms: samb, sambungan
    nl: toestel, tst, doorkiesnummer, doorkies
    no: linje, intern, internnr
    pl: wew, wewn, wewnętrzny
    pt: ramal, ram, ext, extensão
    ro: int, interior
    ru: доб, добавочный, вн, внутр, внутренний, добавочный номер
    sk: klapka, linka
    sl: int, interna
    sr: лок, локал, lok, lokal
    sv: ankn, anknytning
    th: ต่อ
    tr: dahili, dah
    uk: дод, додатковий, вн, внутр
    vi: máy lẻ, số máy lẻ, nhánh
    zh-Hans: 分机, 转, 分机号
    zh-Hant: 分機, 轉, 內線
    """,
    "or": """
    und: &
    am: ወይም, እና
    ar: و, أو, او
    bg: и, или
    bn: বা, অথবা, এবং, ও
    cs: a, nebo, či
    da: og, eller
    de: und, oder, bzw, bzw., u., od., sowie
    el: και, ή
    en: and, or, and/or, n
    es: y, e, o, u, y/o
    et: ja, või
    fa: و, یا
    fi: ja, tai
    fr: et, ou, et/ou
    gu: અને, અથવા
    he: או, וגם
    hi: और, या, अथवा, एवं
    hr: i, ili
    hu: és, vagy
    id: dan, atau, dan/atau
    it: e, ed, o, oppure, e/o
    ja: または, 又は, と, 及び
    kk: және, немесе
    ko: 또는, 및, 그리고
    lt: ir, arba
    lv: un, vai
    mr: आणि, किंवा
    ms: dan, atau
    nl: en, of, en/of
    no: og, eller
    pl: i, lub, albo, oraz
    pt: e, ou, e/ou
    ro: și, şi, sau
    ru: и, или, либо
    sk: a, alebo
    sl: in, ali
    sr: и, или, i, ili
    sv: och, eller, samt
    sw: na, au
    ta: அல்லது, மற்றும்
    te: లేదా, మరియు
    th: และ, หรือ
    tl: at, o
    tr: ve, veya, ya da
    uk: і, й, та, або, чи
    ur: اور, یا
    vi: và, hoặc
    zh-Hans: 和, 或, 或者, 及
    zh-Hant: 和, 或, 或者, 及
    """,
}
