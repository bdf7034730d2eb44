"""The worker («рабочий процесс»): keeps the books, carries out reactions, seals the refusal log."""
