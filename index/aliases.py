"""One name for one place: countries, their people and their capitals-of-speech, folded together.

News says "France", "French" and "the French" of one country; without this table a question that
uses one form would not be covered by a sentence that uses another. Keys are the canonical word.
"""

from __future__ import annotations

import re

_FORMS = {
    "usa": "us u.s united-states american americans america",
    "uk": "u.k united-kingdom british britain briton britons",
    "eu": "e.u european-union",
    "europe": "european europeans",
    "france": "french",
    "germany": "german germans",
    "italy": "italian italians",
    "spain": "spanish spaniards",
    "poland": "polish poles",
    "ukraine": "ukrainian ukrainians",
    "russia": "russian russians",
    "turkey": "turkish turks turkiye",
    "hungary": "hungarian hungarians",
    "romania": "romanian romanians",
    "slovenia": "slovenian slovenians slovene",
    "czech": "czechia czechs",
    "netherlands": "dutch",
    "denmark": "danish danes",
    "sweden": "swedish swedes",
    "norway": "norwegian norwegians",
    "finland": "finnish finns",
    "greece": "greek greeks",
    "portugal": "portuguese",
    "belgium": "belgian belgians",
    "austria": "austrian austrians",
    "switzerland": "swiss",
    "ireland": "irish",
    "scotland": "scottish scots",
    "england": "english",
    "wales": "welsh",
    "canada": "canadian canadians",
    "mexico": "mexican mexicans",
    "brazil": "brazilian brazilians",
    "argentina": "argentine argentinian argentines",
    "china": "chinese",
    "japan": "japanese",
    "korea": "korean koreans",
    "india": "indian indians",
    "pakistan": "pakistani pakistanis",
    "afghanistan": "afghan afghans",
    "iran": "iranian iranians",
    "iraq": "iraqi iraqis",
    "israel": "israeli israelis",
    "palestine": "palestinian palestinians",
    "egypt": "egyptian egyptians",
    "syria": "syrian syrians",
    "lebanon": "lebanese",
    "saudi": "saudis",
    "yemen": "yemeni yemenis",
    "australia": "australian australians",
    "indonesia": "indonesian indonesians",
    "malaysia": "malaysian malaysians",
    "thailand": "thai thais",
    "myanmar": "burma burmese",
    "bangladesh": "bangladeshi bangladeshis",
    "rohingya": "rohingyas",
    "taiwan": "taiwanese",
    "vietnam": "vietnamese",
    "philippines": "filipino filipinos philippine",
    "africa": "african africans",
    "nigeria": "nigerian nigerians",
    "kenya": "kenyan kenyans",
    "kyiv": "kiev",
}
# Countries that need no other form; not Chad, Georgia and Jordan, which are people's names, too.
_FURTHER = frozenset(
    "albania algeria andorra angola armenia azerbaijan bahamas bahrain barbados belarus belize"
    " benin bhutan bolivia bosnia botswana brunei bulgaria burundi cambodia cameroon chile"
    " colombia congo croatia cuba cyprus djibouti ecuador eritrea estonia ethiopia faso fiji"
    " gabon gambia ghana greenland guatemala guinea guyana haiti honduras iceland jamaica"
    " kazakhstan kosovo kuwait kyrgyzstan lanka laos latvia lesotho liberia libya lithuania"
    " luxembourg madagascar malawi maldives mali malta mauritania mauritius moldova monaco"
    " mongolia montenegro morocco mozambique namibia nepal nicaragua niger oman panama paraguay"
    " peru qatar rwanda senegal serbia singapore slovakia somalia sudan suriname tajikistan"
    " tanzania togo tunisia turkmenistan uganda uruguay uzbekistan vatican venezuela zambia"
    " zealand zimbabwe".split()
)
_CANONICAL = {
    form: name
    for name, forms in _FORMS.items()
    for form in forms.split()
    if form != "us"  # a pronoun once its case is folded
}
_SAME = {
    name: tuple(form.replace("-", " ").replace(".", " ") for form in forms.split())
    for name, forms in _FORMS.items()
}
# Letters with stops, and "US" in capitals, must be read before case is folded: "us" is a pronoun.
_SPELT = re.compile(
    r"\b(?:U\.S\.A?\.?|USA|US|United States(?: of America)?)(?![\w])"
    r"|\b(?P<uk>U\.K\.|UK|United Kingdom)(?!\w)|\b(?P<eu>E\.U\.|European Union)(?!\w)"
)


def with_short_names(text: str) -> str:
    """The text with the spelt-out and dotted names of the US, UK and EU written usa, uk, eu."""
    return _SPELT.sub(lambda m: "uk" if m["uk"] else "eu" if m["eu"] else "usa", text)


def canonical(word: str) -> str:
    """The one name for a folded word: `french` gives `france`; most words give themselves."""
    return _CANONICAL.get(word, word)


def is_country(word: str) -> bool:
    """Whether a folded word is one of the names here, in its canonical form."""
    return word in _FORMS or word in _FURTHER


def other_forms(word: str) -> tuple[str, ...]:
    """Other forms of a canonical name, to search for: `usa` gives `us`, `american`, and so on."""
    return _SAME.get(word, ())
