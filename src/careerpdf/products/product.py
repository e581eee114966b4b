"""The seam that all products share: how one is named, what is chosen for it, and what came of building it."""

import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from careerpdf import __version__
from careerpdf.diagnostics import Diagnostic, InputError, Severity, did_you_mean
from careerpdf.products.problems import PACK_ERRORS, pack_problem
from careerpdf.project.project import Project
from careerpdf.source.field_errors import one_of
from careerpdf.style.changes import Change
from careerpdf.style.pack import STYLE_FILE, StylePack

#: What a PDF names as the program that made it.
PRODUCER = f"careerpdf {__version__}"

#: Called with how many roles are done, of how many, and which one comes next.
Progress = Callable[[int, int, str], None]


def no_progress(_done: int, _total: int, _role: str) -> None:
    """Take no note of progress."""


@dataclass(frozen=True)
class Options:
    """Choices for one run; None takes that of the manifest, the project or the style.

    `output` is a folder, or the PDF itself if it ends in .pdf. `fit` is how many pages a handout has to fit on, 0 for
    as many as it needs; `iso` chooses a paper of ISO sizes where none is named. `changes` are those of the style,
    `jobs` is how many processes share the work (None: as many as pay). With `reuse`, what was made from the same
    things before is not made again.
    """

    style: str | None = None
    paper: str | None = None
    fit: int | None = None
    output: Path | None = None
    changes: tuple[Change, ...] = ()
    jobs: int | None = None
    reuse: bool = False
    iso: bool = False

    def target(self, project: Project, stem: str) -> Path:
        """Path of the PDF to write."""
        output = self.output or project.output_dir
        return output if output.suffix.lower() == ".pdf" and not output.is_dir() else output / f"{stem}.pdf"


@dataclass(frozen=True)
class Result:
    """Outcome of building a product: `path` is None if nothing was written.

    `size` is in bytes, `seconds` of wall time; `roles` counts those that the PDF tells of. `unchanged` if the PDF was
    there already, made from the same things. `files` are all files and folders that it was made from, there or not.
    """

    product: "Product"
    name: str
    path: Path | None
    pages: int
    size: int
    seconds: float = field(compare=False)
    diagnostics: tuple[Diagnostic, ...]
    roles: int = 1
    unchanged: bool = False
    files: frozenset[Path] = field(default=frozenset(), compare=False, repr=False)

    @property
    def ok(self) -> bool:
        """True if there is a PDF."""
        return self.path is not None

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The problems for which nothing was written."""
        return tuple(problem for problem in self.diagnostics if problem.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """The problems that stopped nothing."""
        return tuple(problem for problem in self.diagnostics if problem.severity is not Severity.ERROR)


@dataclass
class Attempt:
    """A build on its way: since when, its problems so far, its style, and the files that it has read."""

    product: "Product"
    name: str
    start: float = field(default_factory=time.perf_counter)
    problems: list[Diagnostic] = field(default_factory=list)
    files: set[Path] = field(default_factory=set)
    pack: StylePack | None = None

    def failed(self, *more: Diagnostic) -> Result:
        """The result if nothing is written, with what else is wrong."""
        return self._result(None, 0, 0, more)

    def made(self, path: Path, pages: int, size: int, *, roles: int = 1, unchanged: bool = False) -> Result:
        """The result of a PDF of `size` bytes."""
        return self._result(path, pages, size, (), roles=roles, unchanged=unchanged)

    def load_style(self, project: Project, options: Options, *changes: Change, default: str) -> StylePack:
        """Load the style that is chosen, or else `default`. Raises InputError if it cannot be had."""
        pack, problems = project.load_style(options.style, (*changes, *options.changes), otherwise=default)
        return self.use_style(project, pack, problems)

    def use_style(self, project: Project, pack: StylePack | None, problems: tuple[Diagnostic, ...]) -> StylePack:
        """Take note of a style that was loaded, of its files and its problems. Raises InputError if there is none."""
        if pack is None:
            self.files.add(project.styles_dir)
            self.files.update(path for path in project.styles_dir.rglob("*") if path.is_file())
            raise InputError(problems)
        self.problems += problems
        self.pack = pack
        named = (place / folder.name / STYLE_FILE for folder in pack.folders for place in project.style_folders)
        self.files |= {project.styles_dir, *pack.files, *named}
        return pack

    def _result(
        self,
        path: Path | None,
        pages: int,
        size: int,
        more: tuple[Diagnostic, ...],
        *,
        roles: int = 1,
        unchanged: bool = False,
    ) -> Result:
        seconds = time.perf_counter() - self.start
        problems = (*self.problems, *more)
        files = frozenset(self.files)
        return Result(self.product, self.name, path, pages, size, seconds, problems, roles, unchanged, files)


class Product(ABC):
    """A product by the name that was given; its source need not be there (any more)."""

    #: What it is called in commands and messages: handout, card, poster or booklet.
    kind: ClassVar[str]
    #: Sizes of paper that it can be made on, the usual one first.
    papers: ClassVar[tuple[str, ...]]

    @property
    @abstractmethod
    def name(self) -> str:
        """The name that was given."""

    @abstractmethod
    def source(self, project: Project) -> Path | None:
        """Find the file that it is made from; None if there is none."""

    @abstractmethod
    def stem(self, project: Project) -> str:
        """Name its files, without ending."""

    def build(self, project: Project, options: Options, progress: Progress = no_progress) -> Result:
        """Build it. Bad input comes back as diagnostics, and the previous PDF stays as it was. Raises OSError."""
        attempt = Attempt(self, self.name, files=set(project.files))
        try:
            self._check_paper(options.paper)
            return self._build(project, options, attempt, progress)
        except InputError as error:
            return attempt.failed(*error.diagnostics)
        except PACK_ERRORS as error:
            if attempt.pack is None:
                raise
            return attempt.failed(pack_problem(error, attempt.pack))

    @abstractmethod
    def _build(self, project: Project, options: Options, attempt: Attempt, progress: Progress) -> Result:
        """Build it. Raises InputError for bad input, one of PACK_ERRORS for a faulty pack, or OSError."""

    def _check_paper(self, paper: str | None) -> None:
        """Raise InputError for a paper that it cannot be made on."""
        if paper is None or paper in self.papers:
            return
        near = did_you_mean(paper, self.papers)
        raise InputError(
            (
                Diagnostic(
                    "bad-paper",
                    Severity.ERROR,
                    f"a {self.kind} cannot be made on '{paper}' paper",
                    expected=one_of(self.papers),
                    hint=f"did you mean '{near}'?" if near else None,
                ),
            )
        )

    def failed(self, *problems: Diagnostic) -> Result:
        """The result if it could not even be tried."""
        return Attempt(self, self.name).failed(*problems)
