"""Collects, updates, checks and compiles the texts people see, without system tools.

Run as `python -m portal.translations update|check|compile`. English is the source and needs no
catalogue; every other language of the settings has one file locale/LOCALE/LC_MESSAGES/django.po,
which `update` begins where it is missing.
"""

import ast
import os
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation import get_language_info, to_locale
from django.utils.translation.template import templatize

BASE_DIR = Path(__file__).resolve().parents[1]
LOCALE_DIR = BASE_DIR / "locale"
SOURCE_LANGUAGE = "en"
SOURCES = ("portal", "partners", "offers", "events", "templates")
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}

_STRING = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
_CALL = re.compile(rf"\b(_|n?p?gettext)\(({_STRING}(?:, {_STRING})*)(?:, ?count)?\)")
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|{\w*}")
# Where a name goes into a sentence; not where an address goes into a tag (`href="%(url)s"`).
_INSERTED = re.compile(r"""(?<!["'%])(?:%(?:\(\w+\))?s|{\w+})""")

Found = tuple[int, str, str | tuple[str, ...], list[str]]


def extract_template(fileobj: IO[bytes], *_: object, **__: object) -> Iterator[Found]:
    """Texts of a Django template, in the form Babel expects of an extractor.

    Django rewrites the tags as gettext calls amid filler that is not valid Python, so the calls
    are read one by one.
    """
    source = templatize(fileobj.read().decode())
    for call in _CALL.finditer(source):
        line = source.count("\n", 0, call.start()) + 1
        texts = ast.literal_eval(f"[{call[2]}]")
        yield line, call[1], texts[0] if len(texts) == 1 else tuple(texts), []


def extract() -> Catalog:
    """Every text of our code and templates, untranslated."""
    found = Catalog(charset="utf-8")
    methods: Any = [
        ("**.py", "python"),
        ("**.html", extract_template),
        ("**.txt", extract_template),
    ]
    for folder in SOURCES:
        for _file, _line, message, comments, context in extract_from_dir(
            BASE_DIR / folder, methods, keywords=KEYWORDS
        ):
            found.add(message, auto_comments=comments, context=context)
    return found


def catalogues() -> dict[Path, Catalog]:
    """The catalogue of each language, by its file."""
    read = {}
    for path in sorted(LOCALE_DIR.glob("*/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            read[path] = read_po(file, locale=path.parts[-3], domain="django")
    return read


def wanted() -> dict[Path, str]:
    """The files that there must be, with the language of each, by the settings."""
    return {
        LOCALE_DIR / to_locale(code) / "LC_MESSAGES" / "django.po": code
        for code, _name in settings.LANGUAGES
        if code != SOURCE_LANGUAGE
    }


def _begin(path: Path, language: str) -> Catalog:
    path.parent.mkdir(parents=True)
    return Catalog(
        locale=to_locale(language),
        domain="django",
        header_comment=(
            f"# {get_language_info(language)['name']} texts of the portal. "
            "`make messages` adds new ones; translate those left empty."
        ),
        project="Partnerkommune",
        version="0",
        charset="utf-8",
        fuzzy=False,
    )


def write(catalogue: Catalog, path: Path) -> None:
    """Writes a catalogue so that a change of one text changes only its own lines."""
    with path.open("wb") as file:
        write_po(
            file,
            catalogue,
            width=100,
            no_location=True,
            sort_output=True,
            ignore_obsolete=True,
        )


def update() -> None:
    """Adds new texts to each catalogue, untranslated, and drops those no longer used.

    A language that has just been put into the settings gets its catalogue.
    """
    found = extract()
    there = catalogues()
    begun = {path: _begin(path, code) for path, code in wanted().items() if path not in there}
    for path, catalogue in (there | begun).items():
        found.creation_date = catalogue.creation_date
        catalogue.update(found, no_fuzzy_matching=True)
        write(catalogue, path)


def compile_changed() -> None:
    """Compiles catalogues newer than their compiled form; safe when several processes do it."""
    for path, catalogue in catalogues().items():
        target = path.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= path.stat().st_mtime:
            continue
        draft = target.with_suffix(f".{os.getpid()}")
        if catalogue.locale and catalogue.locale.text_direction == "rtl":
            isolate(catalogue)
        with draft.open("wb") as file:
            write_mo(file, catalogue)
        draft.replace(target)


def isolate(catalogue: Catalog) -> None:
    """Keeps apart what is inserted into right-to-left sentences.

    A German name, a price or an address would pull the punctuation beside it to the wrong side. The
    two marks (first strong isolate, pop directional isolate) do in titles, subjects and text mails,
    too, what `<bdi>` does in HTML; translators need not think of them. A sentence that begins with
    something inserted gets the mark of its own direction, which `dir="auto"` looks for.
    """
    for message in catalogue:
        if not message.id:
            continue
        forms = [_isolated(form) for form in _forms(message.string)]
        message.string = forms[0] if isinstance(message.id, str) else tuple(forms)


def _isolated(text: str) -> str:
    text = _INSERTED.sub("\u2068\\g<0>\u2069", text)
    return f"\u200f{text}" if re.match(r"\W*\u2068", text) else text


def faults() -> list[str]:
    """What keeps the catalogues from being complete, a line each."""
    found = extract()
    there, needed = catalogues(), wanted()
    lines = [f"{code}: has no catalogue" for path, code in needed.items() if path not in there]
    lines += [f"{path.parts[-3]}: not in LANGUAGES" for path in there if path not in needed]
    for path, catalogue in there.items():
        language = path.parts[-3]
        lines += [f"{language}: missing: {m.id!r}" for m in _missing(found, catalogue)]
        lines += [f"{language}: no longer used: {m.id!r}" for m in _missing(catalogue, found)]
        lines += [f"{language}: {fault}" for m in catalogue if m.id for fault in _faults_of(m)]
    return lines


def _missing(wanted: Catalog, there: Catalog) -> list[Message]:
    return [m for m in wanted if m.id and there.get(m.id, m.context) is None]


def _faults_of(message: Message) -> Iterator[str]:
    texts, sources = _forms(message.string), _forms(message.id)
    if not all(texts):
        yield f"not translated: {message.id!r}"
        return
    if message.fuzzy:
        yield f"fuzzy: {message.id!r}"
    wanted = set(_PLACEHOLDER.findall(sources[-1]))
    # A singular may spell the number out; every other form names the same placeholders.
    if set(_PLACEHOLDER.findall(texts[-1])) != wanted:
        yield f"placeholders differ: {message.id!r}"
    if any(set(_PLACEHOLDER.findall(text)) - wanted for text in texts):
        yield f"unknown placeholder: {message.id!r}"


def _forms(text: str | Iterable[str] | None) -> list[str]:
    return [text or ""] if isinstance(text, str | None) else list(text)


def check() -> None:
    """Exits with the list of faults, if there are any."""
    if lines := faults():
        sys.exit("\n".join(lines) + f"\n{len(lines)} faults; see `make messages`")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.development")
    {"update": update, "compile": compile_changed, "check": check}[sys.argv[1]]()
