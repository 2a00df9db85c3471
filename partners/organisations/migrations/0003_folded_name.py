from django.db import migrations, models

from partners.territories.words import fold


def fill(apps, schema_editor):
    Organisation = apps.get_model("organisations", "Organisation")
    for organisation in Organisation.objects.only("name"):
        Organisation.objects.filter(pk=organisation.pk).update(folded_name=fold(organisation.name))


class Migration(migrations.Migration):
    dependencies = [("organisations", "0002_organisation_publishes_at_once")]

    operations = [
        migrations.AddField(
            model_name="organisation",
            name="folded_name",
            field=models.CharField(default="", editable=False, max_length=320),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
