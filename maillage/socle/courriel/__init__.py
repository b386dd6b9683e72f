"""The outbox of the whole house: what must leave by mail is written with the act, leaves after it, and is never lost nor sent twice.

A context calls `services.deposer_courriel` within the transaction of its act; its words are in `templates/<contexte>/courriels/*.txt`, the first
line is the subject. A mail never holds the name of a young person: it says that something waits, and where to read it.
"""
