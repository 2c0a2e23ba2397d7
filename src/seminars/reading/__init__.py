"""Text to Programme, or diagnostics: every problem is collected, none stops the rest."""
