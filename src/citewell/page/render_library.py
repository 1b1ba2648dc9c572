"""The library as HTML: its table, the account of an indexing run, the shelf to read from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from citewell.page import words
from citewell.page.inline import safe
from citewell.page.links import link_to_document

if TYPE_CHECKING:
    from citewell.ingest.build import Account
    from citewell.store.library import DocumentRecord


def table_html(documents: Sequence[DocumentRecord], states: Mapping[str, str]) -> str:
    """All documents as a table; each title opens its document. library.js sorts and searches it.

    Args:
        documents: what is indexed.
        states: what is to be said of a file by its name: that it is gone, that it is not indexed
            yet, why it could not be read. Such files need not be among the documents.
    """
    others = sorted(set(states) - {document.name for document in documents})
    if not documents and not others:
        return f'<p class="remark">{words.NO_DOCUMENTS}</p>'
    heads = "".join(
        f'<th scope="col" class="{name}" aria-sort="none"><button type="button" class="sort">'
        f"{head}</button></th>"
        for name, head in words.COLUMNS.items()
    )
    rows = "".join(_row(document, states.get(document.name, "")) for document in documents)
    rows += "".join(_row_of_file(name, states[name]) for name in others)
    heads = f'<th class="pick"><span class="hidden-label">{words.CHOOSE}</span></th>{heads}'
    passages = sum(document.passages for document in documents)
    total = f"{words.count(len(documents), 'document')}, {words.count(passages, 'passage')}"
    return (
        f'<div class="table" tabindex="0"><table class="library"><caption>{total}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _row(document: DocumentRecord, state: str) -> str:
    about = document.about
    small = f"<small>{safe(about.site)}</small>" if about.site else ""
    published = safe(words.day(about.published)) or f'<span class="none">{words.NO_DATE}</span>'
    kind = safe(words.sentence_case(about.kind))
    # For narrow panes, which have no columns for them.
    passages = f'<span class="passages">{words.count(document.passages, "passage")}</span>'
    brief = (kind and f'{kind}<span class="passages"> · </span>') + passages
    pick = safe(words.CHOOSE_ONE.format(title=about.title))
    told = f'<td class="state odd">{safe(state)}</td>' if state else _INDEXED
    return (
        f'<tr data-name="{safe(document.name)}"><td class="pick">'
        f'<input type="checkbox" aria-label="{pick}"></td>'
        f'<td>{_title(document)}{small}<small class="brief">{brief}</small>'
        f'<small class="file">{safe(document.name)}</small></td>'
        f'<td class="kind">{kind}</td>'
        f'<td class="date" data-sort="{safe(about.published)}">{published}</td>'
        f'<td class="number" data-sort="{document.passages}">{document.passages:,}</td>{told}</tr>'
    )


_INDEXED = f'<td class="state">{words.INDEXED}</td>'


def _row_of_file(name: str, state: str) -> str:
    """A file that is not in the index, or not any more."""
    return (
        f'<tr class="file-only" data-name="{safe(name)}"><td class="pick"></td>'
        f'<td><span class="file">{safe(name)}</span></td><td class="kind"></td>'
        f'<td class="date" data-sort=""></td><td class="number" data-sort="0"></td>'
        f'<td class="state odd">{safe(state)}</td></tr>'
    )


def _title(document: DocumentRecord) -> str:
    link = link_to_document(document.name)
    return f'<a class="read" href="{link}">{safe(document.about.title)}</a>'


def shelf_html(documents: Sequence[DocumentRecord]) -> str:
    """What the reading room shows while nothing is open."""
    shown = documents[: words.SHELF_LENGTH]
    titles = "".join(f"<li>{_title(d)}{_spine(d)}</li>" for d in shown)
    rest = len(documents) - len(shown)
    more = f'<p class="rest">{words.SHELF_REST.format(count=f"{rest:,}")}</p>' if rest else ""
    shelf = f"<p>{words.SHELF}</p><ul>{titles}</ul>{more}" if titles else ""
    return f'<div class="shelf"><p class="lead">{words.READING_INVITATION}</p>{shelf}</div>'


def _spine(document: DocumentRecord) -> str:
    about = document.about
    said = (about.site or about.author, words.day(about.published))
    facts = " · ".join(safe(fact) for fact in said if fact)
    return f"<small>{facts}</small>" if facts else ""


def account_html(account: Account) -> str:
    """What an indexing run has done, in numbers and names."""
    parts = [f"<h3>{words.ACCOUNT}</h3><p>{_sentence(account)}</p>"]
    renamed = tuple(words.RENAMED.format(old=old, new=new) for old, new in account.renamed)
    for label, names in (
        ("Added", account.added),
        ("Changed", account.changed),
        ("Renamed", renamed),
        ("Removed", account.removed),
    ):
        if names:
            items = "".join(f"<li>{safe(name)}</li>" for name in names)
            parts.append(f'<p class="label">{label}</p><ul>{items}</ul>')
    if account.failed:
        items = "".join(
            f"<li>{safe(failure.document)}: {safe(failure.reason)}</li>"
            for failure in account.failed
        )
        parts.append(f'<p class="label failed">{words.FAILED}</p><ul>{items}</ul>')
    return f'<div class="account" role="status">{"".join(parts)}</div>'


def _sentence(account: Account) -> str:
    numbers = [
        f"{len(account.added):,} added",
        f"{len(account.changed):,} changed",
        f"{account.unchanged:,} unchanged",
        f"{len(account.removed):,} removed",
        f"{len(account.failed):,} failed",
    ]
    if account.renamed:
        numbers.insert(2, f"{len(account.renamed):,} renamed")
    return f"{', '.join(numbers)}, in {words.seconds(account.seconds)}."
