"""Pure rules of the space: deadline of a rectification, restricted text of the livret, voice of a page."""
