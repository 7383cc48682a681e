"""Top-down pose networks: crops of people in, heatmaps out."""
