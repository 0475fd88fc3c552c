from datetime import timedelta

from django.apps import AppConfig

from motcua.kernel.plugins import navigation, schedule


class EformsConfig(AppConfig):
    name = "motcua.operate.eforms"
    label = "eforms"

    def ready(self) -> None:
        from motcua.operate.catalogue import queries as catalogue
        from motcua.operate.eforms.queries import drafts_using, form_fields

        catalogue.form_fields.fill(form_fields)
        catalogue.drafts_using.fill(drafts_using)
        schedule.recurring("eforms.expire_drafts", timedelta(hours=6), "motcua.operate.eforms.jobs.expire_drafts")
        schedule.recurring("eforms.expire_cosigners", timedelta(hours=1), "motcua.operate.eforms.jobs.expire_cosigners")
        roles = {"control_officer", "administrator"}
        navigation.add("forms", "Biểu mẫu", "eforms:builder-list", roles=roles, order=54)
