"""The demonstration region: invented dispositifs, professionals and young people in real communes, reproducible by seed and size.

Rows are made in memory, dispositif by dispositif, and written in bulk; nothing here is used outside the demonstration.
"""
