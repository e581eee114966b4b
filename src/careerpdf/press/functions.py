"""Functions of PDF (ISO 32000-1, 7.10), worked out: gradients and the inks of spot colours are written with them."""

import math
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import product
from math import isfinite
from typing import Any

from pikepdf import Array, Stream

from careerpdf.check.objects import entry, integer, items, number

Function = Callable[[Sequence[float]], tuple[float, ...]]

_MOST_TOKENS = 10_000  # of a calculator's program
_MOST_STEPS = 5_000_000  # operators that all calculators of a job may run: five gradients of a hundred operators each
_MOST_ON_STACK = 200  # numbers; readers need not have room for more than 100
_MOST_DEPTH = 8  # functions in functions
_MOST_PARTS = 1000  # functions in one
_MOST_INPUTS, _MOST_SAMPLED = 32, 8  # numbers that a function takes; of a table, which asks for 2 to the power of them
_BITS = (1, 2, 4, 8, 12, 16, 24, 32)
_LARGEST = 2.0**31  # integers of a calculator: larger ones are real numbers
_steps_left: ContextVar[list[int] | None] = ContextVar("steps_left", default=None)


class UnknownFunctionError(ValueError):
    """A function that is damaged, of a kind that PDF does not know, or beyond all limits."""


@contextmanager
def calculating() -> Iterator[None]:
    """Limit how much all calculators together work out inside of this."""
    before = _steps_left.set([_MOST_STEPS])
    try:
        yield
    finally:
        _steps_left.reset(before)


def function_of(written: object) -> Function:
    """A function, or several of one result each as one. Raises UnknownFunctionError, and so do functions."""
    return _function(written, [_MOST_PARTS], 0)


def _function(written: object, left: list[int], depth: int) -> Function:
    left[0] -= 1
    if depth > _MOST_DEPTH or left[0] < 0:
        raise UnknownFunctionError("functions in functions without an end")
    if isinstance(written, Array):
        parts = [_function(part, left, depth + 1) for part in items(written)]
        return lambda values: tuple(result for part in parts for result in part(values))
    kind = integer(written, "/FunctionType")
    domain, limits = _pairs(entry(written, "/Domain")), _pairs(entry(written, "/Range"))
    if not 0 < len(domain) <= _MOST_INPUTS:
        raise UnknownFunctionError("a function without a domain, or of too many numbers")
    match kind:
        case 0:
            inner = _sampled(written, domain, limits)
        case 2:
            inner = _exponential(written)
        case 3:
            inner = _stitched(written, domain, left, depth)
        case 4:
            inner = _calculated(written, limits)
        case _:
            raise UnknownFunctionError("no function")

    def work_out(values: Sequence[float]) -> tuple[float, ...]:
        try:
            results = inner([_within(value, pair) for value, pair in zip(values, domain, strict=False)])
        except (ArithmeticError, IndexError, TypeError, ValueError):
            raise UnknownFunctionError("a function that cannot be worked out") from None
        if not all(isfinite(value) for value in results):
            raise UnknownFunctionError("a function without a result")
        return tuple(_within(value, pair) for value, pair in zip(results, limits, strict=False)) if limits else results

    return work_out


def _numbers(written: object) -> list[float]:
    return [number(value) for value in items(written)]


def _pairs(written: object) -> list[tuple[float, float]]:
    values = _numbers(written)
    return list(zip(values[::2], values[1::2], strict=False))


def _within(value: float, limits: tuple[float, float]) -> float:
    return min(max(value, limits[0]), limits[1])


def _mapped(value: float, start: tuple[float, float], end: tuple[float, float]) -> float:
    """The value that lies in `end` as this one does in `start`."""
    width = start[1] - start[0]
    return end[0] + ((value - start[0]) / width if width else 0.0) * (end[1] - end[0])


def _exponential(written: object) -> Function:
    low, high = _numbers(entry(written, "/C0")) or [0.0], _numbers(entry(written, "/C1")) or [1.0]
    power = number(entry(written, "/N"))

    def between(values: Sequence[float]) -> tuple[float, ...]:
        if values[0] < 0 and not power.is_integer():
            raise UnknownFunctionError("a root of a negative number")
        part = values[0] ** power if values[0] or power >= 0 else 0.0
        return tuple(start + part * (end - start) for start, end in zip(low, high, strict=False))

    return between


def _stitched(written: object, domain: list[tuple[float, float]], left: list[int], depth: int) -> Function:
    parts = [_function(part, left, depth + 1) for part in items(entry(written, "/Functions"))]
    encode = _pairs(entry(written, "/Encode"))
    stops = [domain[0][0], *_numbers(entry(written, "/Bounds")), domain[0][1]]
    if not parts or len(encode) < len(parts) or len(stops) != len(parts) + 1:
        raise UnknownFunctionError("a gradient whose parts do not fit together")

    def part_at(values: Sequence[float]) -> tuple[float, ...]:
        at = sum(1 for stop in stops[1:-1] if values[0] >= stop)
        return parts[at]([_mapped(values[0], (stops[at], stops[at + 1]), encode[at])])

    return part_at


def _sampled(written: object, domain: list[tuple[float, float]], limits: list[tuple[float, float]]) -> Function:
    sizes = [round(size) for size in _numbers(entry(written, "/Size"))]
    bits = integer(written, "/BitsPerSample") or 8
    if not isinstance(written, Stream) or not limits or len(sizes) != len(domain) or len(sizes) > _MOST_SAMPLED:
        raise UnknownFunctionError("a table without its size")
    if min(sizes) < 1 or bits not in _BITS:
        raise UnknownFunctionError("a table without samples")
    encode = _pairs(entry(written, "/Encode")) or [(0.0, size - 1.0) for size in sizes]
    decode = _pairs(entry(written, "/Decode")) or limits
    data, results = written.read_bytes(), len(limits)
    if len(data) * 8 < math.prod(sizes) * results * bits:
        raise UnknownFunctionError("a table that ends too early")
    whole = (0.0, 2.0**bits - 1)

    def sample(place: Sequence[int]) -> list[float]:
        index, step = 0, 1
        for at, size in zip(place, sizes, strict=True):
            index, step = index + at * step, step * size
        return [_bits(data, (index * results + k) * bits, bits) for k in range(results)]

    def look_up(values: Sequence[float]) -> tuple[float, ...]:
        places = [
            _within(_mapped(value, limit, code), (0.0, size - 1.0))
            for value, limit, code, size in zip(values, domain, encode, sizes, strict=False)
        ]
        sums = [0.0] * results
        for corner in product((0, 1), repeat=len(places)):
            weight = math.prod(
                (place - int(place)) if upper else 1 - (place - int(place))
                for place, upper in zip(places, corner, strict=True)
            )
            if weight:
                for k, value in enumerate(sample([int(p) + up for p, up in zip(places, corner, strict=True)])):
                    sums[k] += weight * value
        return tuple(_mapped(value, whole, pair) for value, pair in zip(sums, decode, strict=False))

    return look_up


def _bits(data: bytes, start: int, count: int) -> float:
    first, last = start // 8, (start + count + 7) // 8
    return float((int.from_bytes(data[first:last], "big") >> (last * 8 - start - count)) & ((1 << count) - 1))


def samples(domain: Sequence[tuple[float, float]], each: int) -> Iterator[tuple[float, ...]]:
    """The points of a table with `each` samples a side, in the order in which PDF has them: the first input fastest."""
    sides = [[low + (high - low) * k / (each - 1) for k in range(each)] for low, high in reversed(domain)]
    return (point[::-1] for point in product(*sides))


# -- the calculator (a part of PostScript)

_TOKEN = re.compile(r"[{}]|[^\s{}]+")
_Program = list[Any]  # numbers, names of operators, and programs in braces


def _calculated(written: object, limits: list[tuple[float, float]]) -> Function:
    if not isinstance(written, Stream) or not limits:
        raise UnknownFunctionError("a calculator without a program")
    text = re.sub(r"%[^\r\n]*", " ", written.read_bytes().decode("latin-1"))
    tokens = _TOKEN.findall(text)
    if len(tokens) > _MOST_TOKENS or not tokens or tokens[0] != "{":
        raise UnknownFunctionError("no program")
    program, _ = _program(tokens, 1, 0)

    def calculate(values: Sequence[float]) -> tuple[float, ...]:
        stack: list[Any] = list(values)
        left = _steps_left.get() or [_MOST_STEPS]
        _run(program, stack, left)
        return tuple(float(value) for value in stack[-len(limits) :])

    return calculate


def _program(tokens: Sequence[str], at: int, depth: int) -> tuple[_Program, int]:
    found: _Program = []
    while at < len(tokens) and depth < _MOST_DEPTH:
        token, at = tokens[at], at + 1
        if token == "}":  # noqa: S105 (a brace)
            return found, at
        if token == "{":  # noqa: S105 (a brace)
            inner, at = _program(tokens, at, depth + 1)
            found.append(inner)
        elif token in _OPERATORS or token in ("if", "ifelse"):
            found.append(token)
        else:
            try:
                found.append(float(token) if any(mark in token for mark in ".eE") else int(token))
            except ValueError:
                raise UnknownFunctionError(f"a program with '{token}'") from None
    raise UnknownFunctionError("a program without an end")


def _run(program: _Program, stack: list[Any], left: list[int]) -> None:
    left[0] -= len(program)
    if left[0] < 0:
        raise UnknownFunctionError("programs that are too long")
    for token in program:
        if token == "if":  # noqa: S105 (an operator)
            then, condition = stack.pop(), stack.pop()
            if condition:
                _run(then, stack, left)
        elif token == "ifelse":  # noqa: S105 (an operator)
            otherwise, then, condition = stack.pop(), stack.pop(), stack.pop()
            _run(then if condition else otherwise, stack, left)
        elif isinstance(token, str):
            _OPERATORS[token](stack)
            if len(stack) > _MOST_ON_STACK:
                raise UnknownFunctionError("a program with too many numbers")
        else:
            stack.append(token)


def _of_one(work: Callable[[Any], Any]) -> Callable[[list[Any]], None]:
    def run(stack: list[Any]) -> None:
        stack.append(work(stack.pop()))

    return run


def _of_two(work: Callable[[Any, Any], Any]) -> Callable[[list[Any]], None]:
    def run(stack: list[Any]) -> None:
        second, first = stack.pop(), stack.pop()
        result = work(first, second)
        stack.append(result if abs(result) < _LARGEST else float(result))

    return run


def _copy(stack: list[Any]) -> None:
    count = int(stack.pop())
    if count < 0:
        raise IndexError
    if count:
        stack.extend(stack[-count:])


def _roll(stack: list[Any]) -> None:
    by, count = int(stack.pop()), int(stack.pop())
    if count > len(stack) or count < 0:
        raise IndexError
    if count:
        top = stack[-count:]
        by %= count
        stack[-count:] = top[-by:] + top[:-by] if by else top


def _exchange(stack: list[Any]) -> None:
    stack[-1], stack[-2] = stack[-2], stack[-1]


def _shifted(number: int, by: int) -> int:
    return number << min(by, 32) if by >= 0 else number >> min(-by, 64)


_OPERATORS: dict[str, Callable[[list[Any]], None]] = {
    "abs": _of_one(abs), "neg": _of_one(lambda a: -a), "ceiling": _of_one(math.ceil), "floor": _of_one(math.floor),
    "round": _of_one(lambda a: math.floor(a + 0.5)), "truncate": _of_one(math.trunc), "cvi": _of_one(math.trunc),
    "cvr": _of_one(float), "sqrt": _of_one(math.sqrt), "sin": _of_one(lambda a: math.sin(math.radians(a))),
    "cos": _of_one(lambda a: math.cos(math.radians(a))), "ln": _of_one(math.log), "log": _of_one(math.log10),
    "not": _of_one(lambda a: not a if isinstance(a, bool) else ~a),
    "add": _of_two(lambda a, b: a + b), "sub": _of_two(lambda a, b: a - b), "mul": _of_two(lambda a, b: a * b),
    "div": _of_two(lambda a, b: a / b), "idiv": _of_two(lambda a, b: math.trunc(a / b)), "mod": _of_two(math.fmod),
    "exp": _of_two(lambda a, b: float(a) ** b), "atan": _of_two(lambda a, b: math.degrees(math.atan2(a, b)) % 360),
    "eq": _of_two(lambda a, b: a == b), "ne": _of_two(lambda a, b: a != b), "gt": _of_two(lambda a, b: a > b),
    "ge": _of_two(lambda a, b: a >= b), "lt": _of_two(lambda a, b: a < b), "le": _of_two(lambda a, b: a <= b),
    "and": _of_two(lambda a, b: a & b), "or": _of_two(lambda a, b: a | b), "xor": _of_two(lambda a, b: a ^ b),
    "bitshift": _of_two(_shifted),
    "true": lambda stack: stack.append(True), "false": lambda stack: stack.append(False),
    "pop": lambda stack: (stack.pop(), None)[1], "exch": _exchange, "dup": lambda stack: stack.append(stack[-1]),
    "copy": _copy, "index": lambda stack: stack.append(stack[-1 - int(stack.pop())]), "roll": _roll,
}  # fmt: skip
