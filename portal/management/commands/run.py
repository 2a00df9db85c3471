"""`make run`: the whole portal on this machine, for a look around and for development."""

import sys
from io import StringIO
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from portal.running import Group, free_port, in_use


class Command(BaseCommand):
    help = "Prepares the database and starts site, worker and mail catcher (development only)."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEV_MAILBOX:
            raise CommandError("`run` is for development; docs/operations.md says how to run it.")
        self.port: int = settings.PORT
        if in_use(self.port):
            raise CommandError(
                f"Port {self.port} is in use by another program. "
                f"Choose another one: make run PORT={self.port + 1}"
            )
        self.log_ins = prepare()
        self.announced = False
        mail_port = free_port()
        group = Group(self._commands(mail_port), {"SMTP_URL": f"smtp://127.0.0.1:{mail_port}"})
        if ended := group.run(self._announce_when_ready):
            raise CommandError(f"The {ended} ended by itself, so everything was stopped.")
        self.stdout.write("Stopped.")

    def _commands(self, mail_port: int) -> dict[str, list[str]]:
        manage = [sys.executable, "manage.py"]
        catcher = ["-m", "aiosmtpd", "-n", "-l", f"127.0.0.1:{mail_port}"]
        mailbox = ["-c", "aiosmtpd.handlers.Mailbox", str(settings.DEV_MAILBOX)]
        return {
            "mail catcher": [sys.executable, *catcher, *mailbox],
            "site": [*manage, "runserver", f"127.0.0.1:{self.port}"],
            "worker": [*manage, "worker"],
        }

    def _announce_when_ready(self) -> None:
        if self.announced or not in_use(self.port):
            return
        self.announced = True
        address = f"http://localhost:{self.port}"
        self.stdout.write(f"\n{self.log_ins.strip()}\n\nPortal    {address}/")
        self.stdout.write(f"Mails     {address}/mail/   (every mail ends there, none leaves)")
        if not settings.SECOND_FACTOR_DEMANDED:
            self.stdout.write(
                "The second factor is offered, but not demanded: SECOND_FACTOR_DEMANDED is off."
            )
        self.stdout.write("Ctrl-C ends all of it.\n")
        self.stdout.flush()


def prepare() -> str:
    """Brings the database up to date; returns what the demo says about its log-ins."""
    demo = StringIO()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("add_languages")
    call_command("load_demo", stdout=demo)
    call_command("index_words", stdout=StringIO())
    return demo.getvalue()
