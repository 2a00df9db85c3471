"""Who may do what with territories. Nobody changes them by hand: the import does."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser


def can_browse(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether the user sees the register in the admin: administrators only."""
    return bool(user.is_active and getattr(user, "is_superuser", False))
