"""Roles of a book, read and drawn chapter by chapter: in this process, or shared out over several.

A chapter is drawn without knowing which page it begins on; `build_booklet.py` puts the chapters in their places. Each
process keeps the profiles that it has read, so a role is always drawn where it was read.
"""

import json
import multiprocessing
import signal
from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from careerpdf import build
from careerpdf.booklet.summary import RoleSummary, summarize
from careerpdf.diagnostics import Diagnostic
from careerpdf.document import markup, template
from careerpdf.document.nodes import Document
from careerpdf.layout.fit import fit_chapter, fit_cover, fit_part
from careerpdf.layout.pages import draw_pages
from careerpdf.layout.running import Heads
from careerpdf.layout.stylesheet import StyleSheet
from careerpdf.locale import Locale, load_locale
from careerpdf.pdf.canvas import PdfCanvas
from careerpdf.pdf.drawing import Drawing
from careerpdf.pdf.fonts import UsedFonts
from careerpdf.pdf.structure import StructureTree
from careerpdf.profile.load import load_profile
from careerpdf.profile.model import NextRole, Profile
from careerpdf.project.problems import unknown_role
from careerpdf.project.project import Project
from careerpdf.reuse import Shelf, digest_of, has_pictures, packed, unpacked
from careerpdf.schema.sections import Choice
from careerpdf.style.changes import Change
from careerpdf.system.garbage import collect_seldom
from careerpdf.system.jobs import processors
from careerpdf.text.library import forget_words

_WORTH_SHARING = 40  # roles; for fewer, starting processes takes longer than it saves
_MOST_WORDS = 12_000  # shaped words that a process keeps; most of them come up in one role only
_BATCH = 4  # chapters that go to a process, and come back, at once


@dataclass(frozen=True)
class BookFacts:
    """What every chapter may say of the book. `titles` are those of its roles, told apart; `others` of all other roles.

    `sources` are the numbers of each role's sources; `context` is what all templates are given.
    """

    titles: Mapping[str, str]
    others: Mapping[str, str]
    sources: Mapping[str, tuple[int, ...]]
    context: Mapping[str, Any]
    digits: int


@dataclass(frozen=True)
class Setting:
    """What a book is set in: the style's name, the paper's, what the book says of the sections of its roles, and what
    changes of the style on top of the project's. `shelf` is the file of parts that may be used again.
    """

    style: str
    paper: str
    sections: Choice
    changes: tuple[Change, ...] = ()
    shelf: Path | None = None


@dataclass(frozen=True)
class Chapter:
    """Roles that are set together, usually one, with their section, its neighbours, and the level of their titles."""

    roles: tuple[str, ...]
    section: str
    previous: str | None
    following: str | None
    contents: bool
    top: int


@dataclass(frozen=True)
class Part:
    """A part that tells of the whole book: its template, what that is given (plain data, as JSON has it), and how many
    entries it has.
    """

    template: str
    context: Mapping[str, Any]
    entries: int = 0


@dataclass(frozen=True)
class DrawnPart:
    """A part of the book, drawn, with the running heads that its pages get; `inputs` is what `Shelf` calls it, and
    `pictures` tells whether files of pictures are among them. Without a shelf, neither is told.
    """

    drawing: Drawing
    heads: Heads
    inputs: str = ""
    pictures: bool = False


@dataclass(frozen=True)
class ReadRole:
    """What became of a role's profile: its summary (None if it has errors) and its problems."""

    role: str
    summary: RoleSummary | None
    diagnostics: tuple[Diagnostic, ...]
    category: str | None = None  # as it is written, also where other things are wrong
    inputs: str = ""  # what `Shelf` calls it


@dataclass(frozen=True)
class _KeptRole:
    """A role of whose profile, which is packed, nothing had to be said."""

    profile: bytes
    summary: RoleSummary


@dataclass(frozen=True)
class _Ready:
    """A part that is not drawn yet: its XML, what the shelf calls it, how many roles it tells of, and whether the gaps
    between its sections are spread.
    """

    xml: str
    inputs: str
    size: int
    open_up: bool


class Desk:
    """Where one process reads profiles and draws parts, all in one style on one paper."""

    def __init__(self, project: Project, setting: Setting) -> None:
        pack, _ = project.load_style(setting.style, setting.changes, otherwise=setting.style)
        assert pack is not None  # noqa: S101 (it has been found to be sound before)
        self.project, self.pack, self.sections = project, pack, setting.sections
        self.locale: Locale = load_locale(project.config.language)
        self.sheet = StyleSheet(pack, setting.paper, self.locale.tag, book=True, pictures=(project.root,))
        self.shelf = Shelf(setting.shelf, self.sheet) if setting.shelf else None
        self._fonts = UsedFonts()
        self.office = build.office_facts(project)
        self._profiles: dict[str, bytes] = {}  # packed: all roles are read before the first one is drawn
        self._known: tuple[Collection[str], str] | None = None
        self._book = BookFacts({}, {}, {}, {}, 3)

    def read(self, role: str, known: Collection[str]) -> ReadRole:
        """Read and check a role's profile, and keep it."""
        path = self.project.profile_path(role)
        if path is None:
            return ReadRole(role, None, (unknown_role(self.project, role),))
        text, inputs = None, ""
        if self.shelf:
            with suppress(OSError):
                text = path.read_bytes()
                inputs = self.shelf.inputs_of_role(path.stem, text, self._others(known))
            if inputs and (kept := self.shelf.find(inputs, _KeptRole)):
                self._profiles[role] = kept.profile
                return ReadRole(role, kept.summary, (), inputs=inputs)
        loaded = load_profile(path, text=text, known_roles=known, known_sections=self.project.section_names)
        if loaded.value is None or not loaded.ok:
            data = loaded.source.data if loaded.source else None
            category = data.get("category") if isinstance(data, dict) else None
            return ReadRole(role, None, loaded.diagnostics, category if isinstance(category, str) else None)
        profile = self._profiles[role] = packed(loaded.value)
        summary = summarize(role, loaded.value, self.locale)
        # What is said of a profile names lines, which may move.
        if self.shelf and inputs and not loaded.diagnostics:
            self.shelf.keep(inputs, packed(_KeptRole(profile, summary)))
        return ReadRole(role, summary, loaded.diagnostics, inputs=inputs)

    def _others(self, known: Collection[str]) -> str:
        """A digest of what else reading a profile looks at; of one list of roles for many profiles."""
        if self._known is None or self._known[0] is not known:
            names = self.project.section_names
            self._known = known, digest_of(self.locale.tag, *known, "", *names)
        return self._known[1]

    def begin(self, book: BookFacts) -> None:
        """Take note of the book that the chapters are for."""
        self._book = book

    def told(self) -> str:
        """A digest of what all templates are told."""
        book = self._book
        facts = json.dumps([book.titles, book.others, book.sources, book.context, book.digits])
        return digest_of(facts, self.project.config.model_dump_json(), repr(self.sections))

    def chapter(self, chapter: Chapter, fonts: UsedFonts | None = None) -> DrawnPart:
        """Draw a chapter; `fonts` as in `part`.

        Raises jinja2.TemplateError, MarkupError, StyleError or LayoutError for a faulty pack.
        """
        return self._made(self._chapter(chapter), fonts)

    def packed_chapter(self, chapter: Chapter) -> bytes:
        """A chapter as `reuse.packed` packs it, for another process."""
        return self._packed(self._chapter(chapter))

    def part(self, part: Part, fonts: UsedFonts | None = None) -> DrawnPart:
        """Draw a part of the book.

        What is drawn depends on nothing but the part itself, so that it may be used again; unless `fonts` are given,
        those of a book in which glyphs stand for other texts already. Raises as `chapter` does.
        """
        return self._made(self._ready(part.template, part.context, size=len(self._book.titles)), fonts)

    def packed_part(self, part: Part) -> bytes:
        """A part as `reuse.packed` packs it, for another process."""
        return self._packed(self._ready(part.template, part.context, size=len(self._book.titles)))

    def write(self) -> None:
        """Write what is kept for the next time: the process may end after each batch of work."""
        if self.shelf:
            self.shelf.write()

    def forget(self, roles: Sequence[str]) -> None:
        """Let go of profiles that are drawn."""
        for role in roles:
            self._profiles.pop(role, None)
        if forget_words(_MOST_WORDS):
            self._fonts.forget()  # they keep them too

    def _chapter(self, chapter: Chapter) -> "_Ready":
        roles = [self._role(role) for role in chapter.roles]
        context = roles[0] | {
            "roles": roles,
            "top": chapter.top,
            "section_title": chapter.section,
            "nav": {
                "previous": self._place(chapter.previous),
                "next": self._place(chapter.following),
                "contents": chapter.contents,
            },
        }
        return self._ready("book-role.xml.j2", context, size=len(roles), open_up=True)

    def _ready(self, name: str, context: Mapping[str, Any], *, size: int, open_up: bool = False) -> "_Ready":
        common = {"t": self.locale.text, "lang": self.locale.tag, "office": self.office}
        xml = template.render(
            self.pack.folders,
            name,
            common | dict(self._book.context) | {"digits": self._book.digits} | dict(context),
            size=size,
        )
        inputs = self.shelf.inputs(xml, open_up=open_up) if self.shelf else ""
        return _Ready(xml, inputs, size, open_up)

    def _made(self, ready: "_Ready", fonts: UsedFonts | None) -> DrawnPart:
        if fonts or not self.shelf:
            return self._drawn(ready, fonts)
        found = self.shelf.find(ready.inputs, DrawnPart)
        if found is None:
            found = self._drawn(ready, None)
            self.shelf.keep(ready.inputs, packed(found))
        return found

    def _packed(self, ready: "_Ready") -> bytes:
        data = self.shelf.data(ready.inputs) if self.shelf else None
        if data is None:
            data = packed(self._drawn(ready, None))
            if self.shelf:
                self.shelf.keep(ready.inputs, data)
        return data

    def _drawn(self, ready: "_Ready", fonts: UsedFonts | None) -> DrawnPart:
        document = markup.parse_document(ready.xml, size=ready.size)
        drawing = self._draw(document, fonts, open_up=ready.open_up)
        return DrawnPart(drawing, Heads.of(document), ready.inputs, bool(self.shelf) and has_pictures(ready.xml))

    def _draw(self, document: Document, fonts: UsedFonts | None, *, open_up: bool) -> Drawing:
        if document.background:
            document, layout = fit_cover(document, self.sheet)
        else:
            layout = (fit_chapter if open_up else fit_part)(document, self.sheet)

        def drawn(fonts: UsedFonts) -> Drawing:
            canvas = PdfCanvas(StructureTree(document), self.sheet.page_size, fonts)
            draw_pages(layout, document, canvas, open_up=open_up, furniture=False)
            return canvas.drawing()

        if fonts:
            return drawn(fonts)
        drawing = drawn(self._fonts)
        return drawing if drawing.alike else drawn(UsedFonts())

    def _role(self, role: str) -> dict[str, Any]:
        if role not in self._profiles:  # another process has read it
            self.read(role, self.project.role_ids())
        profile = unpacked(self._profiles[role], Profile)
        if profile is None:  # what was kept of it cannot be used
            profile = load_profile(self.project.profile_path(role) or Path(role)).value
            assert profile is not None  # noqa: S101 (it was sound when it was kept)
        context = build.role_context(profile, self.locale, self._links)
        return (
            context
            | build.role_sections(role, profile, self.pack, self.locale, self.project, self.sections)
            | {
                "role_id": anchor(role),
                "shown_title": self._book.titles[role],
                "source_numbers": self._book.sources.get(role, ()),
                "whole": self.sheet.page.columns > 1,  # in one column, parts are too long to be kept together
                "office": self.office,
            }
        )

    def _links(self, roles: Sequence[NextRole]) -> list[dict[str, Any]]:
        """Titles of other roles; a role that is in this book is linked, and its page is said."""
        book = self._book
        found = []
        for link in roles:
            role = link.role or ""
            target = anchor(role) if role in book.titles else None
            found.append(
                {
                    "title": build.link_title(link, book.titles.get(role) or book.others.get(role)),
                    "href": f"#{target}" if target else None,
                    "target": target,
                    "digits": book.digits,
                    "how": link.how,
                }
            )
        return found

    def _place(self, role: str | None) -> dict[str, str] | None:
        if role is None:
            return None
        return {"title": self._book.titles[role], "href": f"#{anchor(role)}", "target": anchor(role)}


def anchor(role: str) -> str:
    """The name of the place in the book where a role begins."""
    return f"role-{role}"


class Desks:
    """One desk, or one for each of `jobs` processes (None: as many as pay).

    Results come in the order of the book, whoever is done first.
    """

    def __init__(self, project: Project, setting: Setting, roles: int, jobs: int | None = None) -> None:
        self.own = Desk(project, setting)
        self._pools: list[ProcessPoolExecutor] = []
        self._owner: dict[str, int] = {}
        self._inputs: dict[str, str] = {}  # of each role that was read
        self._told = ""
        self._before: dict[str, str] = {}  # what is known of parts (see `Shelf.known`), from the last time,
        self._known: dict[str, str] = {}  # and for the next one
        jobs = min(jobs, roles) if jobs else processors() if roles >= _WORTH_SHARING else 1
        if jobs > 1:
            self._pools = [
                ProcessPoolExecutor(1, initializer=_open_desk, initargs=(project, setting)) for _ in range(jobs)
            ]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._close()
        if self.own.shelf:
            self.own.shelf.close()
        if kind:  # stopped, or failed: nobody waits for what is being drawn
            for process in multiprocessing.active_children():
                process.terminate()

    def read(self, roles: Sequence[str], known: Collection[str]) -> Iterator[ReadRole]:
        """Read profiles, in the order of `roles`; `known` are all that there are, in their order."""
        for one in self._read(roles, dict.fromkeys(known)):  # each link is looked up
            self._inputs[one.role] = one.inputs
            yield one

    def _read(self, roles: Sequence[str], known: Collection[str]) -> Iterator[ReadRole]:
        if not self._pools:
            for role in roles:
                yield self.own.read(role, known)
            return
        batches = [roles[k : k + 8 * _BATCH] for k in range(0, len(roles), 8 * _BATCH)]
        futures: list[Future[list[ReadRole]]] = []
        for number, batch in enumerate(batches):
            at = number % len(self._pools)
            self._owner |= dict.fromkeys(batch, at)
            futures.append(self._pools[at].submit(_read_all, batch, known))
        for future in futures:
            yield from future.result()

    def begin(self, book: BookFacts) -> None:
        """Tell every desk of the book."""
        self.own.begin(book)
        if self.own.shelf:
            self._told, self._before = self.own.told(), self.own.shelf.known()
        for pool in self._pools:
            pool.submit(_begin, book)

    def chapters(self, chapters: Sequence[Chapter]) -> Iterator[DrawnPart | None]:
        """Draw chapters, in their order; other processes begin at once, and not when the first one is asked for.

        None stands for one that was kept and cannot be used: it has to be drawn here.
        """
        shelf = self.own.shelf
        if not shelf:
            return self._drawn(chapters)
        names = []
        for chapter in chapters:
            inputs = [self._inputs[role] for role in chapter.roles]
            names.append(shelf.inputs_of_template(self._told, repr(chapter), *inputs) if all(inputs) else "")
        drawn = self._drawn([one for name, one in zip(names, chapters, strict=True) if name not in self._before])
        return self._kept_or(shelf, names, drawn)

    def _kept_or(
        self, shelf: Shelf, names: Sequence[str], drawn: Iterator[DrawnPart | None]
    ) -> Iterator[DrawnPart | None]:
        """The parts with these names, those that were known before as they were kept, the others as they are drawn."""
        for name in names:
            known = self._before.get(name)
            part = shelf.find(known, DrawnPart) if known else next(drawn)
            if part and name and not part.pictures:
                self._known[name] = part.inputs
            yield part

    def _drawn(self, chapters: Sequence[Chapter]) -> Iterator[DrawnPart | None]:
        if not self._pools:
            return map(self.own.chapter, chapters)
        batches: dict[int, list[Chapter]] = {}
        futures: dict[tuple[int, int], Future[list[bytes]]] = {}
        counts: dict[int, int] = {}
        order: list[tuple[int, int, int]] = []  # desk, batch, place in the batch
        for chapter in chapters:
            at = self._owner.get(chapter.roles[0], 0)
            batch = batches.setdefault(at, [])
            number = counts.setdefault(at, 0)
            order.append((at, number, len(batch)))
            batch.append(chapter)
            if len(batch) == _BATCH:
                futures[at, number] = self._pools[at].submit(_draw_all, batches.pop(at))
                counts[at] += 1
        for at, batch in batches.items():
            futures[at, counts[at]] = self._pools[at].submit(_draw_all, batch)
        return _in_order(order, futures)

    def parts(self, parts: Sequence[Part]) -> list[DrawnPart | None]:
        """Draw parts after the last chapter: the longest in this process, which has nothing else to do now, the others
        in all other processes but one, so that all have about as much to do. None as from `chapters`.

        All other processes end now, or with their parts: what they keep is not needed any more.
        """
        shelf = self.own.shelf
        if not shelf:
            return self._drawn_parts(parts)
        told = ((part.template, json.dumps(part.context)) for part in parts)
        names = [shelf.inputs_of_template(self._told, *one) for one in told]
        new = [part for name, part in zip(names, parts, strict=True) if name not in self._before]
        return list(self._kept_or(shelf, names, iter(self._drawn_parts(new))))

    def _drawn_parts(self, parts: Sequence[Part]) -> list[DrawnPart | None]:
        self._close(keep=max(min(len(parts), len(self._pools)) - 1, 0))
        entries = [0] * (1 + len(self._pools))  # that each process has to draw; this one comes first
        elsewhere: dict[int, Future[bytes]] = {}
        for number in sorted(range(len(parts)), key=lambda number: -parts[number].entries):
            at = entries.index(min(entries))
            entries[at] += parts[number].entries
            if at:
                elsewhere[number] = self._pools[at - 1].submit(_draw_part, parts[number])
        here = {number: self.own.part(part) for number, part in enumerate(parts) if number not in elsewhere}
        there = {number: unpacked(future.result(), DrawnPart) for number, future in elsewhere.items()}
        self._close()
        return [here[number] if number in here else there[number] for number in range(len(parts))]

    def keep_only(self, used: Collection[str]) -> None:
        """Of what is kept for the next time, keep only what this book uses; all processes are done by now."""
        if self.own.shelf:
            self.own.shelf.keep_known(self._known)
            self.own.write()
            self.own.shelf.tidy(used)

    def _close(self, *, keep: int = 0) -> None:
        """End other processes, and free what they hold."""
        for pool in self._pools[keep:]:
            pool.shutdown(wait=False, cancel_futures=True)
        del self._pools[keep:]


def _in_order(
    order: Sequence[tuple[int, int, int]], futures: dict[tuple[int, int], Future[list[bytes]]]
) -> Iterator[DrawnPart | None]:
    """The parts of all batches in the order of (desk, batch, place in the batch); none is kept longer than needed."""
    done: dict[tuple[int, int], list[bytes | None]] = {}
    for at, number, place in order:
        key = (at, number)
        if key not in done:
            done[key] = list(futures.pop(key).result())
        part = done[key][place]
        assert part is not None  # noqa: S101 (each place is asked for once)
        done[key][place] = None
        if not any(done[key]):
            del done[key]
        yield unpacked(part, DrawnPart)


# -- in another process

_desk: Desk


def _open_desk(project: Project, setting: Setting) -> None:
    global _desk
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that waits; it ends this one
    collect_seldom()
    _desk = Desk(project, setting)


def _begin(book: BookFacts) -> None:
    _desk.begin(book)


def _read_all(roles: Sequence[str], known: Collection[str]) -> list[ReadRole]:
    read = [_desk.read(role, known) for role in roles]
    _desk.write()
    return read


def _draw_part(part: Part) -> bytes:
    drawn = _desk.packed_part(part)
    _desk.write()
    return drawn


def _draw_all(chapters: Sequence[Chapter]) -> list[bytes]:
    drawn = []
    for chapter in chapters:
        drawn.append(_desk.packed_chapter(chapter))
        _desk.forget(chapter.roles)
    _desk.write()
    return drawn
