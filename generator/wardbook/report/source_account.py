"""The account of a source as data, and as a page that shows source and draft side by side."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from html import escape

from wardbook.report.messages import lines
from wardbook.word.proposals import Proposal
from wardbook.word.source_accounts import AccountLine, SourceAccount

_PAGE = """<!DOCTYPE html>
<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title><style>
body {{ font-family: sans-serif; margin: 2em auto; max-width: 110em; padding: 0 1em }}
table {{ border-collapse: collapse; width: 100%; table-layout: fixed }}
th, td {{ border: 1px solid #bbb; padding: .3em .5em; text-align: left; vertical-align: top;
overflow-wrap: anywhere; white-space: pre-wrap }}
th {{ background: #eee; position: sticky; top: 0 }}
.n {{ width: 6em }} .w {{ width: 14em }}
code {{ font-size: .95em }}
tr.look td {{ background: #fff3cd }} tr.beside td {{ color: #555 }}
</style></head><body><h1>{title}</h1>
<p>{summary}</p>
{proposals}<table><thead><tr><th class="n" scope="col">{place}</th><th scope="col">{source}</th>
<th class="w" scope="col">{went}</th><th scope="col">{draft}</th></tr></thead>
<tbody>
{rows}
</tbody></table></body></html>
"""


def account_json(account: SourceAccount, proposals: Sequence[Proposal]) -> str:
    """The whole account as JSON."""
    rows: list[dict[str, object]] = []
    for line in account.lines:
        rows.append(_as_data(line))
    proposed: list[dict[str, object]] = []
    for one in proposals:
        proposed.append({"block": one.kind, "file": one.file, "line": one.line, "from": one.places})
    data = {
        "format": 1,
        "source": account.source,
        "counts": dict(account.counts()),
        "paragraphs": rows,
        "proposals": proposed,
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _as_data(line: AccountLine) -> dict[str, object]:
    row: dict[str, object] = {"place": line.place, "kind": line.kind, "says": line.says}
    row["went"] = line.went
    if line.line:
        row["file"], row["line"] = line.file, line.line
    if line.cell:
        row["cell"] = line.cell
    if line.pictures:
        row["pictures"] = line.pictures
    if line.notes:
        row["notes"] = list(line.notes)
    if line.remarks:
        row["look_at"] = list(line.remarks)
    if line.lost:
        row["not_carried"] = [{"what": one.kind, "says": one.said} for one in line.lost]
    return row


def account_page(
    account: SourceAccount,
    proposals: Sequence[Proposal],
    texts: Mapping[str, str],
    language: str,
) -> str:
    """The account as a page. `texts` are the drafted files, by their names."""
    words = lines(language)
    drafted = {name: text.split("\n") for name, text in texts.items()}
    rows: list[str] = []
    for line in account.lines:
        if line.went != "empty":
            rows.append(_row(line, drafted, words))
    title = words["word_account_title"].format(source=account.source)
    return _PAGE.format(
        language=escape(language),
        title=escape(title),
        summary=escape(counts_text(account, language)),
        proposals="".join(_proposals(proposals, words)),
        place=escape(words["word_account_place"]),
        source=escape(words["word_account_source"]),
        went=escape(words["word_account_went"]),
        draft=escape(words["word_account_draft"]),
        rows="\n".join(rows),
    )


def counts_text(account: SourceAccount, language: str) -> str:
    """How many paragraphs went where, in words."""
    words = lines(language)
    said: list[str] = []
    for went, count in account.counts().items():
        said.append(words[f"word_went_{went}"] + f" {count}")
    return words["word_account_counts"].format(counts=words["word_account_join"].join(said))


def _proposals(proposals: Sequence[Proposal], words: Mapping[str, str]) -> Iterator[str]:
    if not proposals:
        return
    yield f"<h2>{escape(words['word_account_proposals'])}</h2>\n<ul>\n"
    for one in proposals:
        place = f"{one.file}:{one.line}"
        yield f"<li><code>{escape(place)}</code> <code>{escape(one.kind)}:</code></li>\n"
    yield "</ul>\n"


def _row(line: AccountLine, drafted: Mapping[str, Sequence[str]], words: Mapping[str, str]) -> str:
    went = words[f"word_went_{line.went}"]
    said = [went, *(words[f"word_lost_{key}"] for key in line.remarks)]
    for lost in line.lost:
        said.append(f"{words[f'word_lost_{lost.kind}']}: {lost.said}".rstrip(": "))
    draft = ""
    if line.line:
        text = drafted[line.file][line.line - 1].strip()
        draft = f"<code>{escape(line.file)}:{line.line}</code>\n{escape(text)}"
    style = ' class="look"' if line.remarks or line.lost or line.went == "lost" else ""
    place = line.cell or str(line.place)
    cells = (escape(place), escape(line.says), escape("\n".join(said)), draft)
    return f"<tr{style}>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"
