"""The personalised project: its states, its words, its agreed versions."""
