"""Language: every string a reader sees, and numbers, money and dates as the language writes them (by Babel)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import yaml

from careerpdf.system.resources import locale_file

if TYPE_CHECKING:
    import babel
    from babel.numbers import NumberPattern

_MOST_AMOUNTS = 256  # that are kept as they are written


@dataclass(frozen=True)
class Locale:
    """One language. `tag` is its BCP 47 tag; `strings` its reader-facing texts, nested ones under dotted keys."""

    tag: str
    strings: Mapping[str, str]
    _amounts: dict[tuple[Decimal, str, bool], str] = field(default_factory=dict, compare=False, repr=False)

    def text(self, key: str, **values: object) -> str:
        """The string `key` with its ``{names}`` filled in. Raises KeyError for a key the language file lacks."""
        return self.strings[key].format(**values)

    def money(self, amount: Decimal, currency: str, *, cents: bool = False) -> str:
        """An amount in `currency` (ISO 4217): whole units, or two decimals with `cents`."""
        key = (amount, currency, cents)
        found = self._amounts.get(key)  # a role says the same amount in several places
        if found is None:
            if len(self._amounts) >= _MOST_AMOUNTS:
                self._amounts.clear()
            pattern = _pattern("¤#,##0.00" if cents else "¤#,##0")
            found = pattern.apply(amount, self._babel, currency=currency, currency_digits=False)
            self._amounts[key] = found
        return found

    def number(self, value: int) -> str:
        from babel.numbers import format_decimal

        return format_decimal(value, locale=self._babel)

    def percent(self, value: Decimal | float, *, signed: bool = False) -> str:
        """A percentage from its value in percent: 33.5 gives "33.5%"."""
        pattern = _pattern("+#,##0.#;−#,##0.#" if signed else "#,##0.#;−#,##0.#")
        figure: str = pattern.apply(value, self._babel)
        return figure + "%"

    def date(self, day: date) -> str:
        """A day as it is written in a text: "April 3, 2027"."""
        from babel.dates import format_date

        return format_date(day, "long", locale=self._babel)

    @cached_property
    def _babel(self) -> "babel.Locale":
        """Babel's own locale; finding it by its name takes longer than writing a figure."""
        from babel import Locale as BabelLocale

        return BabelLocale.parse("en_US" if self.tag == "en" else self.tag.replace("-", "_"))


@lru_cache(maxsize=8)
def _pattern(pattern: str) -> "NumberPattern":
    """A pattern of Babel's; reading it takes as long as writing a figure by it."""
    from babel.numbers import parse_pattern

    return parse_pattern(pattern)


@lru_cache(maxsize=4)
def load_locale(tag: str) -> Locale:
    """The language `tag`. Raises FileNotFoundError if careerpdf has no strings for it."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    data = yaml.load(locale_file(tag).read_text(encoding="utf-8"), loader)  # noqa: S506 (both are safe loaders)
    strings: dict[str, str] = {}

    def flatten(values: Mapping[str, object], prefix: str) -> None:
        for key, value in values.items():
            if isinstance(value, Mapping):
                flatten(value, f"{prefix}{key}.")
            else:
                strings[prefix + key] = str(value)

    flatten(data, "")
    return Locale(tag, strings)
