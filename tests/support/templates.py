"""Makes an undefined variable in one of our templates an error.

Django shows nothing for it, and so a renamed variable is noticed by nobody. Templates of others
are left as they are: theirs rely on the silence.
"""

import sys
from types import FrameType

from django.template.base import FilterExpression, Node

from tests.support.database import APPS, BASE_DIR

OURS = tuple(str(BASE_DIR / folder) for folder in ("templates", *APPS, "tests"))


class UndefinedVariable(LookupError):
    """A template of ours shows a variable that nobody gave it."""


class StrictIfInvalid(str):
    """Django's `string_if_invalid`: empty for others' templates, an error in ours.

    Django asks whether it is true at the one moment when a variable was not found.
    A variable followed by the filter `default` says itself that it may be missing.
    """

    def __bool__(self) -> bool:
        frame = sys._getframe(1)
        if frame.f_code is not FilterExpression.resolve.__code__:
            return False
        expression: FilterExpression = frame.f_locals["self"]
        declared_optional = any(f[0].__name__ == "default" for f in expression.filters[:1])
        origin = _origin(frame)
        if origin.startswith(OURS) and not declared_optional:
            raise UndefinedVariable(f"{expression.var} in {origin}")
        return False


def _origin(frame: FrameType | None) -> str:
    while frame is not None:
        node = frame.f_locals.get("self")
        if isinstance(node, Node) and getattr(node, "origin", None):
            return str(node.origin.name)
        frame = frame.f_back
    return ""
