"""The words that mean the same with which a new database starts, from synonyms.toml."""

import tomllib
from pathlib import Path

FILE = Path(__file__).with_name("synonyms.toml")


def groups() -> list[dict[str, str]]:
    """Language → words, for each group."""
    found: list[dict[str, str]] = tomllib.loads(FILE.read_text())["group"]
    return found
