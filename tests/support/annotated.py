"""Faulty files that name, in their last lines, the diagnostics that they give.

Such a line reads `# error 14:3-11 unknown-key: there is no field 'currancy' in 'salary'`; columns count from 1, the
second is the first one that is not marked. `# expected:` and `# hint:` belong to the line above them.
"""

import re
from collections.abc import Callable, Iterable
from pathlib import Path

from careerpdf.diagnostics import Diagnostic

_MARKS = ("# error ", "# warning ", "#   expected: ", "#   hint: ")
# What only programmers say.
_JARGON = re.compile(
    r"pydantic|yaml\.|\btype=|\bdict\b|\bstr\b|\bint\b|\bfloat\b|\btuple\b|(?-i:\bNone\b)|\bnull\b|mapping|scalar|token"
    r"|sequence|validat|instance|\bkey\b|string|boolean|parse|regex|\^\[|Traceback|\{name\}",
    re.IGNORECASE,
)


def expected(path: Path) -> list[str]:
    """The lines at the end of the file that say what is wrong with it."""
    return [line for line in path.read_text(encoding="utf-8").split("\n") if line.startswith(_MARKS)]


def said(problems: Iterable[Diagnostic]) -> list[str]:
    """Diagnostics in the same form."""
    lines = []
    for problem in problems:
        span = problem.span
        place = f"{span.line}:{span.column}-{span.end_column}" if span else "file"
        lines.append(f"# {problem.severity} {place} {problem.code}: {problem.message}")
        lines += [f"#   expected: {problem.expected}"] if problem.expected else []
        lines += [f"#   hint: {problem.hint}"] if problem.hint else []
    return lines


def annotate(path: Path, diagnostics: Callable[[Path], Iterable[Diagnostic]]) -> None:
    """Write these lines of a file anew."""
    lines = [line for line in path.read_text(encoding="utf-8").split("\n") if not line.startswith(_MARKS)]
    body = "\n".join(lines).rstrip("\n") + "\n"
    path.write_text(body, encoding="utf-8", newline="\n")
    path.write_text(body + "\n" + "\n".join(said(diagnostics(path))) + "\n", encoding="utf-8", newline="\n")


def in_plain_words(path: Path, problems: Iterable[Diagnostic]) -> None:
    """Assert that messages need no knowledge of YAML, and mark what stands in the file."""
    lines = path.read_text(encoding="utf-8").split("\n")
    for problem in problems:
        words = " ".join(filter(None, (problem.message, problem.expected, problem.hint)))
        assert not _JARGON.search(words), words
        assert problem.message[0].islower() or not problem.message[0].isalpha()
        assert not problem.message.endswith(".")
        if problem.span:
            assert problem.span.source_line == lines[problem.span.line - 1]
            assert 1 <= problem.span.column < problem.span.end_column <= len(problem.span.source_line) + 2
