"""The computations behind the questions, at the size of a page."""
