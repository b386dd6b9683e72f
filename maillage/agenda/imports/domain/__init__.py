"""Pure rules of imports: columns, values, merging of lines, comparison with what the source said before."""
