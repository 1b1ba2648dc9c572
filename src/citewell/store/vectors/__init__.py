"""The vectors of the passages, in a folder or on a Chroma server, behind one pair of interfaces."""

from __future__ import annotations

from citewell.settings import Settings
from citewell.store.vectors.folder import VectorsInFolders
from citewell.store.vectors.index import VectorIndex, VectorStore, VectorWriter

__all__ = ["VectorIndex", "VectorStore", "VectorWriter", "VectorsInFolders", "vector_store"]


def vector_store(settings: Settings) -> VectorStore:
    """Where the settings want the vectors. Nothing is opened yet."""
    if not settings.chroma_url:
        return VectorsInFolders()
    from citewell.store.vectors.chroma import ChromaServer
    from citewell.store.vectors.server import VectorsOnServer

    token = settings.chroma_token.get_secret_value()
    return VectorsOnServer(settings.index, ChromaServer(settings.chroma_url, token))
