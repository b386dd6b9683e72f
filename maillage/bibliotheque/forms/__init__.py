"""Forms of the library: each calls one service, and puts each refusal beside its field."""
