"""`motcua doctor`: what is missing on this machine, and the one command that adds it."""

from dataclasses import asdict
from typing import Any

from motcua.instance import doctor
from motcua.kernel import console


class Command(console.Command):
    help = "say what is missing on this machine and the command that adds it"
    json_option = True

    def run(self, **options: Any) -> int | None:
        findings = doctor.examine()
        if options["json"]:
            self.print_json([asdict(finding) for finding in findings])
        else:
            for finding in findings:
                mark = "ok     " if finding.ok else "MISSING"
                remedy = f"  →  {finding.remedy}" if not finding.ok else ""
                self.stdout.write(f"{mark} {finding.name}: {finding.says} (for {finding.needed_for}){remedy}")
        return 1 if any(finding.blocks for finding in findings) else 0
