"""Small tagged PDFs made by hand: a document as a list of parts, each with its tag, its place and its looks."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String


@dataclass(frozen=True)
class Part:
    """A piece of a document. `lines` are drawn from `at` downwards; `inside` are parts that its element holds.

    `cells` are drawn beside one another, each at its own x; `link` is what an annotation over the text leads to.
    """

    role: str
    lines: tuple[str, ...] = ()
    at: tuple[float, float] = (72, 0)
    size: float = 11
    bold: bool = False
    page: int = 1
    inside: tuple["Part", ...] = ()
    cells: tuple[tuple[float, str], ...] = ()
    entries: dict[str, Any] = field(default_factory=dict)
    link: Any = None
    contents: str = "The page of the bureau on nurses"
    rect: tuple[float, float, float, float] | None = None
    colour: str = "0 g"
    mode: int = 0
    image: tuple[float, float] | None = None  # width and height
    artifact: bool = False
    before: str = ""  # content drawn before the text, as an artifact
    after: str = ""


BODY = (
    "Nurses care for people in hospitals, in clinics and at home. They watch over",
    "their patients by day and by night, and they are often the first to see a change.",
    "They give the medicines that a doctor has ordered, and they explain to patients",
    "and to their families what will be done and why it is of use to them.",
)
MORE = (
    "The work asks for strength and for patience. Whoever does it has to be able to",
    "stand for hours, to lift with care, and to stay calm when others are afraid.",
    "There are shifts at night and on holidays, and there is hardly a day that is like",
    "the one before. For most of those who have chosen it, that is the best of it.",
)


SPANISH = (
    "Las enfermeras cuidan de las personas en los hospitales y en sus casas, y son",
    "con frecuencia las primeras que ven un cambio. Dan los medicamentos que el",
    "doctor ha ordenado, y explican a los pacientes lo que se va a hacer y por qué.",
)


def good() -> list[Part]:
    """A document without a fault, each part on its place from the top of the page."""
    y = iter(range(740, 0, -4))

    def down(points: int) -> float:
        for _ in range(points // 4 - 1):
            next(y)
        return float(next(y))

    return [
        Part("H1", ("Nurses and their work",), (72, down(8)), 22, bold=True),
        Part("P", BODY, (72, down(32))),
        Part("H2", ("What the work asks for",), (72, down(76)), 15, bold=True),
        Part("P", MORE, (72, down(24))),
        Part(
            "L",
            inside=(
                Part(
                    "LI",
                    inside=(
                        Part("Lbl", ("•",), (72, down(76))),
                        Part("LBody", ("Give medicines and treatments",), (84, 0)),
                    ),
                ),
                Part(
                    "LI",
                    inside=(
                        Part("Lbl", ("•",), (72, down(16))),
                        Part("LBody", ("Teach patients and their families",), (84, 0)),
                    ),
                ),
            ),
        ),
        Part("H2", ("What it pays",), (72, down(32)), 15, bold=True),
        Part(
            "Table",
            inside=tuple(_row(number, cells, down(24 if number == 0 else 16)) for number, cells in enumerate(ROWS)),
        ),
        Part(
            "Figure",
            image=(120, 40),
            at=(72, down(68)),
            entries={"Alt": String("A nurse at a bed shows a patient the pump")},
        ),
        Part(
            "P",
            inside=(
                Part("Link", ("Handbook of the bureau on nurses",), (72, down(28)), link="https://www.bls.gov/ooh/"),
            ),
        ),
    ]


ROWS = (
    ("Year", "Pay", "Jobs"),
    ("2022", "81,220", "3.1 million"),
    ("2023", "86,070", "3.2 million"),
    ("2024", "93,600", "3.3 million"),
)


def _row(number: int, cells: tuple[str, ...], y: float) -> Part:
    kind: dict[str, Any] = {"A": Dictionary(O=Name.Table, Scope=Name.Column)} if number == 0 else {}
    role = "TH" if number == 0 else "TD"
    return Part(
        "TR", inside=tuple(Part(role, (cell,), (72 + 140 * k, y), entries=kind) for k, cell in enumerate(cells))
    )


def changed(parts: list[Part], index: int, **changes: Any) -> list[Part]:
    """The parts with one of them changed."""
    return [replace(part, **changes) if number == index else part for number, part in enumerate(parts)]


class _Maker:
    def __init__(self, pages: int) -> None:
        self.pdf = pikepdf.new()
        self.content: list[list[str]] = [[] for _ in range(pages)]
        self.marks: list[list[Any]] = [[] for _ in range(pages)]
        self.annotations: list[list[Any]] = [[] for _ in range(pages)]
        self.keys: list[tuple[int, Any]] = []
        self.images: list[Any] = []
        font = {"Type": Name.Font, "Subtype": Name.Type1, "Encoding": Name.WinAnsiEncoding}
        self.fonts = Dictionary(
            F=Dictionary(**font, BaseFont=Name.Helvetica), B=Dictionary(**font, BaseFont=Name("/Helvetica-Bold"))
        )
        for _ in range(pages):
            self.pdf.add_blank_page(page_size=(612, 792))

    def element(self, part: Part, parent: Any, y: float) -> Any:
        if part.artifact:
            self._draw(part, "/Artifact BMC", y)
            return None
        element = self.pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name(f"/{part.role}"), P=parent, Pg=self.pdf.pages[part.page - 1].obj)
        )
        for key, value in part.entries.items():
            element[f"/{key}"] = value
        kids: list[Any] = []
        if part.lines or part.cells or part.image:
            mcid = len(self.marks[part.page - 1])
            self.marks[part.page - 1].append(element)
            kids.append(mcid)
            self._draw(part, f"/{part.role} <</MCID {mcid}>> BDC", y)
        if part.link is not None:
            kids.append(self._link(part, element))
        for inside in part.inside:
            found = self.element(inside, element, inside.at[1] or _first_y(part))
            if found is not None:
                kids.append(found)
        element.K = Array(kids)
        return element

    def _draw(self, part: Part, mark: str, y: float) -> None:
        x, top = part.at[0], part.at[1] or y
        out = self.content[part.page - 1]
        if part.before:
            out.append(f"/Artifact BMC {part.before} EMC")
        out.append(mark)
        if part.image:
            name = f"I{len(self.images)}"
            image = self.pdf.make_stream(bytes([len(self.images) * 40 % 256] * 3))
            image.update(
                Dictionary(
                    Type=Name.XObject,
                    Subtype=Name.Image,
                    Width=1,
                    Height=1,
                    ColorSpace=Name.DeviceRGB,
                    BitsPerComponent=8,
                )
            )
            self.images.append(image)
            out.append(f"q {part.image[0]} 0 0 {part.image[1]} {x} {top} cm /{name} Do Q")
        font = "B" if part.bold else "F"
        for k, line in enumerate(part.lines):
            out.append(
                f"BT {part.colour} {part.mode} Tr /{font} {part.size} Tf {x} {top - 1.3 * part.size * k} Td "
                f"{_string(line)} Tj 0 g 0 Tr ET"
            )
        for left, cell in part.cells:
            out.append(f"BT {part.colour} /{font} {part.size} Tf {left} {top} Td {_string(cell)} Tj ET")
        out.append("EMC")
        if part.after:
            out.append(f"/Artifact BMC {part.after} EMC")

    def _link(self, part: Part, element: Any) -> Any:
        x, y = part.at
        action: Any = Dictionary(S=Name.URI, URI=String(part.link)) if isinstance(part.link, str) else part.link
        annotation = Dictionary(
            Type=Name.Annot, Subtype=Name.Link, F=4, Contents=String(part.contents),
            Rect=Array(part.rect or (x, y - 3, x + 6 * len("".join(part.lines)) + 1, y + part.size)),
            StructParent=100 + len(self.keys),
        )  # fmt: skip
        if action != {}:
            annotation.A = action
        made = self.pdf.make_indirect(annotation)
        self.keys.append((100 + len(self.keys), element))
        self.annotations[part.page - 1].append(made)
        return Dictionary(Type=Name.OBJR, Obj=made, Pg=self.pdf.pages[part.page - 1].obj)


def _first_y(part: Part) -> float:
    return next((inside.at[1] for inside in part.inside if inside.at[1]), 0.0)


def _string(text: str) -> str:
    return "<" + text.encode("cp1252").hex() + ">"


def write(
    path: Path,
    parts: list[Part],
    *,
    title: str | None = "Nurses and their work",
    lang: str | None = "en",
    pages: int = 1,
    bookmarks: bool = False,
) -> Path:
    """Write the parts as a tagged PDF that says it is PDF/UA-1."""
    maker = _Maker(pages)
    pdf = maker.pdf
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root))
    document.K = Array([made for part in parts if (made := maker.element(part, document, part.at[1])) is not None])
    root.K = document
    numbers: list[Any] = []
    images = Dictionary({f"/I{k}": pdf.make_indirect(image) for k, image in enumerate(maker.images)})
    for number, page in enumerate(pdf.pages):
        page.obj.Resources = Dictionary(Font=maker.fonts, XObject=images)
        page.Contents = pdf.make_stream("\n".join(maker.content[number]).encode("latin-1"))
        page.obj.StructParents = number
        page.obj.Tabs = Name.S
        numbers += [number, pdf.make_indirect(Array(maker.marks[number]))]
        if maker.annotations[number]:
            page.obj.Annots = Array(maker.annotations[number])
    for key, element in maker.keys:
        numbers += [key, element]
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    if lang is not None:
        pdf.Root.Lang = String(lang)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    if bookmarks:
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem("Nurses and their work", 0))
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        if title is not None:
            metadata["dc:title"] = title
        metadata["pdfuaid:part"] = "1"
    pdf.save(path)
    return path
