"""Lines and lock boards, as a technician sees and replaces them."""
