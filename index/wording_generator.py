"""A language model behind any endpoint that speaks OpenAI's protocol, through Haystack; asked only where one is set."""

import os
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from haystack.components.generators.chat import OpenAIChatGenerator

_MOST_TOKENS: Final = 1200


class GeneratorUnavailable(Exception):
    """The endpoint does not answer, or not in its protocol; the answer stands without a generated wording.

    The message is shown to readers, so it does not name the endpoint's address.
    """


@dataclass(frozen=True, kw_only=True)
class WordingGenerator:
    """``url`` is the endpoint's base address (``http://127.0.0.1:8080/v1``), ``key`` empty where it asks for none."""

    url: str
    model: str
    key: str = ""
    seconds: float = 20.0

    def word(self, instruction: str, prompt: str) -> str:
        """What the model replies, as text. Raises GeneratorUnavailable."""
        generator = self._generator
        from haystack.dataclasses import ChatMessage

        try:
            found = generator.run(messages=[ChatMessage.from_system(instruction), ChatMessage.from_user(prompt)])
            return found["replies"][0].text or ""
        except Exception as error:  # the client and its transport raise their own kinds of everything
            raise GeneratorUnavailable(f"{self.model} does not answer: {type(error).__name__}") from error

    @cached_property
    def _generator(self) -> "OpenAIChatGenerator":
        # Nothing of ours may call home; the variable must be there before the library is first imported.
        os.environ["HAYSTACK_TELEMETRY_ENABLED"] = "false"
        from haystack.components.generators.chat import OpenAIChatGenerator
        from haystack.utils import Secret

        return OpenAIChatGenerator(
            api_key=Secret.from_token(self.key or "none"),
            model=self.model,
            api_base_url=self.url,
            timeout=self.seconds,
            max_retries=0,
            generation_kwargs={"temperature": 0, "seed": 1, "max_tokens": _MOST_TOKENS},
        )
