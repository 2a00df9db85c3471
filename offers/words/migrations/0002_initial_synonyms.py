from django.db import migrations

from offers.words.initial import groups


def load(apps, schema_editor):
    SynonymGroup = apps.get_model("words", "SynonymGroup")
    SynonymWords = apps.get_model("words", "SynonymWords")
    for group in groups():
        made = SynonymGroup.objects.create()
        SynonymWords.objects.bulk_create(
            SynonymWords(group=made, language=language, words=words)
            for language, words in group.items()
            if words
        )


class Migration(migrations.Migration):
    dependencies = [("words", "0001_initial")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
