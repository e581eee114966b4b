"""Style sheet: a style pack on one paper at one scale, with all sizes in pt ready to use."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from careerpdf.pdf.pictures import PictureError, PictureFile, find_picture
from careerpdf.style.model import BoxLook, ListLook, Margins, Page, RuleLook, Style, TextRole
from careerpdf.style.pack import StylePack
from careerpdf.style.paper import PAPER_SIZES
from careerpdf.style.roles import StyleError, resolve_colour, resolve_role
from careerpdf.text.canvas import Colour
from careerpdf.text.font import Font, open_font
from careerpdf.text.library import CUTS, FontNotFoundError, family_font, font_stack
from careerpdf.text.style import TextStyle

_LARGEST_DRAWINGS = 5_000_000  # bytes: some seconds of reading and writing


@dataclass(frozen=True, slots=True)
class TextLook:
    """Text role at a certain scale: its text style and its place. Lengths in pt."""

    text: TextStyle
    hang: float  # how far the lines but the first are indented
    indent: float  # how far all lines are indented
    place: str  # on a page with a side column: side, main, whole, or "" for none in particular
    line: RuleLook | None  # above it


@dataclass(eq=False)
class StyleSheet:
    """Styles by role, at a scale.

    `scale` multiplies every type size and space of the pack, on top of the page's own scale; `spread` multiplies
    leading and the spaces between things once more, `split` the width of the aside. In a `book` every page is laid out
    as a right-hand one: its left margin is the inner one. Pictures are looked for in `pictures`, then in the pack's
    folders. A `product` (card, poster) has its own geometry on a paper where the pack gives it one.
    """

    pack: StylePack
    paper: str
    lang: str
    scale: float = 1.0
    spread: float = 1.0
    split: float = 1.0
    book: bool = False
    pictures: tuple[Path, ...] = ()
    product: str = ""

    @property
    def style(self) -> Style:
        """Style of the pack, unscaled."""
        return self.pack.style

    @cached_property
    def page(self) -> Page:
        """Geometry of the paper. Raises StyleError if the pack has none."""
        page = self.style.pages.get(f"{self.product}-{self.paper}") or self.style.pages.get(self.paper)
        if page is None:
            papers = ", ".join(self.style.pages)
            raise StyleError(f"style '{self.style.name}' has no page '{self.paper}', only {papers}")
        return page if self.split == 1 else page.model_copy(update={"aside": page.aside * self.split})

    @property
    def page_size(self) -> tuple[float, float]:
        """Width and height of the paper, pt."""
        return PAPER_SIZES[self.paper]

    @cached_property
    def margins(self) -> Margins:
        """Margins of the page, pt; in a book those of a right-hand page."""
        page = self.page
        if not self.book:
            return page.margins
        left = page.margins.left if page.inner is None else page.inner
        right = page.margins.right if page.outer is None else page.outer
        return page.margins.model_copy(update={"left": left, "right": right})

    @cached_property
    def width(self) -> float:
        """Width of the content area, pt."""
        return self.page_size[0] - self.margins.left - self.margins.right

    @cached_property
    def factor(self) -> float:
        """Factor of the pack's lengths."""
        return self.scale * self.page.scale

    def pt(self, value: float) -> float:
        """Return a length of the pack at the sheet's scale."""
        return value * self.factor

    def space(self, value: float) -> float:
        """Return a vertical space of the pack at the sheet's scale and spread."""
        return value * self.factor * self.spread

    def picture(self, name: str) -> PictureFile:
        """A picture by the name that a document has for it. Raises PictureError, also for too much to draw in all."""
        found = find_picture(name, (*self.pictures, *self.pack.folders))
        if found.path.lower().endswith(".svg"):
            self._drawings[found.path] = Path(found.path).stat().st_size
            if sum(self._drawings.values()) > _LARGEST_DRAWINGS:
                raise PictureError(
                    f"the drawings of one document are larger than {_LARGEST_DRAWINGS // 1_000_000} MB in all",
                    "simplify their paths, or save the largest as PNG",
                    found.path,
                )
        return found

    @cached_property
    def _drawings(self) -> dict[str, int]:
        """The size of each drawing that was asked for, in bytes."""
        return {}

    def colour(self, name: str) -> Colour:
        """Return the colour of `#rrggbb` or of a name of the pack. Raises StyleError."""
        return _parse_hex(resolve_colour(self.style, name))

    def box(self, role: str) -> BoxLook:
        """Return the look of a box by its role, unscaled."""
        return self.style.boxes.get(role) or BoxLook()

    def rule(self, role: str) -> RuleLook:
        """Return the look of a line by its role, unscaled."""
        return self.style.rules.get(role) or RuleLook(colour="text")

    def list(self, role: str) -> ListLook:
        """Return the look of a list by its role, unscaled."""
        return self.style.lists.get(role) or self.style.lists["list"]

    @cached_property
    def has_places(self) -> bool:
        """True if some text role is in a side column or below a line of its own."""
        return any(role.place or role.rule for role in self.style.text.values())

    def text(self, role: str) -> TextStyle:
        """Return the text style of a role; an unknown one is set as body. Raises StyleError."""
        return self.look(role).text

    def look(self, role: str) -> TextLook:
        """Return the look of a text role; an unknown one looks like body. Raises StyleError."""
        found = self._looks.get(role)
        if found is None:
            own = self._role(role)
            line = self.rule(own.rule) if own.rule else None
            found = TextLook(self._text(own), self.pt(own.hang or 0), self.pt(own.indent or 0), own.place or "", line)
            self._looks[role] = found
        return found

    @cached_property
    def _looks(self) -> dict[str, TextLook]:
        """Looks that were resolved before, of this pack in this setting."""
        return self.pack.looks.setdefault((self.product, self.paper, self.lang, self.scale, self.spread), {})

    def _role(self, name: str) -> TextRole:
        found = self.pack.roles.get(name)
        if found is None:
            found = self.pack.roles[name] = resolve_role(self.style, name)
        return found

    def _text(self, role: TextRole) -> TextStyle:
        fonts = self.style.fonts
        name = role.font if role.font in fonts else next(iter(fonts))
        family = fonts[name]
        features = (*family.features, *(role.features or ()))
        stacks = {cut: font_stack(self._font(name, cut), self.style.fallback, cut, features) for cut in CUTS}
        if role.bold:
            stacks = {"regular": stacks["bold"], "bold": stacks["bold"],
                      "italic": stacks["bold_italic"], "bold_italic": stacks["bold_italic"]}  # fmt: skip
        if role.italic:
            stacks = {"regular": stacks["italic"], "bold": stacks["bold_italic"],
                      "italic": stacks["regular"], "bold_italic": stacks["bold"]}  # fmt: skip
        return TextStyle(
            regular=stacks["regular"],
            bold=stacks["bold"],
            italic=stacks["italic"],
            bold_italic=stacks["bold_italic"],
            size=self.pt(role.size or 0),
            leading=self.space(role.leading or 0),
            colour=self.colour(role.colour or "text"),
            align=role.align or "left",
            tracking=role.tracking or 0,
            hyphenate=self.lang if role.hyphenate else None,
            space_before=self.space(role.before or 0),
            space_after=self.space(role.after or 0),
            keep_with_next=bool(role.keep_with_next),
            keep_together=bool(role.keep_together),
            keep_lines=role.keep_lines or 2,
            plain_links=role.links == "plain",
            underline_emphasis=role.emphasis == "underline",
            measure=None if role.wide or role.align in ("right", "center") else self.pt(self.page.measure),
        )

    def _font(self, name: str, cut: str) -> Font:
        """Return a cut of the family that the style calls `name`. Raises StyleError."""
        try:
            path = self.pack.font_files.get((name, cut))
            return open_font(path) if path else family_font(self.style.fonts[name].family or "", cut)
        except (OSError, ValueError, FontNotFoundError) as error:
            raise StyleError(str(error)) from error


@lru_cache(maxsize=256)
def _parse_hex(colour: str) -> Colour:
    """Return `#rrggbb` as (r, g, b) from 0 to 1."""
    return (int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255)
