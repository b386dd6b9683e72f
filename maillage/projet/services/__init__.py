"""Writes around a young person, by noun: one function per business act, atomic and journaled."""
