"""The file-to-file forms of the territory computations: one module by command, `executer(arguments) -> status`."""
