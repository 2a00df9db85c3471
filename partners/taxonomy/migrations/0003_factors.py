"""The factors of co-operation, a further list of terms."""

from django.db import migrations, models

from partners.taxonomy.initial import INITIAL


def load(apps, schema_editor):
    Term = apps.get_model("taxonomy", "Term")
    TermName = apps.get_model("taxonomy", "TermName")
    for position, (slug, german, english) in enumerate(INITIAL["factor"]):
        term, new = Term.objects.get_or_create(
            vocabulary="factor", slug=slug, defaults={"position": position}
        )
        if not new:
            continue
        TermName.objects.bulk_create(
            TermName(term=term, language=language, name=name)
            for language, name in (("de", german), ("en", english))
        )


class Migration(migrations.Migration):

    dependencies = [
        ('taxonomy', '0002_initial_terms'),
    ]

    operations = [
        migrations.AlterField(
            model_name='term',
            name='vocabulary',
            field=models.CharField(choices=[('topic', 'Topic'), ('factor', 'Factor of co-operation'), ('audience', 'Audience'), ('offer_kind', 'Kind of offer'), ('need_kind', 'Kind of need'), ('organisation_kind', 'Kind of organisation'), ('sector', 'Sector (WZ 2008)'), ('language', 'Language')], max_length=20, verbose_name='vocabulary'),
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
