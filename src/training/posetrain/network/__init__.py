"""An ONNX graph as a PyTorch module: read, run, trained, written back. It knows nothing of poses."""
