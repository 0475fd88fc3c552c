"""From the twelve indicators to a dossier behind one of them in two clicks, on a phone and without JavaScript too."""

import re
from datetime import date

import pytest

from tests.browser.conftest import violations
from tests.browser.test_main_story import apply, decide

pytestmark = pytest.mark.browser
YEAR = str(date.today().year)  # noqa: DTZ011  the server counts by its own clock, on the same machine


def test_two_clicks_lead_from_the_dashboard_to_a_dossier_that_counts(people, diploma_pdf):
    citizen = people.open("lan", script=False, phone=True)
    citizen.context.motcua_uploaded = False
    dossier = apply(citizen, diploma_pdf)
    decide(people, "minh", dossier, script=False)
    for script, phone in ((True, False), (False, True)):
        page = people.open("minh", script=script, phone=phone)
        page.goto(f"/lam-viec/chi-tieu/?ky={YEAR}")
        if script:
            assert violations(page) == []
        card = page.locator("article.card").filter(has=page.get_by_text("I.3", exact=True))
        assert "đạt" in card.locator(".tag").inner_text().lower()  # whether, depends on the other stories here
        card.locator("a:has(.digits)").first.click()
        page.locator(f"main table a[href*='{dossier}']").first.click()
        page.wait_for_load_state()
        assert re.search(rf"/lam-viec/ho-so/{dossier}/$", page.url)
        page.context.close()
