from django.db import migrations

from partners.taxonomy.initial import INITIAL


def load(apps, schema_editor):
    Term = apps.get_model("taxonomy", "Term")
    TermName = apps.get_model("taxonomy", "TermName")
    for vocabulary, entries in INITIAL.items():
        for position, (slug, german, english) in enumerate(entries):
            term = Term.objects.create(vocabulary=vocabulary, slug=slug, position=position)
            TermName.objects.bulk_create(
                TermName(term=term, language=language, name=name)
                for language, name in (("de", german), ("en", english))
            )


class Migration(migrations.Migration):
    dependencies = [("taxonomy", "0001_initial")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
