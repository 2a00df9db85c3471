"""How names are compared: without case, accents and punctuation, umlauts written either way."""

import unicodedata

# Letters that Unicode does not take apart into a base letter and an accent.
_SPELLINGS = str.maketrans({"ß": "ss", "ł": "l", "ø": "o", "æ": "ae", "đ": "d"})
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def fold(text: str) -> str:
    """Words of a text as somebody may type them, umlauts written out.

    >>> fold("Lübben (Spreewald)")
    'luebben spreewald'
    """
    lowered = unicodedata.normalize("NFC", text).casefold()
    return _plain(lowered.translate(_UMLAUTS))


def spellings(*names: str) -> str:
    """What a stored name is searched in: each name both ways, between slashes.

    >>> spellings("Köln")
    '/koeln/koln/'
    """
    found: list[str] = []
    for name in names:
        for spelling in (fold(name), _plain(name.casefold())):
            if spelling and spelling not in found:
                found.append(spelling)
    return f"/{'/'.join(found)}/" if found else ""


def _plain(lowered: str) -> str:
    parts = unicodedata.normalize("NFKD", lowered.translate(_SPELLINGS))
    letters = "".join(part for part in parts if not unicodedata.combining(part))
    return " ".join("".join(char if char.isalnum() else " " for char in letters).split())
