"""Whether the texts in the corpus are still the ones that were taken in."""

from law.corpus import Corpus
from law.instrument import Instrument, Version
from law.provision import text_sha256


def check_corpus(corpus: Corpus) -> list[str]:
    """Compare every held text with the hash kept beside it; returns what is wrong, each with what to do."""
    held = ((law, text) for law in corpus.instruments(every_source=True) for text in law.versions)
    return [_explain(law, text) for law, text in held if text_sha256(corpus.provisions(text)) != text.text_hash]


def _explain(instrument: Instrument, version: Version) -> str:
    return (
        f"the text of {instrument.id}@{version.key} from {version.source} does not match its hash: restore a backup, "
        "or move the data directory away and import the source again"
    )
