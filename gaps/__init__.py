"""Where the law has gaps: the checklist, what we hold measured against it, and the report with its evidence."""
