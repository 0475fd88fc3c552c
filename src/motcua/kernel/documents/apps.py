from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "motcua.kernel.documents"
    label = "documents"
