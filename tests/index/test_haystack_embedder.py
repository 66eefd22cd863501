"""A served model gives the vectors through Haystack, named by a file; a service that misbehaves fills no index."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest

from index.embedding import NoEmbedder, open_embedder

FILE = """
model: counting
query: {{type: haystack.components.embedders.openai_text_embedder.OpenAITextEmbedder, init_parameters: {parameters}}}
passages:
  type: haystack.components.embedders.openai_document_embedder.OpenAIDocumentEmbedder
  init_parameters: {passages}
"""


class Service(ThreadingHTTPServer):
    """Speaks the embeddings call of the OpenAI API: the vector of a text counts its characters a, b and c."""

    size = 3

    def vector(self, text: str) -> list[float]:
        return [float(text.count(letter)) + 1 for letter in "abc"][: self.size]


class Handler(BaseHTTPRequestHandler):
    server: Service

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        texts = [asked["input"]] if isinstance(asked["input"], str) else asked["input"]
        data = [{"object": "embedding", "index": n, "embedding": self.server.vector(t)} for n, t in enumerate(texts)]
        usage = {"prompt_tokens": 1, "total_tokens": 1}
        body = json.dumps({"object": "list", "model": asked["model"], "data": data, "usage": usage}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def service() -> Iterator[Service]:
    with Service(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()


def described(folder: Path, service: Service) -> Path:
    parameters = {
        "api_key": {"type": "env_var", "env_vars": ["LEXGAP_TEST_KEY"], "strict": True},
        "api_base_url": f"http://127.0.0.1:{service.server_address[1]}/v1",
        "model": "counting",
        "max_retries": 0,
    }
    path = folder / "embedder.yaml"
    passages = json.dumps({**parameters, "progress_bar": False})
    path.write_text(FILE.format(parameters=json.dumps(parameters), passages=passages), encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEXGAP_TEST_KEY", "for the test only")


def test_a_served_model_gives_unit_vectors_in_the_order_of_the_texts(tmp_path: Path, service: Service) -> None:
    embedder = open_embedder(tmp_path, choice="haystack", file=described(tmp_path, service))
    done: list[int] = []
    vectors = embedder.embed_passages(["a" * n for n in range(40)], progress=done.append)
    assert vectors.shape == (40, embedder.dimensions) == (40, 3)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1)
    assert np.all(np.diff(vectors[:, 0]) > 0)
    assert done == [32, 40]
    assert np.allclose(embedder.embed_query("aaa"), vectors[3])


def test_other_settings_are_another_model(tmp_path: Path, service: Service) -> None:
    first = described(tmp_path, service)
    before = open_embedder(tmp_path, choice="haystack", file=first).model_id
    first.write_text(
        first.read_text(encoding="utf-8").replace('"max_retries": 0', '"max_retries": 1'), encoding="utf-8"
    )
    assert open_embedder(tmp_path, choice="haystack", file=first).model_id != before


def test_a_service_that_changes_its_vectors_size_fills_nothing(tmp_path: Path, service: Service) -> None:
    embedder = open_embedder(tmp_path, choice="haystack", file=described(tmp_path, service))
    service.size = 2
    with pytest.raises(NoEmbedder, match="another number or size"):
        embedder.embed_passages(["a"])


def test_a_service_that_is_down_is_said(tmp_path: Path, service: Service) -> None:
    path = described(tmp_path, service)
    service.shutdown()
    service.server_close()
    with pytest.raises(NoEmbedder, match="embedding service failed"):
        open_embedder(tmp_path, choice="haystack", file=path)


@pytest.mark.parametrize("text", ["", "model: x", "model: x\nquery: {type: os.system}\npassages: {type: os.system}"])
def test_a_file_that_describes_no_embedder_says_what_is_wrong(tmp_path: Path, text: str) -> None:
    path = tmp_path / "embedder.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(NoEmbedder):
        open_embedder(tmp_path, choice="haystack", file=path)


def test_without_a_file_the_setting_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoEmbedder, match="LEXGAP_EMBEDDER_FILE"):
        open_embedder(tmp_path, choice="haystack")
