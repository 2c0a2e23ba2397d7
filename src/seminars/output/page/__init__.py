"""The page: one HTML file with the paper, a map, a timeline, a heat map and a table."""
