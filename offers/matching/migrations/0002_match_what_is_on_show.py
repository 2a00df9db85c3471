"""What was on show before there was matching is looked at, too."""

from django.db import migrations


def look_at_all(apps, schema_editor):
    Need = apps.get_model("postings", "Need")
    OutboxRow = apps.get_model("outbox", "OutboxRow")
    keys = Need.objects.filter(live=True).values_list("pk", flat=True)
    OutboxRow.objects.bulk_create(
        (OutboxRow(subject="posting", key=key) for key in keys), batch_size=1000
    )


class Migration(migrations.Migration):
    dependencies = [("matching", "0001_initial"), ("outbox", "0001_initial")]

    operations = [migrations.RunPython(look_at_all, migrations.RunPython.noop)]
