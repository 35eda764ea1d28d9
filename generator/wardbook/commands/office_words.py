"""Words that a plan in Word says by itself."""

from __future__ import annotations

from wardbook.plan.project import Project
from wardbook.report.messages import lines
from wardbook.word.office_lines import OfficeWords


def office_words(project: Project, language: str) -> OfficeWords:
    """What the document says by itself, in the plan's language where the program speaks it."""
    spoken = language.split("-")[0]
    said = lines(spoken if spoken == "zh" else "en")
    return OfficeWords(
        contents=said["office_contents"],
        organisation=project.site.organisation.words(language),
        departments=said["office_department"],
        history=(
            said["office_version"],
            said["office_date"],
            said["office_change"],
            said["office_by"],
        ),
        signed=(said["office_what"], said["office_who"], said["office_signed"]),
        fact=said["office_fact"],
        when=said["office_when"],
        between=said["office_between"],
        elsewhere=said["office_elsewhere"],
    )
