"""Rendering of a style pack's templates in their sandbox, with a filter that turns role text into markup."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import TemplateError, TemplateNotFound, TemplateRuntimeError
from markupsafe import Markup, escape

from careerpdf.document.sandbox import Sandbox, escaped
from careerpdf.system.cache_folder import cache_dir
from careerpdf.system.caches import file_cache

# Bold as in nearly all profiles: words after a blank, and before one or a punctuation mark. Without other markup in the
# text, CommonMark agrees; so most handouts need no Markdown parser, which takes 20 ms to import.
_PLAIN_BOLD = re.compile(r"(?:(?<= )|\A)\*\*([^\W_](?:[^*_\[\]\\`<&]*[^\W_])?)\*\*(?=[ .,;:!?)]|\Z)")
_GLOBALS = ("t", "lang")  # the texts of the language, and its tag: the same for a whole run
_ALLOWED_LINKS = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)


def environment(folders: Sequence[Path], **everywhere: Any) -> Sandbox:
    """Return an environment that finds templates in `folders`, the first match winning.

    `everywhere` are the names that every template knows, also one that is imported without context.
    """
    return _environment(tuple(folders), tuple(everywhere.items()))


# Jinja2 notices changes of a template, but not that a pack begins to replace one of its parent's.
@file_cache(16)
def _environment(folders: tuple[Path, ...], everywhere: tuple[tuple[str, Any], ...]) -> Sandbox:
    sandbox = Sandbox(folders, cache_dir("templates"))
    sandbox.globals.update(everywhere)

    def counted(text: str) -> Markup:
        sandbox.spend(len(text) // 16)
        return inline(text)

    sandbox.filters["inline"] = counted
    return sandbox


def render(folders: Sequence[Path], template: str, context: Mapping[str, Any], *, size: int = 1) -> str:
    """Render a template about `size` roles, which bound the work that it may do.

    A macro that is imported without context has to be given the parts of `context` that it uses, but for `_GLOBALS`.

    Raises jinja2.TemplateError, whatever goes wrong in the pack's own expressions, with `filename` and `lineno` where
    they are known.
    """
    sandbox = environment(folders, **{name: context[name] for name in _GLOBALS if name in context})
    sandbox.begin(size)
    try:
        return sandbox.get_template(template).render(context)
    except TemplateNotFound as error:
        # It is an OSError too, whose `filename` has another meaning.
        raised = TemplateRuntimeError(error.message)
        raised.__dict__.update(_location(error, folders))
        raise raised from error
    except TemplateError as error:
        error.__dict__.update(_location(error, folders))
        raise
    except (
        ArithmeticError, AttributeError, LookupError, TypeError, ValueError, RecursionError, SyntaxError, MemoryError,
    ) as error:  # fmt: skip
        raised = TemplateRuntimeError(_plain(error))
        raised.__dict__.update(_location(error, folders))
        raise raised from error


def _plain(error: Exception) -> str:
    """Describe an error to the writer of a template."""
    if isinstance(error, (RecursionError, SyntaxError)):
        return "something in the template nests too deep: a template or a macro in itself, a loop in a loop"
    if isinstance(error, MemoryError):
        return "the template makes something too large"
    return f"{type(error).__name__}: {error}"


def _location(error: Exception, folders: Sequence[Path]) -> dict[str, object]:
    """Return file and line of the innermost template that an error comes from."""
    inside = tuple(str(folder) for folder in folders)
    place: dict[str, object] = {}
    trace = error.__traceback__
    while trace is not None:
        filename = trace.tb_frame.f_code.co_filename
        if filename.startswith(inside):
            place = {"filename": filename, "lineno": trace.tb_lineno}
        trace = trace.tb_next
    return place


def _may_be_markdown(text: str) -> bool:
    """Tell whether a text has a character with a meaning in Markdown; a pattern would take longer."""
    return (
        "*" in text or "_" in text or "[" in text or "]" in text
        or "`" in text or "<" in text or "&" in text or "\\" in text
    )  # fmt: skip


def inline(text: str) -> Markup:
    """Return inline Markdown (bold, italic, links) of a profile's text as markup; all else is escaped."""
    text = text.replace("\n", " ")
    if not _may_be_markdown(text):
        return escaped(text)
    parts = _PLAIN_BOLD.split(text)  # every other one is bold
    if not any(map(_may_be_markdown, parts[::2])):
        return Markup("").join(Markup("<b>{}</b>").format(part) if k % 2 else part for k, part in enumerate(parts))
    out: list[str] = []
    ends = {"strong_close": "</b>", "em_close": "</i>", "link_close": "</a>"}
    for token in _markdown().parseInline(text)[0].children or []:
        if token.type == "strong_open":
            out.append("<b>")
        elif token.type == "em_open":
            out.append("<i>")
        elif token.type == "link_open":
            href = str(token.attrs.get("href", ""))
            out.append(f'<a href="{escape(href)}">')
        elif token.type in ends:
            out.append(ends[token.type])
        elif token.type in ("softbreak", "hardbreak"):
            out.append(" ")
        else:
            out.append(str(escape(token.content)))
    return Markup("".join(out))  # noqa: S704 (every part was escaped above)


@cache
def _markdown() -> Any:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("zero").enable(["emphasis", "link", "escape"])
    parser.validateLink = lambda url: bool(_ALLOWED_LINKS.match(url))  # type: ignore[method-assign]
    return parser
