"""citewell answers questions over a folder of documents; every sentence is a citation.

from citewell import Assistant, Indexer, load_settings

settings = load_settings(corpus="corpus", index="index")
Indexer(settings).run()
print(Assistant.open(settings).reply("What dose was used in dermatomyositis?").text)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from citewell.answering.answer import Answer, Citation
    from citewell.answering.assistant import Assistant
    from citewell.errors import CitewellError
    from citewell.ingest.build import Account, Indexer
    from citewell.settings import Settings, load_settings

__all__ = [
    "Account",
    "Answer",
    "Assistant",
    "Citation",
    "CitewellError",
    "Indexer",
    "Settings",
    "load_settings",
]

_ROOMS = {
    "Account": "ingest.build",
    "Answer": "answering.answer",
    "Assistant": "answering.assistant",
    "Citation": "answering.answer",
    "CitewellError": "errors",
    "Indexer": "ingest.build",
    "Settings": "settings",
    "load_settings": "settings",
}


def __getattr__(name: str) -> Any:
    """What the front door offers is imported when it is asked for, so that the import is light."""
    if name not in _ROOMS:
        raise AttributeError(f"module 'citewell' has no attribute {name!r}")
    return getattr(import_module(f"citewell.{_ROOMS[name]}"), name)
