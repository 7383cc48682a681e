"""Trains networks that are given as ONNX graphs."""

import os

# On a machine that others use too, a thread of OpenMP that waits long and busily for one that is not run holds up both; a network of many small
# steps came down to a tenth of its speed. To be set before PyTorch is imported.
os.environ.setdefault("GOMP_SPINCOUNT", "2000")
