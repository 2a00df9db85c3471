"""Gives every office its region page and its collection: those appointed before there were any."""

from typing import Any

from django.core.management.base import BaseCommand

from portal.desk.actions import equip_all


class Command(BaseCommand):
    help = "Creates what offices lack: region pages (drafts) and collections."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(f"{equip_all()} offices are equipped.")
