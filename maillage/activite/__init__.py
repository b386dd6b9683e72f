"""Facts to figures: counting engine, grid, explanations, quarterly return.

It owns the count and refuses to hold facts of its own: everything comes from the agenda, the path and the structures.
"""
