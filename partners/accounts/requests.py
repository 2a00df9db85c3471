"""Types of requests."""

from django.http import HttpRequest

from partners.accounts.models import User


class PersonRequest(HttpRequest):
    """A request behind `login_required`: its user is a person."""

    user: User
