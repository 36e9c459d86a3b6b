"""More names of regions, such as `UAE`, `Holland` and `Republic of Korea`.

The locale data of phonenumbers lacks these names. They are names in daily use, names in the
region's own languages, and the long names of ISO 3166-1 and the United Nations, which web shops
write into their exports.
"""

from __future__ import annotations

from typing import Final

OTHER_NAMES: Final = {
    "AC": "Ascension Island, Ascension",
    "AE": "UAE, U.A.E., Emirates, VAE, BAE, الإمارات العربية المتحدة, امارات, متحدہ عرب امارات, "
    "Birleşik Arap Emirlikleri, संयुक्त अरब अमीरात",
    "AF": "Afganistan, افغانستان",
    "AL": "Arnavutluk, Shqipëria",
    "AM": "Hayastan, Հայաստան",
    "AT": "Oesterreich, Avusturya",
    "AZ": "Azerbaycan, Azərbaycan",
    "BA": "Bosnia, Bosna",
    "BD": "বাংলাদেশ, بنگلہ دیش",
    "BE": "Belçika",
    "BG": "Bulgaristan",
    "BH": "Bahreyn",
    "BN": "Brunei Darussalam",
    "BO": "Bolivia (Plurinational State of), Plurinational State of Bolivia",
    "BR": "Brezilya",
    "BS": "The Bahamas",
    "CD": "DR Congo, DRC, Democratic Republic of the Congo, Kongo-Kinshasa, "
    "Congo (the Democratic Republic of the)",
    "CG": "Republic of the Congo, République du Congo, Republik Kongo, Kongo-Brazzaville",
    "CH": "İsviçre, Swiss Confederation",
    "CI": "Ivory Coast",
    "CN": "PRC, P.R. China, People's Republic of China, Çin, चीन",
    "CV": "Cape Verde, Cabo Verde",
    "CZ": "Czechia, Česko",
    "DE": "BRD, Almanya, المانيا, Federal Republic of Germany, जर्मनी",
    "DK": "Danimarka",
    "DZ": "Cezayir",
    "EG": "Mısır, Arab Republic of Egypt",
    "ES": "İspanya",
    "FM": "Federated States of Micronesia",
    "FR": "Fransa, फ़्रांस",
    "GB": "UK, U.K., Great Britain, Britain, England, Scotland, Wales, Northern Ireland, "
    "United Kingdom of Great Britain and Northern Ireland, Großbritannien, "
    "Vereinigtes Koenigreich, Inglaterra, Gran Bretaña, Angleterre, Grande-Bretagne, Inghilterra, "
    "Gran Bretagna, Birleşik Krallık, İngiltere, इंग्लैंड, ब्रिटेन, بريطانيا, انجلترا, برطانیہ",
    "GE": "საქართველო, Sakartvelo",
    "GM": "The Gambia",
    "GR": "EL, Hellas, Yunanistan",
    "HK": "Hong Kong SAR",
    "IE": "Republic of Ireland, Éire",
    "IL": "İsrail",
    "IN": "Bharat, Hindistan",
    "IQ": "Irak",
    "IR": "Islamic Republic of Iran, Iran (Islamic Republic of), ایران",
    "IT": "İtalya",
    "JO": "Ürdün",
    "JP": "Japonya",
    "KH": "កម្ពុជា",
    "KN": "St Kitts and Nevis, Saint Kitts and Nevis",
    "KP": "Democratic People's Republic of Korea",
    "KR": "Republic of Korea, 한국, Güney Kore",
    "KW": "Kuveyt",
    "KZ": "Qazaqstan, Kazakistan",
    "LA": "Lao People's Democratic Republic",
    "LB": "Lübnan",
    "LC": "Saint Lucia",
    "LK": "ශ්‍රී ලංකාව, இலங்கை",
    "LY": "Libyan Arab Jamahiriya",
    "MA": "Fas",
    "MD": "Republic of Moldova",
    "MF": "Saint Martin (French part)",
    "MK": "North Macedonia, Republic of North Macedonia, the former Yugoslav Republic of Macedonia",
    "MM": "Burma",
    "MN": "Монгол",
    "MO": "Macau, Macao SAR",
    "NL": "Holland, The Netherlands, Hollanda",
    "NP": "नेपाल",
    "OM": "Umman, عمان",
    "PH": "The Philippines, Pilipinas",
    "PK": "پاکستان, पाकिस्तान",
    "PL": "Polonya",
    "PS": "State of Palestine, Palestine, فلسطين",
    "PT": "Portekiz",
    "QA": "Katar",
    "RO": "Romanya",
    "RS": "Sırbistan",
    "RU": "Russian Federation, Rusya",
    "SA": "KSA, K.S.A., Kingdom of Saudi Arabia, المملكة العربية السعودية, Suudi Arabistan, "
    "सऊदी अरब, سعودی عرب",
    "SE": "İsveç",
    "SK": "Slovak Republic",
    "SX": "Sint Maarten, St. Maarten, Saint Martin (Dutch part)",
    "SY": "Syrian Arab Republic, Suriye",
    "SZ": "Eswatini",
    "TA": "Tristan da Cunha",
    "TL": "East Timor",
    "TR": "تركيا, ترکی, Republic of Türkiye",
    "TT": "Trinidad, Tobago",
    "TW": "台灣, 臺灣, Taiwan Province of China",
    "TZ": "United Republic of Tanzania",
    "UA": "Ukrayna",
    "US": "USA, U.S.A., U.S., United States of America, America, EE. UU., EEUU, EUA, ABD, "
    "Amerika, Amerika Birleşik Devletleri, 美國, امریکہ, أمريكا, अमेरिका",
    "UZ": "Özbekistan",
    "VA": "Holy See",
    "VE": "Bolivarian Republic of Venezuela, Venezuela (Bolivarian Republic of)",
    "VG": "Virgin Islands (British)",
    "VI": "Virgin Islands (U.S.), United States Virgin Islands",
    "VN": "Viet Nam",
    "XK": "Kosovo, Kosova",
}
"""Names of each region, separated by a comma and a space, by the region's two letters."""

SHARED_NAMES: Final = {
    "CD/CG": "Congo, Kongo, Kongó, Công-gô, An Congó, Κονγκό, Конго, コンゴ, 콩고, คองโก, "
    "刚果, 剛果, الكونغو, कांगो, کنگو, קונגו, Republic of Congo",
    "GF/GY": "Guiana, Guayana, Guyane",
    "KR/KP": "Korea, Corea, Corée, Coreia, Κορέα, Корея, Кореја, Koreja, Kore, کره, كوريا, کوریا, "
    "เกาหลี, कोरिया, קוריאה, Coreea, Kórea, An Chóiré",
    "MF/SX": "Saint Martin, St. Martin, Saint-Martin, Sankt Martin, San Martín, São Martinho, "
    "San Martino, 圣马丁",
    "VG/VI": "Virgin Islands, Îles Vierges, Islas Vírgenes, Jungferninseln, Isole Vergini, "
    "Ilhas Virgens, Maagdeneilanden, Jomfruøyene, Jungfruöarna, Виргинские острова, 维京群岛",
}
"""Names that are refused, because each can mean two regions or a part of their names.

The key is the letters of both regions, the more likely one first. The own name of a country is not
here, although other names contain it: Guinea, Guyana, Ireland, Niger, Samoa and Sudan.
"""
