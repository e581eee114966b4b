"""What a user may name, the handout of a role or a booklet, found and made in the same way."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from careerpdf import build
from careerpdf.diagnostics import Diagnostic, Severity, did_you_mean
from careerpdf.project.problems import unknown_booklet, unknown_role
from careerpdf.project.project import Project
from careerpdf.source.loading import display_path
from careerpdf.source.syntax import quoted
from careerpdf.style.changes import Change


@dataclass(frozen=True)
class Product:
    """The handout of a role, or a booklet, by the name that was given; it need not be there (any more)."""

    kind: Literal["role", "booklet"]
    name: str

    def source(self, project: Project) -> Path | None:
        """The profile or the manifest; None if there is none."""
        find = project.profile_path if self.kind == "role" else project.booklet_path
        return find(self.name)

    def stem(self, project: Project) -> str:
        """What its files are called, without ending."""
        path = self.source(project)
        stem = path.stem if path else Path(self.name).stem
        if self.kind == "role":
            return stem
        from careerpdf.build_booklet import free_name

        return free_name(project, stem)


@dataclass(frozen=True)
class Choices:
    """What a user chose for this run; None takes the choice of the manifest or the project. `output` is a folder."""

    style: str | None = None
    paper: str | None = None
    fit: int | None = None
    changes: tuple[Change, ...] = ()
    output: Path | None = None

    def folder(self, project: Project) -> Path:
        return self.output or project.output_dir


@dataclass(frozen=True)
class Made:
    """What became of a product: `path` is None if nothing was written; `size` in bytes, `seconds` of wall time."""

    product: Product
    path: Path | None
    pages: int
    size: int
    seconds: float
    diagnostics: tuple[Diagnostic, ...]

    @property
    def ok(self) -> bool:
        return self.path is not None


def find(project: Project, name: str) -> Product | Diagnostic:
    """The product of a name or of the path of a profile or a manifest; or why there is none."""
    manifest, profile = project.booklet_path(name), project.profile_path(name)
    if manifest and profile and manifest.resolve() == profile.resolve():
        profile = None
    if manifest and profile:
        files = " or ".join(display_path(path) for path in (profile, manifest))
        return Diagnostic(
            "two-of-a-name",
            Severity.ERROR,
            f"{quoted(name)} is both a role and a booklet",
            hint=f"say which one by its file: {files}",
        )
    if manifest:
        return Product("booklet", name)
    return Product("role", name) if profile else _unknown(project, name)


def _unknown(project: Project, name: str) -> Diagnostic:
    roles, booklets = project.role_ids(), project.booklet_ids()
    stem = Path(name).stem
    if name.lower().endswith((".pdf", ".png")) and stem in (*roles, *booklets):
        hint: str | None = f"did you mean '{stem}'? Give the name and not the file that is made"
    elif not did_you_mean(name, roles) and did_you_mean(name, booklets):
        hint = unknown_booklet(project, name).hint
    else:
        hint = unknown_role(project, name).hint
    return Diagnostic(
        "unknown-name",
        Severity.ERROR,
        f"there is no role and no booklet {quoted(name)} in {display_path(project.root)}",
        hint=hint,
    )


def make(project: Project, product: Product, choices: Choices) -> Made:
    """Build the product as `careerpdf build` and `careerpdf booklet` do. Raises OSError."""
    if product.kind == "booklet":
        return _booklet(project, product, choices)
    options = build.HandoutOptions(
        style=choices.style, paper=choices.paper, fit=choices.fit, output=choices.output, changes=choices.changes
    )
    done = build.handout(project, product.name, options)
    return Made(product, done.path, done.pages, done.size, done.seconds, done.diagnostics)


def _booklet(project: Project, product: Product, choices: Choices) -> Made:
    from careerpdf import build_booklet
    from careerpdf.booklet.load import load_booklet

    path = product.source(project)
    if path is None:
        return failed(product, unknown_booklet(project, product.name))
    loaded = load_booklet(path, root=project.root)
    if loaded.value is None or not loaded.ok:
        return failed(product, *loaded.diagnostics)
    stem = product.stem(project)
    target = choices.folder(project) / f"{stem}.pdf"
    options = build_booklet.BookletOptions(
        style=choices.style, paper=choices.paper, output=target, changes=choices.changes, reuse=choices.output is None
    )
    done = build_booklet.booklet(project, loaded.value, loaded, stem, options)
    return Made(product, done.path, done.pages, done.size, done.seconds, (*loaded.diagnostics, *done.diagnostics))


def failed(product: Product, *problems: Diagnostic) -> Made:
    """The result of a product that could not be made."""
    return Made(product, None, 0, 0, 0.0, problems)
