"""The partners of a dispositif with what other contexts know of them: the agreement in force, the last real contact."""
