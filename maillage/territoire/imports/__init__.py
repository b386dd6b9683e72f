"""Files of reference data (communes, population by age, and what higher rooms register): preview, confirmation, report by line, history.

One kind of file is one `Genre` (genres.py), registered by the room that holds its rows. A file flows one way: `lecture` (bytes → lines of
cells) → the genre compares with what is known and prepares what to write → `services` writes it whole, or nothing.
"""
