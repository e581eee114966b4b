"""The amount that pages draw, counted before it is drawn: forms that draw forms multiply."""

import re

import pikepdf
from pikepdf import Dictionary, Stream

from careerpdf.check.objects import ObjGen, entry, name

#: Bytes of content that a page draws, each form as often as it is drawn. A large map has 50 million.
MOST_DRAWN = 500_000_000
DEEPEST = 60  # forms inside forms
_DRAWS = re.compile(rb"/([^\s/<>\[\](){}%]+)\s+Do\b")


class TooComplexError(ValueError):
    """A page that no printer would finish; the message is for a person."""


class Complexity:
    """The content of a file's pages, in bytes."""

    def __init__(self) -> None:
        self.unique = 0  # each stream once
        self._known: dict[ObjGen, tuple[int, int]] = {}
        self._open: set[ObjGen] = set()

    def of_page(self, page: pikepdf.Page) -> int:
        """The bytes that a page draws. Raises TooComplexError, and the faults of damaged streams."""
        self._open.clear()
        parts = page.obj.get("/Contents")
        streams = list(parts) if isinstance(parts, pikepdf.Array) else [parts]
        drawn, _ = self._drawn(
            b"\n".join(part.read_bytes() for part in streams if isinstance(part, Stream)), page.resources
        )
        return drawn

    def _of_form(self, form: Stream, outer: object) -> tuple[int, int]:
        key = form.objgen
        if key in self._open:
            raise TooComplexError("a drawing on it contains itself")
        if key not in self._known:
            if len(self._open) >= DEEPEST:
                raise TooComplexError(f"drawings on it are nested more than {DEEPEST} deep")
            self._open.add(key)
            own = entry(form, "/Resources")
            self._known[key] = self._drawn(form.read_bytes(), outer if own is None else own)
            self._open.discard(key)
        drawn, depth = self._known[key]
        if len(self._open) + depth > DEEPEST:
            raise TooComplexError(f"drawings on it are nested more than {DEEPEST} deep")
        return drawn, depth

    def _drawn(self, content: bytes, resources: object) -> tuple[int, int]:
        self.unique += len(content)
        drawn, depth = len(content), 0
        forms = entry(resources, "/XObject")
        calls: dict[bytes, int] = {}
        for called in _DRAWS.findall(content) if isinstance(forms, Dictionary) else ():
            calls[called] = calls.get(called, 0) + 1
        for called, times in calls.items():
            form = entry(forms, "/" + _named(called))
            if isinstance(form, Stream) and name(form, "/Subtype") == "Form":
                inside, deeper = self._of_form(form, resources)
                drawn, depth = drawn + times * inside, max(depth, deeper + 1)
        if drawn > MOST_DRAWN:
            raise TooComplexError("drawings on it repeat each other hundreds of millions of times")
        return drawn, depth


def _named(written: bytes) -> str:
    """A name as its dictionary has it, with the bytes that stand in it as #xx."""
    plain = re.sub(rb"#([0-9A-Fa-f]{2})", lambda found: bytes.fromhex(found[1].decode()), written)
    return plain.decode("utf-8", "replace")
