"""One workflow with one step, for offers and needs. Administrators can rename both."""

from typing import Any

from django.db import migrations

POSTINGS = ("offer", "need")


def create(apps: Any, schema_editor: Any) -> None:
    content_types = apps.get_model("contenttypes", "ContentType").objects
    step, _created = content_types.get_or_create(app_label="review", model="officeapproval")
    task = apps.get_model("review", "OfficeApproval").objects.create(
        name="Freigabe durch die zuständige Stelle", content_type=step
    )
    workflow = apps.get_model("wagtailcore", "Workflow").objects.create(
        name="Prüfung durch die zuständige Stelle"
    )
    apps.get_model("wagtailcore", "WorkflowTask").objects.create(
        workflow=workflow, task_id=task.pk, sort_order=0
    )
    for model in POSTINGS:
        reviewed, _created = content_types.get_or_create(app_label="postings", model=model)
        apps.get_model("wagtailcore", "WorkflowContentType").objects.create(
            workflow=workflow, content_type=reviewed
        )


def remove(apps: Any, schema_editor: Any) -> None:
    tasks = apps.get_model("review", "OfficeApproval").objects.all()
    apps.get_model("wagtailcore", "Workflow").objects.filter(
        workflow_tasks__task__in=tasks.values("pk")
    ).delete()
    tasks.delete()


class Migration(migrations.Migration):
    dependencies = [
        ("review", "0001_initial"),
        ("postings", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(create, remove)]
