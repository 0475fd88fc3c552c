from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "motcua.operate.catalogue"
    label = "catalogue"
