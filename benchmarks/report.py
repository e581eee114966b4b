"""A measurement with its target, and the table that shows several."""

import statistics
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass

NOT_MEASURED = "not measured on this system"


@dataclass(frozen=True)
class Row:
    """One measured quantity; `value` is the median of the runs, or None if it cannot be measured."""

    name: str
    unit: str
    value: float | None
    target: float | None = None
    minimum: float | None = None
    maximum: float | None = None

    @property
    def met(self) -> bool | None:
        """Whether the value is at most its target; None without a value or a target."""
        return None if self.value is None or self.target is None else self.value <= self.target

    def as_json(self) -> dict[str, object]:
        """The row and whether it meets its target, as plain values."""
        return {**asdict(self), "met": self.met}


def summary(name: str, unit: str, values: Sequence[float], target: float | None = None) -> Row:
    """The row of several runs: their median, smallest and largest value."""
    return Row(name, unit, statistics.median(values), target, min(values), max(values))


def table(rows: Sequence[Row]) -> str:
    """Rows as text in columns."""
    lines: list[tuple[str, ...]] = [("", "median", "min", "max", "target", "")]
    for row in rows:
        verdict = {True: "met", False: "MISSED", None: ""}[row.met]
        value = NOT_MEASURED if row.value is None else _number(row.value, row.unit)
        target = "" if row.target is None else f"<= {_number(row.target, row.unit)}"
        spread = [_number(number, row.unit) for number in (row.minimum, row.maximum)]
        lines.append((row.name, value, *spread, target, verdict))
    return columns(lines, left=(0, 5))


def columns(lines: Sequence[Sequence[str]], left: Collection[int]) -> str:
    """Cells below each other; the columns named in `left` begin below each other, all others end so."""
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column in left else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def _number(value: float | None, unit: str) -> str:
    if value is None:
        return ""
    digits = {"s": 3, "ms": 2, "MB": 1, "kB": 1, "×": 3, "": 0 if value >= 1 else 3}[unit]
    return f"{value:,.{digits}f} {unit}".rstrip()
