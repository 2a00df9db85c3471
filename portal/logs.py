"""Keeps what identifies people out of the logs."""

import logging
import re

_ADDRESS = re.compile(r"[^\s<>\"'(),;:=]+@[^\s<>\"'(),;:=?]+")
_QUERY = re.compile(r"\?[^\s\"'<>)]+")
# Links in mails carry a secret as a long part of their path.
_SECRET = re.compile(r"/(?=[\w:-]*\d)[\w:-]{20,}(?=[/\s\"']|$)")


class RedactingFormatter(logging.Formatter):
    """Removes e-mail addresses, query strings and secrets in paths, from tracebacks too."""

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        line = _ADDRESS.sub("[address]", line)
        line = _QUERY.sub("?[query]", line)
        return _SECRET.sub("/[secret]", line)
