"""Roles at a glance: the pay of each beside that of the others, as far as the figures can be compared."""

from collections.abc import Sequence
from dataclasses import dataclass

from careerpdf.booklet.summary import PayBasis, RoleSummary, comparable_pay, distinct_titles, usual_basis
from careerpdf.locale import Locale
from careerpdf.locale.collation import same

_MARKS = ("*", "†", "‡", "§", "‖", "¶")


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
    titles = distinct_titles(summaries)
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


def _reason(basis: PayBasis, usual: PayBasis | None, locale: Locale) -> str:
    """Say in a sentence how a basis differs from the usual one."""
    if usual is None:
        return locale.text("glance_note.hour_only")
    whys = []
    if not basis.annual:
        whys.append(locale.text("glance_note.hour"))
    if basis.currency != usual.currency:
        whys.append(locale.text("glance_note.currency", currency=basis.currency))
    if same(basis.area) != same(usual.area):
        whys.append(
            locale.text("glance_note.area", area=basis.area) if basis.area else locale.text("glance_note.no_area")
        )
    if not basis.source:
        whys.append(locale.text("glance_note.no_source"))
    elif same(basis.source) != same(usual.source):
        year = f", {basis.year}" if basis.year and str(basis.year) not in basis.source else ""
        whys.append(locale.text("glance_note.source", source=basis.source + year))
    elif basis.year != usual.year:
        whys.append(
            locale.text("glance_note.year", year=basis.year) if basis.year else locale.text("glance_note.no_year")
        )
    together = f" {locale.text('glance_note.and')} ".join(filter(None, (", ".join(whys[:-1]), whys[-1])))
    return locale.text("glance_note.not_comparable", reasons=together)
