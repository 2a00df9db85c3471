"""Settings for `make run` and for manage.py without an environment. Never for the public."""

from portal.settings.base import *

DEBUG = True
SECRET_KEY = "development-only"  # noqa: S105
PORT = env.int("PORT", 8000)
ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
SITE_URL = WAGTAILADMIN_BASE_URL = env.str("SITE_URL", f"http://localhost:{PORT}")
SMTP_URL = env.str("SMTP_URL", "smtp://localhost:8025")
DEV_MAILBOX = str(VAR_DIR / "mail")
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
# A demo would be no fun if each of its people needed an authenticator first.
SECOND_FACTOR_DEMANDED = env.bool("SECOND_FACTOR_DEMANDED", False)
GALLERY = True
