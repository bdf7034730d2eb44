"""The refusal log («журнал отказов»): attempts that a window, a quorum or a right forbade, and the seal on each day."""
