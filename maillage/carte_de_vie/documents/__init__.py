"""The carte de vie on paper."""
