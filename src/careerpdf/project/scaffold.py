"""Texts of a project's new files, made from `templates/` and from the shipped sample."""

import errno
import json
import os
import re
from collections.abc import Mapping
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING

from careerpdf.system import resources

if TYPE_CHECKING:
    from careerpdf.style.model import Style

SAMPLE = "machine-learning-intern"
FOLDERS = ("profiles", "booklets", "styles", "output")
SCHEMA_FILE = Path(".careerpdf", "profile.schema.json")
BOOKLET_SCHEMA_FILE = Path(".careerpdf", "booklet.schema.json")
SETTINGS_SCHEMA_FILE = Path(".careerpdf", "project.schema.json")
_SCHEMA_LINE = "# yaml-language-server: $schema={}\n"
SCHEMA_LINE = _SCHEMA_LINE.format(f"../{SCHEMA_FILE.as_posix()}")
BOOKLET_SCHEMA_LINE = _SCHEMA_LINE.format(f"../{BOOKLET_SCHEMA_FILE.as_posix()}")
BOOKLET = "career-fair"

#: The colours and text roles that most offices want to change.
_COLOURS = ("accent", "ink", "muted", "panel", "track", "line", "cover", "cover-mark")
_ROLES = ("title", "question", "body", "heading")
_TEMPLATES = Path(__file__).parent / "templates"
_PLAIN_SCALAR = re.compile(r"[A-Za-z][\w ,./()’&+-]*\Z")


def project_text() -> str:
    """A `careerpdf.yaml` that sets the defaults and explains the rest."""
    return _SCHEMA_LINE.format(SETTINGS_SCHEMA_FILE.as_posix()) + _template("careerpdf.yaml")


def style_text(title: str, name: str, parent: str, style: "Style") -> str:
    """A `style.yaml` that builds on `parent`, with values of the `style` that it is, as comments to change."""
    text = style.text
    rows = {
        "COLOURS": [f'{key}: "{style.colours[key]}"' for key in _COLOURS if key in style.colours],
        "TEXT": [f"{key}: {{size: {text[key].size:g}, leading: {text[key].leading:g}}}" for key in _ROLES
                 if key in text and text[key].size and text[key].leading],
        "BOXES": [f"{key}: {{radius: {style.boxes[key].radius:g}}}" for key in ("panel", "callout")
                  if key in style.boxes],
    }  # fmt: skip
    filled = {key: "\n".join(f"#  {line}" for line in lines) for key, lines in rows.items()}
    families = ", ".join(family for family in resources.font_families() if not family.startswith("Font Awesome"))
    filled |= {
        "FROM": parent,
        "NAME": name,
        "DESCRIPTION": _scalar(f"{title}, built on {parent}."),
        "FONT": next(iter(style.fonts)),
        "FAMILIES": fill(families, 100, initial_indent="# ", subsequent_indent="# "),
    }
    return re.sub("@([A-Z]+)@", lambda found: filled[found[1]], _template("style.yaml"))


def example_office() -> dict[str, str]:
    """The example's values of the office's fields, but for the name, which many offices have."""
    fields = dict(re.findall(r"(?m)^#  (\w+): (.+)$", _template("careerpdf.yaml")))
    del fields["name"]
    return fields


def profile_text(title: str) -> str:
    """A profile that says what is still to be written, with every optional part as a comment."""
    return SCHEMA_LINE + _template("profile.yaml").replace("@TITLE@", _scalar(title))


def booklet_text() -> str:
    """A manifest of all roles that explains what else it could say."""
    return BOOKLET_SCHEMA_LINE + _template("booklet.yaml")


def sample_text() -> str:
    """The sample profile, its links to roles that a new project lacks turned into plain titles."""
    folder = resources.profiles_dir()
    text = (folder / f"{SAMPLE}.yaml").read_text(encoding="utf-8")
    for role, title in _shipped_titles(folder).items():
        text = re.sub(rf"(?m)(\{{\s*)role: {role}\b(?!-)", rf"\1title: {title}", text)
        text = re.sub(rf"(?m)^(\s+- ){role}$", rf"\1{{title: {title}}}", text)
    return text


def schema_text(schema: Mapping[str, object]) -> str:
    """A JSON Schema as it is written to a file: readable, the same bytes each time."""
    return json.dumps(schema, indent=2, ensure_ascii=False, sort_keys=False) + "\n"


def write_schemas(root: Path) -> None:
    """Write this version's schemas of a profile, a booklet and careerpdf.yaml into a project. Raises OSError."""
    from careerpdf.booklet.load import booklet_schema
    from careerpdf.profile.load import profile_schema
    from careerpdf.project.config import ProjectConfig

    for file, schema in (
        (SCHEMA_FILE, profile_schema()),
        (BOOKLET_SCHEMA_FILE, booklet_schema()),
        (SETTINGS_SCHEMA_FILE, ProjectConfig.model_json_schema()),
    ):
        path = root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(schema_text(schema), encoding="utf-8", newline="\n")


def write_new(path: Path, text: str) -> bool:
    """Write a file that does not exist yet; False, and nothing touched, if it does. Raises OSError."""
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path)) from None
        return False
    return True


def is_blank(path: Path) -> bool:
    """True if a file holds nothing but white space. Raises OSError."""
    return not path.read_bytes().removeprefix(b"\xef\xbb\xbf").strip()


def write_over(path: Path, text: str) -> None:
    """Write a file in the place of another. Raises OSError."""
    path.write_text(text, encoding="utf-8", newline="\n")


def _template(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def _scalar(text: str) -> str:
    # A JSON string is a YAML double-quoted scalar; quotes only where YAML might read something else.
    safe = _PLAIN_SCALAR.match(text) and text.lower() not in {
        "yes",
        "no",
        "on",
        "off",
        "true",
        "false",
        "null",
        "y",
        "n",
    }
    return text if safe else json.dumps(text, ensure_ascii=False)


def _shipped_titles(folder: Path) -> dict[str, str]:
    titles = {}
    for path in sorted(folder.glob("*.yaml")):
        found = re.search(r"(?m)^title: *(.+?) *$", path.read_text(encoding="utf-8"))
        if found and path.stem != SAMPLE:
            titles[path.stem] = found[1]
    return titles
