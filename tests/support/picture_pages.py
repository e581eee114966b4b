"""Pages that one picture fills, for tests of pictures."""

from io import BytesIO
from pathlib import Path

from careerpdf.pdf.pictures import add_picture
from careerpdf.pdf.writer import PdfWriter


def pdf_of(path: Path, width: float, height: float) -> bytes:
    """A page of that size, pt, which the picture fills."""
    file = BytesIO()
    writer = PdfWriter(file)
    root, pages, page = writer.reserve(), writer.reserve(), writer.reserve()
    picture = add_picture(writer, path)
    content = writer.add_stream(f"{width} 0 0 {height} 0 0 cm /P Do".encode(), "")
    writer.put(
        page,
        f"<</Type/Page/Parent {pages} 0 R/MediaBox[0 0 {width} {height}]/Contents {content} 0 R"
        f"/Resources<</XObject<</P {picture} 0 R>>>>>>",
    )
    writer.put(pages, f"<</Type/Pages/Count 1/Kids[{page} 0 R]>>")
    writer.put(root, f"<</Type/Catalog/Pages {pages} 0 R>>")
    writer.finish(root, writer.add("<<>>"))
    return file.getvalue()
