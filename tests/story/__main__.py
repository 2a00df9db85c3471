"""`make story`: plays the story on a fresh database through the real stack, printing each step.

Exit status 1 where a step fails. Needs Chromium, and the official register in ../shared/data or in
the folder that REGISTER names. With PICTURES=docs/images it takes the pictures of the README anew;
TEMPLATE names a migrated database of PostgreSQL to begin with, which saves the time to migrate.
"""

import os
import sys
from pathlib import Path

from tests.story import servers
from tests.story.telling import Teller, say

REGISTER = Path(os.environ.get("REGISTER", servers.ROOT.parent / "shared" / "data"))
PICTURES = os.environ.get("PICTURES")
FILES = {
    "--coordinates": "municipality_coordinates.csv",
    "--postcodes": "plz_municipality.csv",
    "--boundaries": "counties.geojson",
}


def main() -> int:
    import django

    from tests.deliveries.sink import Sink, listening

    if not REGISTER.is_dir():
        say(f"The official register is not in {REGISTER}; name its folder in REGISTER.")
        return 1
    tell, sink = Teller(), Sink()
    try:
        with listening(sink), servers.environment(servers.free_port(), sink.port) as told:
            os.environ.update(told)
            with tell.step(f"A fresh database: {_engines(told)}"):
                django.setup()
                servers.manage("migrate", "--verbosity", "0")
            with tell.step("The whole official register is imported"):
                tell.see(_import())
            with servers.running(told["SITE_URL"]):
                _play(tell, sink, told["SITE_URL"])
    except Exception as error:
        say(f"\nThe story does not hold: {type(error).__name__}")
        return 1
    say("\nThe story holds.")
    return 0


def _engines(told: dict[str, str]) -> str:
    engine = "PostgreSQL" if told["DATABASE_URL"].startswith("postgres") else "SQLite"
    return f"{engine}, {'Redis' if told['REDIS_URL'] else 'no broker'}"


def _import() -> str:
    register = next(REGISTER.glob("GV100AD*.txt"))
    further = [part for name, file in FILES.items() for part in (name, str(REGISTER / file))]
    return servers.manage("import_territories", str(register), *further)


def _play(tell: Teller, sink: object, address: str) -> None:
    from django.db import connections
    from django.utils import translation

    from tests.story.mails import Mails
    from tests.story.play import Story
    from tests.support.browser import chromium

    with chromium() as browser, translation.override("de"):
        pictures = Path(PICTURES) if PICTURES else None
        Story(tell, Mails(sink), browser, address, pictures).play()
    connections.close_all()


if __name__ == "__main__":
    sys.exit(main())
