"""The kinds of events, a further list of terms."""

from django.db import migrations, models

from partners.taxonomy.initial import INITIAL, add_missing_names


def load(apps, schema_editor):
    Term = apps.get_model("taxonomy", "Term")
    TermName = apps.get_model("taxonomy", "TermName")
    for position, (slug, german, english) in enumerate(INITIAL["event_kind"]):
        term, new = Term.objects.get_or_create(
            vocabulary="event_kind", slug=slug, defaults={"position": position}
        )
        if not new:
            continue
        TermName.objects.bulk_create(
            TermName(term=term, language=language, name=name)
            for language, name in (("de", german), ("en", english))
        )
    add_missing_names(Term, TermName)


class Migration(migrations.Migration):

    dependencies = [
        ('taxonomy', '0004_names_in_all_languages'),
    ]

    operations = [
        migrations.AlterField(
            model_name='term',
            name='vocabulary',
            field=models.CharField(choices=[('topic', 'Topic'), ('factor', 'Factor of co-operation'), ('audience', 'Audience'), ('offer_kind', 'Kind of offer'), ('need_kind', 'Kind of need'), ('event_kind', 'Kind of event'), ('organisation_kind', 'Kind of organisation'), ('sector', 'Sector (WZ 2008)'), ('language', 'Language')], max_length=20, verbose_name='vocabulary'),
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
