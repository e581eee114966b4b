"""The pipeline of a booklet: roles chosen, each part drawn, and all bound into one file in one pass.

The body has pages from 1 on and the parts before it roman ones, so the contents never move the pages that they list:
roles are drawn first, contents and indexes after them, and binding puts all in order.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from careerpdf import build
from careerpdf.booklet import glance, indexes, sources
from careerpdf.booklet.load import roles_needed
from careerpdf.booklet.model import Booklet
from careerpdf.booklet.select import ChosenSection, select
from careerpdf.booklet.style import manifest_changes
from careerpdf.booklet.summary import RoleSummary, told_apart
from careerpdf.chapters import BookFacts, Chapter, Desks, DrawnPart, Part, ReadRole, Setting, anchor
from careerpdf.diagnostics import Diagnostic, InputError, Severity
from careerpdf.layout.running import RunningHeads
from careerpdf.layout.stylesheet import StyleSheet
from careerpdf.locale import Locale
from careerpdf.locale.collation import same
from careerpdf.pdf.binding import Binder, Bound, Furniture, Label
from careerpdf.pdf.canvas import PdfCanvas
from careerpdf.pdf.drawing import Bookmark
from careerpdf.pdf.fonts import UsedFonts
from careerpdf.pdf.metadata import Metadata
from careerpdf.pdf.structure import StructureTree
from careerpdf.profile import facts
from careerpdf.profile.load import load_profile
from careerpdf.project.project import Project
from careerpdf.reuse import shelf_of
from careerpdf.schema.sections import Choice
from careerpdf.source.loading import Loaded
from careerpdf.style.changes import Change
from careerpdf.system.clock import now
from careerpdf.system.files import writing_beside

DEFAULT_STYLE = "classic"
_LETTERED = 30  # entries, from which on an index is divided by letters
_ENTRIES_OF_A_PAGE = 15  # of an index; few
_MANY_PAGES = 250  # roles, from which on page numbers may have four digits

#: Called with how many roles are done, of how many, and which one comes next.
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class BookletOptions:
    """What a user chose for this run; None takes the manifest's choice. `output` is the file to write.

    `changes` are those of the style, `jobs` is how many processes share the work (None: as many as pay). With `reuse`,
    parts that were drawn from the same things before are not drawn again.
    """

    style: str | None = None
    paper: str | None = None
    output: Path | None = None
    changes: tuple[Change, ...] = ()
    jobs: int | None = None
    reuse: bool = False


@dataclass(frozen=True)
class BookletResult:
    """What became of a booklet: `path` is None if nothing was written; `size` in bytes, `seconds` of wall time."""

    name: str
    path: Path | None
    pages: int
    roles: int
    size: int
    seconds: float
    diagnostics: tuple[Diagnostic, ...]

    @property
    def ok(self) -> bool:
        return self.path is not None


def booklet(
    project: Project,
    manifest: Booklet,
    loaded: Loaded[Booklet] | None,
    name: str,
    options: BookletOptions,
    progress: Progress = lambda _done, _of, _role: None,
) -> BookletResult:
    """Build a booklet. Bad input comes back as diagnostics, and the previous PDF stays as it was.

    `loaded` is where the manifest was read, for the places of what is wrong with it. Raises OSError.
    """
    start = time.perf_counter()
    problems: list[Diagnostic] = []

    def failed(*more: Diagnostic) -> BookletResult:
        return BookletResult(name, None, 0, 0, 0, time.perf_counter() - start, (*problems, *more))

    changes = (*manifest_changes(manifest, loaded), *options.changes)
    named = loaded.span(("style",)) if loaded and not options.style else None
    pack, style_problems = project.load_style(
        options.style or manifest.style, changes, otherwise=DEFAULT_STYLE, named=named
    )
    problems += style_problems
    if pack is None:
        return failed()
    paper = options.paper or manifest.paper
    target = options.output or project.output_dir / f"{name}.pdf"
    known = project.role_ids()
    try:
        created = now(project.config.time_zone or "UTC")
    except InputError as error:
        return failed(*error.diagnostics)
    try:
        needed = roles_needed(manifest, known)
        sections = Choice(manifest.role_sections, manifest.leave_out_of_roles)
        shelf = shelf_of(target) if options.reuse else None
        setting = Setting(pack.style.name, paper, sections, changes, shelf)
        with Desks(project, setting, len(needed), options.jobs) as desks:
            read = {one.role: one for one in _counted(desks.read(needed, known), len(needed), progress)}
            aside = _left_aside(manifest, read.values())
            problems += [problem for one in read.values() if one.role not in aside for problem in one.diagnostics]
            problems += [_aside(role) for role in aside]
            summaries = {role: one.summary for role, one in read.items() if one.summary}
            chosen = select(manifest, summaries, loaded, known)
            problems += chosen.diagnostics
            if any(problem.severity is Severity.ERROR for problem in problems):
                return failed()
            book = _Book(project, manifest, desks, chosen.sections, summaries, progress)
            with writing_beside(target) as file:
                pages = book.bind(file, created)
            desks.keep_only(book.parts_used | {one.inputs for one in read.values()})
    except build.PACK_ERRORS as error:
        return failed(build.pack_problem(error, pack))
    problems += book.missing_glyphs()
    count = sum(len(section.roles) for section in chosen.sections)
    seconds = time.perf_counter() - start
    return BookletResult(name, target, pages, count, target.stat().st_size, seconds, tuple(problems))


def free_name(project: Project, name: str) -> str:
    """The name, or another one if the PDF of a role is called so: the booklet must not take its place."""
    return f"{name}-booklet" if name in project.role_ids() else name


def _left_aside(manifest: Booklet, read: Iterable[ReadRole]) -> tuple[str, ...]:
    """Roles whose profiles have errors and that the booklet does not want anyway: it takes other categories only."""
    parts = manifest.sections or (manifest,)
    if any(not part.category and (part.tag or not part.roles) for part in parts):
        return ()
    named = {role for part in parts for role in part.roles or ()}
    wanted = {same(category) for part in parts for category in part.category or ()}
    broken = (one for one in read if one.summary is None and one.role not in named and one.category)
    return tuple(one.role for one in broken if same(one.category or "") not in wanted)


def _aside(role: str) -> Diagnostic:
    return Diagnostic(
        "left-aside",
        Severity.WARNING,
        f"the profile '{role}' has errors; this booklet is made without it, as its category is not asked for",
        hint=f"`careerpdf validate {role}` shows them",
    )


def _counted(read: Iterable[ReadRole], total: int, progress: Progress) -> Iterator[ReadRole]:
    for number, one in enumerate(read):
        progress(number, 2 * total, one.role)
        yield one


@dataclass
class _Run:
    """Pages that are numbered together, from 1 on."""

    roman: bool
    bound: list[Bound] = field(default_factory=list)
    pages: int = 0

    def label(self, number: int) -> str:
        return _roman(number) if self.roman else str(number)


@dataclass
class _Book:
    """One booklet on its way into its file."""

    project: Project
    manifest: Booklet
    desks: Desks
    sections: Sequence[ChosenSection]
    summaries: Mapping[str, RoleSummary]
    progress: Progress
    _front: _Run = field(default_factory=lambda: _Run(roman=True))
    _body: _Run = field(default_factory=lambda: _Run(roman=False))
    _numbers: dict[str, str] = field(default_factory=dict)  # printed page number of each anchor
    parts_used: set[str] = field(default_factory=set)  # by what the shelf calls them
    _drawn_contents: tuple[Part, DrawnPart | None] | None = None
    _missing: dict[str, str] = field(default_factory=dict)  # role, or nothing, to characters that no font has

    def __post_init__(self) -> None:
        self.roles = [role for section in self.sections for role in section.roles]
        self.chosen = [self.summaries[role] for role in self.roles]
        self.titles = told_apart(self.chosen)
        self.locale: Locale = self.desks.own.locale
        self.sheet: StyleSheet = self.desks.own.sheet
        self.parts = set(self.manifest.parts)
        self.numbered = sources.numbered(self.chosen)
        self._others = {role: one.title for role, one in self.summaries.items() if role not in self.titles}

    # -- the whole

    def bind(self, file: BinaryIO, created: datetime) -> int:
        """Draw and write everything; returns the number of pages."""
        fonts = UsedFonts()
        self._canvas = PdfCanvas(StructureTree(), self.sheet.page_size, fonts)
        self._running = RunningHeads(self.sheet, self._canvas)
        self.desks.begin(self._facts())
        with ThreadPoolExecutor(1) as aside:
            self._binder = Binder(file, fonts, aside)
            self._draw_body()
            self._draw_front()
            self._draw_back()
            front, body = self._front, self._body
            labels = [Label(0, "r")] * bool(front.pages) + [Label(front.pages, "D")]
            self._binder.finish([*front.bound, *body.bound], labels, self._numbers, self._metadata(created))
        return front.pages + body.pages

    def _facts(self) -> BookFacts:
        manifest = self.manifest
        book = {
            "title": manifest.title,
            "subtitle": manifest.subtitle or "",
            "edition": manifest.edition or "",
            "date": self.locale.date(manifest.date) if manifest.date else "",
            "audience": manifest.audience or "",
            "introduction": manifest.introduction or (),
            "count": len(self.roles),
        }
        digits = 3 if len(self.roles) < _MANY_PAGES else 4
        return BookFacts(
            self.titles,
            self._others,
            sources.role_numbers(self.numbered) if "sources" in self.parts else {},
            {"book": book},
            digits,
        )

    def _metadata(self, created: datetime) -> Metadata:
        manifest = self.manifest
        return Metadata(
            title=manifest.title,
            author=self.desks.own.office["heading"],
            subject=manifest.subtitle or "",
            keywords=tuple(dict.fromkeys(summary.category for summary in self.chosen))[:20],
            lang=self.locale.tag,
            created=created,
            producer=build.PRODUCER,
        )

    # -- parts

    def _draw_body(self) -> None:
        chapters = list(self._chapters())
        drawn = self.desks.chapters([chapter for _, chapter in chapters])
        found = dict(self._indexes())  # now, while the chapters are drawn
        if "glance" in self.parts:
            self._add("book-glance.xml.j2", self._glance())
        opened: ChosenSection | None = None
        done, recto = len(self.roles), self.manifest.starts == "recto"
        for (section, chapter), part in zip(chapters, drawn, strict=True):
            begins, opened = section is not opened, section
            if begins and self._has_opener(section):
                self._add("book-opener.xml.j2", {"section": self._opener(section)}, recto=recto)
            self.progress(done, 2 * len(self.roles), chapter.roles[0])
            done += len(chapter.roles)
            sound = self._sound(part, partial(self.desks.own.chapter, chapter))
            self._place(sound, self._body, recto=recto, role=chapter.roles[0])
            if begins and section.title and not self._has_opener(section):
                self._bookmark(section.title)
        self._draw_lists(found)
        if self._has_sources:
            self._add("book-sources.xml.j2", self._sources())

    def _draw_lists(self, found: Mapping[str, Sequence[indexes.IndexEntry]]) -> None:
        """Draw indexes and contents at the same time, now that roles have their pages; contents are placed later."""
        lists = [
            Part("book-index.xml.j2", self._index(name, entries), sum(1 + len(entry.roles) for entry in entries))
            for name, entries in found.items()
        ]
        if "contents" in self.parts:
            lines = list(self._contents(found))
            lists.append(Part("book-contents.xml.j2", {"entries": lines}, len(lines)))
        drawn = list(zip(lists, self.desks.parts(lists), strict=True))
        for one, part in drawn[: len(found)]:
            self._place(self._sound(part, partial(self.desks.own.part, one)), self._body, recto=False)
        if "contents" in self.parts:
            self._drawn_contents = drawn[-1]

    def _draw_front(self) -> None:
        if "cover" in self.parts:
            self._add("book-cover.xml.j2", {"cover": self._cover()}, self._front)
        if "imprint" in self.parts:
            self._add("book-imprint.xml.j2", {"attributions": sources.attributions(self.numbered)}, self._front)
        if self._drawn_contents:
            one, part = self._drawn_contents
            self._place(self._sound(part, partial(self.desks.own.part, one)), self._front, recto=True)
        if self._has_introduction:
            self._add("book-introduction.xml.j2", {}, self._front)
        if self._front.pages % 2:  # the body begins on a right-hand page
            self._leave_blank(self._front)

    def _draw_back(self) -> None:
        """Pages for notes up to the multiple that the printer wants, and the back cover as the very last page."""
        cover = "back-cover" in self.parts
        notes = "notes" in self.parts and self.manifest.fill == "notes"
        for number in range(-(self._front.pages + self._body.pages + cover) % self.manifest.pad_to):
            if notes:
                self._add("book-notes.xml.j2", {"first": number == 0})
            else:
                self._leave_blank(self._body)
        if cover:
            own = self.manifest.back_cover
            qr = own.qr or self.desks.own.office["url"]
            self._add("book-back.xml.j2", {"back": {"text": own.text or (), "qr": qr}})

    def _add(self, template: str, context: Mapping[str, Any], run: _Run | None = None, *, recto: bool = False) -> None:
        """Draw a part by its template and put it behind what is there."""
        draw = partial(self.desks.own.part, Part(template, context))
        self._place(self._sound(draw(), draw), run or self._body, recto=recto)

    def _sound(self, part: DrawnPart | None, again: Callable[[UsedFonts], DrawnPart]) -> DrawnPart:
        """The part; drawn `again` if there is none, or if it uses a glyph for another text than the parts before it."""
        fonts = self._binder.fonts
        if part is None:
            return again(fonts)
        self.parts_used.add(part.inputs)
        return part if fonts.agree(part.drawing.fonts) else again(fonts)

    def _place(self, part: DrawnPart, run: _Run, *, recto: bool, role: str = "") -> None:
        """Put a part on its pages, on a right-hand one first if it has to be `recto`."""
        if recto and run.pages % 2:
            self._leave_blank(run)
        drawing = part.drawing
        self._missing[role] = self._missing.get(role, "") + drawing.missing
        furniture = [self._furniture(part, index, run) for index in range(len(drawing.pages))]
        run.bound.append(self._binder.add(drawing, furniture, section="Sect"))
        for name, (index, _) in drawing.anchors.items():
            self._numbers[name] = run.label(run.pages + index + 1)
        run.pages += len(drawing.pages)

    def _bookmark(self, title: str) -> None:
        """A bookmark for a section without a page of its own, where the part that was placed last begins."""
        bound = self._body.bound[-1]
        mark = Bookmark(title, 0, bound.pages[0], self.sheet.page_size[1])
        self._body.bound[-1] = replace(bound, bookmarks=(mark, *bound.bookmarks))

    def _leave_blank(self, run: _Run) -> None:
        run.bound.append(self._binder.add_blank(self.sheet.page_size))
        run.pages += 1

    def _furniture(self, part: DrawnPart, index: int, run: _Run) -> Furniture:
        """Running head and foot of a part's page, and its move: margins of left-hand pages are those of right-hand ones
        the other way round.
        """
        number = run.pages + index + 1
        verso = number % 2 == 0
        head, foot = part.heads.on(first=index == 0, verso=verso)
        lines, folio = self._running.operators(head, foot, run.label(number), verso=verso)
        margins = self.sheet.margins
        return Furniture(lines, folio, margins.right - margins.left if verso else 0.0)

    # -- what the parts say

    def _chapters(self) -> Iterator[tuple[ChosenSection, Chapter]]:
        """Each role by itself, or with `run-on` all roles of a section together."""
        together = self.manifest.starts == "run-on"
        contents = "contents" in self.parts
        at = 0
        for section in self.sections:
            groups = [section.roles] if together else [(role,) for role in section.roles]
            for roles in groups:
                before = self.roles[at - 1] if at else None
                at += len(roles)
                after = self.roles[at] if at < len(self.roles) else None
                # Something has to be of the first level before the second may be used.
                above = self._has_opener(section) or (section.title and self.parts & {"cover", "contents", "glance"})
                top = 2 if above else 1
                yield section, Chapter(tuple(roles), section.title or "", before, after, contents, top)

    @property
    def _has_introduction(self) -> bool:
        return bool(self.manifest.introduction) and "introduction" in self.parts

    def _has_opener(self, section: ChosenSection) -> bool:
        """A page before one role alone would say nothing, unless the section has something to say."""
        says = len(section.roles) > 1 or bool(section.introduction)
        return "openers" in self.parts and bool(section.title) and says

    def _opener(self, section: ChosenSection) -> dict[str, Any]:
        return {
            "id": _section_anchor(self.sections.index(section)),
            "title": section.title,
            "introduction": section.introduction,
            "roles": [self._link(role) | {"target": anchor(role)} for role in section.roles],
        }

    def _link(self, role: str) -> dict[str, Any]:
        return {"title": self.titles[role], "href": f"#{anchor(role)}"}

    def _glance(self) -> dict[str, Any]:
        rows, notes = glance.rows(self.chosen, self.locale)
        found = {row.role: row for row in rows}
        return {
            "groups": [
                {
                    "title": section.title or "",
                    "rows": [
                        self._link(role)
                        | {
                            "target": anchor(role),
                            "figure": found[role].figure,
                            "mark": found[role].mark,
                            "share": found[role].share,
                            "hollow": not found[role].comparable,
                            "outlook": self._outlook(role),
                            "education": self.summaries[role].education,
                        }
                        for role in section.roles
                    ],
                }
                for section in self.sections
            ],
            "notes": notes,
        }

    def _outlook(self, role: str) -> str:
        level = self.summaries[role].outlook_level
        return "" if level is None else self.locale.text(f"rating_short.{facts.RATING_KEYS[level]}")

    def _cover(self) -> dict[str, Any]:
        cover = self.manifest.cover
        return {
            "photo": cover.photo or "",
            "photo_alt": cover.photo_alt or "",
            "pattern": cover.pattern,
            "logo": cover.logo,
            "background": "cover",
        }

    def _contents(self, found: Mapping[str, Sequence[indexes.IndexEntry]]) -> Iterator[dict[str, Any]]:
        """The entries of the contents, with the numbers of pages of all that is placed by now."""

        def entry(level: int, title: str, target: str) -> dict[str, Any]:
            return {"level": level, "title": title, "href": f"#{target}", "page": self._numbers[target], "page_of": ""}

        def later(title: str, target: str, digits: int) -> dict[str, Any]:
            href = f"#{target}"
            return {"level": 1, "title": title, "href": href, "page": "", "page_of": target, "digits": digits}

        text = self.locale.text
        if self._has_introduction:
            yield later(text("introduction"), "introduction", 3)
        if "glance" in self._numbers:
            yield entry(1, text("glance"), "glance")
        for number, section in enumerate(self.sections):
            if self._has_opener(section):
                yield entry(1, section.title or "", _section_anchor(number))
            elif section.title:
                yield {"level": 1, "title": section.title, "href": "", "page": "", "page_of": ""}
            for role in section.roles:
                yield entry(2 if section.title else 1, self.titles[role], anchor(role))
        # As if indexes took a page for few entries: rather too much room for a number than too little.
        last = self._body.pages + sum(map(len, found.values())) // _ENTRIES_OF_A_PAGE + 1
        for name in found:
            yield later(text(f"index_{name}"), f"index-{name}", len(str(last)))
        if self._has_sources:
            yield later(text("sources"), "sources", len(str(last)))

    def _indexes(self) -> Iterator[tuple[str, Sequence[indexes.IndexEntry]]]:
        """Name and entries of each index that has any."""
        for name, find in (
            ("skills", indexes.skills_index),
            ("education", indexes.education_index),
            ("next", self._next_index),
        ):
            entries = find(self.chosen) if f"{name}-index" in self.parts else ()
            if entries:
                yield name, entries

    def _next_index(self, chosen: Sequence[RoleSummary]) -> tuple[indexes.IndexEntry, ...]:
        return indexes.next_index(chosen, self._others)

    def _index(self, name: str, entries: Sequence[indexes.IndexEntry]) -> dict[str, Any]:
        def place(role: str) -> dict[str, Any]:
            return self._link(role) | {"page": self._numbers[anchor(role)]}

        def line(entry: indexes.IndexEntry) -> dict[str, Any]:
            own = entry.head_role
            return {
                "head": entry.head,
                "href": f"#{anchor(own)}" if own else None,
                "page": self._numbers[anchor(own)] if own else "",
                "places": [place(role) for role in entry.roles],
            }

        # A short index needs no letters, and one by schooling is not alphabetical.
        lettered = name != "education" and len(entries) > _LETTERED
        groups = indexes.by_letter(entries) if lettered else (("", tuple(entries)),)
        return {
            "title": self.locale.text(f"index_{name}"),
            "id": f"index-{name}",
            "run_in": name != "education",  # few levels of schooling have many roles each
            "intro": self.locale.text(f"index_{name}_intro"),
            "groups": [{"letter": letter, "entries": [line(entry) for entry in group]} for letter, group in groups],
        }

    @property
    def _has_sources(self) -> bool:
        return bool(self.numbered) and ("sources" in self.parts or self._credit_has_no_other_place())

    def _credit_has_no_other_place(self) -> bool:
        """Whether the booklet owes O*NET its statement and was asked for neither of the parts that hold it."""
        return "imprint" not in self.parts and any(sources.owes_credit(one) for one in self.numbered)

    def _sources(self) -> dict[str, Any]:
        return {
            "items": [{"number": s.number, "text": s.text, "url": s.url or ""} for s in self.numbered],
            "attributions": sources.attributions(self.numbered),
            "notes": (),
        }

    # -- what could not be set

    def missing_glyphs(self) -> list[Diagnostic]:
        """A warning for each character that no font of the style has, at its place if a role's profile has it."""
        problems: list[Diagnostic] = []
        for role, characters in self._missing.items():
            path = self.project.profile_path(role) if role else None
            if characters:
                problems += build.missing_glyphs(characters, load_profile(path) if path else Loaded(None, (), None))
        return problems


def _section_anchor(number: int) -> str:
    return f"section-{number + 1}"


def _roman(number: int) -> str:
    """A page number of the front matter, in small Roman numerals."""
    found = ""
    for value, letters in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    ):
        count, number = divmod(number, value)
        found += letters * count
    return found
