"""Language: every string a reader sees, and numbers, money and dates as the language writes them (by Babel)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

import yaml

from careerpdf.locale.grammar import TitleForms
from careerpdf.system.resources import locale_dir

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

    def title_forms(self, title: str) -> TitleForms:
        """Make the forms that a role's title takes inside a sentence."""
        forms: TitleForms = self._grammar.title_forms(title)
        return forms

    @cached_property
    def _grammar(self) -> ModuleType:
        """The language's own module, which its file names as `grammar`; one without has none."""
        name = self.strings.get("grammar", "grammar")
        if not name.isidentifier():
            raise ValueError(f"locale/{self.tag}.yaml: '{name}' is no name of a module")
        return import_module(f"careerpdf.locale.{name}")

    @cached_property
    def _babel(self) -> "babel.Locale":
        """Babel's own locale; finding it by its name takes longer than writing a figure."""
        from babel import Locale as BabelLocale

        return BabelLocale.parse("en_US" if self.tag == "en" else self.tag.replace("-", "_"))


def languages() -> tuple[str, ...]:
    """Tags (BCP 47) of the languages that there are: those that have a file."""
    return tuple(sorted(path.stem for path in locale_dir().glob("*.yaml")))


@lru_cache(maxsize=8)
def _pattern(pattern: str) -> "NumberPattern":
    """A pattern of Babel's; reading it takes as long as writing a figure by it."""
    from babel.numbers import parse_pattern

    return parse_pattern(pattern)


@lru_cache(maxsize=4)
def load_locale(tag: str) -> Locale:
    """The language `tag`. Raises FileNotFoundError if careerpdf has no strings for it."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    data = yaml.load((locale_dir() / f"{tag}.yaml").read_text(encoding="utf-8"), loader)  # noqa: S506 (both are safe loaders)
    strings: dict[str, str] = {}

    def flatten(values: Mapping[str, object], prefix: str) -> None:
        for key, value in values.items():
            if isinstance(value, Mapping):
                flatten(value, f"{prefix}{key}.")
            else:
                strings[prefix + key] = str(value)

    flatten(data, "")
    return Locale(tag, strings)
