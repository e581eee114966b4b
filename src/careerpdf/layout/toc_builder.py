"""Tables of contents from document nodes."""

from careerpdf.document import nodes as n
from careerpdf.layout.flowables import Flowable
from careerpdf.layout.resolved_styles import varied
from careerpdf.layout.stylesheet import StyleSheet
from careerpdf.layout.toc import LeaderStyle, TocLine
from careerpdf.text.measured import TextCache
from careerpdf.text.paragraph import Paragraph


def toc_lines(block: n.Toc, sheet: StyleSheet, cache: TextCache) -> list[Flowable]:
    """Make a line for each entry of a table of contents."""
    rule = sheet.rule("leader")
    leader = LeaderStyle(sheet.colour(rule.colour), sheet.pt(rule.thickness), sheet.pt(rule.width))
    following = [*block.entries[1:], None]
    found: list[Flowable] = []
    before = 0
    for entry, after in zip(block.entries, following, strict=True):
        deeper = after is not None and after.level > entry.level
        numbered = bool(entry.page or entry.page_of)
        role = "toc-entry" if entry.level > 1 else "toc-group" if deeper or not numbered else "toc-part"
        style = varied(sheet, role, measure=None)
        if role == "toc-part" and found and before > entry.level:  # a part after a group is no member of it
            style = varied(sheet, role, measure=None, space_before=sheet.text("toc-group").space_before)
        before = entry.level
        first = entry.content[0]
        link = first if isinstance(first, n.Link) else None
        tag = link or (entry, "title")
        page = None
        if numbered:
            # The space keeps title and number apart in speech and search.
            number: tuple[n.Inline, ...] = cache.literal(f"\u00a0{entry.page}")
            if entry.page_of and not entry.page:
                number = (n.Text("\u00a0"), n.PageRef(entry.page_of, entry.digits))
            page = Paragraph(tag, number, varied(sheet, "toc-page", align="right", measure=None), cache)
        found.append(
            TocLine(
                Paragraph(tag, link.children if link else entry.content, style, cache),
                page,
                link,
                sheet.pt(sheet.list("toc").indent) * (entry.level - 1),
                sheet.look(role).hang,
                style.size * 3 if page else 0.0,
                leader,
                keep_with_next=deeper or not numbered,
            )
        )
    return found
