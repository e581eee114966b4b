"""The Jinja2 environment of style packs: sandboxed, autoescaped, strict; a filter turns role text into markup."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined, TemplateRuntimeError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from careerpdf.cache import cache_dir

_MARKDOWN = re.compile(r"[*_\[\]\\`<&]")
# What XML 1.0 cannot hold at all, not even escaped; pasted texts bring such characters along, and none has ink.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ALLOWED_LINKS = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)


def environment(folders: Sequence[Path]) -> ImmutableSandboxedEnvironment:
    """An environment that finds templates in `folders`, the first match winning."""
    return _environment(tuple(folders))


def forget_templates() -> None:
    """Read templates anew; Jinja does not see that a pack begins to replace one of its parent's."""
    _environment.cache_clear()


@lru_cache(maxsize=16)
def _environment(folders: tuple[Path, ...]) -> ImmutableSandboxedEnvironment:
    compiled = cache_dir("templates")
    env = ImmutableSandboxedEnvironment(
        bytecode_cache=FileSystemBytecodeCache(str(compiled)) if compiled else None,
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters["inline"] = inline
    return env


def render(folders: Sequence[Path], template: str, context: Mapping[str, Any]) -> str:
    """Render a template. Raises jinja2.TemplateError, whatever goes wrong in the pack's own expressions."""
    try:
        return _NOT_XML.sub("", environment(folders).get_template(template).render(context))
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, RecursionError) as error:
        raise TemplateRuntimeError(f"{type(error).__name__}: {error}") from error


def inline(text: str) -> Markup:
    """Inline Markdown (bold, italic, links) of a profile's text as markup; all else is escaped."""
    text = text.replace("\n", " ")
    if not _MARKDOWN.search(text):
        return escape(text)
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


@lru_cache(maxsize=1)
def _markdown() -> Any:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("zero").enable(["emphasis", "link", "escape"])
    parser.validateLink = lambda url: bool(_ALLOWED_LINKS.match(url))  # type: ignore[method-assign]
    return parser
