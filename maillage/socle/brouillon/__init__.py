"""A form half written is kept on the server for who writes it: the browser closes, nothing is lost.

A page of form includes `socle/composants/brouillon.html` inside its form, calls `reprendre` before it is drawn and `jeter_brouillon` once the act is
done. Kept for each account and address; never a file nor a password; erased after the act, on demand, or after a few days. It is not a
business act: the journal says nothing of it.
"""
