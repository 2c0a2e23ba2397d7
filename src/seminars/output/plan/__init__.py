"""A plan for people, as JSON, and as the annex of a paper. Computes nothing."""
