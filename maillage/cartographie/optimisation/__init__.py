"""Searches and proofs under a time limit: HiGHS models, greedy and swap starts, Lagrangian bounds."""
