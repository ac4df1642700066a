"""Whether a text holds an answer, whatever the spelling of its numbers, money and dates.

Both sides become canonical tokens: `€150 billion` and `150 billion euros` are `150000000000 EUR`,
`February 17` and `17 February` and `2025-02-17` share `17 february`, `thirty` is `30`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from evals.folding import fold

_TOKEN = re.compile(
    r"(?P<iso>\b\d{4}-\d{2}-\d{2}\b)"
    r"|(?P<figure>\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?)"
    r"(?P<ending>(?:bn|tn|m|k|st|nd|rd|th)\b)?"
    r"|(?P<acronym>\b(?:[A-Z]\.){2,})"
    r"|(?P<symbol>US\$|[€$£¥%])"
    r"|(?P<word>[^\W\d_]+)"
)
_CURRENCIES = {
    "€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR",
    "US$": "USD", "$": "USD", "usd": "USD", "dollar": "USD", "dollars": "USD",
    "£": "GBP", "gbp": "GBP", "pound": "GBP", "pounds": "GBP",
    "¥": "JPY", "jpy": "JPY", "yen": "JPY",
}  # fmt: skip
_SYMBOLS = frozenset({"€", "US$", "$", "£", "¥"})
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
_NUMBER_WORDS = {word: Decimal(value) for value, word in enumerate(_UNITS)} | {
    word: Decimal(10 * value) for value, word in enumerate(_TENS, start=2)
}
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_MONTH_OF = {month: month for month in _MONTHS} | {
    short: month
    for month in _MONTHS
    for short in ({month[:3]} | ({"sept"} if month == "september" else set()))
}
_MAX_DAY = 31
_MAX_ACRONYM = 4  # letters; keeps "US" apart from "us"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Token:
    """A word or sign as written; `number` is its value where it has one."""

    text: str
    number: Decimal | None = None
    is_spelt_out: bool = False
    ending: str = ""

    @property
    def is_day(self) -> bool:
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


def canonical_tokens(text: str) -> tuple[str, ...]:
    """Tokens in reading order; a currency follows its number, a month its day.

    >>> canonical_tokens("The fund of €1.5bn, agreed on Feb. 17")
    ('fund', 'of', '1500000000', 'EUR', 'agreed', 'on', '17', 'february')
    """
    tokens = _raw_tokens(text)
    for step in (_join_numbers, _join_percent, _put_currency_last, _put_day_first):
        tokens = step(tokens)
    return tuple(word for word in map(_canonical, tokens) if word)


def answer_in(text: str, accepted: Sequence[str]) -> bool:
    """Whether any accepted answer occurs in the text, on token boundaries.

    >>> answer_in("some 1,500,000 rounds", ["1.5 million"]), answer_in("1,300", ["300"])
    (True, False)
    """
    tokens = canonical_tokens(text)
    return any(_occurs(canonical_tokens(answer), tokens) for answer in accepted)


def points_in(text: str, points: Sequence[Sequence[str]]) -> float | None:
    """Share of points of which some alias occurs in the text, in [0, 1]; None without points.

    >>> points_in("France and Italy", [["France"], ["Britain", "UK"]])
    0.5
    """
    if not points:
        return None
    return sum(answer_in(text, aliases) for aliases in points) / len(points)


def _occurs(sought: tuple[str, ...], tokens: tuple[str, ...]) -> bool:
    width = len(sought)
    return width > 0 and any(
        tokens[at : at + width] == sought for at in range(len(tokens) - width + 1)
    )


def _raw_tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    for match in _TOKEN.finditer(_without_accents(fold(text).text)):
        tokens += _READERS[match.lastgroup or "word"](match)
    return tokens


def _without_accents(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _read_iso(match: re.Match[str]) -> list[_Token]:
    year, month, day = match.group().split("-")
    if not 1 <= int(month) <= len(_MONTHS):
        return [_number(Decimal(part)) for part in (year, month, day)]
    name = _Token(text=_MONTHS[int(month) - 1].title())
    return [_number(Decimal(day)), name, _number(Decimal(year))]


def _read_figure(match: re.Match[str]) -> list[_Token]:
    number = Decimal(match["figure"].replace(",", ""))
    ending = match["ending"] or ""
    scale = _ENDINGS.get(ending, Decimal(1))
    return [_Token(text=match.group(), number=number * scale, ending=ending)]


def _read_word(match: re.Match[str]) -> list[_Token]:
    number = _NUMBER_WORDS.get(match.group().lower())
    return [_Token(text=match.group(), number=number, is_spelt_out=number is not None)]


_READERS: dict[str, Callable[[re.Match[str]], list[_Token]]] = {
    "iso": _read_iso,
    "figure": _read_figure,
    "ending": _read_figure,
    "acronym": lambda match: [_Token(text=match.group().replace(".", ""))],
    "symbol": lambda match: [_Token(text=match.group())],
    "word": _read_word,
}


def _number(value: Decimal) -> _Token:
    return _Token(text=str(value), number=value)


def _join_numbers(tokens: list[_Token]) -> list[_Token]:
    """`twenty one` is 21, `1.5 million` 1500000, `two hundred thousand` 200000."""
    joined: list[_Token] = []
    for token in tokens:
        before = joined[-1] if joined else None
        together = _together(before, token) if before else None
        if together is None:
            joined.append(token)
        else:
            joined[-1] = together
    return joined


def _together(before: _Token, token: _Token) -> _Token | None:
    if before.number is None:
        return None
    scale = _SCALES.get(token.text.lower())
    if scale:
        return _number(before.number * scale)
    is_tens = before.text.lower() in _TENS
    if is_tens and token.is_spelt_out and token.number and token.number < len(_TENS) + 2:
        return _number(before.number + token.number)
    return None


def _join_percent(tokens: list[_Token]) -> list[_Token]:
    """`percent` and `per cent` are `%`."""
    joined: list[_Token] = []
    for token in tokens:
        word = token.text.lower()
        if word == "cent" and joined and joined[-1].text.lower() == "per":
            joined[-1] = _Token(text="%")
        else:
            joined.append(_Token(text="%") if word == "percent" else token)
    return joined


def _put_currency_last(tokens: list[_Token]) -> list[_Token]:
    """`€ 150` is `150 EUR`; `m` and `k` scale money only."""
    turned = list(tokens)
    for at in range(len(turned) - 1):
        symbol, amount = turned[at], turned[at + 1]
        if symbol.text in _SYMBOLS and amount.number is not None:
            scale = _MONEY_ENDINGS.get(amount.ending, Decimal(1))
            turned[at : at + 2] = [_number(amount.number * scale), symbol]
    return turned


def _put_day_first(tokens: list[_Token]) -> list[_Token]:
    """`February 17` and `17th of February` are `17 February`."""
    turned: list[_Token] = []
    for token in tokens:
        if token.month and _ends_with_day_of(turned):
            turned.pop()
        is_before = len(turned) > 1 and turned[-2].is_day
        if token.is_day and turned and turned[-1].month and not is_before:
            turned.insert(-1, token)
        else:
            turned.append(token)
    return _plain_days(turned)


def _ends_with_day_of(tokens: list[_Token]) -> bool:
    return len(tokens) > 1 and tokens[-2].is_day and tokens[-1].text == "of"


def _plain_days(tokens: list[_Token]) -> list[_Token]:
    """A day before a month loses its `th`; the month gets its full name."""
    plain: list[_Token] = []
    for token in tokens:
        if token.month and plain and plain[-1].is_day and plain[-1].number is not None:
            plain[-1] = _number(plain[-1].number)
            plain.append(_Token(text=token.month))
        else:
            plain.append(token)
    return plain


def _canonical(token: _Token) -> str:
    if token.number is not None:
        ordinal = token.ending if token.ending in ("st", "nd", "rd", "th") else ""
        return f"{_plain_number(token.number)}{ordinal}"
    word = token.text
    if word in ("the", "The", "a", "an"):
        return ""
    if word.isupper() and 1 < len(word) <= _MAX_ACRONYM and word.isalpha():
        return _CURRENCIES.get(word.lower(), word)
    return _CURRENCIES.get(word, _CURRENCIES.get(word.lower(), word.casefold()))


def _plain_number(number: Decimal) -> str:
    return f"{number:f}".rstrip("0").rstrip(".") if "." in f"{number:f}" else f"{number:f}"
