"""Benchmarks, against peers, in one run; never in the test suite."""

import maillage  # noqa: F401 - it chooses the threads of numpy, before numpy is imported
