"""Writer of a PDF file, object by object: streams as they come, everything else packed into object streams.

Nothing that was written is kept, so that a book's memory does not grow with its file. The content of the objects is up
to `binding.py`; the file structure follows ISO 32000-1, 7.5 (object streams 7.5.7, cross-reference streams 7.5.8).
"""

import hashlib
from collections.abc import Sequence
from itertools import accumulate
from struct import Struct
from typing import TYPE_CHECKING, BinaryIO

from deflate import zlib_compress

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"  # the second line marks the file as binary
_PACKED = 400  # objects in one object stream: more of them compress better, fewer are read faster
_PACKED_BYTES = 200_000
_LEVEL = 5  # of compression: 6 takes a seventh longer and saves 1 %
_FOUR_BYTES = 1 << 32
_ENTRY = Struct(">BQH")  # of the cross-reference table: type and two fields at their greatest length


def compressed(data: bytes | bytearray, level: int = _LEVEL) -> bytes:
    """Compress `data` to zlib's format (RFC 1950); `level` is up to 12."""
    return bytes(zlib_compress(data, level))


def deflate(data: bytes) -> bytes:
    """Compress `data`, with line feeds added to it until the result does not end with a carriage return.

    A line feed follows before `endstream`; after a carriage return some checkers take both for the line end and find
    the stream too short (ISO 19005-2, 6.1.7.1). The last byte of a compressed stream belongs to a checksum over all
    bytes, so it is as good as random, and one more byte that is not zero changes it.
    """
    while True:
        packed = compressed(data)
        if packed[-1] != 0x0D:
            return packed
        data += b"\n"


class PdfWriter:
    """Writer of one file. Object numbers are taken with `reserve`, each to be filled once by `put` or `put_stream`.

    With `executor`, a thread, object streams are compressed there while the next one fills.
    """

    def __init__(self, file: BinaryIO, executor: "Executor | None" = None) -> None:
        self._file = file
        self._executor = executor
        self._compressing: tuple[int, str, Future[bytes]] | None = None  # number, entries, result
        self._offset = 0
        self._digest = hashlib.sha256()
        # The cross-reference table, packed: a book of 1,000 roles has 200,000 objects, which would be 25 MB as tuples.
        self._entries = bytearray(_ENTRY.pack(0, 0, 65535))
        self._pending: list[bytes] = []  # objects that are not packed yet,
        self._pending_numbers: list[int] = []
        self._pending_bytes = 0
        self._write(_HEADER)

    def reserve(self, count: int = 1) -> int:
        """Return the first of `count` consecutive object numbers that are taken from now on."""
        first = len(self._entries) // _ENTRY.size
        self._entries.extend(bytes(count * _ENTRY.size))
        return first

    def put(self, number: int, body: str) -> None:
        """Write object `number`, which is no stream, in ASCII."""
        data = body.encode("ascii")
        self._pending.append(data)
        self._pending_numbers.append(number)
        self._pending_bytes += len(data)
        if len(self._pending) >= _PACKED or self._pending_bytes >= _PACKED_BYTES:
            self._pack()

    def put_all(self, first: int, bodies: Sequence[bytes]) -> None:
        """Write objects with consecutive numbers from `first` on into one object stream, as `put` does each."""
        self._pending += bodies
        self._pending_numbers += range(first, first + len(bodies))
        self._pending_bytes += sum(map(len, bodies))
        if len(self._pending) >= _PACKED or self._pending_bytes >= _PACKED_BYTES:
            self._pack()

    def add(self, body: str) -> int:
        """Write an object; returns its number."""
        number = self.reserve()
        self.put(number, body)
        return number

    def put_stream(self, number: int, data: bytes, entries: str = "/Filter/FlateDecode") -> None:
        """Write a stream.

        `data` is written as it is, with `entries` in the stream's dictionary beside its length.
        """
        _ENTRY.pack_into(self._entries, number * _ENTRY.size, 1, self._offset, 0)
        self._write(f"{number} 0 obj\n<<{entries}/Length {len(data)}>>stream\n".encode("ascii"))
        self._write(data)
        self._write(b"\nendstream\nendobj\n")

    def add_stream(self, data: bytes, entries: str = "/Filter/FlateDecode") -> int:
        """Write a stream; returns its number."""
        number = self.reserve()
        self.put_stream(number, data, entries)
        return number

    def finish(self, root: int, info: int) -> None:
        """Write the pending objects and the cross-reference stream. The file id follows from all bytes before it."""
        self._pack()
        self._write_compressed()
        file_id = self._digest.hexdigest()[:32].upper()
        number, start = self.reserve(), self._offset
        _ENTRY.pack_into(self._entries, number * _ENTRY.size, 1, start, 0)
        wide = 4 if start < _FOUR_BYTES else 8
        while True:
            entries = bytearray(self._entries)
            for size in range(_ENTRY.size, _ENTRY.size - 8 + wide, -1):
                del entries[1::size]  # the first byte of each second field, which is zero
            packed = compressed(entries)
            if packed[-1] != 0x0D:
                break
            self._entries += _ENTRY.pack(0, 0, 1)  # an unused object number changes the checksum
        self.put_stream(
            number,
            packed,
            f"/Type/XRef/Size {len(self._entries) // _ENTRY.size}/W[1 {wide} 2]/Root {root} 0 R/Info {info} 0 R"
            f"/ID[<{file_id}><{file_id}>]/Filter/FlateDecode",
        )
        self._write(f"startxref\n{start}\n%%EOF\n".encode("ascii"))

    def _pack(self) -> None:
        """Put the pending objects into an object stream."""
        if not self._pending:
            return
        container, bodies, numbers = self.reserve(), self._pending, self._pending_numbers
        for index, number in enumerate(numbers):
            _ENTRY.pack_into(self._entries, number * _ENTRY.size, 2, container, index)
        starts = accumulate([len(body) + 1 for body in bodies], initial=0)
        heads = [f"{number} {start}" for number, start in zip(numbers, starts, strict=False)]
        head = " ".join(heads).encode("ascii") + b"\n"
        data = head + b"\n".join(bodies)
        entries = f"/Type/ObjStm/N {len(bodies)}/First {len(head)}/Filter/FlateDecode"
        self._pending, self._pending_numbers, self._pending_bytes = [], [], 0
        if self._executor:
            self._write_compressed()
            self._compressing = container, entries, self._executor.submit(deflate, data)
        else:
            self.put_stream(container, deflate(data), entries)

    def _write_compressed(self) -> None:
        """Write the object stream that is being compressed.

        This happens whenever the next one begins, so that the order of the file does not depend on how fast that went.
        """
        if self._compressing:
            number, entries, packed = self._compressing
            self._compressing = None
            self.put_stream(number, packed.result(), entries)

    def _write(self, data: bytes) -> None:
        self._file.write(data)
        self._digest.update(data)
        self._offset += len(data)
