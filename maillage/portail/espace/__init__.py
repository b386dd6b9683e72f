"""The space of the young person and of the family, in plain words; the codes that open it, the livret, and « ce n'est pas juste ».

It owns three things: rectifications asked for, versions of the livret, settings of each dispositif's space. Everything else is read from below, never
through a section of the rights table: the right is a capacity held today (`acteur.qualites_pour`).
"""
