"""The only door to a Chroma server: its HTTP interface (version 2), with a limit to every wait.

chromadb's own client for it waits without limit (httpx with `timeout=None`), which a page that
many people look at cannot.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from citewell.errors import VectorsUnreachable
from citewell.store.models import Vectors

if TYPE_CHECKING:
    import httpx

_COLLECTIONS = "/api/v2/tenants/default_tenant/databases/default_database/collections"
_CONFIGURATION = {"hnsw": {"space": "cosine", "ef_search": 200}}
_CONNECT = 3.0  # seconds until a connection stands
_ANSWER = 10.0  # seconds until something is answered
_TAKE = 120.0  # seconds until vectors are entered in the graph, on a machine that is busy
_LARGEST_BATCH = 5000  # Chroma refuses more than 5461 in one call
_LARGEST_BODY = 4_000_000  # bytes of vectors in one call; Chroma refuses bodies of 40 MB
_PAGE = 500  # collections listed in one call


class CollectionMissing(Exception):
    """The server answers, and there is no such collection. It ends in this package."""


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection on the server. `metadata` is what it was created with."""

    id: str
    name: str
    metadata: Mapping[str, Any]


class ChromaServer:
    """Collections of vectors on one server, by number of the passage. Safe between threads.

    Args:
        url: where it is, such as http://localhost:8000.
        token: sent as `Authorization: Bearer`; none if empty.
        patience: how many seconds to wait for whatever is answered without writing or copying.

    Raises:
        VectorsUnreachable: by every method, if the server does not answer as Chroma does.
        CollectionMissing: by every method that is about one collection, if it is not there.
    """

    def __init__(self, url: str, token: str = "", patience: float = _ANSWER) -> None:
        self.url = url.rstrip("/")
        self._token = token
        self._patience = patience

    @cached_property
    def _client(self) -> httpx.Client:
        import httpx

        headers = {"Authorization": f"Bearer {self._token}"} if self._token else {}
        # The certificates of the world are read, slowly, only where one has to be checked.
        has_certificate = self.url.lower().startswith("https:")
        return httpx.Client(base_url=self.url, headers=headers, verify=has_certificate)

    def names(self) -> list[str]:
        """The names of all collections on the server, whoever made them."""
        names: list[str] = []
        while True:
            some = self._ask("GET", params={"limit": _PAGE, "offset": len(names)})
            names += [one["name"] for one in some]
            if len(some) < _PAGE:
                return names

    def find(self, name: str) -> Collection:
        """The collection of this name."""
        found = self._ask("GET", f"/{name}")
        return Collection(found["id"], found["name"], found["metadata"] or {})

    def create(self, name: str, metadata: Mapping[str, str | int]) -> Collection:
        """A new, empty collection."""
        asked = {"name": name, "metadata": metadata, "configuration": _CONFIGURATION}
        made = self._ask("POST", json=asked)
        return Collection(made["id"], made["name"], metadata)

    def delete(self, name: str) -> None:
        """Remove a collection."""
        self._ask("DELETE", f"/{name}")

    def count(self, collection: Collection) -> int:
        """How many vectors the collection has."""
        return int(self._ask("GET", f"/{collection.id}/count"))

    def add(self, collection: Collection, keys: Sequence[int], vectors: Vectors) -> None:
        """Enter vectors, shape (len(keys), dimension), that are not there yet."""
        step = max(1, min(_LARGEST_BATCH, _LARGEST_BODY // max(1, 4 * vectors.shape[1])))
        for start in range(0, len(keys), step):
            rows = np.ascontiguousarray(vectors[start : start + step], dtype="<f4")
            body = {
                "ids": [str(key) for key in keys[start : start + step]],
                "embeddings": [base64.b64encode(row.tobytes()).decode("ascii") for row in rows],
            }
            self._ask("POST", f"/{collection.id}/add", json=body, patience=_TAKE)

    def get(self, collection: Collection, keys: Sequence[int]) -> dict[int, Vectors]:
        """The vectors of these keys, by key; unknown keys are left out."""
        found: dict[int, Vectors] = {}
        for start in range(0, len(keys), _LARGEST_BATCH):
            ids = [str(key) for key in keys[start : start + _LARGEST_BATCH]]
            found |= self._rows(collection, {"ids": ids})
        return found

    def present(self, collection: Collection, keys: Sequence[int]) -> set[int]:
        """Those of the keys that have a vector."""
        found: set[int] = set()
        for start in range(0, len(keys), _LARGEST_BATCH):
            ids = [str(key) for key in keys[start : start + _LARGEST_BATCH]]
            body = {"ids": ids, "include": []}
            found |= set(map(int, self._ask("POST", f"/{collection.id}/get", json=body)["ids"]))
        return found

    def all(self, collection: Collection) -> Iterator[dict[int, Vectors]]:
        """All vectors by key, some at a time. The collection must not be changing."""
        offset = 0
        while rows := self._rows(collection, {"limit": _LARGEST_BATCH, "offset": offset}):
            yield rows
            offset += len(rows)

    def _rows(self, collection: Collection, which: Mapping[str, Any]) -> dict[int, Vectors]:
        body = {**which, "include": ["embeddings"]}
        found = self._ask("POST", f"/{collection.id}/get", json=body, patience=_TAKE)
        pairs = zip(found["ids"], found["embeddings"], strict=True)
        return {int(key): np.asarray(row, dtype=np.float32) for key, row in pairs}

    def query(self, collection: Collection, vector: Vectors, limit: int) -> list[tuple[int, float]]:
        """Keys and cosine similarities of the nearest vectors, nearest first."""
        body = {
            "query_embeddings": [np.asarray(vector, dtype=np.float64).tolist()],
            "n_results": limit,
            "include": ["distances"],
        }
        found = self._ask("POST", f"/{collection.id}/query", json=body)
        pairs = zip(found["ids"][0], found["distances"][0], strict=True)
        # Chroma gives the distance 1 - cosine.
        return [(int(key), 1.0 - float(distance)) for key, distance in pairs]

    def _ask(self, method: str, path: str = "", patience: float | None = None, **asked: Any) -> Any:
        """What the server answers about its collections."""
        import httpx

        limits = httpx.Timeout(patience or self._patience, connect=_CONNECT)
        try:
            answer = self._client.request(method, _COLLECTIONS + path, timeout=limits, **asked)
        except httpx.TimeoutException as error:
            raise self._unreachable("it does not answer in time") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise self._unreachable(str(error) or type(error).__name__) from error
        try:
            said = answer.json()
        except ValueError:
            said = None
        if answer.is_success and said is not None:
            return said
        raise self._refusal(answer.status_code, said)

    def _refusal(self, status: int, said: Any) -> Exception:
        """What an answer that is none means. Chroma names its errors; a proxy does not."""
        error = said.get("error") if isinstance(said, dict) else None
        if status == 404 and error == "NotFoundError":
            return CollectionMissing(str(said.get("message")))
        if status in (401, 403):
            return self._unreachable("it wants another CITEWELL_CHROMA_TOKEN")
        if error:
            return self._unreachable(f"it says: {said.get('message')}")
        return self._unreachable(f"it answers with status {status}, not as Chroma does")

    def _unreachable(self, why: str) -> VectorsUnreachable:
        return VectorsUnreachable(self.url, " ".join(why.split()))
