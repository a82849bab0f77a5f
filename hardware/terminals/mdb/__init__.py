"""Cashless readers on MDB, behind a Qibixx adapter that speaks lines of text."""
