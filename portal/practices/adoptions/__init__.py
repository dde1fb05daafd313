"""Who took a practice over: the ledger of adoptions, told by members or heard by editors."""
