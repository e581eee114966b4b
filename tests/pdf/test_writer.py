"""The file writer: what was put in comes out, in any order, and no stream ends with a carriage return."""

import zlib
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerpdf.pdf import writer
from careerpdf.pdf.writer import PdfWriter, compressed, deflate


def written(bodies: list[str], streams: list[bytes]) -> bytes:
    file = BytesIO()
    pdf = PdfWriter(file)
    catalog = pdf.reserve(2)
    pages = catalog + 1
    kept = " ".join(f"{pdf.add(body)} 0 R" for body in bodies)
    data = " ".join(f"{pdf.add_stream(deflate(stream))} 0 R" for stream in streams)
    page = pdf.add(f"<</Type/Page/Parent {pages} 0 R/MediaBox[0 0 9 9]/Resources<<>>>>")
    pdf.put(pages, f"<</Type/Pages/Count 1/Kids[{page} 0 R]>>")
    pdf.put(catalog, f"<</Type/Catalog/Pages {pages} 0 R/Bodies[{kept}]/Streams[{data}]>>")
    pdf.finish(catalog, pdf.add("<</Title(T)>>"))
    return file.getvalue()


@given(st.lists(st.integers(-999, 999), max_size=30), st.lists(st.binary(max_size=300), max_size=12))
def test_what_is_written_reads_back(numbers: list[int], streams: list[bytes]) -> None:
    data = written([f"<</N {number}>>" for number in numbers], streams)
    assert b"\r\nendstream" not in data
    with pikepdf.open(BytesIO(data)) as pdf:
        assert not pdf.check_pdf_syntax()
        assert [int(body.N) for body in pdf.Root.Bodies] == numbers
        for stream, expected in zip(pdf.Root.Streams, streams, strict=True):
            assert stream.read_bytes().rstrip(b"\n") == expected.rstrip(b"\n")


@pytest.mark.parametrize("count", [0, 1, 399, 400, 401, 3000])
def test_many_objects_are_packed_and_all_are_found(count: int) -> None:
    with pikepdf.open(BytesIO(written([f"<</N {k}>>" for k in range(count)], []))) as pdf:
        assert [int(body.N) for body in pdf.Root.Bodies] == list(range(count))


def test_a_file_of_more_than_four_gigabytes_has_wider_entries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "_FOUR_BYTES", 0)
    data = written([f"<</N {k}>>" for k in range(500)], [b"x"])
    assert b"/W[1 8 2]" in data
    with pikepdf.open(BytesIO(data)) as pdf:
        assert not pdf.check_pdf_syntax()
        assert [int(body.N) for body in pdf.Root.Bodies] == list(range(500))


def test_a_stream_never_ends_with_a_carriage_return_whatever_it_holds() -> None:
    once = 0
    for number in range(2000):
        data = bytes([number % 251, number // 251]) + b"text"
        once += compressed(data)[-1] == 0x0D
        packed = deflate(data)
        assert packed[-1] != 0x0D
        assert zlib.decompress(packed).rstrip(b"\n") == data
    assert once, "none of these would have, so nothing was shown"


def test_the_cross_reference_stream_never_ends_with_one_either() -> None:
    for count in range(300):
        assert b"\r\nendstream" not in written([f"<</N {count}>>"] * count, [])


def test_the_id_follows_from_the_content() -> None:
    same, other = written(["<</N 1>>"], []), written(["<</N 2>>"], [])
    assert same == written(["<</N 1>>"], [])
    ids = []
    for data in (same, other):
        with pikepdf.open(BytesIO(data)) as pdf:
            ids.append(bytes(pdf.trailer.ID[0]))
    assert ids[0] != ids[1]
