"""The verbs of people's cards («карточки людей»)."""
