"""The paper for the assembly in figures: nothing is worded here."""
