"""The operator's tools: releases added, signed by several people, published, and keys replaced."""
