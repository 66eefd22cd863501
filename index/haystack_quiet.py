"""Haystack without its telemetry: the only module that imports it, so that the switch is thrown before.

Nothing on the way of a search imports this; it costs about a second.
"""

import os

os.environ["HAYSTACK_TELEMETRY_ENABLED"] = "false"

from haystack import Document, Pipeline, component, default_from_dict, default_to_dict
from haystack.core.serialization import allow_deserialization_module, component_from_dict, import_class_by_name
from haystack.document_stores.errors import DuplicateDocumentError
from haystack.document_stores.types import DuplicatePolicy
from haystack.errors import FilterError
from haystack.utils.filters import document_matches_filter

__all__ = [
    "Document",
    "DuplicateDocumentError",
    "DuplicatePolicy",
    "FilterError",
    "Pipeline",
    "allow_deserialization_module",
    "component",
    "component_from_dict",
    "default_from_dict",
    "default_to_dict",
    "document_matches_filter",
    "import_class_by_name",
]
