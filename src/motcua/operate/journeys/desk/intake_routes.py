"""Addresses around the counter: the queue of people, the scanner, blocks of numbers, proposals to ask again."""

from django.urls import URLPattern, path

from motcua.operate.journeys.desk import blocks, proposals, queue

BLOCK = "lam-viec/dai-so/<uuid:block_id>/"
urlpatterns: list[URLPattern] = [
    path("lam-viec/hang-cho/", queue.page, name="queue"),
    path("lam-viec/hang-cho/<uuid:ticket_id>/", queue.act, name="queue-act"),
    path("lam-viec/quet/", queue.scanned, name="scan"),
    path("lam-viec/lay-so/", queue.kiosk, name="kiosk"),
    path("bang-goi-so/<slug:unit>/", queue.board, name="board"),
    path("lam-viec/dai-so/", blocks.listing, name="blocks"),
    path(BLOCK, blocks.page, name="block"),
    path(f"{BLOCK}dong/", blocks.close, name="block-close"),
    path(f"{BLOCK}to-giay/", blocks.sheet, name="block-sheet"),
    path(f"{BLOCK}ngoai-tuyen.html", blocks.offline, name="block-offline"),
    path("lam-viec/de-nghi-bo-sung-lai/", proposals.listing, name="proposals"),
    path("lam-viec/de-nghi-bo-sung-lai/<uuid:proposal_id>/", proposals.decide, name="proposal-decide"),
]
