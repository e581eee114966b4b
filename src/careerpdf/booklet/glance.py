"""Roles at a glance: the pay of each beside that of the others, as far as the figures can be compared."""

from collections.abc import Sequence
from dataclasses import dataclass

from careerpdf.booklet.summary import PayBasis, RoleSummary, comparable_pay, told_apart, usual_basis
from careerpdf.booklet.wording import same
from careerpdf.locale import Locale

_MARKS = ("*", "†", "‡", "§", "‖", "¶")
#: What the notes say, unless the language has words of its own under `glance_note.`.
_WORDS = {
    "hour_only": "Pay of an hour: no pay of a year is published for this role.",
    "not_comparable": "Not to be compared with the other figures: {reasons}.",
    "hour": "it is the pay of an hour",
    "currency": "it is in another currency ({currency})",
    "area": "it holds for {area}",
    "no_area": "its area is not known",
    "source": "it comes from another source ({source})",
    "no_source": "its source is not known",
    "year": "it is of another year ({year})",
    "no_year": "its year is not known",
    "and": "and",
}


@dataclass(frozen=True, slots=True)
class GlanceRow:
    """One role. `share` is the length of its bar, 0 to 1 of the largest comparable pay; None if it has none.

    A figure that is not `comparable` carries the `mark` of its note, and its bar is hollow.
    """

    role: str
    title: str
    figure: str
    per: str
    share: float | None
    comparable: bool
    mark: str


def rows(summaries: Sequence[RoleSummary], locale: Locale) -> tuple[tuple[GlanceRow, ...], tuple[str, ...]]:
    """A row for each role in the order given, and the notes, each behind its mark, as inline Markdown.

    Figures are compared with those of the basis that most of the roles have.
    """
    usual = usual_basis(summaries)
    titles = told_apart(summaries)
    largest = max((pay for one in summaries if (pay := comparable_pay(one, usual))), default=None)
    marks: dict[str, str] = {}
    found = []
    for one in summaries:
        pay = comparable_pay(one, usual)
        reason = _reason(one.pay_basis, usual, locale) if one.pay_basis and pay is None else ""
        mark = marks.setdefault(reason, _mark(len(marks))) if reason else ""
        share = _share(one, usual, float(largest) if largest else 0.0)
        found.append(
            GlanceRow(one.role, titles[one.role], one.pay, one.pay_per, share, comparable=pay is not None, mark=mark)
        )
    return tuple(found), tuple(f"{mark} {reason}".replace("*", r"\*") for reason, mark in marks.items())


def _mark(number: int) -> str:
    """*, †, ‡ and so on; then each of them twice."""
    return _MARKS[number % len(_MARKS)] * (number // len(_MARKS) + 1)


def _share(one: RoleSummary, usual: PayBasis | None, largest: float) -> float | None:
    """The length of the bar. Another currency has none: on this scale it would mean nothing."""
    if one.pay_value is None or usual is None or one.currency != usual.currency or not largest:
        return None
    return min(float(one.pay_value) / largest, 1.0)


def _say(locale: Locale, key: str, **values: object) -> str:
    return locale.strings.get(f"glance_note.{key}", _WORDS[key]).format(**values)


def _reason(basis: PayBasis, usual: PayBasis | None, locale: Locale) -> str:
    """How a basis differs from the usual one, as a sentence."""
    if usual is None:
        return _say(locale, "hour_only")
    whys = []
    if not basis.annual:
        whys.append(_say(locale, "hour"))
    if basis.currency != usual.currency:
        whys.append(_say(locale, "currency", currency=basis.currency))
    if same(basis.area) != same(usual.area):
        whys.append(_say(locale, "area", area=basis.area) if basis.area else _say(locale, "no_area"))
    if not basis.source:
        whys.append(_say(locale, "no_source"))
    elif same(basis.source) != same(usual.source):
        year = f", {basis.year}" if basis.year and str(basis.year) not in basis.source else ""
        whys.append(_say(locale, "source", source=basis.source + year))
    elif basis.year != usual.year:
        whys.append(_say(locale, "year", year=basis.year) if basis.year else _say(locale, "no_year"))
    together = f" {_say(locale, 'and')} ".join(filter(None, (", ".join(whys[:-1]), whys[-1])))
    return _say(locale, "not_comparable", reasons=together)
