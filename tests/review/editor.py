"""What the editor in the admin sends, for tests."""

from typing import Any

from django.http import HttpResponse
from django.test import Client

from offers.postings.models import Posting


def editor_data(client: Client, posting: Posting) -> dict[str, Any]:
    """What the browser sends when somebody opens the editor and presses a button at once."""
    page = client.get(posting.review_url)
    form = page.context["form"]
    data = {"loaded_revision_id": posting.version}
    for part in (form, *form.formsets.values()):
        rows = [part] if part is form else [part.management_form, *part.forms]
        for row in rows:
            for field in row:
                value = field.value()
                if value is not False:
                    data[field.html_name] = "" if value is None else value
    return data


def press(
    client: Client, posting: Posting, button: dict[str, str] | None = None, **changes: Any
) -> HttpResponse:
    """Opens the editor, changes these fields and presses this button; "Save" for none."""
    data = editor_data(client, posting) | changes | (button or {})
    return client.post(posting.review_url, data)


PUBLISH = {"action-publish": "action-publish"}
APPROVE = {"action-workflow-action": "true", "workflow-action-name": "approve"}
