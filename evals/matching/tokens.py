"""Words, numbers, money and dates of a text as tokens, whatever their spelling.

`€150 billion` and `150 billion euros` are `150000000000 EUR`; `February 17`, `17 February` and
`2025-02-17` share `17 february`; `thirty` is `30`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from evals.matching.folding import fold

_TOKEN = re.compile(
    r"(?P<iso>\b\d{4}-\d{2}-\d{2}\b)"
    r"|(?P<slashed>\b\d{1,2}(?P<stop>[/.])\d{1,2}(?P=stop)\d{4}\b)"
    r"|(?P<figure>\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?)"
    r"(?P<ending>(?:bn|tn|m|k|st|nd|rd|th)\b)?"
    r"|(?P<acronym>\b(?:[A-Z]\.){2,})"
    r"|(?P<symbol>(?:US|NZ|HK|AU?|CA?)?\$|[€£¥%])"
    r"|(?P<word>[^\W\d_]+)"
)
_CURRENCIES = {
    "€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR",
    "US$": "USD", "$": "USD", "usd": "USD", "dollar": "USD", "dollars": "USD",
    "£": "GBP", "gbp": "GBP", "pound": "GBP", "pounds": "GBP",
    "¥": "JPY", "jpy": "JPY", "yen": "JPY",
    "A$": "AUD", "AU$": "AUD", "aud": "AUD", "C$": "CAD", "CA$": "CAD", "cad": "CAD",
    "HK$": "HKD", "hkd": "HKD", "NZ$": "NZD", "nzd": "NZD",
}  # fmt: skip
UNIT_SIGNS = frozenset(_CURRENCIES.values()) | {"%"}  # as `Token.canonical` writes them
_SYMBOLS = frozenset(sign for sign in _CURRENCIES if not sign.isalpha())
_SCALES = {
    "hundred": Decimal(10**2),
    "thousand": Decimal(10**3),
    "million": Decimal(10**6),
    "billion": Decimal(10**9),
    "trillion": Decimal(10**12),
}
_ENDINGS = {"bn": Decimal(10**9), "tn": Decimal(10**12)}
_MONEY_ENDINGS = {"m": Decimal(10**6), "k": Decimal(10**3)}  # "100m" alone may be metres
_UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
NUMBER_WORDS = {word: Decimal(value) for value, word in enumerate(_UNITS)} | {
    word: Decimal(10 * value) for value, word in enumerate(_TENS, start=2)
}
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_MONTH_OF = {month: month for month in MONTHS} | {
    short: month
    for month in MONTHS
    for short in ({month[:3]} | ({"sept"} if month == "september" else set()))
}
_MAX_DAY = 31
_YEAR = re.compile(r"[12]\d{3}")
_ORDINALS = frozenset({"st", "nd", "rd", "th"})
_MAX_ACRONYM = 4  # letters; keeps "US" apart from "us"


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A word or sign as written; `number` is its value where it has one."""

    text: str
    number: Decimal | None = None
    is_spelt_out: bool = False
    ending: str = ""

    @property
    def is_day(self) -> bool:
        """Whether it may be the day of a month, 1 to 31 in figures."""
        return (
            self.number is not None
            and not self.is_spelt_out
            and self.number == int(self.number)
            and 1 <= self.number <= _MAX_DAY
        )

    @property
    def month(self) -> str | None:
        """A month's full name; only capitalised, for "may" is mostly no month."""
        return _MONTH_OF.get(self.text.lower()) if self.text[:1].isupper() else None

    @property
    def is_year(self) -> bool:
        """Whether it may be a year, four figures written together."""
        return self.number is not None and bool(_YEAR.fullmatch(self.text))

    @property
    def is_ordinal(self) -> bool:
        """Whether it is a number like `75th`."""
        return self.ending in _ORDINALS

    @property
    def canonical(self) -> str:
        """The one spelling of it: figures, currency codes, small letters; empty for `the`, `a`."""
        if self.number is not None:
            return _plain_number(self.number) + (self.ending if self.is_ordinal else "")
        if self.text in ("the", "The", "a", "an"):
            return ""
        if self.text.isupper() and 1 < len(self.text) <= _MAX_ACRONYM and self.text.isalpha():
            return _CURRENCIES.get(self.text.lower(), self.text)
        lowered = self.text.lower()
        return _CURRENCIES.get(self.text, _CURRENCIES.get(lowered, self.text.casefold()))


def read_tokens(text: str) -> tuple[Token, ...]:
    """Tokens in reading order; a currency follows its number, a month its day, a year its month.

    >>> [token.canonical for token in read_tokens("€1.5bn by 17/02/2025")]
    ['1500000000', 'EUR', 'by', '17', 'february', '2025']
    """
    tokens = _raw_tokens(text)
    for step in (
        _join_numbers, _join_percent, _join_us_dollars, _put_currency_last, _put_day_first,
    ):  # fmt: skip
        tokens = step(tokens)
    return tuple(token for token in tokens if token.canonical)


def _raw_tokens(text: str) -> list[Token]:
    tokens: list[Token] = []
    for match in _TOKEN.finditer(_without_accents(fold(text).text)):
        tokens += _READERS[match.lastgroup or "word"](match)
    return tokens


def _without_accents(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _read_iso(match: re.Match[str]) -> list[Token]:
    year, month, day = match.group().split("-")
    return _day_month_year(day, month, year)


def _read_slashed(match: re.Match[str]) -> list[Token]:
    """`17/02/2025`; the month stands second unless only the first number can be one."""
    day, month, year = match.group().split(match["stop"])
    if int(month) > len(MONTHS):
        day, month = month, day
    return _day_month_year(day, month, year)


def _day_month_year(day: str, month: str, year: str) -> list[Token]:
    if not (1 <= int(month) <= len(MONTHS) and 1 <= int(day) <= _MAX_DAY):
        return [_number(Decimal(part)) for part in (day, month, year)]
    name = Token(text=MONTHS[int(month) - 1].title())
    return [_number(Decimal(day)), name, _number(Decimal(year))]


def _read_figure(match: re.Match[str]) -> list[Token]:
    number = Decimal(match["figure"].replace(",", ""))
    ending = match["ending"] or ""
    scale = _ENDINGS.get(ending, Decimal(1))
    return [Token(text=match.group(), number=number * scale, ending=ending)]


def _read_word(match: re.Match[str]) -> list[Token]:
    number = NUMBER_WORDS.get(match.group().lower())
    return [Token(text=match.group(), number=number, is_spelt_out=number is not None)]


_READERS: dict[str, Callable[[re.Match[str]], list[Token]]] = {
    "iso": _read_iso,
    "slashed": _read_slashed,
    "figure": _read_figure,
    "ending": _read_figure,
    "acronym": lambda match: [Token(text=match.group().replace(".", ""))],
    "symbol": lambda match: [Token(text=match.group())],
    "word": _read_word,
}


def _number(value: Decimal) -> Token:
    return Token(text=str(value), number=value)


def _join_numbers(tokens: list[Token]) -> list[Token]:
    """`twenty one` is 21, `1.5 million` 1500000, `two hundred thousand` 200000."""
    joined: list[Token] = []
    for token in tokens:
        before = joined[-1] if joined else None
        together = _together(before, token) if before else None
        if together is None:
            joined.append(token)
        else:
            joined[-1] = together
    return joined


def _together(before: Token, token: Token) -> Token | None:
    if before.number is None:
        return None
    scale = _SCALES.get(token.text.lower())
    if scale:
        return _number(before.number * scale)
    is_tens = before.text.lower() in _TENS
    if is_tens and token.is_spelt_out and token.number and token.number < len(_TENS) + 2:
        return _number(before.number + token.number)
    return None


def _join_percent(tokens: list[Token]) -> list[Token]:
    """`percent` and `per cent` are `%`."""
    joined: list[Token] = []
    for token in tokens:
        word = token.text.lower()
        if word == "cent" and joined and joined[-1].text.lower() == "per":
            joined[-1] = Token(text="%")
        else:
            joined.append(Token(text="%") if word == "percent" else token)
    return joined


def _join_us_dollars(tokens: list[Token]) -> list[Token]:
    """`US dollars` are `dollars`; those of other countries keep theirs, and so are no `USD`."""
    joined: list[Token] = []
    for token in tokens:
        if token.canonical == "USD" and joined and joined[-1].canonical == "US":
            joined.pop()
        joined.append(token)
    return joined


def _put_currency_last(tokens: list[Token]) -> list[Token]:
    """`€ 150` is `150 EUR`; `m` and `k` scale money only."""
    turned = list(tokens)
    for at in range(len(turned) - 1):
        symbol, amount = turned[at], turned[at + 1]
        if symbol.text in _SYMBOLS and amount.number is not None:
            scale = _MONEY_ENDINGS.get(amount.ending, Decimal(1))
            turned[at : at + 2] = [_number(amount.number * scale), symbol]
    return turned


def _put_day_first(tokens: list[Token]) -> list[Token]:
    """`February 17` and `17th of February` are `17 February`."""
    turned: list[Token] = []
    for token in tokens:
        if token.month and _ends_with_day_of(turned):
            turned.pop()
        is_before = len(turned) > 1 and turned[-2].is_day
        if token.is_day and turned and turned[-1].month and not is_before:
            turned.insert(-1, token)
        else:
            turned.append(token)
    return _plain_days(turned)


def _ends_with_day_of(tokens: list[Token]) -> bool:
    return len(tokens) > 1 and tokens[-2].is_day and tokens[-1].text == "of"


def _plain_days(tokens: list[Token]) -> list[Token]:
    """A day before a month loses its `th`; the month gets its full name."""
    plain: list[Token] = []
    for token in tokens:
        if token.month and plain and plain[-1].is_day and plain[-1].number is not None:
            plain[-1] = _number(plain[-1].number)
            plain.append(Token(text=token.month.title()))
        else:
            plain.append(token)
    return plain


def _plain_number(number: Decimal) -> str:
    return f"{number:f}".rstrip("0").rstrip(".") if "." in f"{number:f}" else f"{number:f}"
