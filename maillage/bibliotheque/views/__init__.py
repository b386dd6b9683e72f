"""Pages of the library and of the FAQ; the public ones are drawn without the shell of an account."""
