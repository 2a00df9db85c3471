"""Sessions in the database, asked for only by keys that can be one."""

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore


class SessionStore(DatabaseSessionStore):
    """A cookie can carry anything; PostgreSQL refuses some of it, such as the character NUL."""

    def _validate_session_key(self, key: str) -> bool:
        sound = super()._validate_session_key(key)  # type: ignore[misc] # unknown to the stubs
        return bool(sound) and key.isascii() and key.isalnum()
