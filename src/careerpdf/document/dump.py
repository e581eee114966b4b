"""Text dumps of document trees, for tests to compare and for template writers to read."""

from dataclasses import fields

from careerpdf.document import nodes as n

_RUNNING = ("first_head", "verso_head", "head", "first_foot", "verso_foot", "foot")


def dump(document: n.Document) -> str:
    """Return a line for each node, indented; text in quotes, bold as **…**, italic as *…*, links as [text](href)."""
    lines = [f"document {document.title!r} lang={document.lang}"]
    for name in ("author", "subject", "keywords", *_RUNNING):
        value = getattr(document, name)
        if isinstance(value, n.Running):
            value = " | ".join((value.left, value.middle, value.right)) if any(_parts(value)) else ""
        if value:
            lines.append(f"  {name}: {'; '.join(value) if isinstance(value, tuple) else value}")
    if document.background:
        pattern = "" if document.pattern == "none" else f" with {document.pattern}"
        lines.append(f"  background: {document.background}{pattern}")
    for child in document.children:
        _dump(child, 1, lines)
    return "\n".join(lines) + "\n"


def _parts(running: n.Running) -> tuple[str, str, str]:
    return running.left, running.middle, running.right


def _dump(node: object, depth: int, lines: list[str]) -> None:
    words = [type(node).__name__.lower()]
    below: list[object] = []
    for item in fields(node):  # type: ignore[arg-type]
        value = getattr(node, item.name)
        if isinstance(value, tuple) and value and isinstance(value[0], n.Text | n.Link | n.Lang | n.PageRef):
            words.append(("" if item.name == "content" else f"{item.name}=") + f'"{inline_text(value)}"')
        elif isinstance(value, tuple) and value and hasattr(value[0], "__dataclass_fields__"):
            below.extend(value)
        elif hasattr(value, "__dataclass_fields__"):
            below.append(value)
        elif value not in ((), None, "") and value != item.default:
            words.append(f"{item.name}={value!r}" if isinstance(value, str) else f"{item.name}={value}")
    lines.append("  " * depth + " ".join(words))
    for child in below:
        _dump(child, depth + 1, lines)


def inline_text(content: tuple[n.Inline, ...]) -> str:
    """Return inline content in a Markdown-like notation."""
    out = []
    for item in content:
        if isinstance(item, n.Text):
            fence = "**" * item.bold + "*" * item.italic
            out.append(f"{fence}{item.text}{fence[::-1]}")
        elif isinstance(item, n.Link):
            out.append(f"[{inline_text(item.children)}]({item.href})")
        elif isinstance(item, n.PageRef):
            out.append(f"{{page of {item.target}}}")
        else:
            out.append(f"<{item.lang}>{inline_text(item.children)}</>")
    return "".join(out)
