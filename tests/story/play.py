"""The story: a need meets its offers, and someone answers."""

import time
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from playwright.sync_api import Browser, expect

from offers.matching.models import Match
from offers.matching.reasons import Words
from offers.postings.models import Need
from partners.deliveries.models import Delivery
from partners.outbox.models import OutboxRow
from partners.territories.models import Territory
from tests.story import browsing, people
from tests.story.mails import Mails, html_of, link_in, text_of
from tests.story.telling import Teller
from tests.support.waiting import wait_until

HR = "personal@klinikum.example"
HOSPITAL = "Klinikum Pleißenaue"


class Story:
    """Plays it step by step; each raises where something does not hold."""

    def __init__(self, teller: Teller, mails: Mails, browser: Browser, address: str) -> None:
        self.tell, self.mails = teller, mails
        self.hr, self.office, self.school, self.landlord, self.helpers = (
            browsing.open_browser(browser, address) for _person in range(5)
        )

    def play(self) -> None:
        self.who_is_there()
        self.hospital_registers()
        self.hospital_posts_a_need()
        self.mails_say_why()
        self.school_answers()
        self.landlord_answers_by_link()
        self.hospital_answers()
        self.why_not_the_far_flat()
        self.a_later_offer_reaches_the_old_need()
        self.mails_are_stopped()
        self.nobody_is_told_twice()

    def who_is_there(self) -> None:
        with self.tell.step("The county has an office; a school and two landlords offer something"):
            people.administrator()
            people.settle()
            for posting in (people.offer_course(), people.offer_flat(), people.offer_far_flat()):
                self.tell.see(f"{posting} · {posting.organisation} · {posting.place.label}")
            near, far = people.kilometres()
            self.tell.see(f"Flats are {near} and {far} km from the hospital's town.")
            assert near < 25 < 75 < far

    def hospital_registers(self) -> None:
        with self.tell.step("A hospital registers and is verified by the county's office"):
            browsing.sign_up(self.hr, HR)
            browsing.confirm(self.hr, link_in(self.mails.wait(HR, "bestätigen"), "/accounts/"))
            browsing.log_in(self.hr, HR)
            browsing.register_hospital(self.hr, HOSPITAL, people.ALTENBURG)
            asked = self.mails.wait(people.OFFICE, HOSPITAL)
            browsing.log_in(self.office, people.OFFICE)
            browsing.verify(self.office, link_in(asked, "/admin/"))
            self.tell.see(self.mails.wait(HR, "geprüft")["Subject"])

    def hospital_posts_a_need(self) -> None:
        with self.tell.step(
            "It needs flats and a German course for five people; the office approves"
        ):
            browsing.post_need(self.hr, HR)
            asked = self.mails.wait(people.OFFICE, browsing.NEED)
            browsing.approve(self.office, link_in(asked, "/admin/"))
            wait_until(lambda: Match.objects.count() == 2, 30)
            matches = list(Match.objects.order_by("supply"))
            words = Words(match.reasons for match in matches)
            for match in matches:
                self.tell.see(f"{match.supply}: {words.sentence(match.reasons)}")

    def mails_say_why(self) -> None:
        with self.tell.step("Both sides are told once, and why; the landlord 80 km away is not"):
            school = self.mails.wait(people.SCHOOL, "Neuer Treffer")
            landlord = self.mails.wait(people.LANDLORD, "Neuer Treffer")
            hospital = self.mails.wait(HR, "neue Treffer")
            assert "gemeinsam: Sprache" in text_of(school)
            assert "gemeinsam: Wohnen und Wohnumfeld · 12 km entfernt" in text_of(landlord)
            assert "Deutsch B2 für die Pflege" in text_of(hospital)
            assert "Drei Zimmer in Schmölln" in text_of(hospital)
            assert "gemeinsam: Sprache" in html_of(school)
            assert self.mails.to(people.FAR_LANDLORD) == []
            self.tell.see(text_of(landlord))

    def school_answers(self) -> None:
        with self.tell.step("The school answers from its mail; the hospital hears of it"):
            browsing.log_in(self.school, people.SCHOOL)
            self.school.goto(link_in(self.mails.to(people.SCHOOL)[0], r"/de/matches/\d+"))
            expect(self.school.locator("main")).to_contain_text("gemeinsam: Sprache")
            browsing.answer(self.school, "Wir haben Interesse", "Der Kurs wandert mit der Schicht.")
            told = self.mails.wait(HR, "Sprachschule Zugvogel: Interesse")
            assert "Der Kurs wandert mit der Schicht." in text_of(told)
            self.tell.see(told["Subject"])

    def landlord_answers_by_link(self) -> None:
        with self.tell.step(
            "The landlord has no account and answers by the link; looking does nothing"
        ):
            link = link_in(self.mails.to(people.LANDLORD)[0], "/by-link/")
            self.landlord.goto(link)
            about_flat = Match.objects.get(supply__organisation__name="Wohnbau Lindenwinkel")
            assert about_flat.state == "open"
            browsing.answer(self.landlord, "Wir haben Interesse", "Ab Januar ist sie frei.")
            about_flat.refresh_from_db()
            assert about_flat.state == "interested"
            self.tell.see(self.mails.wait(HR, "Wohnbau Lindenwinkel: Interesse")["Subject"])

    def hospital_answers(self) -> None:
        with self.tell.step("The hospital sees the history, takes the course and says: solved"):
            match = Match.objects.get(supply__organisation__name="Sprachschule Zugvogel")
            self.hr.goto(f"/de/postings/{match.need_id}/matches/")
            self.hr.get_by_role("link", name="Deutsch B2 für die Pflege").click()
            expect(self.hr.locator(".portal-history")).to_contain_text("Der Kurs wandert mit")
            browsing.answer(self.hr, "Wir sind in Kontakt, es ist in Arbeit")
            self.mails.wait(people.SCHOOL, f"{HOSPITAL}: In Arbeit")
            browsing.answer(self.hr, "Es ist gelöst", "Wir freuen uns auf Montag.")
            self.tell.see(self.mails.wait(people.SCHOOL, f"{HOSPITAL}: Gelöst")["Subject"])
            self.school.goto(match.get_absolute_url().replace("/en/", "/de/"))
            expect(self.school.locator(".portal-history")).to_contain_text("Wir freuen uns auf")

    def why_not_the_far_flat(self) -> None:
        with self.tell.step("Why is the flat far away not among them? The page says so"):
            need = Need.objects.get()
            self.hr.goto(f"/de/postings/{need.pk}/matches/?q=weit+weg")
            missed = self.hr.locator("section[aria-labelledby=why]")
            expect(missed).to_contain_text("reicht nicht bis zum Ort des Bedarfs")
            self.tell.see(missed.locator("li li").first.inner_text().strip())

    def a_later_offer_reaches_the_old_need(self) -> None:
        with self.tell.step("An offer posted afterwards reaches the old need"):
            browsing.log_in(self.helpers, people.HELPERS)
            browsing.post_offer(self.helpers)
            told = self.mails.wait(HR, f"Neuer Treffer: {browsing.LATER}")
            assert "am selben Ort" in text_of(told)
            self.mails.wait(people.HELPERS, f"Neuer Treffer: {browsing.NEED}")
            self.tell.see(told["Subject"])

    def mails_are_stopped(self) -> None:
        with self.tell.step("The landlord's mail program stops the mails, without a log-in"):
            header = self.mails.to(people.LANDLORD)[0]["List-Unsubscribe"].strip("<>")
            body = b"List-Unsubscribe=One-Click"
            with urlopen(Request(header, data=body), timeout=10) as answer:
                assert answer.status == 200
            match = Match.objects.get(supply__organisation__name="Wohnbau Lindenwinkel")
            self.hr.goto(f"/de/matches/{match.pk}/")
            browsing.answer(self.hr, "Wir sind in Kontakt, es ist in Arbeit")
            self._all_is_done()
            assert len(self.mails.to(people.LANDLORD)) == 1
            self.tell.see(f"POST {urlsplit(header).path[:12]}… → no more mails to the landlord")

    def nobody_is_told_twice(self) -> None:
        with self.tell.step("The need is published again, and nobody is told twice"):
            before = len(self.mails)
            need = Need.objects.get()
            need.latest_revision.publish()
            self._all_is_done()
            time.sleep(6)  # one more round of the worker
            self._all_is_done()
            assert len(self.mails) == before
            assert self.mails.twice() == {}
            told = Delivery.objects.filter(message="matching.found").count()
            # Two a pair; the hospital heard of the first two pairs in one mail.
            assert told == 2 * Match.objects.count() - 1, told
            self.tell.see(f"{len(self.mails)} mails, each once. {_territories()}")

    def _all_is_done(self) -> None:
        waiting = Delivery.objects.waiting()
        wait_until(lambda: not OutboxRow.objects.exists() and not waiting.exists(), 30)


def _territories() -> str:
    return f"{Territory.objects.municipalities().count():,} municipalities were there."
