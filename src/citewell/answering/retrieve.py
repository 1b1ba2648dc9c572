"""A question to the passages worth reading: by meaning and by words, fused.

The two rankings are joined by reciprocal rank fusion (Cormack, Clarke and Büttcher, "Reciprocal
rank fusion outperforms Condorcet and individual rank learning methods", SIGIR 2009).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import (
    NodeRelationship,
    NodeWithScore,
    QueryBundle,
    RelatedNodeInfo,
    TextNode,
)

from citewell.documents import Passage
from citewell.store.library import Snapshot
from citewell.store.models import Encoder
from citewell.terms import terms

RANK_CONSTANT = 60  # k of the paper
LOOKED_AT = 50  # how deep each ranking is read before they are fused


class HybridRetriever(BaseRetriever):
    """A LlamaIndex retriever over one generation of the index.

    The nodes it gives carry the exact place of their text: `start_char_idx` and `end_char_idx`,
    and in their metadata `document`, `title`, `section` and the `key` of the passage. The score
    is the fused one. A query that brings its embedding is not encoded again. With `documents`,
    only passages of those are retrieved.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        encoder: Encoder,
        limit: int,
        documents: frozenset[str] | None = None,
    ) -> None:
        super().__init__()
        self._among = None if documents is None else snapshot.catalogue.keys_of(documents)
        self._snapshot = snapshot
        self._encoder = encoder
        self._limit = limit

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        question = query_bundle.query_str
        vector = query_bundle.embedding or self._encoder.encode([question])[0]
        embedding = np.asarray(vector, dtype=np.float32)
        by_meaning = self._snapshot.vectors.search(embedding, LOOKED_AT, self._among)
        by_words = self._snapshot.words.search(terms(question), LOOKED_AT, self._among)
        fused = _fuse([key for key, _ in by_meaning], [key for key, _ in by_words])[: self._limit]
        passages = self._snapshot.catalogue.passages([key for key, _ in fused])
        return [
            NodeWithScore(node=self._node(key, passage), score=score)
            for (key, score), passage in zip(fused, passages, strict=True)
        ]

    def _node(self, key: int, passage: Passage) -> TextNode:
        article = self._snapshot.article(passage.document)
        return TextNode(
            id_=passage.id,
            text=passage.span.of(article.text),
            start_char_idx=passage.span.start,
            end_char_idx=passage.span.end,
            metadata={
                "document": passage.document,
                "title": article.about.title,
                "section": " > ".join(passage.section),
                "key": key,
            },
            relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=passage.document)},
        )


def _fuse(*rankings: Sequence[int]) -> list[tuple[int, float]]:
    """Keys with their fused scores, best first; ties by key, to be the same always."""
    scores: defaultdict[int, float] = defaultdict(float)
    for ranking in rankings:
        for rank, key in enumerate(ranking, start=1):
            scores[key] += 1.0 / (RANK_CONSTANT + rank)
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))
