"""The words of the law: instruments, versions, provisions, places, dates, citations, and the corpus that holds them.

This package imports nothing else of ours.
"""
