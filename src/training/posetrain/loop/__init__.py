"""The loop that trains whatever a task asks for, and what it keeps: checkpoint, history, curve."""
