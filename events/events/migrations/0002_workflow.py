"""Events are reviewed as offers and needs are, in the same workflow."""

from django.db import migrations


def join(apps, schema_editor):
    content_types = apps.get_model("contenttypes", "ContentType").objects
    assigned = apps.get_model("wagtailcore", "WorkflowContentType").objects
    like_offers = assigned.filter(content_type__app_label="postings", content_type__model="offer")
    for row in like_offers:
        reviewed, _created = content_types.get_or_create(app_label="events", model="event")
        assigned.create(workflow=row.workflow, content_type=reviewed)


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0001_initial"),
        ("review", "0002_workflow"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(join, migrations.RunPython.noop)]
