"""The one work list of deadlines: each context gives its lines, this page gathers, filters and sorts them."""
