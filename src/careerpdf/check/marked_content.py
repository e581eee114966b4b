"""Marked-content sequences of a stream: which tag is open, what is decoration, which text stands for another."""

from dataclasses import dataclass, field

from careerpdf.check.drawn import Fault, Mark
from careerpdf.check.objects import ObjGen, integer, text


@dataclass
class _Sequence:
    """An open sequence."""

    tag: str
    mark: Mark | None
    artifact: bool
    actual: str | None
    said: bool = False  # the ActualText has been given to a piece of text


@dataclass(frozen=True)
class Closed:
    """A sequence that has ended. `unsaid` is ActualText that no piece of text has taken; `under` the mark around."""

    under: Mark | None
    unsaid: str = ""


@dataclass
class MarkedContent:
    """The sequences of one page; `marks` has each mark as often as it is opened."""

    marks: list[Mark] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    _open: list[_Sequence] = field(default_factory=list)

    @property
    def depth(self) -> int:
        return len(self._open)

    def begin(self, tag: str, properties: object, owner: ObjGen) -> None:
        mcid = integer(properties, "/MCID")
        mark = None if mcid is None else Mark(owner, mcid)
        artifact = tag == "Artifact"
        tagged, skipped = self.tagged, self.artifact
        if mark is not None:
            self.marks.append(mark)
            if tagged is not None:
                self.faults.append(Fault("mark-nested", f"{tag} {mcid} inside {tagged.mcid}"))
            if skipped:
                self.faults.append(Fault("tag-in-artifact", f"{tag} {mcid}"))
        if artifact and tagged is not None:
            self.faults.append(Fault("artifact-in-tag", f"inside {tagged.mcid}"))
        self._open.append(_Sequence(tag, mark, artifact, text(properties, "/ActualText")))

    def end(self) -> Closed | None:
        """Close the innermost sequence; None if none is open."""
        if not self._open:
            self.faults.append(Fault("mark-not-opened"))
            return None
        closed = self._open[-1]
        speaks = closed.actual and not closed.said and not self.artifact and self._speaker() is closed
        found = Closed(self.tagged, closed.actual or "" if speaks else "")
        self._open.pop()
        return found

    def close_to(self, depth: int) -> None:
        """Close what a stream has left open."""
        if len(self._open) > depth:
            self.faults.append(Fault("mark-not-closed", self._open[-1].tag))
            del self._open[depth:]

    def said(self, shown: str) -> str:
        """The text that a piece reads as: its own, or the ActualText around it, once."""
        speaker = self._speaker()
        if speaker is None:
            return shown
        text, speaker.said = "" if speaker.said else speaker.actual or "", True
        return text

    @property
    def tagged(self) -> Mark | None:
        """The innermost mark that is open."""
        return next((s.mark for s in reversed(self._open) if s.mark is not None), None)

    @property
    def artifact(self) -> bool:
        return any(s.artifact for s in self._open)

    def _speaker(self) -> _Sequence | None:
        """The outermost open sequence whose ActualText stands for what is drawn."""
        return next((s for s in self._open if s.actual is not None), None)
