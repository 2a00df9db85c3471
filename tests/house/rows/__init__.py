"""The rows of the table of rights, a module for each part of the portal; all are collected here."""

from importlib import import_module
from pkgutil import iter_modules

from tests.house.matrix import Row

ROWS: list[Row] = [
    row
    for module in iter_modules(__path__, f"{__name__}.")
    for row in import_module(module.name).ROWS
]
