from django.apps import AppConfig


class CodelistsConfig(AppConfig):
    name = "motcua.operate.codelists"
    label = "codelists"

    def ready(self) -> None:
        from motcua.kernel.plugins import navigation
        from motcua.operate.codelists.rules import EDITORS

        navigation.add("codelists", "Danh mục dùng chung", "codelists:desk", roles=set(EDITORS), order=58)
