"""One module a subcommand; each reads its words, calls the packages below, and prints."""
