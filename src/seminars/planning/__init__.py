"""Programme to Proposal: the best next seminars, why these, and what stands in the way."""
