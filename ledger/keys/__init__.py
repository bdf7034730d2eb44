"""The keys of personal data: how fields are sealed, where the keys are kept, and how they end."""
