"""The shapes of the answers, as OpenAPI describes them."""
