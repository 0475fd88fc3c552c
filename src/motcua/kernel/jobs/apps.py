from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "motcua.kernel.jobs"
    label = "jobs"
