"""Names that two regions share, and the own names of countries that other names contain."""

from __future__ import annotations

import re
from collections import defaultdict

import phonenumbers
import pytest

from wa_link.errors import OptionError
from wa_link.phone.region_names import SHARED_NAMES
from wa_link.phone.region_table import list_regions, name_key, named_regions
from wa_link.phone.regions import find_region, region_option

SHARED = [
    pytest.param(name, regions.split("/"), id=f"{regions} {name}")
    for regions, names in SHARED_NAMES.items()
    for name in names.split(", ")
]


@pytest.mark.parametrize(("name", "codes"), SHARED)
def test_a_shared_name_is_refused_with_all_its_regions(name: str, codes: list[str]) -> None:
    assert find_region(name) is find_region(name.upper()) is None
    with pytest.raises(OptionError) as caught:
        region_option(name)
    said = " or ".join(f"{code} ({list_regions()[code]})" for code in codes)
    assert f"Did you mean {said}?" in str(caught.value)
    for code in codes:  # the letters decide
        assert find_region(f"{name} ({code})") == find_region(f"{code} ({name})") == code
    assert find_region(f"{name} (DE)") is find_region(f"DE ({name})") is None


# The own name of a country, which is also in the name of another region.
OWN_NAMES = """
CG-CD CN-HK CN-MO CN-TW FR-GF FR-PF GN-GF GN-GQ GN-GW GN-PG GR-SV GY-GF IE-GB IE-VG IE-VI IN-IO
IS-AC IS-CX IS-NF KR-KP ML-SO NE-NG RU-BY SD-SS WS-AS
""".split()


def split_name(name: str) -> list[str]:
    return [key for word in re.split(r"[\s\-,()]+", name) if (key := name_key(word))]


def test_names_within_other_names_are_known() -> None:
    """A name such as `Korea` is refused, unless it is listed as the own name of one country."""
    names = [(region, split_name(name), name) for name, region in named_regions()]
    by_word: defaultdict[str, list[tuple[str, list[str]]]] = defaultdict(list)
    for region, words, _ in names:
        for word in words:
            by_word[word].append((region, words))
    found = {
        f"{region}-{other}"
        for region, words, name in names
        if find_region(name) == region
        for other, longer in by_word[words[0]]
        if len(longer) > len(words)
        and any(longer[at : at + len(words)] == words for at in range(len(longer)))
        and len({phonenumbers.country_code_for_region(each) for each in (region, other)}) > 1
    }
    assert sorted(found) == OWN_NAMES


@pytest.mark.parametrize(
    ("name", "region"),
    [
        ("Guinea", "GN"), ("Guinée", "GN"), ("Guyana", "GY"), ("Ireland", "IE"), ("Irland", "IE"),
        ("Samoa", "WS"), ("Niger", "NE"), ("Sudan", "SD"), ("Soudan", "SD"), ("Dominica", "DM"),
        ("Macedonia", "MK"), ("Micronesia", "FM"), ("Sint Maarten", "SX"), ("한국", "KR"),
        ("Republic of the Congo", "CG"), ("Congo (Brazzaville)", "CG"), ("Kongo-Kinshasa", "CD"),
        ("Saint Martin (French part)", "MF"), ("Virgin Islands, U.S.", "VI"),
        ("Virgin Islands (British)", "VG"), ("Korea, Republic of", "KR"),
        ("Macedonia, the former Yugoslav Republic of", "MK"),
    ],
)  # fmt: skip
def test_the_own_name_of_a_country_is_certain(name: str, region: str) -> None:
    assert find_region(name) == region
