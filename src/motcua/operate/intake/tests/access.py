"""The screens over these services stand in journeys; nothing has an address here."""

from tests.access import Access

ACCESS: list[Access] = []
