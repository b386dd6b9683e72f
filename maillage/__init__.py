"""Maillage."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
"""Read when numpy is first imported: on small matrices its threads wait for each other, three times the processor for nothing."""
