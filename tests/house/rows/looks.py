"""Rows of how the portal looks."""

from tests.house.matrix import Row, everyone

ROWS = [Row("theme", everyone(200))]
