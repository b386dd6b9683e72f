"""Cartographie: who is near whom, who answers, where to open next; computations, no database and no framework.

Owns the five territory commands (`maillage cartographie temps|acces|implantation|interlocuteurs|tournees`) and the
functions behind them, which pages call with the same objects: times from one interface of providers, access in
places per person, sites, interlocutors, rounds. Every number compared is exact; an optimum is announced only with its
proof; every result repeats where its times come from and whether they are an estimation. It refuses to guess: a pair
without a time is unreachable, and an engine that does not answer is said, never replaced.
"""
