"""Labelled pictures in files, and how they are kept in memory. It knows nothing of poses or people."""
