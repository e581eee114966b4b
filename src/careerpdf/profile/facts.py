"""Words for a profile's figures in a language: pay, its scale, outlook, sources. No layout, no markup.

Nothing is rounded away and nothing is invented: a figure that the profile lacks is left out.
"""

from dataclasses import dataclass
from decimal import Decimal

from careerpdf.locale import Locale
from careerpdf.profile import attribution
from careerpdf.profile.figures import Amount, Occupation, Outlook, Salary, Source, Wage
from careerpdf.profile.model import Profile
from careerpdf.profile.ratings import FIRST_YEAR, bls_rating

_STEPS = 5
#: BLS's outlook labels, as the profile writes them, to the locale's keys and the fields filled on the meter.
_RATINGS = {
    "decline": ("decline", 0),
    "little or no change": ("little", 1),
    "slower than average": ("slower", 2),
    "as fast as average": ("average", 3),
    "faster than average": ("faster", 4),
    "much faster than average": ("much_faster", 5),
}
#: The locale's keys of the labels, by the fields filled on the meter.
RATING_KEYS = tuple(key for key, _ in sorted(_RATINGS.values(), key=lambda rating: rating[1]))


@dataclass(frozen=True, slots=True)
class ScaleMark:
    """A mark on the pay scale; `value` in the currency's units."""

    value: Decimal
    label: str
    caption: str


@dataclass(frozen=True, slots=True)
class PayFacts:
    """The pay panel's texts; empty strings and an empty scale where the profile has no figure."""

    label: str
    figure: str
    per: str
    top: str
    scale: tuple[ScaleMark, ...]
    alt: str


@dataclass(frozen=True, slots=True)
class OutlookFacts:
    """The outlook's texts and its level on the meter; without a rating, the change stands for it, and `steps` is 0."""

    rating: str
    level: int
    steps: int
    note: str
    sentence: str
    alt: str


def pay_facts(salary: Salary | None, locale: Locale) -> PayFacts | None:
    """None if the profile has no pay. Other pay than a median has its own label, and no scale."""
    median = (salary.median or salary.pay) if salary else None
    if salary is None or median is None:
        return None
    currency, top = salary.currency, salary.p90
    yearly = median.annual is not None

    def say(amount: Amount, *, hour: bool) -> str:
        ends = [end for end in (amount.value, amount.high) if end is not None]
        cents = hour or any(end != int(end) for end in ends)
        texts = [locale.money(end, currency, cents=cents) for end in ends]
        text = locale.text("range", low=texts[0], high=texts[1]) if texts[1:] else texts[0]
        return locale.text("or_more", amount=text) if amount.at_least else text

    def bare(amount: Amount, *, hour: bool) -> str:
        return locale.money(amount.value, currency, cents=hour or amount.value != int(amount.value))

    if median.annual is not None:
        figure = say(median.annual, hour=False)
        per = (
            locale.text("year_and_hour", hourly=say(median.hourly, hour=True))
            if median.hourly
            else locale.text("a_year")
        )
    elif median.hourly is not None:
        figure, per = say(median.hourly, hour=True), locale.text("an_hour")
    else:
        return None

    sentence = ""
    if top and top.annual and yearly:
        amount = bare(top.annual, hour=False)
        sentence = (
            locale.text("top_10_both", amount=amount, hourly=bare(top.hourly, hour=True))
            if top.hourly
            else locale.text("top_10", amount=amount)
        )
    elif top and top.hourly:
        sentence = locale.text("top_10_hour", amount=bare(top.hourly, hour=True))

    def pick(wage: Wage | None) -> Amount | None:
        return None if wage is None else wage.annual if yearly else wage.hourly

    low = pick(salary.percentiles.p10 if salary.percentiles else None)
    middle, high = pick(median), pick(top)
    scale: tuple[ScaleMark, ...] = ()
    parts: list[str] = []
    if low:
        parts.append(locale.text("alt_pay_low", amount=bare(low, hour=not yearly)))
    if middle and salary.median:
        parts.append(locale.text("alt_pay_median", amount=bare(middle, hour=not yearly)))
    if high and middle and salary.median:
        parts.append(locale.text("alt_pay_high", amount=bare(high, hour=not yearly)))
        start = (
            ScaleMark(low.value, bare(low, hour=not yearly), locale.text("scale_low"))
            if low
            else ScaleMark(Decimal(0), locale.money(Decimal(0), currency), locale.text("scale_zero"))
        )
        plus = "+" if high.at_least else ""
        scale = (
            start,
            ScaleMark(middle.value, locale.text("scale_median"), ""),
            ScaleMark(high.value, bare(high, hour=not yearly) + plus, locale.text("scale_high")),
        )
    unit = locale.text("alt_pay_unit_year" if yearly else "alt_pay_unit_hour")
    alt = locale.text("alt_pay", unit=unit, parts="; ".join(parts))
    return PayFacts(locale.text("median_pay" if salary.median else "pay"), figure, per, sentence, scale, alt)


def outlook_facts(outlook: Outlook | None, locale: Locale) -> OutlookFacts | None:
    """Say what is known of the outlook; None if that is nothing.

    Without a rating it is BLS's where the figure is BLS's and of the period whose limits are known.
    """
    if outlook is None:
        return None
    label = outlook.rating or _derived_rating(outlook)
    percent = locale.percent(outlook.percent, signed=True) if outlook.percent is not None else ""
    if percent and outlook.period:
        note = locale.text("outlook_note", percent=percent, period=outlook.period)
    else:
        note = percent or outlook.period or ""
    period = (
        locale.text("outlook_summary.years", period=outlook.period)
        if outlook.period
        else locale.text("outlook_summary.next_decade")
    )
    said: list[str] = []
    rating, level, steps = percent, 0, 0
    if label:
        key, level = _RATINGS[str(label)]
        rating, steps = locale.text(f"rating.{key}"), _STEPS
        said.append(locale.text("outlook_summary.rated", change=locale.text(f"outlook_summary.{key}"), period=period))
    elif percent:
        note = outlook.period or ""
        said.append(locale.text("outlook_summary.changed", percent=percent, period=period))
    if outlook.openings:
        said.append(locale.text("openings", openings=locale.number(outlook.openings)))
    if outlook.employment and outlook.period:
        other = outlook.occupation if outlook.occupation and not outlook.occupation.exact else None
        jobs = {"jobs": locale.number(outlook.employment), "year": outlook.period[:4]}
        said.append(
            locale.text("employment_nearest", title=other.title, **jobs) if other else locale.text("employment", **jobs)
        )
    if not said:
        return None
    alt = locale.text("alt_outlook", rating=rating, level=level, steps=steps) if label else ""
    return OutlookFacts(rating, level, steps, note, " ".join(said), alt)


def _derived_rating(outlook: Outlook) -> str | None:
    """BLS's label of a change that is BLS's own, in the period whose limits are known."""
    known = outlook.percent is not None and (outlook.period or "").startswith(FIRST_YEAR)
    ours = isinstance(outlook.source, Source) and attribution.is_bls(outlook.source)
    return bls_rating(outlook.percent) if known and ours and outlook.percent is not None else None


def sources_of(profile: Profile) -> tuple[Source, ...]:
    """The sources that a profile's facts come from: of its figures, then what an import wrote its texts from."""
    figures = [part.source for part in (profile.salary, profile.outlook) if part and part.source]
    texts = profile.imported.facts if profile.imported else {}
    named = [source for name, source in profile.sources.items() if name in texts or attribution.asks_for_credit(source)]
    return tuple(dict.fromkeys([*figures, *named]))


def credit_lines(profile: Profile, product: str = "handout") -> tuple[str, ...]:
    """The statements that the owners of a profile's sources ask of a handout, or of another `product`."""
    line = attribution.onet_credit(((source.name, source.url) for source in profile.sources.values()), product)
    return (line,) if line else ()


def source_lines(profile: Profile, locale: Locale, *, brief: bool = False) -> tuple[str, ...]:
    """Name the sources of the figures, one line each. `brief` names another occupation once, at the end."""
    pay, outlook = profile.salary, profile.outlook

    def about(occupation: Occupation | None) -> Occupation | None:
        return None if brief else occupation

    pay_line = _source(pay.source, about(pay.occupation), locale) if pay and (pay.median or pay.p90 or pay.pay) else ""
    if pay and pay_line and pay.area and pay.area not in pay_line:
        pay_line += f", {pay.area}"
    outlook_line = _source(outlook.source, about(outlook.occupation), locale) if outlook else ""
    lines = []
    if pay_line and pay_line == outlook_line:
        lines.append(locale.text("source_both", source=pay_line))
    else:
        if pay_line:
            lines.append(locale.text("source_pay", source=pay_line))
        if outlook_line:
            lines.append(locale.text("source_outlook", source=outlook_line))
    figures = [part.source for part in (pay, outlook) if part]
    texts = [attribution.with_star(source.name) for source in sources_of(profile) if source not in figures]
    if texts:
        lines.append(locale.text("source_texts", source=", ".join(texts)))
    if brief:
        lines += nearest_lines(profile, locale)
    return tuple(line if line.endswith(".") else f"{line}." for line in lines)


def nearest_lines(profile: Profile, locale: Locale) -> tuple[str, ...]:
    """Name the other occupation that the figures stand for, where there is none of the role's own."""
    parts = [part.occupation for part in (profile.salary, profile.outlook) if part and part.occupation]
    titles = dict.fromkeys(f"{one.title} ({one.code})" for one in parts if not one.exact)
    return tuple(locale.text("source_figures", titles=title) for title in titles)


def _source(source: Source | None, occupation: Occupation | None, locale: Locale) -> str:
    if source is None:
        return ""
    name = source.name
    if source.year and str(source.year) not in name:
        name += f", {source.year}"
    if occupation:
        key = "source_own" if occupation.exact else "source_nearest"
        name += "; " + locale.text(key, title=occupation.title, code=occupation.code)
    return name
