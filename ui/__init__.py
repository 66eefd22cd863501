"""The edge that people use: the command line and the web pages."""
