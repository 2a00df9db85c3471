"""Looks into an uploaded document: whether it is what the end of its name says.

Nothing is unpacked: a list of contents is enough to see what kind of file it is, whether it brings
macros, and whether it would swell to many times its size.
"""

from zipfile import BadZipFile, ZipFile

from django.core.files import File

MAX_UNPACKED = 200 * 1024 * 1024
MAX_MEMBERS = 5_000
HEAD = 4096

# The part that makes a zipped document what it is.
OFFICE_OPEN_XML = {
    "docx": "word/document.xml",
    "pptx": "ppt/presentation.xml",
    "xlsx": "xl/workbook.xml",
}
OPEN_DOCUMENT = {
    "odp": b"application/vnd.oasis.opendocument.presentation",
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
    "odt": b"application/vnd.oasis.opendocument.text",
}
TEXT = {"csv", "ics", "txt"}
FILMS = {"mp4", "webm"}
SUBTITLES = "vtt"
MACROS = ("vbaproject.bin", "basic/script-lc.xml")


def ending(file: File) -> str:
    """The end of its name, in small letters and without the dot."""
    return str(file.name).rpartition(".")[2].lower()


def is_what_it_says(file: File) -> bool:
    kind = ending(file)
    file.seek(0)
    try:
        if kind == "pdf":
            return bool(file.read(HEAD).startswith(b"%PDF-"))
        if kind in TEXT:
            return _is_text(file.read(HEAD))
        if kind == SUBTITLES:
            return file.read(HEAD).removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT")
        if kind in FILMS:
            return _is_film(file.read(HEAD), kind)
        return _is_zipped_document(file, kind)
    finally:
        file.seek(0)


def _is_text(head: bytes) -> bool:
    return b"\0" not in head and not head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")


def _is_film(head: bytes, kind: str) -> bool:
    """MP4 begins with the box `ftyp` (ISO/IEC 14496-12), WebM with an EBML header that names it."""
    if kind == "mp4":
        return head[4:8] == b"ftyp"
    return head.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in head


def _is_zipped_document(file: File, kind: str) -> bool:
    try:
        with ZipFile(file) as archive:
            return _is_harmless(archive) and _is_of_kind(archive, kind)
    except (BadZipFile, KeyError, RuntimeError, NotImplementedError, EOFError, ValueError):
        return False


def _is_harmless(archive: ZipFile) -> bool:
    members = archive.infolist()
    return (
        len(members) <= MAX_MEMBERS
        and sum(member.file_size for member in members) <= MAX_UNPACKED
        and not any(member.filename.lower().endswith(MACROS) for member in members)
    )


def _is_of_kind(archive: ZipFile, kind: str) -> bool:
    if kind in OFFICE_OPEN_XML:
        return OFFICE_OPEN_XML[kind] in archive.namelist()
    wanted = OPEN_DOCUMENT.get(kind)
    if wanted is None:
        return False
    with archive.open("mimetype") as mimetype:
        return mimetype.read(len(wanted) + 1).strip() == wanted
