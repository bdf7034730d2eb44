"""Refusal log («журнал отказов»): its attempts lie outside the ledger, the seal on each day inside."""
