"""Shows the mails that the catcher of `make run` kept. Has no address outside development."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp, csp_update
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

MAIL_POLICY = {
    "default-src": [NONE],
    "style-src": [UNSAFE_INLINE],
    "img-src": [SELF, "data:"],
    "frame-ancestors": [SELF],
}


@dataclass(frozen=True)
class CaughtMail:
    key: str
    received: datetime
    message: EmailMessage

    @classmethod
    def read(cls, file: Path) -> "CaughtMail":
        message = message_from_bytes(file.read_bytes(), policy=policy.default)
        received = datetime.fromtimestamp(file.stat().st_mtime, UTC)
        return cls(file.name, received, message)

    @property
    def subject(self) -> str:
        return str(self.message["Subject"] or "")

    @property
    def to(self) -> str:
        return str(self.message["X-RcptTo"] or self.message["To"] or "")

    @property
    def headers(self) -> list[tuple[str, str]]:
        return [(name, str(value)) for name, value in self.message.items()]

    def part(self, kind: str) -> str:
        """The body of this kind, `plain` or `html`; empty where there is none."""
        body = self.message.get_body((kind,))
        return body.get_content() if body else ""


def caught_mails() -> list[CaughtMail]:
    """All mails, newest first."""
    files = Path(settings.DEV_MAILBOX).glob("new/*")
    return [CaughtMail.read(f) for f in sorted(files, key=_received, reverse=True)]


def _received(file: Path) -> int:
    return file.stat().st_mtime_ns


def _find(key: str) -> CaughtMail:
    for mail in caught_mails():
        if mail.key == key:
            return mail
    raise Http404


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "mailbox/index.html", {"mails": caught_mails()})


@require_safe
@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]  # it knows views without a key only
def show(request: HttpRequest, key: str) -> HttpResponse:
    mail = _find(key)
    parts = {"text": mail.part("plain"), "html": mail.part("html")}
    return render(request, "mailbox/show.html", {"mail": mail, **parts})


@require_safe
@csp(MAIL_POLICY)  # type: ignore[arg-type]
def html(request: HttpRequest, key: str) -> HttpResponse:
    """The HTML twin alone, as a mail program would show it; links open in the whole window."""
    return HttpResponse('<base target="_top">' + _find(key).part("html"))


app_name = "mailbox"
urlpatterns = [
    path("", index, name="index"),
    path("<str:key>/", show, name="show"),
    path("<str:key>/html/", html, name="html"),
]
