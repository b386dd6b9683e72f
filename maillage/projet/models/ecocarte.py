"""The eco-map: people and places around a young person, and the ties between them."""
