"""Screens of people: apply, confirmation, my dossiers, one dossier, tracking."""

from django.urls import URLPattern, path

from motcua.operate.journeys.portal import acts, files, mine, papers, persons, printing, section, sending, start, track

urlpatterns: list[URLPattern] = [
    path("nop-ho-so/<str:code>/", start.apply, name="apply"),
    path("tiep-tuc/", start.resume, name="resume"),
    path("ban-khai/<uuid:draft_id>/", start.tasks, name="draft"),
    path("ban-khai/<uuid:draft_id>/ma/", start.resume_code, name="resume-code"),
    path("ban-khai/<uuid:draft_id>/xoa/", start.discard, name="discard"),
    path("ban-khai/<uuid:draft_id>/nguoi-nop/", persons.filer, name="filer"),
    path("ban-khai/<uuid:draft_id>/chu-ho-so/", persons.owner, name="owner"),
    path("ban-khai/<uuid:draft_id>/ve-ai/", persons.subject, name="subject"),
    path("ban-khai/<uuid:draft_id>/to-khai/<slug:key>/", section.section, name="section"),
    path("ban-khai/<uuid:draft_id>/giay-to/", papers.papers, name="papers"),
    path("ban-khai/<uuid:draft_id>/giay-to/<str:code>/", papers.paper, name="paper"),
    path("ban-khai/<uuid:draft_id>/tep/<int:file_id>/", papers.draft_file, name="draft-file"),
    path("ban-khai/<uuid:draft_id>/nhan-ket-qua/", sending.delivery, name="delivery"),
    path("ban-khai/<uuid:draft_id>/kiem-tra/", sending.check, name="check"),
    path("ban-khai/<uuid:draft_id>/to-khai.<str:kind>", printing.draft_form, name="draft-print"),
    path("ho-so-cua-toi/", mine.mine, name="mine"),
    path("ho-so-cua-toi/<uuid:dossier_id>/", mine.dossier, name="dossier"),
    path("ho-so-cua-toi/<uuid:dossier_id>/da-nop/", sending.confirmation, name="confirmation"),
    path("ho-so-cua-toi/<uuid:dossier_id>/xac-nhan.pdf", sending.acknowledgement, name="acknowledgement"),
    path("ho-so-cua-toi/<uuid:dossier_id>/thoi-han/", mine.due, name="due"),
    path("ho-so-cua-toi/<uuid:dossier_id>/to-khai/", mine.filed_form, name="filed-form"),
    path("ho-so-cua-toi/<uuid:dossier_id>/to-khai.<str:kind>", printing.filed_form, name="filed-print"),
    path("ho-so-cua-toi/<uuid:dossier_id>/bo-sung/", acts.supplement, name="supplement"),
    path("ho-so-cua-toi/<uuid:dossier_id>/rut/", acts.withdraw, name="withdraw"),
    path("ho-so-cua-toi/<uuid:dossier_id>/danh-gia/", acts.rate, name="rate"),
    path("ho-so-cua-toi/<uuid:dossier_id>/giay-to/<uuid:paper_id>/", files.paper, name="file"),
    path("ho-so-cua-toi/<uuid:dossier_id>/phieu/<slug:form>/", files.slip, name="slip"),
    path("ho-so-cua-toi/<uuid:dossier_id>/ket-qua/", files.result, name="result"),
    path("ho-so-cua-toi/<uuid:dossier_id>/ket-qua/chu-ky/", mine.seals, name="seals"),
    path("tra-cuu/", track.track, name="track"),
]
