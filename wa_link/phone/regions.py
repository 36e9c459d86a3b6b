"""Regions: find the two letters of a region by its name, code or flag (`Germany` is `DE`)."""

from __future__ import annotations

import re
from functools import cache

import phonenumbers

from wa_link._support.arguments import require
from wa_link._support.quoting import join_or, quote
from wa_link.errors import OptionError
from wa_link.phone.near_regions import find_nearest
from wa_link.phone.region_table import (
    LONGEST_NAME,
    list_regions,
    name_keys,
    named_regions,
    shared_name,
)

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
_CALLING_CODE = re.compile(r"\(?(?:\+|00)? ?([1-9]\d{0,2})\)?", re.ASCII)
_NAME_AND_CODE = re.compile(r"(.+?)\s*[(\[]([A-Z]{2,3})[)\]]")
_CODE_AND_NAME = re.compile(r"([A-Z]{2}) \((.+)\)")  # as messages name a region
_INVERTED = re.compile(r"([^,]+), ((?:[^,]+ )?(?:of|the))", re.IGNORECASE)
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")


def find_region(text: str) -> str | None:
    """Return the two letters of the region that `text` names; None if it names no region.

    `text` can be two letters (`sa`), three letters (`SAU`), a calling code (`+966`, `00966`), a
    flag, or the region's name in many languages (`السعودية`, `Deutschland`). The name can be
    followed by the letters, or the reverse: `Germany (DE)`, `DE (Germany)`. If several regions have
    the calling code, the result is the main one: US for `+1`, RU for `+7`, GB for `+44`.
    """
    text = text.strip()
    if len(text) > LONGEST_NAME:
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
        region, code = find_region(match[1]), find_region(match[2])
        if code in shared_name(match[1]):
            return code
        if region is not None:
            return region if region == code else None
    if match := _CODE_AND_NAME.fullmatch(text):
        region = find_region(match[1])
        is_same = region == _find_by_name(match[2]) or region in shared_name(match[2])
        return region if is_same else None
    names = _regions_by_name()
    texts = [text]
    if match := _INVERTED.fullmatch(text):  # Korea, Republic of
        texts.append(f"{match[2]} {match[1]}")
    if text.lower().startswith("the "):
        texts.append(text[4:])
    keys = [key for each in texts for key in name_keys(each)]
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
    near = [f"{code} ({name})" for code, name in find_nearest(text[:LONGEST_NAME])]
    question = f" Did you mean {join_or(near)}?" if near else ""
    examples = "" if near else ", such as SA, Saudi Arabia or +966"
    raise OptionError(
        f"{quote(text)} is not a region.{question} Write its two letters, its name or its calling "
        f"code{examples}."
    )


@cache
def _regions_by_name() -> dict[str, str]:
    """Return a dict from the names of regions to their two letters: from `germany` to `DE`.

    The names have the form that `name_key` returns. Names that several regions have are left out.
    """
    found: dict[str, set[str]] = {}
    for name, region in [*_ALPHA_3.items(), *named_regions()]:
        for key in name_keys(name):
            found.setdefault(key, set()).add(region)
    return {
        key: regions.pop()
        for key, regions in found.items()
        if len(regions) == 1 and not shared_name(key)
    }


def name_region(region: str) -> str:
    """Return a region with its English name: `GG (Guernsey)`, or `001 (no country)`."""
    if region == "001":
        return f"{region} (no country)"
    return f"{region} ({list_regions()[region]})"
