"""ICC profiles made from numbers: what a picture says of its colours without bringing a profile (ICC.1:2001-04)."""

from collections.abc import Sequence
from functools import lru_cache

_D50 = (0.9642, 1.0, 0.8249)  # white of profiles (ICC.1:2010, 7.2.16)
_BRADFORD = ((0.8951, 0.2664, -0.1614), (-0.7502, 1.7135, 0.0367), (0.0389, -0.0685, 1.0296))  # ICC.1:2010, annex E


@lru_cache(maxsize=8)
def made_profile(gamma: float, corners: tuple[float, ...], *, gray: bool = False) -> bytes | None:
    """Make a profile of white, red, green, blue, given by x and y each, and an exponent; or of gray by that alone.

    None if there can be no such colours.
    """
    curve = b"curv" + bytes(4) + (1).to_bytes(4, "big") + round(gamma * 256).to_bytes(2, "big") + bytes(2)
    tags = {b"wtpt": _xyz(_D50), b"cprt": b"text" + bytes(5), b"desc": b"desc" + bytes(4) + b"\0\0\0\1" + bytes(79)}
    if gray:
        tags[b"kTRC"] = curve
    else:
        try:
            columns = _columns(corners)
        except ArithmeticError:
            return None
        for name, column in zip((b"r", b"g", b"b"), columns, strict=True):
            tags |= {name + b"XYZ": _xyz(column), name + b"TRC": curve}
    table, data, at = len(tags).to_bytes(4, "big"), b"", 132 + 12 * len(tags)
    for tag, value in tags.items():
        value += bytes(-len(value) % 4)
        table += tag + (at + len(data)).to_bytes(4, "big") + len(value).to_bytes(4, "big")
        data += value
    head = (
        (at + len(data)).to_bytes(4, "big") + bytes(4) + b"\x02\x20\0\0mntr" + (b"GRAY" if gray else b"RGB ") + b"XYZ "
    )
    head += bytes(12) + b"acsp" + bytes(28) + _xyz(_D50)[8:] + bytes(48)
    return head + table + data


def _xyz(values: Sequence[float]) -> bytes:
    return b"XYZ " + bytes(4) + b"".join(round(value * 65536).to_bytes(4, "big", signed=True) for value in values)


def _columns(corners: Sequence[float]) -> list[list[float]]:
    """XYZ of red, green and blue under the white of profiles. Raises ArithmeticError if they make no triangle."""
    white, *primaries = ([x / y, 1.0, (1 - x - y) / y] for x, y in zip(corners[::2], corners[1::2], strict=True))
    matrix = [list(row) for row in zip(*primaries, strict=True)]
    shares = _solved(matrix, white)
    ours, theirs = (_times(_BRADFORD, colour) for colour in (_D50, white))
    adapted = []
    for share, primary in zip(shares, primaries, strict=True):
        cones = _times(_BRADFORD, [share * part for part in primary])
        adapted.append(_solved(_BRADFORD, [c * o / t for c, o, t in zip(cones, ours, theirs, strict=True)]))
    return adapted


def _times(matrix: Sequence[Sequence[float]], vector: Sequence[float]) -> list[float]:
    return [sum(one * other for one, other in zip(row, vector, strict=True)) for row in matrix]


def _solved(matrix: Sequence[Sequence[float]], wanted: Sequence[float]) -> list[float]:
    """Find the vector of which `matrix` makes `wanted` (Cramer's rule)."""
    whole = _determinant(matrix)
    swapped = ([[*row[:k], want, *row[k + 1 :]] for row, want in zip(matrix, wanted, strict=True)] for k in range(3))
    return [_determinant(each) / whole for each in swapped]


def _determinant(matrix: Sequence[Sequence[float]]) -> float:
    (a, b, c), (d, e, f), (g, h, i) = matrix
    return a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
