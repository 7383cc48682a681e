"""Trains pose networks that are given as ONNX graphs."""
