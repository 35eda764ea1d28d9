"""A plan → a file of Word."""

from __future__ import annotations

import io
from dataclasses import replace

from wardbook.plan.model.conventions import choice
from wardbook.plan.model.plan import Plan
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.plan.approvals import approval
from wardbook.sheets.plan.chapters import chapter_views
from wardbook.sheets.plan.plans import plan_view
from wardbook.word.office_lines import OfficeWords
from wardbook.word.office_styles import OfficeStyle, dress
from wardbook.word.plan_writer import PlanWriter


def plan_document(localizer: Localizer, plan: Plan, look: OfficeStyle, words: OfficeWords) -> bytes:
    """The bytes of the file."""
    # Loading it takes a tenth of the start of a command
    import docx

    document = docx.Document()
    site = localizer.project.site
    english = choice(site.conventions, str(site.languages[0]), "spelling")
    dress(document, look, localizer.language, english)
    localizer = replace(localizer, plan=str(plan.id))
    views = chapter_views(localizer, plan)
    writer = PlanWriter(document, look, localizer, plan, words)
    writer.front(plan_view(localizer, plan), approval(localizer, plan))
    writer.contents(views)
    writer.chapters(views)
    made = io.BytesIO()
    document.core_properties.title = localizer.words(plan.title)
    document.core_properties.author = words.organisation
    document.save(made)
    return made.getvalue()
