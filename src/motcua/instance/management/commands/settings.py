"""`motcua settings`: every setting, its value and its meaning."""

from typing import Any

from django.conf import settings

from motcua.kernel import console


class Command(console.Command):
    help = "list every setting with its value and meaning"
    json_option = True

    def run(self, **options: Any) -> int | None:
        known = sorted(settings.ENV.settings.values(), key=lambda setting: setting.name)
        if options["json"]:
            self.print_json(
                [
                    {"name": s.name, "value": s.value, "default": s.default, "secret": s.secret, "meaning": s.doc}
                    for s in known
                ]
            )
            return None
        for setting in known:
            self.stdout.write(f"{setting.name} = {setting.value or '(empty)'}\n    {setting.doc}")
        return None
