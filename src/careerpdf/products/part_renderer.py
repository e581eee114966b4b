"""Roles of a book, read and drawn chapter by chapter: in this process, or shared out over several.

A chapter is drawn without knowing which page it begins on; `build_booklet.py` puts the chapters in their places. Each
process keeps the profiles that it has read, so a role is always drawn where it was read.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from careerpdf.booklet.summary import summarize
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
from careerpdf.products.cache import PartCache, pack, unpack
from careerpdf.products.context import link_title, office_facts, role_context, role_sections
from careerpdf.products.fingerprint import digest_of, picture_names
from careerpdf.products.parts import (
    BookFacts,
    BookSetting,
    Chapter,
    DrawnPart,
    KeptRole,
    Part,
    ReadRole,
    ReadyPart,
    anchor,
)
from careerpdf.profile.load import load_profile
from careerpdf.profile.model import NextRole, Profile
from careerpdf.project.problems import unknown_role
from careerpdf.project.project import Project
from careerpdf.text.library import limit_words


class PartRenderer:
    """The part of one process: it reads profiles and draws parts, all in one style on one paper."""

    def __init__(self, project: Project, setting: BookSetting) -> None:
        pack, _ = project.load_style(setting.style, setting.changes, otherwise=setting.style)
        assert pack is not None  # noqa: S101 (it has been found to be sound before)
        self.project, self.pack, self.sections = project, pack, setting.sections
        self.locale: Locale = load_locale(project.config.language)
        self.sheet = StyleSheet(pack, setting.paper, self.locale.tag, book=True, pictures=(project.root,))
        self.cache = PartCache(setting.cache, self.sheet) if setting.cache else None
        self._fonts = UsedFonts()
        self.office = office_facts(project)
        self._profiles: dict[str, bytes] = {}  # packed: all roles are read before the first one is drawn
        self._known: tuple[Collection[str], str] | None = None
        self._book = BookFacts({}, {}, {}, {}, 3)

    def read(self, role: str, known: Collection[str]) -> ReadRole:
        """Read and check a role's profile, and keep it."""
        path = self.project.profile_path(role)
        if path is None:
            return ReadRole(role, None, (unknown_role(self.project, role),))
        text, inputs = None, ""
        if self.cache:
            with suppress(OSError):
                text = path.read_bytes()
                inputs = self.cache.role_fingerprint(path.stem, text, self._others(known))
            if inputs and (kept := self.cache.find(inputs, KeptRole)):
                self._profiles[role] = kept.profile
                return ReadRole(role, kept.summary, (), fingerprint=inputs)
        loaded = load_profile(path, text=text, known_roles=known, known_sections=self.project.section_names)
        if loaded.value is None or not loaded.ok:
            data = loaded.source.data if loaded.source else None
            category = data.get("category") if isinstance(data, dict) else None
            return ReadRole(role, None, loaded.diagnostics, category if isinstance(category, str) else None)
        profile = self._profiles[role] = pack(loaded.value)
        summary = summarize(role, loaded.value, self.locale)
        # What is said of a profile names lines, which may move.
        if self.cache and inputs and not loaded.diagnostics:
            self.cache.keep(inputs, pack(KeptRole(profile, summary)))
        return ReadRole(role, summary, loaded.diagnostics, fingerprint=inputs)

    def _others(self, known: Collection[str]) -> str:
        """A digest of what else reading a profile looks at; of one list of roles for many profiles."""
        if self._known is None or self._known[0] is not known:
            names = self.project.section_names
            self._known = known, digest_of(self.locale.tag, *known, "", *names)
        return self._known[1]

    def begin(self, book: BookFacts) -> None:
        """Take note of the book that the chapters are for."""
        self._book = book

    def context_digest(self) -> str:
        """A digest of what all templates are given."""
        book = self._book
        facts = json.dumps([book.titles, book.others, book.sources, book.context, book.digits])
        return digest_of(facts, self.project.config.model_dump_json(), repr(self.sections))

    def chapter(self, chapter: Chapter, fonts: UsedFonts | None = None) -> DrawnPart:
        """Draw a chapter; `fonts` as in `part`.

        Raises jinja2.TemplateError, MarkupError, StyleError or LayoutError for a faulty pack.
        """
        return self._made(self._chapter(chapter), fonts)

    def pack_chapter(self, chapter: Chapter) -> bytes:
        """A chapter as `cache.packed` packs it, for another process."""
        return self._packed(self._chapter(chapter))

    def part(self, part: Part, fonts: UsedFonts | None = None) -> DrawnPart:
        """Draw a part of the book.

        What is drawn depends on nothing but the part itself, so that it may be used again; unless `fonts` are given,
        those of a book in which glyphs stand for other texts already. Raises as `chapter` does.
        """
        return self._made(self._ready(part.template, part.context, size=len(self._book.titles)), fonts)

    def pack_part(self, part: Part) -> bytes:
        """A part as `cache.packed` packs it, for another process."""
        return self._packed(self._ready(part.template, part.context, size=len(self._book.titles)))

    def write(self) -> None:
        """Write what is kept for the next time: the process may end after each batch of work."""
        if self.cache:
            self.cache.write()

    def release(self, roles: Sequence[str]) -> None:
        """Free the profiles of roles that are drawn."""
        for role in roles:
            self._profiles.pop(role, None)
        if limit_words():
            self._fonts.drop_old_pieces()  # they keep them too

    def _chapter(self, chapter: Chapter) -> "ReadyPart":
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

    def _ready(self, name: str, context: Mapping[str, Any], *, size: int, open_up: bool = False) -> "ReadyPart":
        common = {"t": self.locale.text, "lang": self.locale.tag, "office": self.office}
        xml = template.render(
            self.pack.folders,
            name,
            common | dict(self._book.context) | {"digits": self._book.digits} | dict(context),
            size=size,
        )
        inputs = self.cache.fingerprint(xml, open_up=open_up) if self.cache else ""
        return ReadyPart(xml, inputs, size, open_up)

    def _made(self, ready: "ReadyPart", fonts: UsedFonts | None) -> DrawnPart:
        if fonts or not self.cache:
            return self._drawn(ready, fonts)
        found = self.cache.find(ready.fingerprint, DrawnPart)
        if found is None:
            found = self._drawn(ready, None)
            self.cache.keep(ready.fingerprint, pack(found))
        return found

    def _packed(self, ready: "ReadyPart") -> bytes:
        data = self.cache.data(ready.fingerprint) if self.cache else None
        if data is None:
            data = pack(self._drawn(ready, None))
            if self.cache:
                self.cache.keep(ready.fingerprint, data)
        return data

    def _drawn(self, ready: "ReadyPart", fonts: UsedFonts | None) -> DrawnPart:
        document = markup.parse_document(ready.xml, size=ready.size)
        drawing = self._draw(document, fonts, open_up=ready.open_up)
        return DrawnPart(drawing, Heads.of(document), ready.fingerprint, picture_names(ready.xml))

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
        return drawing if drawing.independent else drawn(UsedFonts())

    def _role(self, role: str) -> dict[str, Any]:
        if role not in self._profiles:  # another process has read it
            self.read(role, self.project.role_ids())
        profile = unpack(self._profiles[role], Profile)
        if profile is None:  # what was kept of it cannot be used
            profile = load_profile(self.project.profile_path(role) or Path(role)).value
            assert profile is not None  # noqa: S101 (it was sound when it was kept)
        context = role_context(profile, self.locale, self._links)
        return (
            context
            | role_sections(role, profile, self.pack, self.locale, self.project, self.sections)
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
                    "title": link_title(link, book.titles.get(role) or book.others.get(role)),
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


# -- in another process
