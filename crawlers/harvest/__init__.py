"""The harvest: asking a source, keeping every answer, and taking what it published into the corpus."""
