"""What holds the network together: the bilan of the mission, its diary, the directory of experience, the public site, one search.

Owns the text of the bilan and its cut-off dates, contacts of the diary, consents of the directory, public pages. Holds no figure of its own: each one
is asked of the room that counts it, with its date. Refuses any data of a young person.
"""
