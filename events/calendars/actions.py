"""What an organisation does with the calendars that it takes over.

Permission is checked by the caller; every function is one transaction.
"""

from typing import Any

from django.db import transaction

from events.calendars.models import CalendarSource, CategoryMapping
from partners.accounts.models import User
from partners.organisations.models import Organisation


@transaction.atomic
def add(user: User, organisation: Organisation, details: dict[str, Any]) -> CalendarSource:
    """From now on it is looked at every hour, for the first time soon."""
    source = CalendarSource(organisation=organisation, added_by=user)
    return _apply(source, details)


@transaction.atomic
def change(source: CalendarSource, details: dict[str, Any]) -> CalendarSource:
    """What was taken over before is changed with it, at the next look."""
    return _apply(source, details)


@transaction.atomic
def remove(source: CalendarSource) -> None:
    """Events that were taken over stay; from now on they are as those that were written here."""
    source.delete()


def ask_now(source: CalendarSource) -> None:
    """Makes it its turn, whatever its server said last."""
    CalendarSource.objects.filter(pk=source.pk).update(last_run_at=None, etag="", last_modified="")


def _apply(source: CalendarSource, details: dict[str, Any]) -> CalendarSource:
    details = dict(details)
    topics, mappings = details.pop("topics"), details.pop("mappings")
    for name, value in details.items():
        setattr(source, name, value)
    source.last_run_at, source.etag, source.last_modified = None, "", ""
    source.save()
    source.topics.set(topics)
    source.mappings.all().delete()
    CategoryMapping.objects.bulk_create(
        CategoryMapping(source=source, category=category, kind=kind, topic=topic)
        for category, kind, topic in mappings
    )
    return source
