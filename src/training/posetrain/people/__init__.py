"""Person detectors: scenes in, centres and distances out."""
