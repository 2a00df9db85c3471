from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from offers.postings import tokens
from offers.words.models import IndexedEdition
from offers.words.normaliser import EDITION
from portal.finding import vocabulary


class Command(BaseCommand):
    help = (
        "Brings the words of postings and pages up to the rules of this release, and the words "
        "that suggestions are made of. Does nothing where they are; the site stays up meanwhile."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--again", action="store_true", help="even where nothing has changed")

    def handle(self, *_args: Any, **options: Any) -> None:
        newest = IndexedEdition.objects.last()
        if newest and newest.number == EDITION and not options["again"]:
            self.stdout.write("The words are up to date.")
            return
        postings = tokens.index_all()
        call_command("update_index", verbosity=0)
        words = vocabulary.renew()
        IndexedEdition.objects.create(number=EDITION)
        self.stdout.write(f"Indexed {postings} postings and all pages; {words} words are known.")
