"""A Haystack ranker without weights: the more different characters of the query a text has, the better."""

import time

from index.haystack_quiet import Document, component


@component
class SharedWordsRanker:
    """Gives ``most`` documents at most; ``opens`` and ``takes`` seconds, and ``breaks`` where told to."""

    def __init__(self, *, most: int = 100, opens: float = 0.0, takes: float = 0.0, breaks: bool = False) -> None:
        self.most = most
        self.opens = opens
        self.takes = takes
        self.breaks = breaks

    def warm_up(self) -> None:
        """As a model is loaded."""
        time.sleep(self.opens)

    @component.output_types(documents=list[Document])
    def run(self, query: str, documents: list[Document], top_k: int | None = None) -> dict[str, list[Document]]:
        """The documents with their scores, best first."""
        time.sleep(self.takes)
        if self.breaks:
            message = "http://10.0.0.1 does not answer"
            raise ConnectionError(message)
        shared = {each.id: len(set(query) & set(each.content or "")) for each in documents}
        best = sorted(documents, key=lambda each: -shared[each.id])[: self.most]
        scored = [Document(id=each.id, content=each.content, score=float(shared[each.id])) for each in best]
        return {"documents": scored[:top_k]}
