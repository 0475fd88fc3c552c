from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "motcua.steer.plans"
    label = "plans"
