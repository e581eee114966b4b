"""The selection of a booklet's roles, in sections and order; and what of that cannot be."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from careerpdf.booklet.load import roles_needed
from careerpdf.booklet.model import BookletSection, Manifest
from careerpdf.booklet.summary import RoleSummary, comparable_pay, usual_basis
from careerpdf.diagnostics import Diagnostic, Severity, did_you_mean
from careerpdf.locale.collation import same, sort_key
from careerpdf.source.field_errors import one_of
from careerpdf.source.load import Loaded, in_file_order
from careerpdf.source.syntax_errors import quoted
from careerpdf.source.yaml_source import Loc

__all__ = ["ChosenSection", "Selection", "roles_needed", "select"]


@dataclass(frozen=True, slots=True)
class ChosenSection:
    """A section with its roles in order; the title is empty if the booklet has no sections."""

    title: str
    introduction: tuple[str, ...]
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """The roles of a booklet, each once, and the problems of its manifest."""

    sections: tuple[ChosenSection, ...]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def ok(self) -> bool:
        """True if there is something to print and no error."""
        return bool(self.sections) and all(d.severity is not Severity.ERROR for d in self.diagnostics)

    @property
    def roles(self) -> tuple[str, ...]:
        """Every role in the order of the book."""
        return tuple(role for section in self.sections for role in section.roles)


def select(
    booklet: Manifest,
    summaries: Mapping[str, RoleSummary],
    loaded: Loaded[Manifest] | None = None,
    known: Collection[str] | None = None,
) -> Selection:
    """Choose the roles of a booklet from `summaries`, which hold at least those that `roles_needed` names.

    `known` are all roles with a profile (None: those of `summaries`); one without a summary has errors of its own,
    which are said elsewhere. `loaded` is the manifest that the booklet comes from, for the places of problems.

    A role stands in a book once: where it is named, or else in the first section whose category or tag it has.
    """
    return _Selector(booklet, summaries, loaded, summaries.keys() if known is None else known).selection()


class _Selector:
    def __init__(
        self,
        booklet: Manifest,
        summaries: Mapping[str, RoleSummary],
        loaded: Loaded[Manifest] | None,
        known: Collection[str],
    ) -> None:
        self.booklet, self.summaries, self.loaded, self.known = booklet, summaries, loaded, set(known)
        self.problems: list[Diagnostic] = []
        self.faulty: list[Loc] = []  # the places of these problems
        needed = roles_needed(booklet, known)
        # Roles whose profiles have errors: what seems to be missing may be theirs.
        self.unread = bool(set(needed) - summaries.keys())
        self.categories = _spellings(one.category for one in summaries.values())
        self.tags = _spellings(tag for one in summaries.values() for tag in one.tags)
        self.named_at: dict[str, Loc] = {}
        self.taken: set[str] = set()

    def selection(self) -> Selection:
        parts: list[tuple[Manifest | BookletSection, Loc]]
        if self.booklet.sections:
            parts = [(section, ("sections", k)) for k, section in enumerate(self.booklet.sections)]
        else:
            parts = [(self.booklet, ())]
        named = [self._named(part, loc) for part, loc in parts]
        chosen = [[*roles, *self._fitting(part, loc)] for roles, (part, loc) in zip(named, parts, strict=True)]
        self.usual = usual_basis(self.summaries[role] for roles in chosen for role in roles)
        sections: list[ChosenSection] = []
        for roles, (part, loc) in zip(chosen, parts, strict=True):
            if isinstance(part, BookletSection):
                sections += self._section(part, loc, roles)
            else:
                sections += self._grouped(roles) if part.is_grouped else self._whole(roles)
        if not sections and not self.problems and not self.unread:
            self._nothing()
        return Selection(tuple(sections), in_file_order(self.problems))

    def _nothing(self) -> None:
        """The problem that no role is chosen."""
        one = self.booklet
        if one.category and one.tag and self.summaries:
            self._error(
                "no-roles",
                "no role has both: one of these categories and one of these tags",
                ("tag",),
                hint="leave the category or the tag out; `careerpdf list` shows the category of each role",
            )
        else:
            hint = '`careerpdf new "Job Title"` begins a profile; `careerpdf init` makes a sample to look at'
            self._error("no-roles", "there is no profile, so the booklet holds no role", (), hint=hint)

    # -- which

    def _named(self, part: Manifest | BookletSection, loc: Loc) -> list[str]:
        """The roles that a part names and that are there, with a problem for each of the others."""
        found = []
        for number, role in enumerate(part.roles or ()):
            at = (*loc, "roles", number)
            if role in self.named_at:
                self._twice(role, at)
            elif role not in self.known:
                self._unknown_role(role, at)
            else:
                self.named_at[role] = at
                if role in self.summaries:
                    self.taken.add(role)
                    found.append(role)
        return found

    def _fitting(self, part: Manifest | BookletSection, loc: Loc) -> list[str]:
        """The roles of a part's categories and tags that stand nowhere else, category by category."""
        if part.roles and not part.category and not part.tag:
            return []
        categories = self._wanted("category", part.category, self.categories, loc)
        tags = self._wanted("tag", part.tag, self.tags, loc)
        found = [
            one
            for one in self.summaries.values()
            if one.role not in self.taken
            and (categories is None or same(one.category) in categories)
            and (tags is None or tags.keys() & {same(tag) for tag in one.tags})
        ]
        found.sort(key=_by_title)
        if categories:
            places = {category: k for k, category in enumerate(categories)}
            found.sort(key=lambda one: places[same(one.category)])
        self.taken.update(one.role for one in found)
        return [one.role for one in found]

    def _wanted(
        self, field: str, names: Sequence[str] | None, there: Mapping[str, str], loc: Loc
    ) -> dict[str, None] | None:
        """The names as `same` has them, in order, with a problem for each that no role has; None if none are given."""
        if names is None:
            return None
        for number, name in enumerate(names):
            if same(name) in there:
                continue
            near = did_you_mean(name, there.values())
            if near or not self.unread:
                self._error(
                    f"unknown-{field}",
                    f"no profile has the {field} {quoted(name)}",
                    (*loc, field, number),
                    expected=one_of(sorted(there.values(), key=sort_key)) or f"a {field} that a profile has",
                    hint=f"did you mean '{near}'?" if near else None,
                )
        return {same(name): None for name in names}

    # -- in which order, and under which headings

    def _ordered(self, roles: Sequence[str], part: Manifest | BookletSection) -> tuple[str, ...]:
        order = part.order or self.booklet.order or "given"  # roles that fit come by title already
        if order == "given":
            return tuple(roles)
        found = sorted((self.summaries[role] for role in roles), key=_by_title)
        if order == "pay":
            pay = {one.role: comparable_pay(one, self.usual) for one in found}
            found.sort(key=lambda one: (pay[one.role] is None, -(pay[one.role] or 0)))
        return tuple(one.role for one in found)

    def _section(self, part: BookletSection, loc: Loc, roles: Sequence[str]) -> Iterator[ChosenSection]:
        if roles:
            yield ChosenSection(
                part.title or self._only_category(part), part.introduction or (), self._ordered(roles, part)
            )
        elif not self.unread and not any(loc == at[: len(loc)] for at in self.faulty):
            name = part.title or self._only_category(part)
            self._error(
                "empty-section",
                f"no role is left for the section {quoted(name)}" if name else "no role is left for this section",
                loc,
                hint="a role stands in the booklet once: where it is named, or else in the first section that it fits"
                if self._would_fit(part)
                else "a role needs one of the categories and one of the tags"
                if part.category and part.tag
                else None,
            )

    def _would_fit(self, part: BookletSection) -> bool:
        """True if some role has what a section asks for, and stands elsewhere."""
        categories = {same(name) for name in part.category or ()}
        tags = {same(name) for name in part.tag or ()}
        return any(
            (not categories or same(one.category) in categories)
            and (not tags or bool(tags & {same(tag) for tag in one.tags}))
            for one in self.summaries.values()
        )

    def _only_category(self, part: BookletSection) -> str:
        """The category that a section without a title is called after, spelled as the profiles do."""
        name = (part.category or ("",))[0]
        return self.categories.get(same(name), name)

    def _whole(self, roles: Sequence[str]) -> Iterator[ChosenSection]:
        if roles:
            yield ChosenSection("", (), self._ordered(roles, self.booklet))

    def _grouped(self, roles: Sequence[str]) -> Iterator[ChosenSection]:
        """A section for each category: in the order in which the booklet names them, the others by the alphabet."""
        named = {same(name): k for k, name in enumerate(self.booklet.category or ())}
        groups: dict[str, list[str]] = {}
        for role in roles:
            groups.setdefault(same(self.summaries[role].category), []).append(role)
        keys = sorted(groups, key=lambda key: (named.get(key, len(named)), sort_key(self.categories[key])))
        for key in keys:
            yield ChosenSection(self.categories[key], (), self._ordered(groups[key], self.booklet))

    # -- problems

    def _error(self, code: str, message: str, loc: Loc, **more: Any) -> None:
        self.faulty.append(loc)
        source = self.loaded.source if self.loaded else None
        while source and loc and not source.has(loc):  # a single text stands for a list of one
            loc = loc[:-1]
        span = source.span(loc) if source and loc else None
        file = source.file if source else None
        self.problems.append(Diagnostic(code, Severity.ERROR, message, span, file, **more))

    def _twice(self, role: str, loc: Loc) -> None:
        source = self.loaded.source if self.loaded else None
        first = source.span(self.named_at[role]) if source else None
        where = f"the first time in line {first.line}" if first else "more than once"
        self._error("role-twice", f"{quoted(role)} is in the booklet twice, {where}", loc, hint="remove one of the two")

    def _unknown_role(self, role: str, loc: Loc) -> None:
        near = next((one.role for one in self.summaries.values() if same(one.title) == same(role)), None)
        near = near or did_you_mean("-".join(role.lower().removesuffix(".yaml").split()), self.known)
        self._error(
            "unknown-role",
            f"there is no profile {quoted(role)}",
            loc,
            expected=None if near else "the name of a file in profiles/, without .yaml",
            hint=f"did you mean '{near}'?" if near else "`careerpdf list` shows the roles there are",
        )


def _by_title(summary: RoleSummary) -> tuple[tuple[str, str, str], str]:
    return sort_key(summary.title), summary.role


def _spellings(names: Iterable[str]) -> dict[str, str]:
    """Names by what their spellings have in common, each as it is spelled first."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(same(name), name)
    return found
