"""Who may look into the ledger: it holds addresses of everybody, so administrators only."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser


def is_administrator(user: AbstractBaseUser | AnonymousUser) -> bool:
    return user.is_active and getattr(user, "is_superuser", False)
