"""Ukrainian, Arabic, Turkish and easy German names for the terms a database started with."""

from django.db import migrations

from partners.taxonomy.initial import add_missing_names


def load(apps, schema_editor):
    add_missing_names(apps.get_model("taxonomy", "Term"), apps.get_model("taxonomy", "TermName"))


class Migration(migrations.Migration):
    dependencies = [("taxonomy", "0003_factors")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
