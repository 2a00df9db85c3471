"""Settings for `make run` and for manage.py without an environment. Never for the public."""

from portal.settings.base import *

DEBUG = True
SECRET_KEY = "development-only"  # noqa: S105
ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
SMTP_URL = env.str("SMTP_URL", "smtp://localhost:8025")
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
