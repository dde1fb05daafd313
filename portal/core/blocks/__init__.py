"""Blocks that texts of every room are made of: one family a file, each with a preview.

``TextBody`` in ``bodies`` is the whole set; a room with needs of its own composes its stream from
the families.
"""
