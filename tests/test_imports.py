"""Which part may know which: the rules of docs/architecture.md, read from the import statements."""

import ast
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tests.support.paths import REPOSITORY

SRC = REPOSITORY / "src"

# A part may import itself and these parts of ours, be it for types alone; "" is `careerpdf/__init__.py`, the version.
MAY_IMPORT = {
    "": {"api"},
    "__main__": {"cli"},
    "api": {"booklet", "diagnostics", "preview", "products", "profile", "project", "style"},
    "assets": {"diagnostics", "source"},
    "booklet": {"assets", "diagnostics", "locale", "profile", "schema", "source", "style"},
    "check": {"", "diagnostics"},
    "cli": {
        "", "booklet", "check", "diagnostics", "importers", "locale", "press", "preview", "products",
        "profile", "project", "schema", "source", "style", "system", "text",
    },
    "diagnostics": set(),
    "document": {"system"},
    "importers": {"diagnostics", "locale", "profile", "schema", "source"},
    "layout": {"document", "pdf", "style", "text"},
    "locale": {"system"},
    "pdf": {"assets", "document", "text"},
    "press": {"", "check", "diagnostics", "document", "layout", "pdf", "products", "project", "system", "text"},
    "preview": {"booklet", "diagnostics", "locale", "products", "project", "source", "system", "text"},
    "products": {
        "", "booklet", "diagnostics", "document", "layout", "locale", "pdf", "profile", "project", "schema",
        "source", "style", "system", "text",
    },
    "profile": {"diagnostics", "locale", "schema", "source"},
    "project": {"assets", "booklet", "diagnostics", "locale", "profile", "schema", "source", "style", "system"},
    "schema": {"assets", "diagnostics", "source"},
    "source": {"diagnostics"},
    "style": {"assets", "diagnostics", "schema", "source", "system"},
    "system": {"", "diagnostics"},
    "text": {"document", "system"},
}  # fmt: skip

# Libraries that only some parts know, so that they can be replaced there.
ONLY_IN = {
    "reportlab": {"check", "pdf"},
    "pikepdf": {"check", "press"},
    "uharfbuzz": {"assets", "pdf", "text"},
    "fontTools": {"pdf"},
    "cssselect2": {"assets"},
    "tinycss2": {"assets"},
    "PIL": {"assets", "pdf", "press", "preview", "style"},
    "yaml": {"locale", "source", "style"},
    "openpyxl": {"importers"},
    "jinja2": {"document", "products"},
    "lxml": {"check", "importers"},
    "click": {"cli"},
    "rich": {"cli"},
    "pypdfium2": {"check", "preview"},
    "watchfiles": {"preview"},
    "distributed": {"system"},
}


@cache
def modules() -> dict[str, Path]:
    """Every module of ours by its dotted name."""
    found = {}
    for path in sorted(SRC.rglob("*.py")):
        parts = path.relative_to(SRC).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def part(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


@cache
def imports(path: Path, *, at_start_only: bool = False, for_types: bool = False) -> set[str]:
    """Modules that a file imports at run time; with `for_types`, also what stands under `if TYPE_CHECKING:`."""

    def walk(node: ast.AST) -> Iterator[ast.AST]:
        for child in ast.iter_child_nodes(node):
            if not for_types and isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
                continue
            if at_start_only and isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef)):
                continue
            yield child
            yield from walk(child)

    found = set()
    known = modules()
    for node in walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            base = node.module or ""
            # `from careerpdf.document import nodes` means the module, not a name in its package.
            inner = {f"{base}.{alias.name}" for alias in node.names}
            found |= (inner & known.keys()) or {base}
    return found


def test_there_are_files_to_check_in_every_part_that_has_a_rule() -> None:
    parts = {part(module) for module in modules()}
    assert len(modules()) > 20
    assert parts == set(MAY_IMPORT), "a part without a rule, or a rule without a part"


def test_the_reader_of_imports_sees_the_ones_that_are_there() -> None:
    assert "careerpdf.cli" in imports(SRC / "careerpdf" / "__main__.py")
    assert any(name.startswith("reportlab") for name in imports(SRC / "careerpdf" / "pdf" / "canvas.py"))


@pytest.mark.parametrize("module", modules())
def test_a_module_imports_only_what_its_part_may_know(module: str) -> None:
    ours = {name for name in imports(modules()[module], for_types=True) if name.split(".")[0] == "careerpdf"}
    assert {part(name) for name in ours} <= MAY_IMPORT[part(module)] | {part(module)}


@pytest.mark.parametrize("library", ONLY_IN)
def test_a_library_is_known_only_to_the_parts_that_it_is_for(library: str) -> None:
    knowing = {part(name) for name, path in modules().items() if library in {i.split(".")[0] for i in imports(path)}}
    assert knowing, f"nothing imports {library}: the rule is out of date"
    assert knowing <= ONLY_IN[library]


def test_no_module_needs_itself_to_be_imported() -> None:
    known = modules()
    graph = {name: imports(path, at_start_only=True) & known.keys() for name, path in known.items()}
    order = list(TopologicalSorter(graph).static_order())  # raises CycleError, which names the modules
    assert set(order) == set(known)
