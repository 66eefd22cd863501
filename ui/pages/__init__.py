"""The pages: from what the library answers to HTML, one module a topic."""
