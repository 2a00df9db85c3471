"""Calendars of others that hold what a test says."""

from collections.abc import Callable
from typing import Any

import pytest

from events.calendars import fetching, importing
from events.calendars.fetching import Fetched
from events.calendars.models import CalendarSource
from events.calendars.problems import SourceError
from tests.calendars.builders import calendar, source


@pytest.fixture
def town(company, owner) -> CalendarSource:
    return source(company)


@pytest.fixture
def trusted(town) -> CalendarSource:
    town.organisation.publishes_at_once = True
    town.organisation.save()
    return town


@pytest.fixture
def look(monkeypatch) -> Callable[..., CalendarSource]:
    """Looks at a source that now holds these events; `look(town, content=…)` for anything else."""

    def run(town: CalendarSource, *entries: str, content: Any = None) -> CalendarSource:
        answer = content if content is not None else calendar(*entries)

        def fetch(*_marks: str) -> Fetched:
            if isinstance(answer, SourceError):
                raise answer
            return answer if isinstance(answer, Fetched) else Fetched(answer, '"1"')

        monkeypatch.setattr(fetching, "fetch", fetch)
        CalendarSource.objects.filter(pk=town.pk).update(last_run_at=None)
        importing.run(town.pk)
        town.refresh_from_db()
        return town

    return run
