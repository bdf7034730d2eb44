"""Meeting («заседание») of the council."""
