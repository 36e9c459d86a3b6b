"""Find the columns of a sheet that have a place on a contact card, such as `First name`.

Sources: the headers of exports from Google Contacts and Outlook in their languages; public sheets
of contacts. Languages are written as BCP 47 tags; case and accents are ignored.
"""

from __future__ import annotations

from enum import Enum
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Final

from wa_link.phone.words import parse_words
from wa_link.sheets.headers.phone_headers import split_camel_case
from wa_link.sheets.headers.word_kinds import Kind, Units, remove_kinds, split_units

if TYPE_CHECKING:
    from collections.abc import Sequence


class Place(Enum):
    """A place on a contact card for which a sheet can have a column."""

    NAME = "name"
    GIVEN_NAME = "given name"
    MIDDLE_NAME = "middle name"
    FAMILY_NAME = "family name"
    ORGANIZATION = "organization"
    EMAIL = "email"
    NOTE = "note"


_TEXTS: Final = {
    Place.NAME: """
    ar: الاسم, الاسم الكامل, الاسم بالكامل
    bg: име и фамилия
    cs: jméno a příjmení, celé jméno
    da: navn, fulde navn
    de: Name, vollständiger Name, Vor- und Nachname, Vor- und Zuname, Anzeigename
    el: ονοματεπώνυμο
    en: name, full name, fullname, display name, file as, names, first and last name,
        name and surname
    es: nombre, nombre completo, nombre y apellidos, nombre y apellido, nombres y apellidos
    fa: نام و نام خانوادگی, نام کامل
    fi: nimi, koko nimi
    fr: nom, nom complet, nom et prénom, prénom et nom, nom prénom
    he: שם, שם מלא
    hi: नाम, पूरा नाम
    id: nama, nama lengkap
    it: nome, nome completo, nome e cognome, nominativo
    ja: 氏名, 名前, お名前, フルネーム
    ko: 이름, 성명, 성함
    ms: nama, nama penuh
    nb: navn, fullt navn
    nl: naam, volledige naam
    pl: imię i nazwisko
    pt: nome, nome completo, nome e sobrenome
    ro: nume, nume complet, nume și prenume
    ru: имя, фио, ф и о, полное имя, имя и фамилия
    sv: namn, fullständigt namn
    th: ชื่อ, ชื่อ นามสกุล
    tr: ad soyad, adı soyadı, isim, isim soyisim
    uk: ім'я, піб, повне ім'я
    ur: نام
    vi: họ tên, họ và tên, tên
    zh: 姓名, 名字, 名称, 全名
    """,
    Place.GIVEN_NAME: """
    ar: الاسم الأول
    cs: jméno, křestní jméno
    da: fornavn
    de: Vorname
    el: όνομα
    en: first name, firstname, given name, forename, first, fname, christian name
    es: primer nombre, nombres, nombre de pila
    fa: نام
    fi: etunimi
    fr: prénom
    he: שם פרטי
    hu: keresztnév, utónév
    id: nama depan
    ja: 名
    nl: voornaam
    pl: imię
    pt: primeiro nome
    ro: prenume
    sv: förnamn
    tr: ad, adı
    zh: 名
    """,
    Place.MIDDLE_NAME: """
    da: mellemnavn
    de: zweiter Vorname, weitere Vornamen
    en: middle name, additional name, middle names
    es: segundo nombre
    fr: deuxième prénom, autres prénoms
    it: secondo nome
    nl: tweede voornaam
    pl: drugie imię
    pt: nome do meio
    ru: отчество
    sv: mellannamn
    tr: ikinci ad
    uk: по батькові
    vi: tên đệm
    """,
    Place.FAMILY_NAME: """
    ar: اسم العائلة, اللقب, الاسم الأخير, الكنية
    bg: фамилия
    cs: příjmení
    da: efternavn
    de: Nachname, Familienname, Zuname
    el: επώνυμο
    en: last name, lastname, surname, family name, last, lname
    es: apellido, apellidos
    fa: نام خانوادگی
    fi: sukunimi
    fr: nom de famille
    he: שם משפחה
    hu: vezetéknév, családnév
    id: nama belakang
    it: cognome
    ja: 姓
    nb: etternavn
    nl: achternaam
    pl: nazwisko
    pt: sobrenome, apelido
    ru: фамилия
    th: นามสกุล
    tr: soyad, soyadı, soyisim
    uk: прізвище
    vi: họ
    zh: 姓, 姓氏
    """,
    Place.ORGANIZATION: """
    ar: الشركة, اسم الشركة, المؤسسة
    cs: firma, společnost
    da: firma, virksomhed
    de: Firma, Unternehmen, Organisation, Firmenname
    en: company, company name, organization, organisation, organization name, organisation name,
        business, business name, employer
    es: empresa, compañía, organización, nombre de la empresa
    fa: شرکت
    fi: yritys
    fr: entreprise, société, organisation, raison sociale
    he: חברה
    hu: cég
    id: perusahaan
    it: azienda, società, ditta, organizzazione, ragione sociale
    ja: 会社, 会社名
    ko: 회사, 회사명
    nl: bedrijf, organisatie, bedrijfsnaam
    pl: firma, nazwa firmy
    pt: empresa, organização, nome da empresa
    ru: компания, организация, фирма
    sv: företag, organisation
    th: บริษัท
    tr: şirket, firma
    uk: компанія, організація
    vi: công ty
    zh: 公司, 公司名称, 单位
    """,
    Place.EMAIL: """
    ar: البريد الإلكتروني, الإيميل, بريد إلكتروني
    de: E-Mail-Adresse, Mail
    en: email, e-mail, email address, e-mail address, e-mail value, emails, mail, email value
    es: correo, correo electrónico, e-mail, dirección de correo electrónico
    fa: ایمیل
    fi: sähköposti
    fr: courriel, adresse e-mail, adresse email, adresse mail
    he: דואל, אימייל
    ja: メール, メールアドレス
    ko: 이메일
    nl: e-mailadres, mailadres
    pl: adres e-mail
    pt: correio eletrônico, endereço de e-mail
    ru: почта, эл почта, электронная почта, емейл
    sv: e-post, e-postadress
    tr: e-posta, eposta
    zh: 邮箱, 电子邮件, 电子邮箱
    """,
    Place.NOTE: """
    ar: ملاحظات, ملاحظة
    cs: poznámka, poznámky
    de: Notiz, Notizen, Bemerkung, Bemerkungen, Anmerkung, Anmerkungen
    en: note, notes, comment, comments, remark, remarks
    es: nota, notas, observaciones, comentarios
    fr: remarque, remarques, commentaire, commentaires
    he: הערות
    id: catatan
    it: note, commenti, osservazioni
    ja: 備考, メモ
    ko: 비고, 메모
    nl: notitie, notities, opmerking, opmerkingen
    pl: uwagi, notatki
    pt: observação, observações, comentários
    ru: заметки, примечание, комментарий
    tr: not, notlar, açıklama
    vi: ghi chú
    zh: 备注
    """,
}
# Words around a name that do not change its meaning: the name of the customer.
_AROUND: Final = (Kind.OWNER, Kind.CONTACT, Kind.FILLER)
# A longer text is not a header, and would take much time.
_MAX_HEADER: Final = 100


def find_places(columns: Sequence[str]) -> dict[Place, int]:
    """Return the index of the first column for each place on a card; without a column, no key."""
    found: dict[Place, int] = {}
    for index, column in enumerate(columns):
        place = _find_place(column) if len(column) <= _MAX_HEADER else None
        if place is not None:
            found.setdefault(place, index)
    return found


def _find_place(header: str) -> Place | None:
    """Return the place on a card that a header names exactly, such as `Customer name`, or None."""
    known = _load_headers()
    for text in dict.fromkeys((header, split_camel_case(header))):
        units = split_units(text)
        place = known.get(units) or known.get(remove_kinds(units, _AROUND))
        if place is not None:
            return place
    return None


@cache
def _load_headers() -> dict[Units, Place]:
    """Return the known headers, as `split_units` returns them, with their places.

    A header with several meanings, such as the Persian word for a name or a given name, gets the
    first of them.
    """
    known: dict[Units, Place] = {}
    for place, text in _TEXTS.items():
        for phrase in chain.from_iterable(parse_words(text).values()):
            known.setdefault(split_units(phrase), place)
    known.pop((), None)
    return known
