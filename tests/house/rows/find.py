"""Rows of the one search."""

from tests.house.matrix import Row, everyone

ROWS = [
    Row("finding:search", everyone(200)),
    Row("finding:pages", everyone(200)),
    Row("finding:suggest", everyone(200)),
]
