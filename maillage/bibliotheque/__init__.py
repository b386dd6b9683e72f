"""The library of the network: sheets along six dimensions and fourteen themes, and the FAQ with its status.

Owns the sheets, their files and versions, their review, their uses, and the questions with dated answers. Refuses any data of a young person, and to
show the title or the tag of a sheet to whoever may not open it.
"""
