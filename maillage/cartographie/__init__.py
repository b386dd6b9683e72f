"""Cartographie: which offer for which public, where it lacks, who answers, where to open next.

Owns the five territory commands (`maillage cartographie temps|acces|implantation|interlocuteurs|tournees`) and the functions behind them,
pure of any database; and the pages that call them with the same objects: the offer by public, studies of zones blanches kept with their date,
schools, sectors. Every number compared is exact; an optimum is announced only with its proof; every result repeats where its times come from and
whether they are an estimation. It refuses to guess (a pair without a time is unreachable, an engine that does not answer is said, never replaced)
and to show a person: public registers and aggregates only.
"""
