"""Which part may know which: the rules of docs/architecture.md, read from the import statements."""

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

SRC = Path(__file__).resolve().parents[1] / "src"

# A part may import itself and these parts of ours, at run time; "" is `careerpdf/__init__.py`, the version.
MAY_IMPORT = {
    "": set(),
    "diagnostics": set(),
    "resources": set(),
    "source": {"diagnostics", "svg"},
    "sections": {"diagnostics", "source"},
    "locale": {"resources"},
    "style": {"diagnostics", "sections", "source", "resources"},
    "profile": {"diagnostics", "sections", "source", "locale"},
    "booklet": {"diagnostics", "sections", "source", "locale", "profile", "style"},
    "importers": {"diagnostics", "profile", "source"},
    "brand": {"diagnostics", "source", "profile", "style"},
    "workspace": {"brand", "diagnostics", "resources", "sections", "source", "profile", "style"},
    "cache": {""},
    "check": {"", "diagnostics"},
    "svg": set(),
    "document": {"cache"},
    "text": {"document", "resources"},
    "pdf": {"document", "svg", "text"},
    "layout": {"document", "style", "text", "pdf"},
    "collector": set(),
    "jobs": {"collector"},
    "reuse": {"", "cache", "layout", "resources"},
    "build": {
        "", "diagnostics", "document", "layout", "locale", "pdf", "profile", "resources", "reuse", "sections", "source",
        "style", "text", "workspace",
    },
    "chapters": {
        "booklet", "build", "collector", "diagnostics", "document", "jobs", "layout", "locale", "pdf", "profile",
        "reuse", "sections", "style", "text", "workspace",
    },
    "build_booklet": {
        "booklet", "build", "chapters", "diagnostics", "document", "layout", "locale", "pdf", "profile",
        "reuse", "sections", "source", "style", "workspace",
    },
    "leaves": {
        "", "build", "diagnostics", "document", "layout", "locale", "pdf", "profile", "source", "style", "workspace",
    },
    "preview": {
        "booklet", "build", "build_booklet", "diagnostics", "document", "locale", "resources", "source", "style",
        "text", "workspace",
    },
    "press": {"", "build", "check", "diagnostics", "document", "layout", "pdf", "text", "workspace"},
    "cli": {
        "", "booklet", "build", "build_booklet", "check", "collector", "diagnostics", "importers", "jobs", "leaves",
        "locale", "press", "preview", "profile", "resources", "source", "style", "text", "workspace",
    },
    "__main__": {"cli"},
}  # fmt: skip

# Libraries that only some parts know, so that they can be replaced there.
ONLY_IN = {
    "reportlab": {"text", "layout", "pdf", "press", "check"},
    "pikepdf": {"text", "layout", "pdf", "press", "check"},
    "uharfbuzz": {"text", "pdf"},
    "svglib": {"pdf"},
    "PIL": {"layout", "pdf", "press", "preview", "style", "svg"},
    "yaml": {"source", "locale", "style", "importers"},
    "openpyxl": {"importers"},
    "lxml": {"importers", "pdf"},
    "jinja2": {"document", "build"},
    "click": {"cli"},
    "rich": {"cli"},
    "pypdfium2": {"preview"},
    "watchfiles": {"preview"},
    "distributed": {"jobs"},
}


def modules() -> dict[str, Path]:
    """Every module of ours by its dotted name."""
    found = {}
    for path in sorted(SRC.rglob("*.py")):
        parts = path.relative_to(SRC).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def part(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def imports(path: Path, *, at_start_only: bool = False) -> set[str]:
    """Modules that a file imports at run time; what stands under `if TYPE_CHECKING:` never runs."""

    def walk(node: ast.AST) -> Iterator[ast.AST]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
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
    ours = {name for name in imports(modules()[module]) if name.split(".")[0] == "careerpdf"}
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
