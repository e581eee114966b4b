"""The job ticket as a tagged page, set in the style that prints anywhere."""

from datetime import datetime

from careerpdf.layout.stylesheet import StyleSheet
from careerpdf.press.ticket import Ticket
from careerpdf.products.render import document_pdf
from careerpdf.project.project import Project

STYLE = "plain"


def ticket_page(ticket: Ticket, project: Project, created: datetime, *, american: bool) -> bytes | None:
    """The PDF of a ticket, on letter paper or on A4; None if the style that it is set in is not there."""
    pack, _ = project.load_style(STYLE, (), otherwise=STYLE)
    if pack is None:
        return None
    document = ticket.document(project.config.language)
    sheet = StyleSheet(pack, "letter" if american else "a4", document.lang)
    return document_pdf(document, sheet, created)[0]
