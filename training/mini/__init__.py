"""Trains the mini family: the chain of arXiv 2409.11355 in miniature, on rendered scenes."""
