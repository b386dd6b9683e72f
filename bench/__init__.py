"""Benchmarks, against peers, in one run; never in the test suite."""
