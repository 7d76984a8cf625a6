"""Files that hold other files or texts: archives of every form, and PDFs, made as small as they can be."""

from __future__ import annotations

import io
import tarfile
import zipfile
import zlib
from collections.abc import Mapping, Sequence

from pypdf import PdfWriter


def zipped(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def tarred(members: Mapping[str, bytes], mode: str = "w") -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return file.getvalue()


def pdf(
    *pages: str | bytes, picture: bytes | None = None, about: Mapping[str, str] = {}, font: str = ""
) -> bytes:
    """A PDF with a page for each text, or for each content stream; `picture` is the pixels of a grey square."""
    font = font or "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    resources = f"/Font << /F {font} >>" + (" /XObject << /P 4 0 R >>" if picture else "")
    side = int(len(picture or b"") ** 0.5)
    image = f"/Subtype /Image /Width {side} /Height {side} /ColorSpace /DeviceGray /BitsPerComponent 8"
    objects: list[tuple[str, bytes | None]] = [
        ("<< /Type /Catalog /Pages 2 0 R >>", None),
        ("", None),
        ("<< " + " ".join(f"/{key} ({value})" for key, value in about.items()) + " >>", None),
        (f"<< /Type /XObject {image}", picture or b""),
    ]
    kids: Sequence[int] = []
    for page in pages:
        objects.append(("<<", page if isinstance(page, bytes) else _shown(page)))
        number = len(objects)
        shape = f"/Parent 2 0 R /MediaBox [0 0 600 800] /Resources << {resources} >> /Contents {number} 0 R"
        objects.append((f"<< /Type /Page {shape} >>", None))
        kids = [*kids, number + 1]
    objects[1] = (
        f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] >>",
        None,
    )
    return _written(objects)


def locked(data: bytes, password: str) -> bytes:
    """The PDF, with this password for reading, and another one for printing."""
    writer = PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt(password, "to print", algorithm="RC4-128")
    return _of(writer)


def attached(data: bytes, name: str, file: bytes) -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(data))
    writer.add_attachment(name, file)
    return _of(writer)


def _of(writer: PdfWriter) -> bytes:
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def _shown(text: str) -> bytes:
    lines = "".join(f"({line}) Tj T* " for line in text.split("\n"))
    return f"BT /F 12 Tf 14 TL 50 700 Td {lines} ET".encode("cp1252")


def _written(objects: Sequence[tuple[str, bytes | None]]) -> bytes:
    file, places = bytearray(b"%PDF-1.7\n"), []
    for number, (head, stream) in enumerate(objects, 1):
        places.append(len(file))
        body = head.encode()
        if stream is not None:
            packed = zlib.compress(stream)
            body += b" /Filter /FlateDecode /Length %d >>\nstream\n%b\nendstream" % (len(packed), packed)
        file += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(file)
    file += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    file += b"".join(b"%010d 00000 n \n" % place for place in places)
    file += b"trailer\n<< /Root 1 0 R /Info 3 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        start,
    )
    return bytes(file)
