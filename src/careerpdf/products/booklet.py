"""The pipeline of a booklet: roles chosen, each part drawn, and all bound into one file in one pass.

The body has pages from 1 on and the parts before it roman ones, so the contents never move the pages that they list:
roles are drawn first, contents and indexes after them, and binding puts all in order.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from careerpdf.booklet import indexes, sources
from careerpdf.booklet.load import load_booklet, roles_needed, valid_manifest
from careerpdf.booklet.model import Manifest
from careerpdf.booklet.select import ChosenSection, select
from careerpdf.booklet.style import manifest_changes
from careerpdf.diagnostics import Diagnostic, InputError, Severity
from careerpdf.layout.running import RunningHeads
from careerpdf.locale.collation import same
from careerpdf.pdf.binding import Binder, Bound, Furniture, PageLabel
from careerpdf.pdf.canvas import PdfCanvas
from careerpdf.pdf.drawing import Bookmark
from careerpdf.pdf.fonts import UsedFonts
from careerpdf.pdf.metadata import Metadata
from careerpdf.pdf.structure import StructureTree
from careerpdf.products.booklet_contexts import BookContexts
from careerpdf.products.cache import part_cache_file
from careerpdf.products.fingerprint import picture_places
from careerpdf.products.part_workers import PartWorkers
from careerpdf.products.parts import BookSetting, DrawnPart, Part, ReadRole
from careerpdf.products.problems import missing_glyphs
from careerpdf.products.product import PRODUCER, Attempt, Options, Product, Progress, Result
from careerpdf.profile.load import load_profile
from careerpdf.project.problems import unknown_booklet
from careerpdf.project.project import Project
from careerpdf.schema.role_id import slug
from careerpdf.schema.sections import Choice
from careerpdf.source.load import Loaded
from careerpdf.style.paper import PAPERS
from careerpdf.system.clock import now
from careerpdf.system.files import writing_beside

DEFAULT_STYLE = "classic"


@dataclass(frozen=True)
class Booklet(Product):
    """A booklet, by its manifest's name, by its file's path, or of a manifest itself.

    `overrides` take the place of fields of the manifest; `file_name` is what the PDF is called, without ending.
    """

    kind = "booklet"
    papers = PAPERS

    booklet: str | Manifest
    file_name: str | None = None
    overrides: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @property
    def name(self) -> str:
        """The name that was given, or one made of the manifest's title."""
        return self.booklet if isinstance(self.booklet, str) else slug(self.booklet.title) or "booklet"

    def source(self, project: Project) -> Path | None:
        """Find the manifest's file; None if there is none."""
        return project.booklet_path(self.booklet) if isinstance(self.booklet, str) else None

    def stem(self, project: Project) -> str:
        """Name its files, without ending: not as a role is called, whose PDF it must not take the place of."""
        path = self.source(project)
        stem = self.file_name or (path.stem if path else Path(self.name).stem)
        return f"{stem}-booklet" if stem in project.role_ids() else stem

    def _build(self, project: Project, options: Options, attempt: Attempt, progress: Progress) -> Result:
        attempt.name = self.stem(project)
        attempt.files.add(project.profiles_dir)
        manifest, loaded = self._open(project, attempt)
        changes = (*manifest_changes(manifest, loaded), *options.changes)
        named = loaded.span(("style",)) if loaded and not options.style else None
        style = options.style or manifest.style
        pack = attempt.use_style(project, *project.load_style(style, changes, otherwise=DEFAULT_STYLE, named=named))
        paper = options.paper or manifest.paper
        target = options.target(project, attempt.name)
        known = project.role_ids()
        created = now(project.config.time_zone or "UTC")
        needed = roles_needed(manifest, known)
        attempt.files.update(path for role in needed if (path := project.profile_path(role)))
        sections = Choice(manifest.role_sections, manifest.leave_out_of_roles)
        cache = part_cache_file(target) if options.reuse else None
        setting = BookSetting(pack.style.name, paper, sections, changes, cache)
        with PartWorkers(project, setting, len(needed), options.jobs) as workers:
            read = {one.role: one for one in _counted(workers.read(needed, known), len(needed), progress)}
            aside = _left_aside(manifest, read.values())
            attempt.problems += [
                problem for one in read.values() if one.role not in aside for problem in one.diagnostics
            ]
            attempt.problems += [_aside(role) for role in aside]
            summaries = {role: one.summary for role, one in read.items() if one.summary}
            chosen = select(manifest, summaries, loaded, known)
            attempt.problems += chosen.diagnostics
            if any(problem.severity is Severity.ERROR for problem in attempt.problems):
                raise InputError(())
            contexts = BookContexts(manifest, chosen.sections, summaries, workers.own.locale)
            book = _Book(project, contexts, workers, progress)
            with writing_beside(target) as file:
                pages = book.bind(file, created)
            workers.keep_only(book.parts_used | {one.fingerprint for one in read.values()})
        attempt.files |= book.pictures
        attempt.problems += book.missing_glyphs()
        return attempt.made(target, pages, target.stat().st_size, roles=len(contexts.roles))

    def _open(self, project: Project, attempt: Attempt) -> tuple[Manifest, Loaded[Manifest] | None]:
        """Read and check the manifest. Raises InputError."""
        if isinstance(self.booklet, Manifest):
            return self.booklet.model_copy(update=dict(self.overrides)), None
        path = self.source(project)
        if path is None:
            attempt.files.add(project.booklets_dir / f"{Path(self.booklet).stem}.yaml")
            raise InputError((unknown_booklet(project, self.booklet),))
        attempt.files.add(path)
        loaded = load_booklet(path, root=project.root, known_sections=project.section_names)
        attempt.problems += loaded.diagnostics
        if (found := valid_manifest(loaded)) and found.cover.photo:
            attempt.files.add(project.root / found.cover.photo)
        if loaded.value is None or not loaded.ok:
            raise InputError(())
        return loaded.value.model_copy(update=dict(self.overrides)), loaded


def _left_aside(manifest: Manifest, read: Iterable[ReadRole]) -> tuple[str, ...]:
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


class _Book:
    """One booklet on its way into its file."""

    def __init__(self, project: Project, contexts: BookContexts, workers: PartWorkers, progress: Progress) -> None:
        self.project, self.contexts, self.workers, self.progress = project, contexts, workers, progress
        self.manifest, self.sheet = contexts.manifest, workers.own.sheet
        self.parts_used: set[str] = set()  # by their fingerprints
        self.pictures: set[Path] = set()  # files that pictures of the book may be
        self._front, self._body = _Run(roman=True), _Run(roman=False)
        self._numbers: dict[str, str] = {}  # printed page number of each anchor
        self._drawn_contents: tuple[Part, DrawnPart | None] | None = None
        self._missing: dict[str, str] = {}  # role, or nothing, to characters that no font has

    # -- the whole

    def bind(self, file: BinaryIO, created: datetime) -> int:
        """Draw and write everything; returns the number of pages."""
        fonts = UsedFonts()
        self._canvas = PdfCanvas(StructureTree(), self.sheet.page_size, fonts)
        self._running = RunningHeads(self.sheet, self._canvas)
        self.workers.begin(self.contexts.facts())
        with ThreadPoolExecutor(1) as aside:
            self._binder = Binder(file, fonts, aside)
            self._draw_body()
            self._draw_front()
            self._draw_back()
            front, body = self._front, self._body
            labels = [PageLabel(0, "r")] * bool(front.pages) + [PageLabel(front.pages, "D")]
            self._binder.finish([*front.bound, *body.bound], labels, self._numbers, self._metadata(created))
        return front.pages + body.pages

    def _metadata(self, created: datetime) -> Metadata:
        manifest = self.manifest
        return Metadata(
            title=manifest.title,
            author=self.workers.own.office["heading"],
            subject=manifest.subtitle or "",
            keywords=tuple(dict.fromkeys(summary.category for summary in self.contexts.chosen))[:20],
            lang=self.contexts.locale.tag,
            created=created,
            producer=PRODUCER,
        )

    # -- parts

    def _draw_body(self) -> None:
        chapters = list(self.contexts.chapters())
        drawn = self.workers.chapters([chapter for _, chapter in chapters])
        found = dict(self.contexts.entries_of_indexes())  # now, while the chapters are drawn
        if "glance" in self.contexts.parts:
            self._add("book-glance.xml.j2", self.contexts.glance())
        opened: ChosenSection | None = None
        done, recto = len(self.contexts.roles), self.manifest.starts == "recto"
        for (section, chapter), part in zip(chapters, drawn, strict=True):
            begins, opened = section is not opened, section
            if begins and self.contexts.has_opener(section):
                self._add("book-opener.xml.j2", {"section": self.contexts.opener(section)}, recto=recto)
            self.progress(done, 2 * len(self.contexts.roles), chapter.roles[0])
            done += len(chapter.roles)
            agreeing = self._with_agreeing_glyphs(part, partial(self.workers.own.chapter, chapter))
            self._place(agreeing, self._body, recto=recto, role=chapter.roles[0])
            if begins and section.title and not self.contexts.has_opener(section):
                self._bookmark(section.title)
        self._draw_lists(found)
        if self.contexts.has_sources:
            self._add("book-sources.xml.j2", self.contexts.sources())

    def _draw_lists(self, found: Mapping[str, Sequence[indexes.IndexEntry]]) -> None:
        """Draw indexes and contents at the same time, now that roles have their pages; contents are placed later."""
        lists = [
            Part(
                "book-index.xml.j2",
                self.contexts.index(name, entries, self._numbers),
                sum(1 + len(entry.roles) for entry in entries),
            )
            for name, entries in found.items()
        ]
        if "contents" in self.contexts.parts:
            lines = list(self.contexts.contents(found, self._numbers, self._body.pages))
            lists.append(Part("book-contents.xml.j2", {"entries": lines}, len(lines)))
        drawn = list(zip(lists, self.workers.parts(lists), strict=True))
        for one, part in drawn[: len(found)]:
            self._place(self._with_agreeing_glyphs(part, partial(self.workers.own.part, one)), self._body, recto=False)
        if "contents" in self.contexts.parts:
            self._drawn_contents = drawn[-1]

    def _draw_front(self) -> None:
        if "cover" in self.contexts.parts:
            self._add("book-cover.xml.j2", {"cover": self.contexts.cover()}, self._front)
        if "imprint" in self.contexts.parts:
            self._add(
                "book-imprint.xml.j2", {"attributions": sources.attributions(self.contexts.numbered)}, self._front
            )
        if self._drawn_contents:
            one, part = self._drawn_contents
            self._place(self._with_agreeing_glyphs(part, partial(self.workers.own.part, one)), self._front, recto=True)
        if self.contexts.has_introduction:
            self._add("book-introduction.xml.j2", {}, self._front)
        if self._front.pages % 2:  # the body begins on a right-hand page
            self._leave_blank(self._front)

    def _draw_back(self) -> None:
        """Pages for notes up to the multiple that the printer wants, and the back cover as the very last page."""
        cover = "back-cover" in self.contexts.parts
        notes = "notes" in self.contexts.parts and self.manifest.fill == "notes"
        for number in range(-(self._front.pages + self._body.pages + cover) % self.manifest.pad_to):
            if notes:
                self._add("book-notes.xml.j2", {"first": number == 0})
            else:
                self._leave_blank(self._body)
        if cover:
            own = self.manifest.back_cover
            qr = own.qr or self.workers.own.office["url"]
            self._add("book-back.xml.j2", {"back": {"text": own.text or (), "qr": qr}})

    def _add(self, template: str, context: Mapping[str, Any], run: _Run | None = None, *, recto: bool = False) -> None:
        """Draw a part by its template and put it behind what is there."""
        draw = partial(self.workers.own.part, Part(template, context))
        self._place(self._with_agreeing_glyphs(draw(), draw), run or self._body, recto=recto)

    def _with_agreeing_glyphs(self, part: DrawnPart | None, again: Callable[[UsedFonts], DrawnPart]) -> DrawnPart:
        """The part; drawn `again` if there is none, or if it uses a glyph for another text than the parts before it."""
        fonts = self._binder.fonts
        if part is None:
            return again(fonts)
        self.parts_used.add(part.fingerprint)
        return part if fonts.agrees_with(part.drawing.fonts) else again(fonts)

    def _place(self, part: DrawnPart, run: _Run, *, recto: bool, role: str = "") -> None:
        """Put a part on its pages, on a right-hand one first if it has to be `recto`."""
        if recto and run.pages % 2:
            self._leave_blank(run)
        drawing = part.drawing
        self._missing[role] = self._missing.get(role, "") + drawing.missing
        self.pictures.update(picture_places(part.pictures, self.sheet))
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

    # -- what could not be set

    def missing_glyphs(self) -> list[Diagnostic]:
        """A warning for each character that no font of the style has, at its place if a role's profile has it."""
        problems: list[Diagnostic] = []
        for role, characters in self._missing.items():
            path = self.project.profile_path(role) if role else None
            if characters:
                problems += missing_glyphs(characters, load_profile(path) if path else Loaded(None, (), None))
        return problems


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
