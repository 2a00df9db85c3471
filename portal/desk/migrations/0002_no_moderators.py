"""Takes Wagtail's moderation off the tree: offices publish their pages themselves.

Wagtail sets it up for a group of moderators, which nobody belongs to here.
"""

from django.db import migrations


def take_off(apps, schema_editor):
    WorkflowPage = apps.get_model("wagtailcore", "WorkflowPage")
    WorkflowPage.objects.filter(workflow__name="Moderators approval", page__depth=1).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(take_off, migrations.RunPython.noop)]
