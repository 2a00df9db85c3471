"""What was sent by forms, as a table: no answer becomes a formula in the program that opens it."""

from typing import Any

from wagtail.contrib.forms.views import SubmissionsListView

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def defused(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


class SubmissionsView(SubmissionsListView):
    """Wagtail marks the answers in a workbook as text, but nothing in CSV and no headings."""

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        cell = super().preprocess_field_value(field, value, export_format)
        return defused(cell) if export_format == self.FORMAT_CSV else cell

    def get_heading(self, queryset: Any, field: str) -> str:
        return str(defused(super().get_heading(queryset, field)))
