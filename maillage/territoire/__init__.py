"""Communes, contours and, later, schools and travel times. It knows places, never people."""
