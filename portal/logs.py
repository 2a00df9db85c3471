"""Keeps what identifies people out of the logs."""

import logging
import re

_OF_WORD = r"[^\s<>\"'(),;:=]"
# What is before the @: in quotes, in quotes of a text that is itself quoted, or a whole word. None
# begins amid another, so that a long line is read once and not from each of its characters.
_NAMES = (
    r'(?<!\\)"(?:[^"\\\n]|\\.)*"',
    r'\\"[^"\\\n]*\\"',
    rf"(?<!{_OF_WORD}){_OF_WORD}+?",
)
_ADDRESS = re.compile(rf"(?:{'|'.join(_NAMES)})(?:@|%40)(?:(?!\?){_OF_WORD})+")
_QUERY = re.compile(r"\?[^\s\"'<>)]+")
# Links in mails carry a secret as a long part of their path.
_SECRET = re.compile(r"/(?=[\w:-]*\d)[\w:-]{20,}(?=[/\s\"']|$)")


class RedactingFormatter(logging.Formatter):
    """Removes e-mail addresses, query strings and secrets in paths, from tracebacks too."""

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        line = _QUERY.sub("?[query]", line)
        line = _ADDRESS.sub("[address]", line)
        return _SECRET.sub("/[secret]", line)
