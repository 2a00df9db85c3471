"""Who is registered, as a workbook: no cell becomes a formula in the program that opens it."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell

from events.events.models import Occurrence
from events.events.recurrence import wall
from events.registration import seats
from events.registration.models import Participant, Question, Registration

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def workbook(occurrence: Occurrence) -> bytes:
    """One line for each person, with what was said for all of them repeated."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Registrations"))
    questions = list(seats.setup_of(occurrence).questions.all())
    for line in (_heading(questions), *_lines(occurrence, questions)):
        sheet.append([_cell(sheet, value) for value in line])
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _heading(questions: list[Question]) -> list[str]:
    return [
        *(_("State"), _("Registered as"), _("Organisation"), _("Contact"), _("E-mail")),
        *(
            _("Phone"),
            _("Language"),
            _("Name"),
            _("Kind of seat"),
            _("Age"),
            _("Interpreter"),
        ),
        *(_("Needs for access"), _("What the organiser should know"), _("Registered on")),
        _("Checked in"),
        *(question.text for question in questions),
    ]


def _lines(occurrence: Occurrence, questions: list[Question]) -> Iterator[list[Any]]:
    rows = Registration.objects.filter(occurrence=occurrence).open()
    for registration in rows.with_people().prefetch_related("answers"):
        answers = {answer.question_id: answer.text for answer in registration.answers.all()}
        said = [answers.get(question.pk, "") for question in questions]
        for person in registration.people.all():
            yield [*_line(registration, person), *said]


def _line(registration: Registration, person: Participant) -> list[Any]:
    return [
        registration.get_state_display(),
        registration.get_kind_display(),
        registration.organisation_name,
        registration.contact_name,
        registration.email,
        registration.phone,
        registration.language,
        person.name,
        person.seat.name,
        person.age,
        str(person.interpretation or ""),
        person.access_need,
        registration.note,
        _moment(registration.created_at),
        _moment(person.attended_at),
    ]


def _moment(moment: Any) -> Any:
    """By the clock of Germany: workbooks know no zones."""
    return wall(moment).replace(microsecond=0) if moment else None


def _cell(sheet: Any, value: Any) -> Cell:
    """Text stays text, also where it is copied or saved as CSV (the mark is Excel's own)."""
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(FORMULA)
    return cell
