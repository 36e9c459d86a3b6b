"""Propose the regions that a text may mean, if it names no region: `JA` may be Japan."""

from __future__ import annotations

import re

import phonenumbers

from wa_link._support.similar_names import has_one_slip
from wa_link.phone.region_table import list_regions, name_key, named_regions, shared_name

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
_MOST_SUGGESTED = 3
_SHORTEST_NEAR = 5  # letters; a shorter word is near too many names
# A continent is not a region, although names such as `South Africa` contain it.
_CONTINENTS = ("africa", "afrika", "afrique")


def find_nearest(text: str) -> list[tuple[str, str]]:
    """Return the codes and English names of regions that `text` may mean, most likely first.

    A wrong region makes the link of a stranger, so only very near names count.
    """
    names = list_regions()
    wanted = text.strip().casefold()
    codes = [
        *shared_name(text),
        *_regions_by_locale(wanted),
        *_likely_regions(wanted),
        *_regions_by_area(wanted),
    ]
    found = [code for code in dict.fromkeys(codes or _regions_by_spelling(wanted)) if code in names]
    return [(code, names[code]) for code in found[:_MOST_SUGGESTED]]


def _regions_by_spelling(text: str) -> list[str]:
    """Return the regions with a name, in any language, that `text` begins or has with one slip.

    `text` can also be the beginning of the last words of a name, as in `Virgin Islands`.

    For example, `saudi` and `Arabie` give `["SA"]`, and `Duetschland` gives `["DE"]`. Names and
    texts of a few letters are left out: `Roma` is not Romania, and `Bali` is not Mali.
    """
    wanted = name_key(text)
    if len(wanted) < _SHORTEST_NEAR or wanted in _CONTINENTS:
        return []
    begun: dict[str, None] = {}
    mistyped: dict[str, None] = {}
    for name, region in named_regions():
        key = name_key(name)
        words = [name_key(word) for word in re.split(r"[\s-]+", name)]
        ends = ("".join(words[start:]) for start in range(len(words)))
        if any(each.startswith(wanted) for each in (key, *ends)):
            begun[region] = None
        elif len(key) >= _SHORTEST_NEAR and has_one_slip(wanted, key):
            mistyped[region] = None
    for found in ({**begun, **mistyped}, begun or mistyped):
        if len(found) <= _MOST_SUGGESTED:
            return [*found]
    return []  # `United` begins many names


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
