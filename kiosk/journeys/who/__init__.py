"""Who is it? Credentials, one more proof, approval by a second person."""
