"""The API of version 1, under /api/v1/: the same rights as the pages, narrowed by the scope of a token.

A call carries `Authorization: Bearer <token>`; a session cookie is never read there. The middleware makes the token's owner the person who acts;
the rights matrix then decides as for any address.
"""
