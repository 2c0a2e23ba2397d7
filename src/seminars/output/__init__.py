"""Report values to text or bytes: computes nothing, decides nothing."""
