"""Tells the editor at once what was made of the colour."""

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin import messages

from portal.appearance.models import Appearance
from portal.appearance.panels import notes


@hooks.register("after_edit_setting")
def say_what_was_made_of_it(request: HttpRequest, instance: object) -> None:
    if isinstance(instance, Appearance) and instance.accent:
        for note in notes(instance.accent):
            messages.warning(request, note)
