"""Orientations received from the MDPH, the young people they concern, and the answers: prepared here, sent only when someone says so."""
