"""JPEG files (ITU-T T.81) as they are: whether a PDF can hold one, and the same without what is not the picture."""

import re

_FRAMES = frozenset((0xC0, 0xC1, 0xC2))  # baseline, extended, progressive, in Huffman codes: what readers know
_OTHER_FRAMES = frozenset(range(0xC3, 0xD0)) - {0xC4, 0xC8, 0xCC}  # lossless, hierarchical, arithmetic codes
_SCAN, _END, _COMMENT = 0xDA, 0xD9, 0xFE
_KEPT = {0xE0: b"JFIF\0", 0xEE: b"Adobe"}  # of what programs add: what says how the colours are meant
_USUAL = (b"\1", b"\1\2\3")  # names of components that everybody takes for gray, and for luminance and two colours
# In coded data stands a zero, or the number of a restart, after each 255 that is no marker.
_MARKER = re.compile(rb"\xff+[^\xff\x00\xd0-\xd7]")


def plain_jpeg(data: bytes) -> bytes | None:
    """A JPEG file of gray or colours without profile, place, date and preview; None if a PDF cannot hold it.

    What phones append to it goes, too.
    """
    kept, at, told = [data[:2]], 2, False
    try:
        while True:
            if data[at] != 0xFF:
                return None
            while data[at + 1] == 0xFF:
                at += 1
            marker = data[at + 1]
            if marker == _END:
                return b"".join((*kept, b"\xff\xd9"))
            end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
            segment = data[at:end]
            if end < at + 4 or len(segment) < end - at or marker in _OTHER_FRAMES:
                return None
            said = marker in _KEPT and segment[4:].startswith(_KEPT[marker])
            told = told or said
            if marker in _FRAMES and not _can_be_held(segment, told):
                return None
            if said or not (0xE0 <= marker <= 0xEF or marker == _COMMENT):
                kept.append(segment)
            at = end
            if marker == _SCAN:
                found = _MARKER.search(data, at)
                if found is None:
                    return None
                kept.append(data[at : found.start()])
                at = found.start()
    except IndexError:
        return None


def _can_be_held(frame: bytes, told: bool) -> bool:
    """Tell whether a frame has 8 bits a channel, and one or three channels whose meaning is `told` or usual."""
    names = frame[10::3]
    return frame[4] == 8 and len(names) in (1, 3) and (told or len(names) == 1 or names in _USUAL)
