"""Regions: find the two letters of a region by its name, code or flag (`Germany` is `DE`)."""

from __future__ import annotations

import importlib.util
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import phonenumbers

from wa_link._support.arguments import require
from wa_link._support.quoting import join_or, quote
from wa_link._support.similar_names import has_one_slip
from wa_link.errors import OptionError
from wa_link.phone.region_names import OTHER_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# ISO 3166-1: alpha-2 and alpha-3 codes of the regions that phonenumbers knows.
_ALPHA_3 = {
    code[2:]: code[:2]
    for code in """
    ADAND AEARE AFAFG AGATG AIAIA ALALB AMARM AOAGO ARARG ASASM ATAUT AUAUS AWABW AXALA AZAZE
    BABIH BBBRB BDBGD BEBEL BFBFA BGBGR BHBHR BIBDI BJBEN BLBLM BMBMU BNBRN BOBOL BQBES BRBRA
    BSBHS BTBTN BWBWA BYBLR BZBLZ CACAN CCCCK CDCOD CFCAF CGCOG CHCHE CICIV CKCOK CLCHL CMCMR
    CNCHN COCOL CRCRI CUCUB CVCPV CWCUW CXCXR CYCYP CZCZE DEDEU DJDJI DKDNK DMDMA DODOM DZDZA
    ECECU EEEST EGEGY EHESH ERERI ESESP ETETH FIFIN FJFJI FKFLK FMFSM FOFRO FRFRA GAGAB GBGBR
    GDGRD GEGEO GFGUF GGGGY GHGHA GIGIB GLGRL GMGMB GNGIN GPGLP GQGNQ GRGRC GTGTM GUGUM GWGNB
    GYGUY HKHKG HNHND HRHRV HTHTI HUHUN IDIDN IEIRL ILISR IMIMN ININD IOIOT IQIRQ IRIRN ISISL
    ITITA JEJEY JMJAM JOJOR JPJPN KEKEN KGKGZ KHKHM KIKIR KMCOM KNKNA KPPRK KRKOR KWKWT KYCYM
    KZKAZ LALAO LBLBN LCLCA LILIE LKLKA LRLBR LSLSO LTLTU LULUX LVLVA LYLBY MAMAR MCMCO MDMDA
    MEMNE MFMAF MGMDG MHMHL MKMKD MLMLI MMMMR MNMNG MOMAC MPMNP MQMTQ MRMRT MSMSR MTMLT MUMUS
    MVMDV MWMWI MXMEX MYMYS MZMOZ NANAM NCNCL NENER NFNFK NGNGA NINIC NLNLD NONOR NPNPL NRNRU
    NUNIU NZNZL OMOMN PAPAN PEPER PFPYF PGPNG PHPHL PKPAK PLPOL PMSPM PRPRI PSPSE PTPRT PWPLW
    PYPRY QAQAT REREU ROROU RSSRB RURUS RWRWA SASAU SBSLB SCSYC SDSDN SESWE SGSGP SHSHN SISVN
    SJSJM SKSVK SLSLE SMSMR SNSEN SOSOM SRSUR SSSSD STSTP SVSLV SXSXM SYSYR SZSWZ TCTCA TDTCD
    TGTGO THTHA TJTJK TKTKL TLTLS TMTKM TNTUN TOTON TRTUR TTTTO TVTUV TWTWN TZTZA UAUKR UGUGA
    USUSA UYURY UZUZB VAVAT VCVCT VEVEN VGVGB VIVIR VNVNM VUVUT WFWLF WSWSM YEYEM YTMYT ZAZAF
    ZMZMB ZWZWE
""".split()
}
# Codes that people write instead of a region's code: of its language (ISO 639), its cars or its
# sports teams (IOC), and old codes. None is certain, so messages only suggest the likely regions.
_MEANT = dict(
    pair.split("=")
    for pair in """
    EN=GB/US/AU/CA/IE DA=DK CS=CZ JA=JP KO=KR ZH=CN/TW/HK HI=IN UR=PK/IN FA=IR/AF HE=IL IW=IL KK=KZ
    KA=GE HY=AM SQ=AL/XK LO=LA KU=IQ/TR SW=TZ/KE HA=NG YO=NG IG=NG ZU=ZA XH=ZA AK=GH WO=SN LN=CD
    RN=BI NY=MW TI=ER/ET TE=IN OR=IN KS=IN DV=MV NB=NO NN=NO EU=ES OC=FR QU=PE/BO AY=BO KL=GL FF=SN
    JV=ID JW=ID SU=ID/RU AB=GE AA=ET ENG=GB SPA=ES POR=PT/BR ARA=SA/EG/AE HIN=IN URD=PK
    SP=ES PO=PL/PT TU=TR GER=DE NED=NL HOL=NL SUI=CH RSA=ZA JAP=JP DEN=DK GRE=GR CRO=HR ALG=DZ
    NGR=NG PHI=PH INA=ID MAS=MY VIE=VN SCO=GB WAL=GB NIR=GB ROK=KR
    YU=RS/HR/BA AN=CW/BQ/SX DD=DE TP=TL ZR=CD FX=FR
    """.split()
)
# Two regions have this name, but the locale data has it for only one of them.
_SHARED_NAMES = ("congo",)
_MOST_SUGGESTED = 3
_SHORTEST_NEAR = 5  # letters; a shorter word is near too many names
_CONTINENTS = ("africa", "afrika", "afrique")  # words of the names of regions
_LONGEST = 100  # characters; a longer text is not a name, and could take long to compare
_CALLING_CODE = re.compile(r"\(?(?:\+|00)? ?([1-9]\d{0,2})\)?", re.ASCII)
_NAME_AND_CODE = re.compile(r"(.+?)\s*[(\[]([A-Z]{2,3})[)\]]")
_CODE_AND_NAME = re.compile(r"([A-Z]{2}) \((.+)\)")  # as messages name a region
_INVERTED = re.compile(r"([^,]+), ((?:[^,]+ )?(?:of|the))", re.IGNORECASE)
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
# Vowel points of Arabic, the tatweel, and the dot that remains of a Turkish I in lower case.
_MARKS = re.compile("[\u064b-\u0652\u0670\u0640\u0307]")
# Similar letters: keyboards for Arabic, Persian and Urdu do not type the same ones.
_ALIKE = str.maketrans(
    "\u0623\u0625\u0622\u0649\u06cc\u06a9\u0629", "\u0627\u0627\u0627\u064a\u064a\u0643\u0647"
)


def find_region(text: str) -> str | None:
    """Return the two letters of the region that `text` names; None if it names no region.

    `text` can be two letters (`sa`), three letters (`SAU`), a calling code (`+966`, `00966`), a
    flag, or the region's name in many languages (`السعودية`, `Deutschland`). The name can be
    followed by the letters, or the reverse: `Germany (DE)`, `DE (Germany)`. If several regions have
    the calling code, the result is the main one: US for `+1`, RU for `+7`, GB for `+44`.
    """
    text = text.strip()
    if len(text) > _LONGEST:
        return None
    if text.isascii() and text.upper() in phonenumbers.SUPPORTED_REGIONS:
        return text.upper()
    if text in _ALPHA_3:
        return _ALPHA_3[text]
    if calling_code := _CALLING_CODE.fullmatch(text):
        region = phonenumbers.region_code_for_country_code(int(calling_code[1]))
        return region if region in phonenumbers.SUPPORTED_REGIONS else None
    if _FLAG.fullmatch(text):
        return find_region("".join(chr(ord(sign) - 0x1F1E6 + ord("A")) for sign in text))
    return _find_by_name(text)


def _find_by_name(text: str) -> str | None:
    """Return the two letters for `Germany`, `Germany (DE)` or `DE (Germany)`, else None."""
    if match := _NAME_AND_CODE.fullmatch(text):
        region = find_region(match[1])
        if region is not None:
            return region if region == find_region(match[2]) else None
    if match := _CODE_AND_NAME.fullmatch(text):
        region = find_region(match[1])
        is_same = region == _find_by_name(match[2]) or list_regions().get(match[1]) == match[2]
        return region if is_same else None
    names = _regions_by_name()
    texts = [text]
    if match := _INVERTED.fullmatch(text):  # Korea, Republic of
        texts.append(f"{match[2]} {match[1]}")
    if text.lower().startswith("the "):
        texts.append(text[4:])
    keys = [key for each in texts for key in (_name_key(each), _strip_accents(_name_key(each)))]
    return next((names[key] for key in keys if key in names), None)


def region_option(text: str) -> str:
    """Return the two letters of the region that the option `region` names, or raise an error.

    `text` can be anything that `find_region` accepts, such as `sa`, `Germany` or `+966`.

    Raises:
        OptionError: the region is unknown; the message lists similar regions.
    """
    require("region", text, str)
    if region := find_region(text):
        return region
    near = [f"{code} ({name})" for code, name in _find_nearest(text)]
    question = f" Did you mean {join_or(near)}?" if near else ""
    examples = "" if near else ", such as SA, Saudi Arabia or +966"
    raise OptionError(
        f"{quote(text)} is not a region.{question} Write its two letters, its name or its calling "
        f"code{examples}."
    )


def _find_nearest(text: str) -> list[tuple[str, str]]:
    """Return the codes and English names of regions that `text` may mean, most likely first.

    A wrong region makes the link of a stranger, so only very near names count.
    """
    names = list_regions()
    wanted = text[:_LONGEST].strip().casefold()
    codes = [*_regions_by_locale(wanted), *_likely_regions(wanted), *_regions_by_area(wanted)]
    found = [code for code in dict.fromkeys(codes or _regions_by_spelling(wanted)) if code in names]
    return [(code, names[code]) for code in found[:_MOST_SUGGESTED]]


def _regions_by_spelling(text: str) -> list[str]:
    """Return the regions with a name, in any language, that `text` begins or has with one slip.

    For example, `saudi` and `Arabie` give `["SA"]`, and `Duetschland` gives `["DE"]`. Names and
    texts of a few letters are left out: `Roma` is not Romania, and `Bali` is not Mali.
    """
    wanted = _name_key(text)
    if len(wanted) < _SHORTEST_NEAR or wanted in _CONTINENTS:
        return []
    begun: dict[str, None] = {}
    mistyped: dict[str, None] = {}
    for name, region in _named_regions():
        key = _name_key(name)
        words = [_name_key(word) for word in re.split(r"[\s-]+", name)]
        if any(each.startswith(wanted) for each in (key, *words)):
            begun[region] = None
        elif len(key) >= _SHORTEST_NEAR and has_one_slip(wanted, key):
            mistyped[region] = None
    found = [*(begun or mistyped)]
    return found if len(found) <= _MOST_SUGGESTED else []  # `United` begins many names


def _likely_regions(text: str) -> list[str]:
    meant = _MEANT.get(text.upper())
    return meant.split("/") if meant else []


def _regions_by_locale(text: str) -> list[str]:
    """Return a list with the region in a locale's name: `["GB"]` for `en-gb`; [] for other texts.

    `text` is in lower case.
    """
    found = re.fullmatch(r"[a-z]{2,3}(?:[-_][a-z]{4})?[-_]([a-z]{2})(?:[.@].*)?", text)
    return [found[1].upper()] if found else []


def _regions_by_area(text: str) -> list[str]:
    """Return the regions whose numbers begin with these digits: `["JM"]` for `+1 876`.

    Often, the digits after the calling code do not show the region. Then return the main region
    of the calling code (`["US"]` for `+1`) if `text` begins with `+` or `00`, else [].
    """
    digits = re.sub(r"[\s().+-]", "", text).removeprefix("00")
    if not re.fullmatch(r"[1-9]\d{1,8}", digits, re.ASCII):
        return []
    for size in (1, 2, 3):
        regions = phonenumbers.region_codes_for_country_code(int(digits[:size]))
        leading = [
            (region, phonenumbers.PhoneMetadata.metadata_for_region(region)) for region in regions
        ]
        own = [
            region
            for region, plan in leading
            if plan and plan.leading_digits and re.match(plan.leading_digits, digits[size:])
        ]
        if regions:
            return own or list(regions[:1]) * text.startswith(("+", "00"))
    return []


@cache
def _regions_by_name() -> dict[str, str]:
    """Return a dict from the names of regions to their two letters: from `germany` to `DE`.

    The names have the form that `_name_key` returns. Names that several regions have are left out.
    """
    found: dict[str, set[str]] = {}
    for name, region in [*_ALPHA_3.items(), *_named_regions()]:
        for key in {_name_key(name), _strip_accents(_name_key(name))}:
            found.setdefault(key, set()).add(region)
    return {
        key: regions.pop()
        for key, regions in found.items()
        if len(regions) == 1 and key not in _SHARED_NAMES
    }


def _named_regions() -> Iterator[tuple[str, str]]:
    """Yield each name of each region, in all languages, with the two letters of the region."""
    by_region = {region: [*names.values()] for region, names in _load_locale_data().items()}
    for region, others in OTHER_NAMES.items():
        by_region.setdefault(region, []).extend(others.split(", "))
    for region, names in by_region.items():
        if region in phonenumbers.SUPPORTED_REGIONS:
            yield from ((name, region) for name in names if name and not name.startswith("*"))


def _name_key(name: str) -> str:
    """Return a name in the form in which names are compared: `saudiarabia` for `Saudi Arabia`.

    It is in lower case, without spaces and punctuation; `&` becomes `and`.
    """
    folded = unicodedata.normalize("NFC", name.replace("&", " and ")).casefold()
    folded = _MARKS.sub("", folded).translate(_ALIKE)
    return "".join(char for char in folded if unicodedata.category(char)[0] in "LMN")


def _strip_accents(key: str) -> str:
    """Return a name in Latin letters without its accents: `turkiye` for `türkiye`.

    A name of up to three letters, or in another script, is returned unchanged.
    """
    plain = re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFD", key))
    return plain if plain.isascii() and len(plain) > 3 else key


def name_region(region: str) -> str:
    """Return a region with its English name: `GG (Guernsey)`, or `001 (no country)`."""
    if region == "001":
        return f"{region} (no country)"
    return f"{region} ({list_regions()[region]})"


@cache
def list_regions() -> Mapping[str, str]:
    """Return the English name of each region by its two letters, in alphabetical order."""
    data = _load_locale_data()
    # The locale data lacks three regions of phonenumbers, such as Kosovo.
    return {
        code: _name_in(data.get(code, {}), "en") or OTHER_NAMES[code].partition(",")[0]
        for code in sorted(phonenumbers.SUPPORTED_REGIONS)
    }


def _name_in(names: dict[str, str], language: str) -> str:
    """Return the name of a region in `language`; if there is none, return an empty text.

    `names` has the names by language; the value `*en` means the same name as in `en`.
    """
    name = names.get(language, "")
    return names.get(name[1:], "") if name.startswith("*") else name


def _load_locale_data() -> dict[str, dict[str, str]]:
    """Return the names of each region by language, from the locale data of phonenumbers.

    The file is loaded by its path, because importing its package would load 110 MB of place names.
    """
    path = Path(phonenumbers.__file__).parent / "geodata" / "locale.py"
    spec = importlib.util.spec_from_file_location("phonenumbers.geodata.locale", path)
    if spec is None or spec.loader is None:
        return {}
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    data: dict[str, dict[str, str]] = module.LOCALE_DATA
    return data
